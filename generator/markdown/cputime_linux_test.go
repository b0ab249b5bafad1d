package markdown

import (
	"syscall"
	"time"
)

// cpuTime is the processor time that the calling thread has used, which, unlike
// the time on the clock, does not grow when other programs are busy.
func cpuTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD
	var u syscall.Rusage
	if err := syscall.Getrusage(thread, &u); err != nil {
		return time.Since(started)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
