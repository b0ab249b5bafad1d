//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package output

import (
	"errors"
	"io/fs"
	"iter"
	"path"
)

// hand writes files below a folder.
type hand struct {
	disk *disk
	made map[string]bool // folders that hold others
}

func newHand(d *disk) (*hand, error) { return &hand{d, map[string]bool{}}, nil }

func (h *hand) close() {}

// put writes files that lie in one folder, which is made, and dresses it.
func (h *hand) put(files []file) error {
	dir, in := dirOf(files[0].path), h.disk
	if dir != "." {
		if err := h.mkdir(dir); err != nil {
			return err
		}
		sub, err := h.disk.sub(dir)
		if err != nil {
			return err
		}
		defer sub.Close()
		in = sub
	}
	for _, f := range files {
		if err := in.write(path.Base(f.path), f.data, fileTime(f.sum)); err != nil {
			return err
		}
	}
	return dressFolders(h.disk, []string{dir})
}

// mkdir makes a folder and those above it. That the folder itself is there is not
// remembered: nearly every one is that of a single page.
func (h *hand) mkdir(dir string) error {
	for i := 0; i <= len(dir); i++ {
		if i < len(dir) && (dir[i] != '/' || h.made[dir[:i]]) {
			continue
		}
		if err := h.disk.Mkdir(dir[:i], dirMode); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if i < len(dir) {
			h.made[dir[:i]] = true
		}
	}
	return nil
}

// linkFiles gives files of one tree a second name in another. Here they are
// copied: without locks there is no spare, which is what links are for most.
func linkFiles(from, to *disk, names iter.Seq[string], copy func(name string) error) error {
	return copyFiles(from, to, names, copy)
}

// moveFiles moves files of one tree to another, in the place of those there.
// There is never a spare, and so nothing to move.
func moveFiles(*disk, *disk, iter.Seq[string]) error { return errors.ErrUnsupported }

// removeNames removes files, those that are there.
func removeNames(tree *disk, names iter.Seq[string]) error {
	for name := range names {
		if err := tree.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// dressFolders gives folders the mode and the time that Sotto's have.
func dressFolders(tree *disk, dirs []string) error {
	for _, dir := range dirs {
		if err := errors.Join(tree.Chmod(dir, dirMode), tree.Chtimes(dir, folderTime, folderTime)); err != nil {
			return err
		}
	}
	return nil
}
