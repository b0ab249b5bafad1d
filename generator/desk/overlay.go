package desk

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a folder as it would be: some files are others, new or gone.
type overlay struct {
	base  fs.FS
	files map[string][]byte // by path
	gone  map[string]bool
	// inside are the names that the files bring into each folder.
	inside map[string]map[string]bool
}

// over lays a plan over a folder.
func (p *Plan) over(base fs.FS) fs.FS {
	o := &overlay{base: base, files: map[string][]byte{}, gone: map[string]bool{}, inside: map[string]map[string]bool{}}
	for _, c := range p.Changes {
		if c.From != "" && c.From != c.File {
			o.gone[c.From] = true
		}
	}
	for _, c := range p.Changes {
		o.files[c.File] = c.New
		delete(o.gone, c.File)
		for name := c.File; name != "."; name = path.Dir(name) {
			dir := path.Dir(name)
			if o.inside[dir] == nil {
				o.inside[dir] = map[string]bool{}
			}
			o.inside[dir][path.Base(name)] = name != c.File
		}
	}
	return o
}

func (o *overlay) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if data, ok := o.files[name]; ok {
		return &memory{entry{path.Base(name), int64(len(data)), 0o644}, bytes.NewReader(data)}, nil
	}
	if o.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	info, err := fs.Stat(o.base, name)
	if err == nil && !info.IsDir() {
		return o.base.Open(name)
	}
	list, err := o.ReadDir(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.Unwrap(err)}
	}
	return &listing{entry{path.Base(name), 0, fs.ModeDir | 0o755}, list}, nil
}

// ReadDir lists a folder as it would be. One that nothing is left in is gone.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.base, name)
	if err != nil && o.inside[name] == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	list = slices.DeleteFunc(slices.Clone(list), func(e fs.DirEntry) bool {
		_, replaced := o.inside[name][e.Name()]
		return replaced || o.gone[path.Join(name, e.Name())] || e.IsDir() && o.empty(path.Join(name, e.Name()))
	})
	for n, dir := range o.inside[name] {
		mode := fs.FileMode(0o644)
		if dir {
			mode = fs.ModeDir | 0o755
		}
		list = append(list, fs.FileInfoToDirEntry(entry{n, int64(len(o.files[path.Join(name, n)])), mode}))
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	if len(list) == 0 && name != "." && o.empty(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return list, nil
}

// empty says whether all that was in a folder is gone.
func (o *overlay) empty(name string) bool {
	if len(o.gone) == 0 || o.inside[name] != nil {
		return false
	}
	list, err := fs.ReadDir(o.base, name)
	return err == nil && len(list) > 0 && !slices.ContainsFunc(list, func(e fs.DirEntry) bool {
		inner := path.Join(name, e.Name())
		return !o.gone[inner] && !(e.IsDir() && o.empty(inner))
	})
}

// entry is what is known of a file that is only in memory.
type entry struct {
	name string
	size int64
	mode fs.FileMode
}

func (e entry) Name() string       { return e.name }
func (e entry) Size() int64        { return e.size }
func (e entry) Mode() fs.FileMode  { return e.mode }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) IsDir() bool        { return e.mode.IsDir() }
func (e entry) Sys() any           { return nil }

// memory is an open file.
type memory struct {
	entry
	*bytes.Reader
}

func (m *memory) Stat() (fs.FileInfo, error) { return m.entry, nil }
func (m *memory) Size() int64                { return m.entry.size }
func (m *memory) Close() error               { return nil }

// listing is an open folder.
type listing struct {
	entry
	list []fs.DirEntry
}

func (l *listing) Stat() (fs.FileInfo, error) { return l.entry, nil }
func (l *listing) Close() error               { return nil }
func (l *listing) Read([]byte) (int, error)   { return 0, errors.New("this is a folder") }

func (l *listing) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		list := l.list
		l.list = nil
		return list, nil
	}
	if len(l.list) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(l.list))
	list := l.list[:n]
	l.list = l.list[n:]
	return list, nil
}
