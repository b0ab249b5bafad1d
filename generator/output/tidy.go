package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// tidy removes the staging folders that killed builds left beside a
// destination, and puts the old site back when one was killed between
// renaming it away and renaming the new one in. It touches only folders that
// carry the state file, and none whose build still runs. The caller holds the
// parent's lock, so that no build is just starting.
//
// With keepSites, a site that was published once stays where it is: it may be
// the last whole one. So does a spare.
func tidy(parent *disk, base string, keepSites bool) error {
	list, err := fs.ReadDir(parent.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range list {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), stagingPrefix(base)) {
			continue
		}
		if err := tidyOne(parent, base, e.Name(), keepSites); err != nil {
			return fmt.Errorf("tidying up %s: %w", e.Name(), err)
		}
	}
	return nil
}

func tidyOne(parent *disk, base, name string, keepSites bool) error {
	staging, err := parent.sub(name)
	if err != nil {
		return err
	}
	defer staging.Close()
	state, err := staging.OpenFile(stateFile, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		// Killed before it could write its state, or not ours: only an empty
		// folder may go.
		parent.Remove(name)
		return nil
	}
	if err != nil {
		return err
	}
	defer state.Close()
	if !tryLock(state) {
		return nil
	}
	text, err := staging.ReadFile(stateFile)
	if err != nil {
		return err
	}
	// A power cut may keep less of a state that was just written, or its length
	// and NUL bytes. Then the build had not come far.
	said := strings.TrimRight(string(text), "\x00")
	switch {
	case said == swapping:
		if _, err := parent.Lstat(base); errors.Is(err, fs.ErrNotExist) {
			err := parent.Rename(path.Join(name, oldDir), base)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		fallthrough
	case said == sparing:
		if keepSites || removeSites(staging) != nil {
			return nil // what is left then is not ours: it stays, and harms nothing
		}
	case strings.HasPrefix(building, said):
		// Nobody but the killed build has ever known these files.
		if err := removeOthers(staging); err != nil {
			return err
		}
	default:
		return nil // somebody else's folder
	}
	return removeStaging(parent, staging, name)
}

// removeSites removes sites that were published once, or were made from one:
// people could add files to them, so that only what is listed may go.
func removeSites(staging *disk) error {
	for _, dir := range []string{treeDir, oldDir} {
		if err := removeListed(staging, dir); err != nil {
			return err
		}
	}
	return errors.Join(staging.Remove(nextFile), staging.Remove(seenFile))
}

// removeOthers removes all of a staging folder but its state.
func removeOthers(staging *disk) error {
	list, err := fs.ReadDir(staging.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Name() == stateFile {
			continue
		}
		if err := staging.RemoveAll(e.Name()); err != nil {
			return err
		}
	}
	return nil
}
