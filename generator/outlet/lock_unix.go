//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package outlet

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
)

// flocked is a lock of a file (flock(2)), which ends with the process.
type flocked struct{ file *os.File }

func (l flocked) check(context.Context) error { return nil }
func (l flocked) free()                       { l.file.Close() }

func (d *folder) lock(context.Context) (held, error) {
	f, err := d.root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("opening the lock: %w", err)
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("%w at the destination: wait until it has ended, and publish again", ErrBusy)
		}
		return nil, fmt.Errorf("locking the destination: %w", err)
	}
	return flocked{f}, nil
}
