package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
)

// Commit makes the finished stage the published site, at once: whoever looks
// sees the whole old site or the whole new one. The error is a *Refused when
// somebody put something into the destination while the site was built.
//
// Linux exchanges the two folders in one step. Elsewhere the old folder is
// renamed away and the new one in; a build that is killed between the two
// leaves no site, and the next start puts the old one back.
func (s *Stage) Commit() error {
	d := s.dir
	if d == nil || s.manifest == nil || d.done {
		return errOrder
	}
	if err := d.commit(); err != nil {
		return fmt.Errorf("publishing %s: %w", d.base, err)
	}
	return nil
}

func (d *dirStore) commit() error {
	unlock, err := lockFolder(d.parent)
	if err != nil {
		return err
	}
	defer unlock()
	d.at("locked")
	exists, err := inspect(d.parent, d.base)
	if err != nil {
		return err
	}
	d.at("checked")
	if err := d.say(swapping); err != nil {
		return err
	}
	// Some systems do not rename a folder that is open.
	d.tree.Close()
	d.at("marked")
	if err := d.swap(exists); err != nil {
		return err
	}
	d.at("swapped")
	if err := syncFile(d.parent, "."); err != nil {
		return err
	}
	defer d.close()
	for _, dir := range []string{treeDir, oldDir} {
		if err := removeListed(d.staging, dir); err != nil {
			return fmt.Errorf("the new site is in place, but not all of the old one could be removed (it is kept in %s): %w", path.Join(d.name, dir), err)
		}
	}
	d.at("emptied")
	return removeStaging(d.parent, d.staging, d.name)
}

// at stops a test at a point.
func (d *dirStore) at(point string) {
	if d.stop != nil {
		d.stop(point)
	}
}

// say changes the state file. Both states have one length, so that a kill
// cannot leave it with less than a state: one write of few bytes is whole.
func (d *dirStore) say(state string) error {
	if _, err := d.state.WriteAt([]byte(state), 0); err != nil {
		return err
	}
	return d.state.Sync()
}

// swap puts the tree in the place of the destination, and the old site, when
// there is one, in the staging folder.
func (d *dirStore) swap(exists bool) error {
	tree := path.Join(d.name, treeDir)
	if !exists {
		return d.parent.Rename(tree, d.base)
	}
	if !d.noExchange {
		err := exchange(d.parent, tree, d.base)
		if err == nil || !errors.Is(err, errors.ErrUnsupported) {
			return err
		}
	}
	old := path.Join(d.name, oldDir)
	if err := d.parent.Rename(d.base, old); err != nil {
		return err
	}
	d.at("away")
	if err := d.parent.Rename(tree, d.base); err != nil {
		return errors.Join(err, d.parent.Rename(old, d.base))
	}
	return nil
}

// Abort throws away what was staged. After Commit or another Abort it does
// nothing, so that it can be deferred.
func (s *Stage) Abort() {
	d := s.dir
	if d == nil || d.done {
		return
	}
	defer d.close()
	d.tree.Close()
	// What cannot be removed now is tidied up by the next build.
	d.staging.RemoveAll(treeDir)
	d.staging.Remove(ManifestName)
	removeStaging(d.parent, d.staging, d.name)
}

// removeStaging removes a staging folder in which nothing is left but its
// state, which goes last: while there is anything to save, the state says so.
func removeStaging(parent, staging *os.Root, name string) error {
	list, err := fs.ReadDir(staging.FS(), ".")
	if err != nil {
		return err
	}
	if len(list) > 1 {
		return fmt.Errorf("%s is not empty", name)
	}
	if err := remove(staging, stateFile); err != nil {
		return err
	}
	return parent.Remove(name)
}

// removeListed removes the folder dir of root, if it is there: the files that
// its manifest lists, the folders that become empty, and the manifest last, so
// that a later build can go on with what a killed one began. Files that are
// not listed stay, and are an error.
func removeListed(root *os.Root, dir string) error {
	tree, err := root.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer tree.Close()
	text, err := tree.ReadFile(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return root.Remove(dir) // an empty folder was swapped out
	}
	if err != nil {
		return err
	}
	m, err := parseManifest(text)
	if err != nil {
		return err
	}
	if err := removeFiles(tree, m.files); err != nil {
		return err
	}
	if err := remove(tree, ManifestName); err != nil {
		return err
	}
	tree.Close()
	return root.Remove(dir)
}

// removeFiles removes files and the folders they were in.
func removeFiles(tree *os.Root, files []Sum) error {
	folders := map[string]bool{}
	for _, f := range files {
		if err := remove(tree, f.Path); err != nil {
			return err
		}
		for d := path.Dir(f.Path); d != "."; d = path.Dir(d) {
			folders[d] = true
		}
	}
	list := slices.Sorted(maps.Keys(folders))
	for _, d := range slices.Backward(list) { // folders below come before those above
		if err := remove(tree, d); err != nil {
			return err
		}
	}
	return nil
}

// remove removes a file or an empty folder, if it is there.
func remove(root *os.Root, name string) error {
	if err := root.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
