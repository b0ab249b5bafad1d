//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// hand changes names below a folder. It keeps the way open to the folder it is
// in, so that of many names in their order each folder is opened once, and each
// change is one system call. No step of the way follows a symbolic link or leads
// up, so that it stays inside the folder as an os.Root does, which goes all of the
// way again for each name.
type hand struct {
	disk *disk
	root *os.File
	fd   int      // of root
	way  []string // names of the folders that are open below root
	fds  []int

	dresses bool  // whether each folder is dressed when the hand leaves it
	failed  error // why one could not be
}

func newHand(d *disk) (*hand, error) {
	f, err := d.Open(".")
	if err != nil {
		return nil, err
	}
	return &hand{disk: d, root: f, fd: int(f.Fd())}, nil
}

func (h *hand) close() {
	h.back(0)
	h.root.Close()
}

// back closes the folders of the way but the first n.
func (h *hand) back(n int) {
	for i := n; i < len(h.fds); i++ {
		if h.dresses {
			h.failed = errors.Join(h.failed, dress(h.fds[i], path.Join(h.way[:i+1]...)))
		}
		unix.Close(h.fds[i])
	}
	h.way, h.fds = h.way[:n], h.fds[:n]
}

// at goes to a folder. With build, those that are missing are made, as nearly all
// are then.
func (h *hand) at(dir string, build bool) (int, error) {
	n := 0
	rest := dir
	if dir == "." {
		rest = ""
	}
	for rest != "" && n < len(h.way) {
		name, after, _ := strings.Cut(rest, "/")
		if h.way[n] != name {
			break
		}
		n, rest = n+1, after
	}
	h.back(n)
	fd := h.fd
	if n > 0 {
		fd = h.fds[n-1]
	}
	for rest != "" {
		name, after, _ := strings.Cut(rest, "/")
		sub, err := h.open(fd, name, build)
		if err != nil {
			return 0, &fs.PathError{Op: "open", Path: path.Join(path.Join(h.way...), name), Err: err}
		}
		h.way, h.fds = append(h.way, name), append(h.fds, sub)
		fd, rest = sub, after
	}
	return fd, nil
}

// open opens a folder in the one the hand is in.
func (h *hand) open(fd int, name string, build bool) (int, error) {
	if name == "" || name == "." || name == ".." {
		return 0, fs.ErrInvalid
	}
	if build {
		switch err := unix.Mkdirat(fd, name, dirMode); {
		case err == nil:
			h.disk.did("mkdir", path.Join(path.Join(h.way...), name), "", nil)
		case err != unix.EEXIST:
			return 0, err
		}
	}
	return openFolderAt(fd, name)
}

// put writes files that lie in one folder, which is made, and dresses it: nearly
// every folder is that of one page, and needs nothing else.
//
// An os.Root takes eleven system calls for a file, where these are five, because it
// asks of each whether it is a network connection or a link.
func (h *hand) put(files []file) error {
	fd, err := h.at(dirOf(files[0].path), true)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := writeAt(fd, path.Base(f.path), f.data, fileTime(f.sum)); err != nil {
			return &fs.PathError{Op: "write", Path: f.path, Err: err}
		}
		h.disk.did("write", f.path, "", f.data)
	}
	return dress(fd, dirOf(files[0].path))
}

