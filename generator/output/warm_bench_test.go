//go:build unix

package output

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// cpu is the time that this process has worked.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkWarm is what a warm build costs of the stage alone: its start, every
// page kept but those that changed, Finish and Commit.
//
//	TMPDIR=/dev/shm go test ./generator/output -run - -bench Warm -benchtime 5x -cpuprofile cpu.out
func BenchmarkWarm(b *testing.B) {
	const pages = 10000
	files := map[string][]byte{}
	for i := range pages {
		files[fmt.Sprintf("s%d/p%d/index.html", i%20, i)] = fmt.Append(nil, "<p>page ", i)
	}
	for _, changed := range []int{0, 1, 100} {
		b.Run(strconv.Itoa(changed), func(b *testing.B) {
			dest := filepath.Join(b.TempDir(), "public")
			r, files := remembered{}, maps.Clone(files)
			n := 0
			for range 6 { // until most folders are older than the disk's clock may be coarse
				files["s0/p0/index.html"] = fmt.Append(nil, "<p>first ", n)
				r.publish(b, dest, uniform, files)
				n++
			}
			var worked time.Duration
			for b.Loop() {
				b.StopTimer()
				for i := range changed {
					n++
					files[fmt.Sprintf("s%d/p%d/index.html", i%20, i)] = fmt.Append(nil, "<p>changed ", n)
				}
				b.StartTimer()
				began := cpu(b)
				s, err := NewDir(context.Background(), dest, Turn{}, true)
				if err != nil {
					b.Fatal(err)
				}
				if err := s.Begin(uniform); err != nil {
					b.Fatal(err)
				}
				for name, had := range r {
					if string(had.data) == string(files[name]) && s.Keep(had.sum) {
						continue
					}
					had.data = files[name]
					if had.sum, _, err = s.Put(name, had.data); err != nil {
						b.Fatal(err)
					}
					r[name] = had
				}
				if _, err := s.Finish(); err != nil {
					b.Fatal(err)
				}
				if err := s.Commit(context.Background()); err != nil {
					b.Fatal(err)
				}
				s.Abort()
				worked += cpu(b) - began
			}
			b.ReportMetric(worked.Seconds()*1000/float64(b.N), "cpu-ms/op")
			if _, err := os.Stat(dest); err != nil {
				b.Fatal(err)
			}
		})
	}
}
