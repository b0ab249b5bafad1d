package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// ErrOvertaken says that a destination was published by another build after
// this one had begun. Nothing was changed in it.
var ErrOvertaken = errors.New("another build published it after this one began, and may have read newer pages: build again")

// Commit makes the finished stage the published site, at once: whoever looks
// sees the whole old site or the whole new one. The error is a *Refused when
// somebody put something into the destination while the site was built, and
// ErrOvertaken when another build published there meanwhile, unless that was
// the same site. When ctx ends before the swap, nothing is published.
//
// All of the new site is safe on the disk before the swap, and the swap is
// before the old one goes. So a power cut leaves one of the two, whole, as a
// kill does.
//
// Linux exchanges the two folders in one step. Elsewhere the old folder is
// renamed away and the new one in; a build that is killed between the two
// leaves no site, and the next start puts the old one back.
func (s *Stage) Commit(ctx context.Context) error {
	d := s.dir
	if d == nil || !s.finished || d.done {
		return errOrder
	}
	if err := d.commit(ctx, s.tree); err != nil {
		return fmt.Errorf("publishing %s: %w", d.base, err)
	}
	return nil
}

func (d *dirStore) commit(ctx context.Context, tree string) error {
	// This can take long on a busy disk, so others are not kept waiting.
	unchanged := d.unchanged(tree)
	var ready error
	if !unchanged {
		if ready = d.ready(); ready != nil && !d.warm {
			return ready
		}
		d.at("synced")
	}
	unlock, err := d.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	d.at("locked")
	now, err := inspectAgain(d.parent, d.base, d.began)
	if err != nil {
		return err
	}
	if now.overtook(d.began) {
		if now.tree == tree && len(now.damage) == 0 {
			d.discard()
			return nil // two builds of the same pages, and one was enough
		}
		return ErrOvertaken
	}
	if unchanged && now != d.began {
		// Something was done to it after all, which publishing mends.
		ready = d.ready()
		unchanged = false
	}
	if ready != nil {
		return ready
	}
	d.at("checked")
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if unchanged {
		d.discard()
		return nil
	}
	if err := d.say(swapping, true); err != nil {
		return err
	}
	// Some systems do not rename a folder that is open.
	d.still()
	d.tree.Close()
	d.from.close()
	d.hold.Close()
	d.at("marked")
	if err := d.swap(now.exists); err != nil {
		return err
	}
	d.at("swapped")
	defer d.close()
	if err := errors.Join(d.parent.sync(), d.staging.sync()); err != nil {
		return fmt.Errorf("the new site is in place, but a power cut could still undo that (the old one is kept in %s): %w", path.Join(d.name, treeDir), err)
	}
	d.at("settled")
	if err := d.leave(); err != nil {
		return err
	}
	if len(d.began.damage) > 0 {
		return tidy(d.parent, d.base, false) // what start kept
	}
	return nil
}

// ready makes the tree whole and waits until it is safe on the disk.
func (d *dirStore) ready() error {
	if d.warm {
		if err := d.gather(); err != nil {
			return err
		}
	}
	return d.staging.syncAll()
}

// leave makes the spare of the old site, or removes it.
func (d *dirStore) leave() error {
	if d.warm && d.makeSpare() == nil {
		return nil
	}
	for _, dir := range []string{treeDir, oldDir} {
		if err := removeListed(d.staging, dir); err != nil {
			return fmt.Errorf("the new site is in place, but not all of the old one could be removed (it is kept in %s): %w", path.Join(d.name, dir), err)
		}
	}
	if err := errors.Join(d.staging.Remove(nextFile), d.staging.Remove(seenFile)); err != nil {
		return err
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

// say changes the state file, and may wait until it is safe.
func (d *dirStore) say(state string, wait bool) error {
	if _, err := d.state.WriteAt([]byte(state), 0); err != nil {
		return err
	}
	d.staging.did("write", stateFile, "", []byte(state))
	if !wait {
		return nil
	}
	if err := d.state.Sync(); err != nil {
		return err
	}
	d.staging.did("sync", stateFile, "", nil)
	return nil
}

// swap puts the tree in the place of the destination, and the old site, when
// there is one, in the staging folder.
func (d *dirStore) swap(exists bool) error {
	tree := path.Join(d.name, treeDir)
	if !exists {
		return d.parent.Rename(tree, d.base)
	}
	if !d.noExchange {
		err := d.parent.exchange(tree, d.base)
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
	d.discard()
}

// discard removes the staging folder. What cannot be removed now is tidied up
// by the next build. A spare stays, as long as it is one.
func (d *dirStore) discard() {
	defer d.close()
	d.tree.Close()
	for _, name := range []string{treeDir, freshDir} {
		d.staging.RemoveAll(name)
	}
	removeStaging(d.parent, d.staging, d.name)
	if d.spare != nil && !d.spare.of(d.parent, d.base) {
		d.spare.remove(d.parent)
	}
}

// removeStaging removes a staging folder in which nothing is left but its
// state, which goes last: while there is anything to save, the state says so.
func removeStaging(parent, staging *disk, name string) error {
	list, err := fs.ReadDir(staging.FS(), ".")
	if err != nil {
		return err
	}
	if len(list) > 1 {
		return fmt.Errorf("%s is not empty", name)
	}
	if err := staging.Remove(stateFile); err != nil {
		return err
	}
	return parent.Remove(name)
}

// removeListed removes the folder dir of root, if it is there: the files that
// its manifest lists, the folders that become empty, and the manifest last, so
// that a later build can go on with what a killed one began. Files that are
// not listed stay, and are an error.
func removeListed(root *disk, dir string) error {
	tree, err := root.sub(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer tree.Close()
	m, _, err := readManifest(tree.Root)
	if errors.Is(err, fs.ErrNotExist) {
		return root.Remove(dir) // an empty folder was swapped out
	}
	if err != nil {
		return err
	}
	if err := removeFiles(tree, m.files); err != nil {
		return err
	}
	if err := tree.Remove(ManifestName); err != nil {
		return err
	}
	tree.Close()
	return root.Remove(dir)
}

// removeFiles removes files and the folders they were in.
func removeFiles(tree *disk, files []Sum) error {
	if err := removeNames(tree, namesOf(files)); err != nil {
		return err
	}
	return removeFolders(tree, foldersOf(files))
}

// removeFolders removes folders, sorted, which must be empty.
func removeFolders(tree *disk, list []string) error {
	for _, dir := range slices.Backward(list) { // folders below come before those above
		if dir == "." {
			continue
		}
		if err := tree.Remove(dir); err != nil {
			return err
		}
	}
	return nil
}
