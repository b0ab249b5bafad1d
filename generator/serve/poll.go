package serve

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// Where no system tells of changes, listings are compared: once in pollEvery,
// and, since they may be long, for no more than a tenth of the time.
const pollEvery = 400 * time.Millisecond

// poll calls changed when the listings are no longer what was built, and two in a
// row are alike. It comes to a listing once it has a tick, for which rest is told how long the
// last one took.
func poll(ctx context.Context, built string, stamp func() string, busy func() bool, tick func(took time.Duration) <-chan time.Time, changed func()) {
	before := ""
	var took time.Duration
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick(took):
		}
		start := time.Now()
		now := stamp()
		took = time.Since(start)
		if now != built && now == before && !busy() {
			built = now
			changed()
		}
		before = now
	}
}

// ticks are those of a poll of real folders.
func ticks(took time.Duration) <-chan time.Time { return time.After(max(pollEvery, 10*took)) }

// fingerprint changes when a source is added, removed, renamed or saved. It
// compares listings with each other and never with the time of day, so a clock
// that is wrong or goes backwards does not matter. It is a hint for a preview
// alone: a build never asks for times.
func fingerprint(folders []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d folders\n", len(folders))
	for i, folder := range folders {
		// What cannot be read is for the build to report.
		_ = fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				fmt.Fprintf(&b, "%q %d %d\n", name, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
		fmt.Fprintln(&b, i)
	}
	return b.String()
}
