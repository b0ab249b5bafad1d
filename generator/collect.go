package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// collectLate has garbage collected for the first time when there are 12 MB, and
// from then on as ever. Go begins at 4 MB, and had collected four times before a
// build of the smallest site was there, which was every thirtieth part of its
// work; a build needs those 12 MB in any case. GOGC says otherwise.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	const usual = 100
	debug.SetGCPercent(3 * usual) // of 4 MB
	runtime.SetFinalizer(new([64]byte), func(*[64]byte) { debug.SetGCPercent(usual) })
}

// boundMemory has garbage collected more often as a build comes near to what a site
// of so many pages may take: 105 MB at 10,000 pages, 450 at 100,000. Otherwise it
// would take twice what lives. When all pages are made, some 27 MB live at 10,000, so
// that this costs little there; where it does not, GOMEMLIMIT says otherwise.
func boundMemory(pages int) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(67<<20 + 3800*int64(pages))
	}
}
