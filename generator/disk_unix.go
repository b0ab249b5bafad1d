//go:build unix

package main

import (
	"io/fs"
	"syscall"
)

// sameDisk reports whether two files are on one file system, as far as is known.
func sameDisk(a, b fs.FileInfo) bool {
	x, ok := a.Sys().(*syscall.Stat_t)
	y, too := b.Sys().(*syscall.Stat_t)
	return !ok || !too || x.Dev == y.Dev
}
