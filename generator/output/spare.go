package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// spare is a staging folder that holds the published site a second time. Each
// of its files is the published one under another name, so that it takes no
// room but for its folders, and holds nothing that is not published.
type spare struct {
	name    string // of the folder, beside the destination
	staging *disk
	state   *os.File // locked
}

// claimSpare takes the spare of what is published. Whoever has it has its
// lock.
func claimSpare(parent *disk, base string) (*spare, error) {
	list, err := fs.ReadDir(parent.FS(), ".")
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), stagingPrefix(base)) {
			continue
		}
		if s := openSpare(parent, e.Name()); s != nil {
			if s.of(parent, base) {
				return s, nil
			}
			s.close()
		}
	}
	return nil, nil
}

// openSpare opens a staging folder, if it is a spare that nobody uses.
func openSpare(parent *disk, name string) *spare {
	staging, err := parent.sub(name)
	if err != nil {
		return nil
	}
	s := &spare{name: name, staging: staging}
	if s.state, err = staging.OpenFile(stateFile, os.O_RDWR, 0); err == nil && tryLock(s.state) {
		if text, err := staging.ReadFile(stateFile); err == nil && string(text) == sparing {
			return s
		}
	}
	s.close()
	return nil
}

func (s *spare) close() {
	s.state.Close() // nil, too
	s.staging.Close()
}

// of reports whether this is the spare of what is published now.
func (s *spare) of(parent *disk, base string) bool {
	return sameFile(parent, path.Join(base, ManifestName), path.Join(s.name, treeDir, ManifestName))
}

// remove removes a spare, if all that is in it is Sotto's. What is not stays,
// and harms nothing.
func (s *spare) remove(parent *disk) {
	if removeSites(s.staging) == nil {
		removeStaging(parent, s.staging, s.name)
	}
}

// adopt makes the spare the tree, and brings into it what is new. It reports
// whether it did: a spare that is not as it was left is removed.
//
// No file of it is written to, for that would write to the published one.
func (d *dirStore) adopt() (bool, error) {
	s := d.spare
	if s == nil {
		return false, nil
	}
	d.spare = nil
	defer s.close()
	if !s.of(d.parent, d.base) || !looksLike(s.staging.Root, treeDir, d.began.survey.spareIn) {
		s.remove(d.parent)
		return false, nil
	}
	tree, fresh := path.Join(d.name, treeDir), path.Join(d.name, freshDir)
	if err := d.parent.Rename(tree, fresh); err != nil {
		return false, err
	}
	if err := d.parent.Rename(path.Join(s.name, treeDir), tree); err != nil {
		return false, errors.Join(err, d.parent.Rename(fresh, tree))
	}
	d.adopted = true
	d.at("adopted")
	s.remove(d.parent) // nothing but its state is left
	from := &disk{d.tree.Root, fresh, d.tree.note}
	defer from.Close()
	var err error
	if d.tree, err = d.staging.sub(treeDir); err != nil {
		return false, err
	}
	diff := d.difference()
	if err := errors.Join(removeNames(d.tree, namesOf(diff.gone)), removeFolders(d.tree, diff.emptied)); err != nil {
		return false, err
	}
	d.at("cleared")
	if err := moveFiles(from, d.tree, namesOf(diff.new, ManifestName)); err != nil {
		return false, err
	}
	d.at("moved")
	if err := d.staging.RemoveAll(freshDir); err != nil {
		return false, err
	}
	return true, dressFolders(d.tree, diff.touched)
}

// makeSpare makes the old site, which was swapped out, the spare of the new
// one, or begins a spare when there was none. An error means that there will
// be none, and that the old site is to be removed; what its manifest lists is
// at every moment all that is there of Sotto.
func (d *dirStore) makeSpare() error {
	if !d.locked {
		return errors.ErrUnsupported // nobody could tell whether it is in use
	}
	if err := d.staging.Rename(oldDir, treeDir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if s := d.began.survey; s != nil {
		// Somebody may have put a file into it at the last moment.
		if !looksLike(d.staging.Root, treeDir, s.sameNames) {
			return errors.New("the old site has changed")
		}
	} else if err := d.staging.Mkdir(treeDir, dirMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	tree, err := d.staging.sub(treeDir)
	if err != nil {
		return err
	}
	defer tree.Close()
	if d.began.survey == nil {
		if list, err := fs.ReadDir(tree.FS(), "."); err != nil || len(list) > 0 {
			return errors.Join(err, errors.New("the folder was not empty"))
		}
	}
	site, err := d.parent.sub(d.base)
	if err != nil {
		return err
	}
	defer site.Close()
	diff := d.difference()
	if err := errors.Join(removeNames(tree, namesOf(diff.gone)), removeFolders(tree, diff.emptied)); err != nil {
		return err
	}
	d.at("emptied")
	next := path.Join(d.name, nextFile)
	if err := d.parent.Link(path.Join(d.base, ManifestName), next); err != nil {
		return fmt.Errorf("%w: %w", errNoLinks, err)
	}
	if err := d.parent.Rename(next, path.Join(d.name, treeDir, ManifestName)); err != nil {
		return err
	}
	d.at("listed")
	if err := linkFiles(site, tree, namesOf(diff.new), nil); err != nil {
		return err
	}
	dirs := diff.touched
	if d.began.survey == nil {
		dirs = []string{"."} // all others are new, and dressed
	}
	if err := dressFolders(tree, dirs); err != nil {
		return err
	}
	if err := d.staging.write(seenFile, d.seenNow(diff).bytes(), folderTime); err != nil {
		return err
	}
	d.at("spared")
	return d.say(sparing, false)
}
