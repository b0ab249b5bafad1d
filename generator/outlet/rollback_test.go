package outlet

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// BenchmarkRollback goes from one release to another and back, on each kind of
// destination. The later one says that a page is gone, so that the manifests of both are
// read on the way back, which is the longer way: ms/back is its median, and ms/again
// that of the way to the later release.
//
//	go test ./generator/outlet -run '^$' -bench Rollback -benchtime 20x
//
// What there is of a release is laid by hand: publishing it makes each file durable.
func BenchmarkRollback(b *testing.B) {
	for _, files := range []int{3000, 30000} {
		first, second := built(release(1, files/2)), built(release(2, files/2))
		disk := func(b *testing.B, dir string) func(string, fstest.MapFS) {
			return func(tree string, folder fstest.MapFS) {
				for name, f := range folder {
					to := filepath.Join(dir, releases, tree, name)
					if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
						b.Fatal(err)
					}
					if err := os.WriteFile(to, f.Data, 0o644); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
		for _, kind := range []struct {
			name string
			new  func(b *testing.B) (*Destination, func(string, fstest.MapFS))
		}{
			{"folder", func(b *testing.B) (*Destination, func(string, fstest.MapFS)) {
				dir := filepath.Join(b.TempDir(), "www")
				return at(b, dir), disk(b, dir)
			}},
			{"sftp", func(b *testing.B) (*Destination, func(string, fstest.MapFS)) {
				dir := b.TempDir()
				return piped(b, dir, nil), disk(b, dir)
			}},
			{"s3", func(b *testing.B) (*Destination, func(string, fstest.MapFS)) {
				s, endpoint := newStore(b)
				return inBucket(b, endpoint), func(tree string, folder fstest.MapFS) {
					for name, f := range folder {
						s.objects["some/where/releases/"+tree+"/"+name] = &stored{data: f.Data, etag: `"any"`, at: now}
					}
				}
			}},
		} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, files), func(b *testing.B) {
				d, lay := kind.new(b)
				was := ""
				for i, folder := range []fstest.MapFS{first, second} {
					r := &Record{Tree: treeOf(folder), Number: int64(i + 1), Published: now, Files: len(folder) - 1}
					if i == 1 {
						r.Gone = []string{"/gone/"}
					}
					lay(r.Tree, folder)
					if err := d.record(b.Context(), r); err != nil {
						b.Fatal(err)
					}
					if err := d.swap(b.Context(), r, was); err != nil {
						b.Fatal(err)
					}
					var err error
					if _, was, err = d.pointer(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
				to := func(folder fstest.MapFS, all *[]time.Duration) {
					tree := treeOf(folder)
					began := time.Now()
					if _, err := d.Rollback(context.Background(), tree, false); err != nil {
						b.Fatal(err)
					}
					*all = append(*all, time.Since(began))
				}
				var back, again []time.Duration
				for b.Loop() {
					to(first, &back)
					to(second, &again)
				}
				for unit, all := range map[string][]time.Duration{"ms/back": back, "ms/again": again} {
					slices.Sort(all)
					b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, unit)
				}
			})
		}
	}
}

// Who cannot write that a release is served is told that it is.
func TestRollbackThatCannotTell(t *testing.T) {
	s, endpoint := newStore(t)
	d := inBucket(t, endpoint)
	published(t, d, built(release(1, 2)), usual())
	d.stepped(func(step string) error {
		if step == "recorded" {
			return errStop
		}
		return nil
	})
	if _, err := d.Publish(t.Context(), built(release(2, 2)), usual()); !errors.Is(err, errStop) {
		t.Fatal(err)
	}
	tree := treeOf(built(release(2, 2)))
	s.fault = func(r *http.Request) string {
		if r.Method == "PUT" && strings.HasSuffix(r.URL.Path, "/"+tree+".json") {
			return "busy"
		}
		return ""
	}
	if _, err := inBucket(t, endpoint).Rollback(t.Context(), tree, false); err == nil || !strings.Contains(err.Error(), "release "+short(tree)+" is served now; ") {
		t.Errorf("%v", err)
	}
	same(t, "after it", s.served(t), release(2, 2))
}
