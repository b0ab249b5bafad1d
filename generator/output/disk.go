package output

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"time"
)

// disk is a folder that a build writes to. Each step that changes what is on
// the disk goes through one of the methods here, and through nothing else, so
// that a test can note the steps and work out what a power cut between any two
// of them leaves behind. They stay inside the folder, as those of os.Root do.
type disk struct {
	*os.Root
	path string     // from the destination's folder, which is "."
	note func(step) // for tests; see did
}

// step is one change of the disk, or one wait until changes are safe there.
// Paths are from the destination's folder.
type step struct {
	do       string // mkdir, write, link, rename, exchange, remove, remove all, sync, sync all
	path, to string
	data     []byte
}

func (d *disk) did(do, name, to string, data []byte) {
	if d.note == nil {
		return
	}
	s := step{do: do, path: path.Join(d.path, name), data: data}
	if to != "" {
		s.to = path.Join(d.path, to)
	}
	d.note(s)
}

// between notes a step that leads from one tree to the same name in another.
func between(from, to *disk, do, name string) {
	if from.note != nil {
		from.note(step{do: do, path: path.Join(from.path, name), to: path.Join(to.path, name)})
	}
}

// sub opens a folder in this one.
func (d *disk) sub(name string) (*disk, error) {
	root, err := d.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &disk{root, path.Join(d.path, name), d.note}, nil
}

// close closes the folder, if it was opened.
func (d *disk) close() {
	if d != nil {
		d.Close()
	}
}

// Mkdir makes a folder.
func (d *disk) Mkdir(name string, mode fs.FileMode) error {
	err := d.Root.Mkdir(name, mode)
	if err == nil {
		d.did("mkdir", name, "", nil)
	}
	return err
}

// errNoLinks says that a file cannot have two names here.
var errNoLinks = errors.New("no file can have two names here")

// Link gives a file a second name.
func (d *disk) Link(from, to string) error {
	err := d.Root.Link(from, to)
	if err == nil {
		d.did("link", from, to, nil)
	}
	return err
}

// Rename gives a file or folder another name.
func (d *disk) Rename(from, to string) error {
	err := d.Root.Rename(from, to)
	if err == nil {
		d.did("rename", from, to, nil)
	}
	return err
}

// exchange swaps two folders in one step; see the function of that name.
func (d *disk) exchange(a, b string) error {
	err := exchange(d.Root, a, b)
	if err == nil {
		d.did("exchange", a, b, nil)
	}
	return err
}

// Remove removes a file or an empty folder, if it is there.
func (d *disk) Remove(name string) error {
	err := d.Root.Remove(name)
	if err == nil {
		d.did("remove", name, "", nil)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// RemoveAll removes a file or a folder with all that is in it.
func (d *disk) RemoveAll(name string) error {
	d.did("remove all", name, "", nil)
	return d.Root.RemoveAll(name)
}

// write writes one file. Its mode is set by hand, whatever the umask is: that
// costs a microsecond, and finding out whether it is needed costs more code.
//
// It writes only where nothing stands yet: in a tree that shares files with the
// published site, writing over one would change both.
func (d *disk) write(name string, data []byte, at time.Time) error {
	return d.writeWith(name, at, func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	})
}

// writeWith is write for what comes in pieces.
func (d *disk) writeWith(name string, at time.Time, write func(io.Writer) error) error {
	f, err := d.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	to, noted := io.Writer(f), bytes.Buffer{}
	if d.note != nil {
		to = io.MultiWriter(f, &noted)
	}
	err = write(to)
	if err := errors.Join(err, f.Chmod(fileMode), f.Close()); err != nil {
		return err
	}
	d.did("write", name, "", noted.Bytes())
	return d.Chtimes(name, at, at)
}

// sync waits until a folder's names are safe on the disk.
func (d *disk) sync() error {
	f, err := d.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !cannotSync(err) {
		return err
	}
	d.did("sync", "", "", nil)
	return nil
}

// syncAll waits until all that is in the folder is safe on the disk.
func (d *disk) syncAll() error {
	if err := syncTree(d.Root); err != nil {
		return err
	}
	d.did("sync all", "", "", nil)
	return nil
}
