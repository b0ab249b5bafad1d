//go:build !linux

package output

import "os"

// syncTree waits until all that is below root is safe on the disk.
func syncTree(root *os.Root) error { return syncEach(root) }
