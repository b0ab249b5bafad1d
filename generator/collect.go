package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// early is how much memory a build of the smallest site takes in any case, and
// large how much of what a build of any size takes is asked for in large pages.
const (
	early = 16 << 20
	large = 12 << 20
)

// collectLate has no garbage collected before there are 16 MB, and from then on as
// ever, which is when what lives has doubled. Go begins at 4 MB, and had collected
// six times when a build of the smallest site was there, which was every twentieth
// part of its work. GOGC says otherwise.
//
// What is asked of the system comes in large pages, where it has them: touching a
// page for the first time, and finding it again, was every tenth part of that work.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	const usual, minimum = 100, 4 << 20 // Go's
	debug.SetGCPercent(-1)
	askLargePages(large)
	debug.SetGCPercent(usual * early / minimum)
	var settle func(*[64]byte)
	settle = func(*[64]byte) { // when something has been collected
		lives := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(lives)
		if n := int(lives[0].Value.Uint64()); n < early/2 {
			debug.SetGCPercent(usual * (early - n) / max(n, 1))
			runtime.SetFinalizer(new([64]byte), settle)
		} else {
			debug.SetGCPercent(usual)
		}
	}
	runtime.SetFinalizer(new([64]byte), settle)
}

// boundMemory has garbage collected more often as a build comes near to what a site
// of so many pages may take: 40 MB up to 1,000 pages, 90 at 10,000, 450 at 100,000,
// and the 20 of the program itself that are in memory. Before they are counted, it
// is that of few. Otherwise it would take twice what lives, or more where other
// programs keep the collector waiting. A bound near to what lives is dear: the site
// that ships with Sotto took 4.6 seconds of CPU with 36 MB, and takes 2.0 with 40
// and 1.7 with 50. GOMEMLIMIT says otherwise.
func boundMemory(pages int) {
	if n := perPage*pages - large; n > 0 && os.Getenv("GOGC") == "" {
		before := debug.SetGCPercent(-1)
		askLargePages(n)
		debug.SetGCPercent(before)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		n := int64(pages)
		debug.SetMemoryLimit(min(max(38<<20, 33<<20+5500*n), 67<<20+3800*n))
	}
}

// perPage is about how much memory a large site takes for each of its pages.
const perPage = 3000
