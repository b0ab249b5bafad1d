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
	"time"
)

// The staging folder lies beside the destination, so that swapping is a
// rename within one disk: .public.sotto-1 for public. In it are
//
//	sotto   what this folder is and how far the build came; locked while it runs
//	tree/   the new site; after the swap, the old one; at last, the spare
//	old/    the old site, where folders cannot be exchanged in one step
//	fresh/  new files that are on their way into a spare
//	next    the manifest on its way into a spare
//	seen    what the folders of a site and its spare looked like
const (
	stateFile = "sotto"
	treeDir   = "tree"
	oldDir    = "old"
	freshDir  = "fresh"
	nextFile  = "next"
	seenFile  = "seen"

	// The states that stateFile can say. They have one length, so that a kill
	// cannot leave it with less than a state: one write of few bytes is whole.
	building = "sotto staging folder: building\n"
	swapping = "sotto staging folder: swapping\n"
	sparing  = "sotto staging folder: spare   \n"
)

const (
	fileMode = 0o644
	dirMode  = 0o755
)

// dirStore writes files into a staging folder. All writing goes through hands and
// os.Root, which cannot be led out of their folder.
type dirStore struct {
	parent  *disk  // the folder that holds the destination
	base    string // the destination's name in it
	name    string // the staging folder's name in it
	staging *disk
	tree    *disk
	state   *os.File // stateFile, locked

	locked bool // whether state could be

	turn  Turn
	began *found   // the destination as it was at the start
	hold  *os.File // and its manifest, kept open; see hold

	warm  bool
	from  *disk  // the destination as it was at the start, kept open
	spare *spare // of it, until it is used

	adopted bool        // whether the tree was the spare
	diff    *difference // see there

	files []Sum  // set by finish
	sum   digest // of the manifest that lists them

	hands idle[hand] // in the tree: one for each write at a time, each where it was last

	mu   sync.Mutex
	kept []bool // files of the destination that the new site has too, by began.survey

	done bool // committed or aborted

	// For tests: stop is called at named points of Commit; noExchange makes
	// it do without the one-step swap, and noLinks without second names.
	stop       func(point string)
	noExchange bool
	noLinks    bool
}

// NewDir makes a stage that becomes the folder destination when it is
// committed. Until then nothing in destination changes. What killed builds
// left beside it is tidied up first, and a swap that one of them left half
// done is undone. The error is a *Refused when the folder holds anything that
// Sotto did not write. See [Stage.Damage] for what a power cut did to it.
//
// A warm stage takes files over from the destination where it can, and leaves
// a spare beside it; see Warm builds, above. One that is not warm writes every
// file anew and leaves nothing.
//
// A destination that is a symbolic link stands for the folder it leads to.
func NewDir(ctx context.Context, destination string, turn Turn, warm bool) (*Stage, error) {
	return newDir(ctx, destination, turn, warm, nil)
}

func newDir(ctx context.Context, destination string, turn Turn, warm bool, note func(step)) (*Stage, error) {
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
	d := &dirStore{parent: &disk{parent, ".", note}, base: base, turn: turn, warm: warm}
	if err := d.start(ctx); err != nil {
		d.close()
		return nil, fmt.Errorf("preparing %s: %w", destination, err)
	}
	s := newStage(d)
	s.dir = d
	if warm {
		s.expect(len(d.kept))
	}
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
	if d.warm {
		if d.spare, err = claimSpare(d.parent, d.base); err != nil {
			return err
		}
	}
	looked := time.Now()
	if d.began, err = inspect(d.parent, d.base, d.spare.seen()); err != nil {
		return err
	}
	if len(d.began.damage) == 0 {
		if err := tidy(d.parent, d.base, false); err != nil { // but for a spare that is claimed
			return err
		}
	}
	d.hold = hold(d.parent.Root, path.Join(d.base, ManifestName))
	if d.warm {
		if err := d.startWarm(); err != nil {
			return err
		}
	}
	if err := d.makeStaging(); err != nil {
		return err
	}
	return d.settleClock(time.Since(looked))
}

// makeStaging makes the staging folder.
func (d *dirStore) makeStaging() (err error) {
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
	d.locked = tryLock(d.state) // it is free, where there are locks: nobody else knows of it yet
	if err := d.staging.Mkdir(treeDir, dirMode); err != nil {
		return err
	}
	d.tree, err = d.staging.sub(treeDir)
	return err
}

// stagingPrefix is how the names of a destination's staging folders begin.
func stagingPrefix(base string) string { return "." + base + ".sotto-" }

func (d *dirStore) put(files []file) error {
	files = d.changed(files)
	if len(files) == 0 {
		return nil
	}
	return d.write(files)
}

// write writes files that lie in one folder.
func (d *dirStore) write(files []file) error {
	h := d.hands.take(func() *hand { return nil })
	if h == nil {
		var err error
		if h, err = newHand(d.tree); err != nil {
			return err
		}
	}
	defer d.hands.give(h)
	return h.put(files)
}

// still lets go of what write keeps open.
func (d *dirStore) still() {
	for _, h := range d.hands.all() {
		h.close()
	}
}

// finish writes the manifest, and sets the modes and the times of those folders
// that changed again after a write. A warm build does that when it has
// all its files together.
func (d *dirStore) finish(files []Sum, sum digest) error {
	d.still()
	d.files, d.sum = files, sum
	if d.warm {
		return nil
	}
	if err := d.list(); err != nil {
		return err
	}
	return dressFolders(d.tree, sharedFolders(files))
}

// list writes the manifest.
func (d *dirStore) list() error {
	return d.tree.writeWith(ManifestName, fileTime(d.sum), (&manifest{d.files}).write)
}

// close lets go of everything that is open. The locks go with it.
func (d *dirStore) close() {
	d.done = true
	d.still()
	for _, r := range []*disk{d.tree, d.from, d.staging, d.parent} {
		r.close()
	}
	if d.spare != nil {
		d.spare.close()
	}
	d.state.Close() // nil, too
	d.hold.Close()
}
