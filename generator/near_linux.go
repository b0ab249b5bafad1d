package main

import (
	"io/fs"
	"os"
	"path"
	"sync"
	"syscall"
)

// near is a folder of sources whose files are opened from the folder in which the
// last one was, which is kept open. A file of an os.Root is opened from the top each
// time, and asked whether it is a network connection: fourteen system calls until it
// has been read, where these are five. Of a large site every source is read twice.
//
// It is for one build: where a folder was moved since its last file was opened, the
// next comes from where that folder is now. What a build reads twice, it compares.
type near struct {
	all

	mu   sync.Mutex
	dir  string
	open *os.File
}

// all is what a folder of sources can do.
type all interface {
	fs.StatFS
	fs.ReadDirFS
	fs.ReadFileFS
	fs.ReadLinkFS
}

// nearby is a folder of sources for one build.
func nearby(folder fs.FS) fs.FS {
	if f, ok := folder.(all); ok {
		return &near{all: f}
	}
	return folder
}

// Open opens a file. What is not opened at once, such as what a symbolic link leads
// to, is opened as ever, and so is what cannot be opened: its error says why.
func (n *near) Open(name string) (fs.File, error) {
	if dir, base := path.Split(name); dir != "" && fs.ValidPath(name) {
		if f := n.in(dir[:len(dir)-1], base); f != nil {
			return f, nil
		}
	}
	return n.all.Open(name)
}

func (n *near) in(dir, base string) *os.File {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.open == nil || n.dir != dir {
		if info, err := n.Stat(dir); err != nil || !info.IsDir() { // opening a pipe would wait
			return nil
		}
		f, err := n.all.Open(dir)
		if err != nil {
			return nil
		}
		open, ok := f.(*os.File)
		if !ok {
			f.Close()
			return nil
		}
		n.open.Close() // nil, too
		n.dir, n.open = dir, open
	}
	for {
		fd, err := syscall.Openat(int(n.open.Fd()), base, syscall.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_CLOEXEC, 0)
		if err == nil {
			return os.NewFile(uintptr(fd), n.open.Name()+"/"+base)
		}
		if err != syscall.EINTR {
			return nil
		}
	}
}
