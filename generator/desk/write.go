package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"sotto/generator/site"
)

// Write makes the changes in a folder, all of them or none. New texts are first
// written beside their places, under names that are no page's; only when every one
// is on the disk are they put in place. When that fails midway, what was there is
// put back. A power cut in those moments can leave some files changed and others
// not, as it can in any editor: the sources are in Git.
func (p *Plan) Write(root *os.Root) (err error) {
	if err := p.unchanged(root.FS()); err != nil {
		return err
	}
	undo := &undo{root: root}
	defer func() {
		if err != nil {
			err = errors.Join(err, undo.run())
		}
	}()
	for _, c := range p.Changes {
		if err := undo.folder(path.Dir(c.File)); err != nil {
			return err
		}
		if err := undo.spare(c); err != nil {
			return err
		}
	}
	for _, c := range p.Changes {
		if err := undo.place(c); err != nil {
			return err
		}
	}
	for _, c := range p.Changes {
		if c.From != "" && c.From != c.File && !p.makes(c.From) {
			if err := undo.take(c); err != nil {
				return err
			}
		}
	}
	for _, c := range p.Changes { // a folder that nothing is left in goes too
		for dir := path.Dir(c.From); c.From != "" && dir != "."; dir = path.Dir(dir) {
			if root.Remove(dir) != nil {
				break
			}
		}
	}
	return nil
}

// makes says whether a file stands at a path afterwards.
func (p *Plan) makes(name string) bool {
	for _, c := range p.Changes {
		if c.File == name {
			return true
		}
	}
	return false
}

// unchanged wants the files to be as they were when the plan was made.
func (p *Plan) unchanged(fsys fs.FS) error {
	for _, c := range p.Changes {
		if c.From != "" {
			now, err := fs.ReadFile(fsys, c.From)
			if err != nil {
				return fmt.Errorf("reading %s: %w", site.Shown(c.From), err)
			}
			if !bytes.Equal(now, c.Old) {
				return refuse("do it again", "%s has been changed meanwhile, and so nothing was written", site.Shown(c.From))
			}
		}
		if c.From != c.File && !p.takes(c.File) && exists(fsys, c.File) {
			return refuse("choose another name, or do it again", "%s is there meanwhile, and so nothing was written", site.Shown(c.File))
		}
	}
	return nil
}

// takes says whether the plan moves the file at a path away.
func (p *Plan) takes(name string) bool {
	for _, c := range p.Changes {
		if c.From == name {
			return true
		}
	}
	return false
}

// spareEnding is behind the names of files that are not in place yet. Names that
// end so are passed over by a load, like those that editors leave.
const spareEnding = ".sotto~"

// undo is how to take back what has been done so far.
type undo struct {
	root  *os.Root
	steps []func() error
}

func (u *undo) run() error {
	var errs []error
	for i := len(u.steps) - 1; i >= 0; i-- {
		errs = append(errs, u.steps[i]())
	}
	return errors.Join(errs...)
}

func (u *undo) then(step func() error) { u.steps = append(u.steps, step) }

// folder makes a folder with those above it.
func (u *undo) folder(dir string) error {
	if dir == "." || exists(u.root.FS(), dir) {
		return nil
	}
	if err := u.folder(path.Dir(dir)); err != nil {
		return err
	}
	if err := u.root.Mkdir(dir, 0o755); err != nil {
		return fmt.Errorf("making %s: %w", site.Shown(dir), err)
	}
	u.then(func() error { return u.root.Remove(dir) })
	return nil
}

// spare writes a file's new text beside its place.
func (u *undo) spare(c Change) error {
	mode := fs.FileMode(0o644)
	if info, err := u.root.Stat(c.From); c.From != "" && err == nil {
		mode = info.Mode().Perm()
	}
	name := c.File + spareEnding
	f, err := u.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return fmt.Errorf("writing %s: %w", site.Shown(c.File), err)
	}
	u.then(func() error {
		if err := u.root.Remove(name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	_, err = f.Write(c.New)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", site.Shown(c.File), err)
	}
	return nil
}

// place puts a file's new text in place.
func (u *undo) place(c Change) error {
	before, err := read(u.root.FS(), c.File)
	if err != nil {
		return err
	}
	if err := u.root.Rename(c.File+spareEnding, c.File); err != nil {
		return fmt.Errorf("writing %s: %w", site.Shown(c.File), err)
	}
	u.then(func() error {
		if before == nil {
			return u.root.Remove(c.File)
		}
		return u.root.WriteFile(c.File, before, 0o644)
	})
	return nil
}

// take removes a file that has moved.
func (u *undo) take(c Change) error {
	if err := u.root.Remove(c.From); err != nil {
		return fmt.Errorf("removing %s: %w", site.Shown(c.From), err)
	}
	u.then(func() error { return u.root.WriteFile(c.From, c.Old, 0o644) })
	return nil
}
