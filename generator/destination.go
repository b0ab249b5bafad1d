package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// misplaced says why a site may not be written where --destination says: into
// the folders that it is made of, where the next build would read it, or around
// them, where it would have to replace them. Links are followed as far as there
// is something.
func (f *inputFlags) misplaced(destination string) error {
	to := realPath(f.path(destination))
	for _, d := range []struct{ flag, name string }{{"content", f.content}, {"templates", f.templates}, {"static", f.static}} {
		from := realPath(f.path(d.name))
		switch {
		case to == from:
			return usage("--destination %s is the folder of --%s itself: choose one beside it, such as public", destination, d.flag)
		case within(to, from):
			return usage("--destination %s lies inside %s, whose files are read: choose a folder beside it, such as public", destination, f.path(d.name))
		case within(from, to):
			return usage("--destination %s holds %s: choose a folder of its own, such as public", destination, f.path(d.name))
		}
	}
	return ownMount(to, destination)
}

// within reports whether a path lies below another.
func within(path, above string) bool {
	rest, err := filepath.Rel(above, path)
	return err == nil && rest != ".." && !strings.HasPrefix(rest, ".."+string(filepath.Separator))
}

// realPath is the whole path of a folder that may not be there yet, without links
// in as much of it as is there.
func realPath(path string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	for rest := ""; ; {
		at, err := filepath.EvalSymlinks(full)
		if err == nil {
			return filepath.Join(at, rest)
		}
		above, base := filepath.Dir(full), filepath.Base(full)
		if !errors.Is(err, fs.ErrNotExist) || above == full {
			return filepath.Join(full, rest)
		}
		full, rest = above, filepath.Join(base, rest)
	}
}

// ownMount refuses a folder on another disk than the one it stands in: such a
// folder cannot be swapped for a new one, which would show only after the whole
// build.
func ownMount(full, destination string) error {
	folder, err := os.Stat(full)
	if err != nil {
		return nil // it is to be made
	}
	above, err := os.Stat(filepath.Dir(full))
	if err == nil && !sameDisk(folder, above) {
		return usage("--destination %s is a disk of its own, and cannot be replaced as a whole: choose a folder on it", destination)
	}
	return nil
}
