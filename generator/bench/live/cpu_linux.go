package main

import (
	"syscall"
	"time"
	"unsafe"
)

// cpuOf is the CPU time of a process. Its clock's number is the process's own,
// negated, with what is measured in the lowest three bits: 2 for all that the
// scheduler has given it (clock_getcpuclockid(3)).
func cpuOf(pid int) time.Duration {
	var t syscall.Timespec
	clock := ^uintptr(pid)<<3 | 2
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(&t)), 0); errno != 0 {
		return 0
	}
	return time.Duration(t.Nano())
}
