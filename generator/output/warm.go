package output

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"time"
)

// startWarm opens the destination, to take files over from it. From one that
// is damaged nothing is taken.
func (d *dirStore) startWarm() (err error) {
	if d.began.survey == nil || len(d.began.damage) > 0 {
		if d.spare != nil {
			d.spare.close()
			d.spare = nil
		}
		return nil
	}
	d.kept = make([]bool, len(d.began.survey.m.files))
	d.from, err = d.parent.sub(d.base)
	return err
}

// settleClock tells the survey, by the disk's clock, since when it was made:
// the staging folder was made when that was over.
func (d *dirStore) settleClock(took time.Duration) error {
	if d.began.survey == nil {
		return nil
	}
	e, err := openEye(d.staging.Root)
	if err != nil {
		return err
	}
	defer e.close()
	l, err := e.look(".")
	if l.changed > 0 {
		d.began.survey.settled = l.changed - int64(took+clockTick)
	}
	return err
}

// keep notes files that the destination has. They are taken from it when the
// site is known to change, if it does.
func (d *dirStore) keep(sums []Sum) bool {
	if d.kept == nil {
		return false
	}
	s := d.began.survey
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range sums {
		i, ok := s.m.index(f.Path)
		if !ok || s.odd[i] || s.m.files[i] != f {
			return false
		}
	}
	for _, f := range sums {
		i, _ := s.m.index(f.Path)
		d.kept[i] = true
	}
	return true
}

// changed are the files of one put, unless the destination has all of them already.
func (d *dirStore) changed(files []file) []file {
	if d.kept != nil && d.keep([]Sum{sumOf(files)}) {
		return nil
	}
	return files
}

// isKept reports whether a file of the new site is that of the destination.
func (d *dirStore) isKept(f Sum) bool {
	if d.kept == nil {
		return false
	}
	i, ok := d.began.survey.m.index(f.Path)
	return ok && d.kept[i]
}

// unchanged reports that the new site is the published one, which lacks
// nothing.
func (d *dirStore) unchanged(tree string) bool {
	return d.kept != nil && d.began.tree == tree && d.began.survey.intact()
}

// gather makes a whole site of the new files and those that are kept: in the
// spare, when there is one that fits, or else where the new files are.
func (d *dirStore) gather() error {
	if err := d.list(); err != nil {
		return err
	}
	adopted, err := d.adopt()
	if err != nil || adopted {
		return err
	}
	var kept []Sum
	for i, yes := range d.kept {
		if yes {
			kept = append(kept, d.began.survey.m.files[i])
		}
	}
	dirs := sharedFolders(d.files)
	if len(kept) > 0 {
		dirs = foldersOf(d.files)
		take := linkFiles
		if d.noLinks {
			take = copyFiles
		}
		if err := take(d.from, d.tree, namesOf(kept), d.copy); err != nil {
			return fmt.Errorf("taking over published files, which were changed while the site was built (build again): %w", err)
		}
	}
	d.at("linked")
	return dressFolders(d.tree, dirs)
}

// copyFiles takes the place of linkFiles where there are no links.
func copyFiles(_, _ *disk, names iter.Seq[string], copy func(name string) error) error {
	if copy == nil {
		return errNoLinks
	}
	for name := range names {
		if err := copy(name); err != nil {
			return err
		}
	}
	return nil
}

// copy copies a published file into the tree, where no file can have two names.
func (d *dirStore) copy(name string) error {
	want, _ := d.began.survey.m.find(name)
	data, err := d.from.ReadFile(name)
	if err != nil {
		return err
	}
	if hash(data) != want.sum {
		return errors.New("it has other bytes than its manifest says")
	}
	return d.write([]file{{path: name, data: data, sum: want.sum}})
}

// difference is what has to be done to a copy of one site to make it one of
// another.
type difference struct {
	gone    []Sum    // files to remove
	new     []Sum    // files to bring
	emptied []string // folders that are removed then
	folders []string // all that are there in the end, sorted
	touched []string // those that are changed, sorted
}

// difference of the site that was published at the start, and this one.
func (d *dirStore) difference() *difference {
	if d.diff != nil {
		return d.diff
	}
	var out difference
	d.diff = &out
	touched := map[string]bool{".": true} // the manifest always changes
	touch := func(name string) {
		for dir := dirOf(name); !touched[dir]; dir = dirOf(dir) {
			touched[dir] = true
		}
	}
	folders := foldersOf(d.files)
	out.folders = folders
	if s := d.began.survey; s != nil {
		for i, f := range s.m.files {
			if d.kept == nil || !d.kept[i] {
				out.gone = append(out.gone, f)
				touch(f.Path)
			}
		}
		for _, f := range s.folders {
			if _, stays := slices.BinarySearch(folders, f.path); !stays {
				out.emptied = append(out.emptied, f.path)
			} else if !f.seen.plain() {
				touched[f.path] = true
			}
		}
	}
	for _, f := range d.files {
		if !d.isKept(f) {
			out.new = append(out.new, f)
			touch(f.Path)
		}
	}
	for _, dir := range folders {
		if touched[dir] {
			out.touched = append(out.touched, dir)
		}
	}
	return &out
}

// sameFile reports whether two names below a folder are one file.
func sameFile(parent *disk, a, b string) bool {
	x, err1 := parent.Lstat(a)
	y, err2 := parent.Lstat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}
