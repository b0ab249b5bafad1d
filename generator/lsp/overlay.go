package lsp

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a folder in which the files that are open in the editor hold what is
// on the screen. A file that is not on the disk yet is there as well.
type overlay struct {
	fs.FS
	open map[string][]byte // by path in the folder; never changed
}

// Open opens a file or a folder.
func (o overlay) Open(name string) (fs.File, error) {
	data, ok := o.open[name]
	if !ok {
		f, err := o.FS.Open(name)
		if d, folder := f.(fs.ReadDirFile); err == nil && folder && o.below(name) != nil {
			return &shownFolder{ReadDirFile: d, more: o.below(name)}, nil
		}
		return f, err
	}
	return &shownFile{shown{path.Base(name), int64(len(data))}, bytes.NewReader(data)}, nil
}

// Stat tells of a file or a folder.
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if data, ok := o.open[name]; ok {
		return shown{path.Base(name), int64(len(data))}, nil
	}
	return fs.Stat(o.FS, name)
}

// Lstat is Stat, but for symbolic links that are not open.
func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	if _, ok := o.open[name]; ok {
		return o.Stat(name)
	}
	return fs.Lstat(o.FS, name)
}

// ReadLink reads a symbolic link.
func (o overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.FS, name) }

// below are the open files of a folder.
func (o overlay) below(folder string) []fs.DirEntry {
	var out []fs.DirEntry
	for name, data := range o.open {
		if path.Dir(name) == folder {
			out = append(out, fs.FileInfoToDirEntry(shown{path.Base(name), int64(len(data))}))
		}
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}

// shown is a file on the screen. Its time is that of no file: nothing may depend
// on one.
type shown struct {
	name string
	size int64
}

func (s shown) Name() string       { return s.name }
func (s shown) Size() int64        { return s.size }
func (s shown) Mode() fs.FileMode  { return 0o444 }
func (s shown) ModTime() time.Time { return time.Time{} }
func (s shown) IsDir() bool        { return false }
func (s shown) Sys() any           { return nil }

type shownFile struct {
	info shown
	*bytes.Reader
}

func (f *shownFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *shownFile) Close() error               { return nil }

// shownFolder lists the open files among the others. It is read at once.
type shownFolder struct {
	fs.ReadDirFile
	more []fs.DirEntry
	rest []fs.DirEntry
	read bool
}

// ReadDir lists the folder, or n entries of it.
func (f *shownFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if !f.read {
		there, err := f.ReadDirFile.ReadDir(-1)
		if err != nil {
			return there, err
		}
		f.read, f.rest = true, f.more
		for _, e := range there {
			if !slices.ContainsFunc(f.more, func(m fs.DirEntry) bool { return m.Name() == e.Name() }) {
				f.rest = append(f.rest, e)
			}
		}
		slices.SortFunc(f.rest, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	if n <= 0 {
		n = len(f.rest)
	} else if len(f.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.rest))
	out := f.rest[:n]
	f.rest = f.rest[n:]
	return out, nil
}
