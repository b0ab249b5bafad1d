package lsp

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// disk is what lies in a site's folders, as it was when it was last looked at. A
// check of an edit reads what it remembers and asks the system nothing; whether it
// is still so is looked at before or after, all at once ([disk.sweep]), by what the
// system says of each file: its size, its times, and which file it is.
type disk struct {
	root string
	now  func() time.Time

	mu    sync.Mutex
	files map[string]*remembered // by path in root
}

// remembered is a file or a folder. Its bytes and its list never change.
type remembered struct {
	stamp stamp
	info  fs.FileInfo
	data  []byte
	list  []fs.DirEntry // of a folder
	// young says that it was read so soon after it had changed that another change
	// may have the same time.
	young bool
}

const (
	// mostKept is how long a file may be that is remembered: a page may be 1 MiB.
	mostKept = 1 << 20
	// settled is how old a change must be to tell it from the next one by its time:
	// some file systems count in two seconds.
	settled = 2 * time.Second
)

// stamp is what the system says of a file.
type stamp struct {
	mode     fs.FileMode
	size     int64
	modified int64  // when its bytes changed
	touched  int64  // when anything of it changed; 0 where it is not known
	inode    uint64 // 0 where it is not known
}

// age is how long ago the last change was.
func (s stamp) age(now time.Time) time.Duration {
	return now.Sub(time.Unix(0, max(s.modified, s.touched)))
}

func stampOf(info fs.FileInfo) stamp {
	s := stamp{mode: info.Mode(), size: info.Size(), modified: info.ModTime().UnixNano()}
	s.inode, s.touched = further(info)
	if info.IsDir() {
		s.size = 0 // of no meaning
	}
	return s
}

func newDisk(root string) *disk {
	return &disk{root: root, now: time.Now, files: map[string]*remembered{}}
}

// folder is one of the site's folders, which is read through from: that one keeps
// to the folder.
func (d *disk) folder(name string, from fs.FS) fs.FS { return diskFolder{d, name, from} }

// path is where a file of the site lies.
func (d *disk) path(name string) string { return filepath.Join(d.root, filepath.FromSlash(name)) }

// known is what is remembered of a file; nil for nothing.
func (d *disk) known(name string) *remembered {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.files[name]
}

// look remembers a file or a folder and answers with it; nil for what is neither,
// is too long, or cannot be read, which is left to whoever asks.
func (d *disk) look(name string, from fs.FS, in string) *remembered {
	before, err := os.Lstat(d.path(name))
	if err != nil || !before.IsDir() && (!before.Mode().IsRegular() || before.Size() > mostKept) {
		return nil
	}
	r := &remembered{stamp: stampOf(before), info: before}
	if before.IsDir() {
		r.list, err = fs.ReadDir(from, in)
	} else {
		r.data, err = fs.ReadFile(from, in)
	}
	if err != nil {
		return nil
	}
	after, err := os.Lstat(d.path(name))
	if err != nil || stampOf(after) != r.stamp {
		return nil // it changes while it is read
	}
	r.young = r.stamp.age(d.now()) < settled
	d.mu.Lock()
	defer d.mu.Unlock()
	d.files[name] = r
	return r
}

// sweep looks whether all that is remembered is still so, and forgets what is not:
// that is the answer, sorted. A file that has come or gone is told by its folder.
// It ends early when stop says so.
func (d *disk) sweep(stop func() bool) (changed []string) {
	d.mu.Lock()
	files := maps.Clone(d.files)
	d.mu.Unlock()
	looked := 0
	for name, r := range files {
		if looked++; looked%32 == 0 && stop() {
			break
		}
		now, same := d.again(name, r)
		if same && now == r {
			continue
		}
		d.mu.Lock()
		if d.files[name] = now; !same {
			delete(d.files, name)
			changed = append(changed, name)
		}
		d.mu.Unlock()
	}
	slices.Sort(changed)
	return changed
}

// again is what is remembered of a file that is as it was: with other times, when
// only those have changed.
func (d *disk) again(name string, r *remembered) (now *remembered, same bool) {
	info, err := os.Lstat(d.path(name))
	if err != nil || info.Mode() != r.info.Mode() {
		return nil, false
	}
	is := stampOf(info)
	if is == r.stamp && !r.young {
		return r, true
	}
	if info.IsDir() {
		list, err := os.ReadDir(d.path(name))
		same = err == nil && slices.EqualFunc(list, r.list, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() && a.Type() == b.Type() })
	} else if is.size == r.stamp.size {
		data, err := os.ReadFile(d.path(name))
		same = err == nil && bytes.Equal(data, r.data)
	}
	return &remembered{stamp: is, info: info, data: r.data, list: r.list, young: is.age(d.now()) < settled}, same
}

// diskFolder is one of the folders.
type diskFolder struct {
	*disk
	name string
	from fs.FS
}

// at is what is remembered of a file, which is read when it is not.
func (f diskFolder) at(name string) *remembered {
	if r := f.had(name); r != nil || !fs.ValidPath(name) {
		return r
	}
	return f.look(path.Join(f.name, name), f.from, name)
}

// had is what is remembered of a file already.
func (f diskFolder) had(name string) *remembered {
	if !fs.ValidPath(name) { // which path.Join would make valid
		return nil
	}
	return f.known(path.Join(f.name, name))
}

// Open opens a file or a folder.
func (f diskFolder) Open(name string) (fs.File, error) {
	switch r := f.at(name); {
	case r == nil:
		return f.from.Open(name)
	case r.info.IsDir():
		return &openFolder{info: r.info, rest: r.list}, nil
	default:
		return &openFile{r.info, bytes.NewReader(r.data)}, nil
	}
}

// Stat tells of a file or a folder.
func (f diskFolder) Stat(name string) (fs.FileInfo, error) {
	if r := f.had(name); r != nil {
		return r.info, nil
	}
	return fs.Stat(f.from, name)
}

// Lstat is Stat: no symbolic link is remembered.
func (f diskFolder) Lstat(name string) (fs.FileInfo, error) {
	if r := f.had(name); r != nil {
		return r.info, nil
	}
	return fs.Lstat(f.from, name)
}

// ReadLink reads a symbolic link.
func (f diskFolder) ReadLink(name string) (string, error) { return fs.ReadLink(f.from, name) }

type openFile struct {
	info fs.FileInfo
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

type openFolder struct {
	info fs.FileInfo
	rest []fs.DirEntry
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.Name(), Err: fs.ErrInvalid}
}

// ReadDir lists the folder, or n entries of it.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.rest)
	} else if len(f.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.rest))
	out := f.rest[:n:n]
	f.rest = f.rest[n:]
	return out, nil
}

// shown are the bytes of a file with some documents open; nil when it is none of
// them and nothing is remembered of it.
func (s *Server) shown(name string, docs map[string]*document) []byte {
	if d := docs[name]; d != nil {
		return d.data
	}
	if r := s.disk.known(name); r != nil {
		return r.data
	}
	return nil
}
