package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
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
	parent  *os.Root // the folder that holds the destination
	base    string   // the destination's name in it
	name    string   // the staging folder's name in it
	staging *os.Root
	tree    *os.Root
	state   *os.File // stateFile, locked

	modTime time.Time

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
// Sotto did not write.
//
// A destination that is a symbolic link stands for the folder it leads to.
func NewDir(destination string) (*Stage, error) {
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
	if err := os.MkdirAll(above, dirMode); err != nil {
		return nil, fmt.Errorf("making the folder of %s: %w", destination, err)
	}
	parent, err := os.OpenRoot(above)
	if err != nil {
		return nil, fmt.Errorf("opening the folder of %s: %w", destination, err)
	}
	d := &dirStore{parent: parent, base: base, made: map[string]bool{".": true}}
	if err := d.start(); err != nil {
		d.close()
		return nil, fmt.Errorf("preparing %s: %w", destination, err)
	}
	s := newStage(d)
	s.dir = d
	return s, nil
}

// start tidies up, looks at the destination, and makes the staging folder.
func (d *dirStore) start() error {
	unlock, err := lockFolder(d.parent)
	if err != nil {
		return err
	}
	defer unlock()
	if err := tidy(d.parent, d.base); err != nil {
		return err
	}
	if _, err := inspect(d.parent, d.base); err != nil {
		return err
	}
	for n := 1; ; n++ {
		d.name = stagingPrefix(d.base) + strconv.Itoa(n)
		if err = d.parent.Mkdir(d.name, dirMode); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("making a staging folder: %w", err)
	}
	if d.staging, err = d.parent.OpenRoot(d.name); err != nil {
		return err
	}
	if d.state, err = d.staging.OpenFile(stateFile, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode); err != nil {
		return err
	}
	if _, err := d.state.WriteString(building); err != nil {
		return err
	}
	tryLock(d.state) // it is free: nobody else knows of it yet
	if err := d.staging.Mkdir(treeDir, dirMode); err != nil {
		return err
	}
	d.tree, err = d.staging.OpenRoot(treeDir)
	return err
}

// stagingPrefix is how the names of a destination's staging folders begin.
func stagingPrefix(base string) string { return "." + base + ".sotto-" }

func (d *dirStore) put(files []file) error {
	dir := path.Dir(files[0].path)
	root := d.tree
	if dir != "." {
		if err := d.mkdir(dir); err != nil {
			return err
		}
		sub, err := d.tree.OpenRoot(dir)
		if err != nil {
			return err
		}
		defer sub.Close()
		root = sub
	}
	for _, f := range files {
		if err := d.write(root, path.Base(f.path), f.data); err != nil {
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

// write writes one file. Its mode is set by hand, whatever the umask is: that
// costs a microsecond, and finding out whether it is needed costs more code. It is not synced to the disk, nor is it linked to an
// equal file of the old site: syncing thousands of files costs seconds and
// protects only against a power cut, after which the next build writes all of
// them anew; and with a link, whoever edits a published file in place would
// change the old and the new site, and the file's times, at once.
func (d *dirStore) write(root *os.Root, name string, data []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Chmod(fileMode), f.Close()); err != nil {
		return err
	}
	return root.Chtimes(name, d.modTime, d.modTime)
}

// finish writes the manifest, which must never be there in part, and sets the
// modes and the times of the folders, which changed with every file in them. The manifest
// and the tree's folder are synced, so that after a power cut the manifest
// tells which files are not whole.
func (d *dirStore) finish(text []byte) error {
	if err := d.write(d.staging, ManifestName, text); err != nil {
		return err
	}
	if err := syncFile(d.staging, ManifestName); err != nil {
		return err
	}
	if err := d.staging.Rename(ManifestName, treeDir+"/"+ManifestName); err != nil {
		return err
	}
	for dir := range d.made { // any order: it changes no other folder's time
		if err := errors.Join(d.tree.Chmod(dir, dirMode), d.tree.Chtimes(dir, d.modTime, d.modTime)); err != nil {
			return err
		}
	}
	return syncFile(d.tree, ".")
}

// syncFile flushes a file or folder to the disk.
func syncFile(root *os.Root, name string) error {
	f, err := root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	// Not every system can sync a folder; the swap is as safe as it can be.
	if err := f.Sync(); err != nil && !strings.HasSuffix(name, ".") {
		return err
	}
	return nil
}

// close lets go of everything that is open. The lock goes with it.
func (d *dirStore) close() {
	d.done = true
	for _, r := range []*os.Root{d.tree, d.staging, d.parent} {
		if r != nil {
			r.Close()
		}
	}
	d.state.Close() // nil, too
}
