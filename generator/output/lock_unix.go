//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// busy takes the lock of an open folder (flock(2)) or says that somebody else
// has it. A file system without locks has no turns: there it is never busy.
func busy(f *os.File) bool {
	return errors.Is(flock(f), unix.EWOULDBLOCK)
}

// tryLock takes a file's lock until the file is closed or the process ends. It
// reports whether the lock was free.
func tryLock(f *os.File) bool { return flock(f) == nil }

func flock(f *os.File) error {
	for {
		if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

// hold opens a file or folder, if it is there. As long as it is open no other
// one can get its number, by which it is known again.
func hold(parent *os.Root, name string) *os.File {
	f, err := parent.Open(name)
	if err != nil {
		return nil
	}
	return f
}
