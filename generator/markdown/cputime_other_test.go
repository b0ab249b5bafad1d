//go:build !linux

package markdown

import "time"

// cpuTime is the time on the clock, for want of a better one.
func cpuTime() time.Duration { return time.Since(started) }