// writeAt is disk.write in a folder that is open.
func writeAt(dir int, name string, data []byte, at time.Time) error {
	fd, err := openAt(dir, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	err = errors.Join(writeAll(fd, data), unix.Fchmod(fd, fileMode))
	if closed := unix.Close(fd); closed != unix.EINTR { // which leaves nothing open, either
		err = errors.Join(err, closed)
	}
	if err != nil {
		return err
	}
	return unix.UtimesNanoAt(dir, name, timesOf(at), unix.AT_SYMLINK_NOFOLLOW)
}

// writeAll writes all of data. No system takes more than mostAtOnce.
func writeAll(fd int, data []byte) error {
	const mostAtOnce = 1 << 30
	for len(data) > 0 {
		switch n, err := unix.Write(fd, data[:min(len(data), mostAtOnce)]); {
		case err == unix.EINTR:
		case err != nil:
			return err
		case n == 0:
			return io.ErrUnexpectedEOF
		default:
			data = data[n:]
		}
	}
	return nil
}

// dress gives an open folder the mode and the time that Sotto's have.
func dress(fd int, dir string) error {
	err := errors.Join(unix.Fchmod(fd, dirMode), unix.UtimesNanoAt(fd, ".", timesOf(folderTime), 0))
	if err != nil {
		return &fs.PathError{Op: "setting the time of", Path: dir, Err: err}
	}
	return nil
}

func timesOf(at time.Time) []unix.Timespec {
	t := unix.NsecToTimespec(at.UnixNano())
	return []unix.Timespec{t, t}
}

// pairs calls what is to be done with each name in two trees, in the folders
// of both; those of the second are made, and dressed when all is done in them.
func pairs(from, to *disk, names iter.Seq[string], do string, call func(from, to int, full, name string) error) error {
	a, err := newHand(from)
	if err != nil {
		return err
	}
	defer a.close()
	b, err := newHand(to)
	if err != nil {
		return err
	}
	defer b.close()
	b.dresses = true
	for name := range names {
		dir := dirOf(name)
		source, err := a.at(dir, false)
		if err != nil {
			return err
		}
		target, err := b.at(dir, true)
		if err != nil {
			return err
		}
		switch err := call(source, target, name, path.Base(name)); {
		case err == errDone:
		case err != nil:
			return &fs.PathError{Op: do, Path: name, Err: err}
		default:
			between(from, to, do, name)
		}
	}
	b.back(0)
	return b.failed
}

// errDone says that a call did it in another way.
var errDone = errors.New("done")

// linkFiles gives files of one tree a second name in another, where they must
// not be yet. Where that is not possible it calls copy, or the error is
// errNoLinks when there is none.
func linkFiles(from, to *disk, names iter.Seq[string], copy func(name string) error) error {
	return pairs(from, to, names, "link", func(a, b int, full, name string) error {
		err := unix.Linkat(a, name, b, name, 0)
		if !noLinks(err) {
			return err
		}
		if copy == nil {
			return errNoLinks
		}
		if err := copy(full); err != nil {
			return err
		}
		return errDone
	})
}

// noLinks reports that a file cannot have a second name here: the disk knows
// none, it is another disk, the file belongs to somebody else, or it has too
// many.
func noLinks(err error) bool {
	for _, no := range []error{unix.EXDEV, unix.EPERM, unix.EMLINK, unix.ENOTSUP, unix.ENOSYS} {
		if errors.Is(err, no) {
			return true
		}
	}
	return false
}

// moveFiles moves files of one tree to another, in the place of those there.
func moveFiles(from, to *disk, names iter.Seq[string]) error {
	return pairs(from, to, names, "rename", func(a, b int, _, name string) error {
		return unix.Renameat(a, name, b, name)
	})
}

// removeNames removes files, those that are there.
func removeNames(tree *disk, names iter.Seq[string]) error {
	h, err := newHand(tree)
	if err != nil {
		return err
	}
	defer h.close()
	for name := range names {
		fd, err := h.at(dirOf(name), false)
		if err == nil {
			err = unix.Unlinkat(fd, path.Base(name), 0)
		}
		switch {
		case err == nil:
			tree.did("remove", name, "", nil)
		case !errors.Is(err, fs.ErrNotExist):
			return &fs.PathError{Op: "remove", Path: name, Err: err}
		}
	}
	return nil
}

// dressFolders gives folders the mode and the time that Sotto's have.
func dressFolders(tree *disk, dirs []string) error {
	h, err := newHand(tree)
	if err != nil {
		return err
	}
	defer h.close()
	for _, dir := range dirs {
		fd, err := h.at(dir, false)
		if err == nil {
			err = dress(fd, dir)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
