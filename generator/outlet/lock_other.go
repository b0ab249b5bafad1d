//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package outlet

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// made is a lock that is there as long as its file is. Without flock(2) nobody can
// tell a killed publish from a running one: somebody has to remove the file.
type made struct{ d *folder }

func (l made) check(context.Context) error { return nil }
func (l made) free()                       { l.d.root.Remove(lockName) }

func (d *folder) lock(context.Context) (held, error) {
	f, err := d.root.OpenFile(lockName, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%w at the destination: if none is, remove the file lock there, and publish again", ErrBusy)
	}
	if err != nil {
		return nil, fmt.Errorf("making the lock: %w", err)
	}
	return made{d}, f.Close()
}
