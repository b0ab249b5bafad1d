package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"sync"
)

// The staging folder lies beside the destination, so that swapping is a
// rename within one disk: .public.sotto-1 for public. In it are
//
//	sotto   what this folder is and how far the build came; locked while it runs
//	tree/   the new site; after the swap, the old one
//	old/    the old site, where folders cannot be exchanged in one step
const (
	stateFile = "sotto"
	treeDir   = "tree"
	oldDir    = "old"

	// The states that stateFile can say.
	building = "sotto staging folder: building\n"
	swapping = "sotto staging folder: swapping\n"
)

const (
	fileMode = 0o644
	dirMode  = 0o755
)

// dirStore writes files into a staging folder. All writing goes through
// os.Root, which cannot be led out of its folder. Bare handles (openat, write,
// utimensat) would save 4 microseconds a page of 100, and 40 of 210 when it
// has three files: 1.6 % of a padded build. Nearly all is the system making
// files.
type dirStore struct {
	parent  *disk  // the folder that holds the destination
	base    string // the destination's name in it
	name    string // the staging folder's name in it
	staging *disk
	tree    *disk
	state   *os.File // stateFile, locked

	turn  Turn
	began *found   // the destination as it was at the start
	hold  *os.File // and the folder itself, kept open; see holdFolder

	mu   sync.Mutex
	made map[string]bool // folders of the tree that exist

	done bool // committed or aborted

	// For tests: stop is called at named points of Commit; noExchange makes
	// it do without the one-step swap.
	stop       func(point string)
	noExchange bool
}

// NewDir makes a stage that becomes the folder destination when it is
// committed. Until then nothing in destination changes. What killed builds
// left beside it is tidied up first, and a swap that one of them left half
// done is undone. The error is a *Refused when the folder holds anything that
// Sotto did not write. See [Stage.Damage] for what a power cut did to it.
//
// A destination that is a symbolic link stands for the folder it leads to.
func NewDir(ctx context.Context, destination string, turn Turn) (*Stage, error) {
	return newDir(ctx, destination, turn, nil)
}

func newDir(ctx context.Context, destination string, turn Turn, note func(step)) (*Stage, error) {
	full, err := filepath.Abs(destination)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", destination, err)
	}
	if target, err := filepath.EvalSymlinks(full); err == nil {
		full = target
	}
	above, base := filepath.Split(full)
	if base == "" {
		return nil, fmt.Errorf("%s cannot be a destination: name a folder in it", destination)
	}
	if err := makeFolders(filepath.Clean(above)); err != nil {
		return nil, fmt.Errorf("making the folder of %s: %w", destination, err)
	}
	parent, err := os.OpenRoot(above)
	if err != nil {
		return nil, fmt.Errorf("opening the folder of %s: %w", destination, err)
	}
	d := &dirStore{parent: &disk{parent, ".", note}, base: base, turn: turn, made: map[string]bool{".": true}}
	if err := d.start(ctx); err != nil {
		d.close()
		return nil, fmt.Errorf("preparing %s: %w", destination, err)
	}
	s := newStage(d)
	s.dir = d
	return s, nil
}

// makeFolders makes a folder and those above it that are missing, and sees to
// it that their names last.
func makeFolders(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	above := filepath.Dir(dir)
	if above != dir {
		if err := makeFolders(above); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return err
	}
	root, err := os.OpenRoot(above)
	if err != nil {
		return err
	}
	defer root.Close()
	return (&disk{Root: root}).sync()
}

// start tidies up, looks at the destination, and makes the staging folder.
func (d *dirStore) start(ctx context.Context) error {
	unlock, err := d.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	// A whole old site that a killed build left is kept as long as the one in
	// its place is not whole.
	if err := tidy(d.parent, d.base, true); err != nil {
		return err
	}
	if d.began, err = inspect(d.parent, d.base); err != nil {
		return err
	}
	if len(d.began.damage) == 0 {
		if err := tidy(d.parent, d.base, false); err != nil {
			return err
		}
	}
	d.hold = holdFolder(d.parent.Root, d.base)
	for n := 1; ; n++ {
		d.name = stagingPrefix(d.base) + strconv.Itoa(n)
		if err = d.parent.Mkdir(d.name, dirMode); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("making a staging folder: %w", err)
	}
	if d.staging, err = d.parent.sub(d.name); err != nil {
		return err
	}
	if d.state, err = d.staging.OpenFile(stateFile, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode); err != nil {
		return err
	}
	if _, err := d.state.WriteString(building); err != nil {
		return err
	}
	d.staging.did("write", stateFile, "", []byte(building))
	tryLock(d.state) // it is free: nobody else knows of it yet
	if err := d.staging.Mkdir(treeDir, dirMode); err != nil {
		return err
	}
	d.tree, err = d.staging.sub(treeDir)
	return err
}

// stagingPrefix is how the names of a destination's staging folders begin.
func stagingPrefix(base string) string { return "." + base + ".sotto-" }

func (d *dirStore) put(files []file) error {
	dir := path.Dir(files[0].path)
	in := d.tree
	if dir != "." {
		if err := d.mkdir(dir); err != nil {
			return err
		}
		sub, err := d.tree.sub(dir)
		if err != nil {
			return err
		}
		defer sub.Close()
		in = sub
	}
	for _, f := range files {
		if err := in.write(path.Base(f.path), f.data, fileTime(f.sum)); err != nil {
			return err
		}
	}
	return nil
}

// mkdir makes a folder of the tree and those above it.
func (d *dirStore) mkdir(dir string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := 0; i <= len(dir); i++ {
		if i < len(dir) && dir[i] != '/' || d.made[dir[:i]] {
			continue
		}
		if err := d.tree.Mkdir(dir[:i], dirMode); err != nil {
			return err
		}
		d.made[dir[:i]] = true
	}
	return nil
}

// finish writes the manifest, and sets the modes and the times of the folders,
// which changed with every file in them.
func (d *dirStore) finish(text []byte) error {
	if err := d.put([]file{{ManifestName, text, hash(text)}}); err != nil {
		return err
	}
	for dir := range d.made { // any order: it changes no other folder's time
		if err := errors.Join(d.tree.Chmod(dir, dirMode), d.tree.Chtimes(dir, folderTime, folderTime)); err != nil {
			return err
		}
	}
	return nil
}

// close lets go of everything that is open. The locks go with it.
func (d *dirStore) close() {
	d.done = true
	for _, r := range []*disk{d.tree, d.staging, d.parent} {
		if r != nil {
			r.Close()
		}
	}
	d.state.Close() // nil, too
	d.hold.Close()
}
