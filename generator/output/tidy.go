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
func tidy(parent *os.Root, base string) error {
	list, err := fs.ReadDir(parent.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range list {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), stagingPrefix(base)) {
			continue
		}
		if err := tidyOne(parent, base, e.Name()); err != nil {
			return fmt.Errorf("tidying up %s: %w", e.Name(), err)
		}
	}
	return nil
}

func tidyOne(parent *os.Root, base, name string) error {
	staging, err := parent.OpenRoot(name)
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
	switch string(text) {
	case swapping:
		if _, err := parent.Lstat(base); errors.Is(err, fs.ErrNotExist) {
			err := parent.Rename(path.Join(name, oldDir), base)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		// These may hold a site that people could add files to.
		for _, dir := range []string{treeDir, oldDir} {
			if err := removeListed(staging, dir); err != nil {
				return nil // what is left is not ours: it stays, and harms nothing
			}
		}
	case building, "":
		// Nobody but the killed build has ever known these files.
		if err := staging.RemoveAll(treeDir); err != nil {
			return err
		}
		if err := remove(staging, ManifestName); err != nil {
			return err
		}
	default:
		return nil // somebody else's folder
	}
	return removeStaging(parent, staging, name)
}
