//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package output

import (
	"errors"
	"iter"
)

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
