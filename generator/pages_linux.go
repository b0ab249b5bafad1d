package main

import (
	"runtime"
	"syscall"
)

// askLargePages has the next n bytes that the program uses lie in pages of 2 MB,
// where the system has some to give. Go maps memory when it is first asked for, and
// keeps it when it is not needed any more, with what was said of it to the system:
// nothing of it is touched here. An error leaves pages as they ever were.
func askLargePages(n int) {
	syscall.Madvise(make([]byte, n), syscall.MADV_HUGEPAGE)
	runtime.GC()
}
