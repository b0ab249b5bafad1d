//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// lockFolder waits for a folder's lock (flock(2)), which is how builds into
// one folder take turns. It leaves nothing behind, even when the process is
// killed. A file system without locks has no turns.
func lockFolder(root *os.Root) (unlock func(), err error) {
	f, err := root.Open(".")
	if err != nil {
		return nil, fmt.Errorf("locking the folder: %w", err)
	}
	for {
		if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); !errors.Is(err, unix.EINTR) {
			return func() { f.Close() }, nil
		}
	}
}

// tryLock takes a file's lock until the file is closed or the process ends. It
// reports whether the lock was free.
func tryLock(f *os.File) bool {
	return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil
}
