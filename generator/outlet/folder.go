package outlet

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// openFolder is a destination that is a folder of this machine or mounted on it. It is
// made, on demand, when only it is missing.
func openFolder(name string, make bool) (*Destination, error) {
	if make {
		if err := os.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("making the destination: %w", err)
		}
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("opening the destination: %w", err)
	}
	return &Destination{store: &tree{disk: &folder{root: root}}, name: name}, nil
}

// folder is a disk of this machine.
type folder struct{ root *os.Root }

func (d *folder) read(name string) ([]byte, error) { return d.root.ReadFile(name) }

func (d *folder) create(name string, data []byte, at time.Time) (err error) {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil { // whatever the umask is: a server reads it
		return err
	}
	if !at.IsZero() {
		if err := d.root.Chtimes(name, at, at); err != nil {
			return err
		}
	}
	return f.Sync()
}

// link gives a file a second name, if nobody has written into it: length and time are
// what they were when it was published.
func (d *folder) link(old, new string, size int64, at time.Time) error {
	info, err := d.root.Lstat(old)
	if err != nil || !info.Mode().IsRegular() || info.Size() != size || !info.ModTime().Equal(at) {
		return errUnlinked
	}
	if err := d.root.Link(old, new); err != nil {
		return fmt.Errorf("%w: %w", errUnlinked, err)
	}
	return nil
}

func (d *folder) symlink(to, name string) error        { return d.root.Symlink(to, name) }
func (d *folder) readlink(name string) (string, error) { return d.root.Readlink(name) }
func (d *folder) rename(old, new string) error         { return d.root.Rename(old, new) }
func (d *folder) remove(name string) error             { return d.root.Remove(name) }
func (d *folder) close() error                         { return d.root.Close() }

func (d *folder) mkdir(name string) error {
	if err := d.root.MkdirAll(name, 0o755); err != nil {
		return err
	}
	return d.root.Chmod(name, 0o755)
}

func (d *folder) entries(name string) ([]fs.FileInfo, error) {
	f, err := d.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdir(-1)
}

func (d *folder) sync(name string) error {
	f, err := d.root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return fmt.Errorf("making %s safe on the disk: %w", name, err)
	}
	return nil
}

// What has come whole is seen by reading it.
func (d *folder) begun(string) error { return nil }
func (d *folder) sent(File) error    { return nil }
func (d *folder) noted() error       { return nil }

// whole reads the file: a power cut may have left less of it than its name says.
func (d *folder) whole(name string, f File, info fs.FileInfo) (bool, error) {
	if !info.Mode().IsRegular() || info.Size() != f.Size {
		return false, nil
	}
	in, err := d.root.Open(name)
	if err != nil {
		return false, err
	}
	defer in.Close()
	h := sha256.New()
	if _, err := io.Copy(h, in); err != nil {
		return false, err
	}
	return hex.EncodeToString(h.Sum(nil)) == f.Sum, nil
}
