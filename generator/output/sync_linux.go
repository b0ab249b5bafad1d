package output

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// syncTree waits until all that is below root is safe on the disk. One
// syncfs(2) costs less than a sync of every file, and also covers the folders
// above. Since Linux 5.8 it tells of data that could not be written.
func syncTree(root *os.Root) error {
	f, err := root.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	switch err := unix.Syncfs(int(f.Fd())); {
	case errors.Is(err, unix.ENOSYS):
		return syncEach(root)
	case err != nil:
		return fmt.Errorf("syncing the disk: %w", err)
	}
	return nil
}
