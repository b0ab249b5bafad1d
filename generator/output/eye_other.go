//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package output

import (
	"os"
)

// eye looks at what is below a folder, with what every system has. It knows no
// file's number and no time but that of the last writing.
type eye struct{ root *os.Root }

func openEye(root *os.Root) (*eye, error) { return &eye{root}, nil }

func (e *eye) close() {}

// look says what stands under a name. Modes are not these systems' own: every
// file has the one that Sotto writes.
func (e *eye) look(name string) (look, error) {
	info, err := e.root.Lstat(name)
	if err != nil {
		return look{}, err
	}
	l := look{
		file:   info.Mode().IsRegular(),
		folder: info.IsDir(),
		mode:   fileMode,
		size:   info.Size(),
		sec:    info.ModTime().Unix(),
		nsec:   int64(info.ModTime().Nanosecond()),
	}
	if l.folder {
		l.mode = dirMode
	}
	return l, nil
}

// count says how many names a folder holds.
func (e *eye) count(name string) (int, error) {
	f, err := e.root.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	return len(names), err
}
