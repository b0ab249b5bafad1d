//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// eye looks at what is below a folder: one system call a file, and four a
// folder. An os.Root opens every folder on the way to each file, which takes
// four times as long. Nothing is read or written through an eye, so a symbolic
// link in the way can lead to no harm; and it is noticed, because each folder
// is looked at by its own name.
type eye struct {
	dir   *os.File
	fd    int
	buf   []byte
	names []string
}

func openEye(root *os.Root) (*eye, error) {
	f, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	return &eye{dir: f, fd: int(f.Fd()), buf: make([]byte, 16<<10)}, nil
}

func (e *eye) close() { e.dir.Close() }

// look says what stands under a name.
func (e *eye) look(name string) (look, error) {
	var st unix.Stat_t
	if err := unix.Fstatat(e.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return look{}, err
	}
	sec, nsec := st.Mtim.Unix()
	changed, more := st.Ctim.Unix()
	return look{
		file:    st.Mode&unix.S_IFMT == unix.S_IFREG,
		folder:  st.Mode&unix.S_IFMT == unix.S_IFDIR,
		mode:    fs.FileMode(st.Mode & 0o7777),
		size:    st.Size,
		sec:     sec,
		nsec:    nsec,
		number:  uint64(st.Ino),
		changed: changed*1e9 + more,
	}, nil
}

// count says how many names a folder holds.
func (e *eye) count(name string) (int, error) {
	fd, err := openFolderAt(e.fd, name)
	if err != nil {
		return 0, err
	}
	defer unix.Close(fd)
	total := 0
	for {
		n, err := unix.ReadDirent(fd, e.buf)
		if err != nil || n <= 0 {
			return total, err
		}
		_, count, names := unix.ParseDirent(e.buf[:n], -1, e.names[:0])
		total, e.names = total+count, names
	}
}

// openFolderAt opens a folder, and nothing that a symbolic link leads to.
func openFolderAt(fd int, name string) (int, error) {
	return openAt(fd, name, unix.O_RDONLY|unix.O_DIRECTORY, 0)
}

// openAt opens a name in a folder, and nothing that a symbolic link leads to.
func openAt(fd int, name string, how int, mode uint32) (int, error) {
	for {
		sub, err := unix.Openat(fd, name, how|unix.O_NOFOLLOW|unix.O_CLOEXEC, mode)
		if err != unix.EINTR {
			return sub, err
		}
	}
}
