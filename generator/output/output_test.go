package output

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/site"
)

var uniform = Options{Size: site.Size{Mode: site.Uniform, PageBytes: 24 << 10, TransferBytes: 8 << 10}, Types: testTypes}

// testTypes are the kinds of file in these tests.
var testTypes = append(slices.Clone(site.BaseTypes), site.FileType{Ext: ".txt", Media: "text/plain"}, site.FileType{Ext: ".xml", Media: "application/xml"})

// pages are files as a small site has them.
func pages(n int) map[string][]byte {
	files := map[string][]byte{
		"index.html":         sample(9000),
		"404.html":           sample(600),
		"sitemap.xml":        []byte(strings.Repeat("<url>https://www.example.org/</url>\n", 40)),
		"robots.txt":         []byte("User-agent: *\nDisallow:\n"),
		"mark.svg":           []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"),
		"photo.png":          {0x89, 'P', 'N', 'G'},
		"empty.txt":          {},
		".server/nginx.conf": []byte("etag off;\n"),
		"_headers":           []byte("/*\n"),
	}
	for i := range n {
		files[fmt.Sprintf("self-help/m%d/c%d/index.html", i/5, i)] = sample(1000 + 37*(i%90))
	}
	return files
}

// fill puts files in an order that seed decides, from several goroutines, and
// finishes the stage.
func fill(t testing.TB, s *Stage, o Options, files map[string][]byte, seed int64) []diag.Finding {
	t.Helper()
	if err := s.Begin(o); err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(files))
	rand.New(rand.NewSource(seed)).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var mu sync.Mutex
	var findings []diag.Finding
	var wg sync.WaitGroup
	work := make(chan string)
	for range 4 {
		wg.Go(func() {
			for name := range work {
				data := bytes.Clone(files[name])
				_, list, err := s.Put(name, data)
				for i := range data { // the stage must not keep it
					data[i] = 'x'
				}
				mu.Lock()
				if err != nil {
					t.Error(err)
				}
				findings = append(findings, list...)
				mu.Unlock()
			}
		})
	}
	for _, name := range names {
		work <- name
	}
	close(work)
	wg.Wait()
	list, err := s.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return diag.Sort(append(findings, list...))
}

func mustFill(t testing.TB, s *Stage, o Options, files map[string][]byte) {
	t.Helper()
	if list := fill(t, s, o, files, 1); len(list) > 0 {
		t.Fatalf("unexpected findings: %v", list)
	}
}

// sameFiles compares trees, and names the files that differ.
func sameFiles(t *testing.T, what string, got, want map[string][]byte) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		data, ok := got[name]
		if !ok || !bytes.Equal(data, want[name]) {
			t.Errorf("%s: %s is there: %v; %d bytes, want %d", what, name, ok, len(data), len(want[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: %s is too much", what, name)
		}
	}
}

func TestUniform(t *testing.T) {
	in := pages(40)
	s := NewMemory()
	mustFill(t, s, uniform, in)
	out := s.Files()
	for name, want := range in {
		got := out[name]
		gz, hasGz := out[name+".gz"]
		br, hasBr := out[name+".br"]
		if hasGz != hasBr || hasGz && (!bytes.Equal(gunzip(t, gz), got) || !bytes.Equal(unbrotli(t, br), got)) {
			t.Errorf("%s: the compressed forms are not the file", name)
		}
		if !strings.HasSuffix(name, ".html") {
			if !bytes.Equal(got, want) {
				t.Errorf("%s was changed", name)
			}
			if plain := strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".png") || name == "_headers"; plain == hasGz {
				t.Errorf("%s: compressed %v", name, hasGz)
			}
			continue
		}
		if !bytes.Equal(bytes.TrimRight(got, " "), want) {
			t.Errorf("%s was changed other than by spaces at its end", name)
		}
		if len(got) != uniform.Size.PageBytes || len(gz) != uniform.Size.TransferBytes || len(br) != uniform.Size.TransferBytes {
			t.Errorf("%s: lengths %d %d %d", name, len(got), len(gz), len(br))
		}
	}
	for _, z := range s.Sizes() {
		if z.Identity != uniform.Size.PageBytes || z.Gzip != uniform.Size.TransferBytes || z.Brotli != uniform.Size.TransferBytes {
			t.Errorf("reported %+v", z)
		}
	}
	if got, want := len(s.Sizes()), 42; got != want {
		t.Errorf("%d pages reported, want %d", got, want)
	}
	if got, want := s.Count(), len(out); got != want {
		t.Errorf("Count is %d, and there are %d files", got, want)
	}
}

func TestOffPadsNothing(t *testing.T) {
	s := NewMemory()
	mustFill(t, s, Options{Size: site.Size{Mode: site.Off}, Types: testTypes}, pages(10))
	out := s.Files()
	want := pages(10)
	want[ManifestName] = out[ManifestName]
	sameFiles(t, "off", out, want) // no compressed copies of anything
	for _, z := range s.Sizes() {
		if z.Identity != len(out[z.Path]) || z.Gzip != 0 || z.Brotli != 0 {
			t.Errorf("%s: sizes %+v", z.Path, z)
		}
	}
}

// A page that needs a higher rung gets it; one that no rung helps is a finding
// and nothing else.
func TestLadder(t *testing.T) {
	page := sample(20000)
	e := newEncoder()
	var gz, br [utmost + 1]int
	for r := quick; r <= utmost; r++ {
		e.set(page, uniform.Size.PageBytes-len(page))
		e.encode(r, true, true)
		gz[r], br[r] = e.gzipLen(), e.brotliLen()
	}
	for r := quick; r < utmost; r++ {
		if gz[r+1] >= gz[r] || br[r+1] >= br[r] {
			t.Fatalf("each rung should be lower than the one before: %v %v", gz, br)
		}
	}
	for _, limit := range []int{gz[quick], gz[quick] - 1, gz[chained], gz[thorough], gz[thorough] - 1, gz[utmost]} {
		o := uniform
		o.Size.TransferBytes = limit
		s := NewMemory()
		list := fill(t, s, o, map[string][]byte{"index.html": page}, 1)
		if len(list) > 1 || len(list) == 1 && list[0].Code != "size/near-budget" {
			t.Errorf("limit %d: %v", limit, list)
		}
		if z := s.Sizes()[0]; z.Gzip != limit || z.Brotli != limit {
			t.Errorf("limit %d: %+v", limit, z)
		}
	}
	o := uniform
	o.Size.TransferBytes = gz[utmost] - 1
	s := NewMemory()
	list := fill(t, s, o, map[string][]byte{"index.html": page}, 1)
	if len(list) != 1 || list[0].Code != "size/over-budget" || !strings.Contains(list[0].Message, "with gzip (1 over)") {
		t.Errorf("got %+v", list)
	}
	if len(s.Files()) != 1 {
		t.Error("a page over the budget was staged")
	}
}

// Same files, same bytes: whatever the order, the cores, and the store.
func TestDeterminism(t *testing.T) {
	for _, mode := range []site.SizeMode{site.Uniform, site.Off} {
		o := uniform
		o.Size.Mode = mode
		var first map[string][]byte
		var hash string
		for seed := range int64(4) {
			runtime.GOMAXPROCS(int(seed%3) + 1)
			s := NewMemory()
			if list := fill(t, s, o, pages(30), seed); len(list) > 0 {
				t.Fatal(list)
			}
			if first == nil {
				first, hash = s.Files(), s.TreeHash()
				continue
			}
			if s.TreeHash() != hash {
				t.Errorf("%s: tree hash %s, want %s", mode, s.TreeHash(), hash)
			}
			sameFiles(t, string(mode), s.Files(), first)
		}
		runtime.GOMAXPROCS(runtime.NumCPU())
		s := NewDiscard()
		fill(t, s, o, pages(30), 9)
		if s.TreeHash() != hash {
			t.Errorf("%s: a discarding stage has tree hash %s, want %s", mode, s.TreeHash(), hash)
		}
	}
}

func TestPreviewKeepsWhatABrowserShows(t *testing.T) {
	for _, mode := range []site.SizeMode{site.Uniform, site.Off} {
		o := uniform
		o.Size.Mode = mode
		s := NewPreview()
		mustFill(t, s, o, pages(10))
		got := s.Files()
		delete(got, ManifestName)
		sameFiles(t, string(mode), got, pages(10))
		if len(s.Sizes()) != 12 {
			t.Errorf("%s: %d sizes", mode, len(s.Sizes()))
		}
	}
}

func TestOrderOfCalls(t *testing.T) {
	s := NewMemory()
	if _, _, err := s.Put("a.html", nil); err == nil {
		t.Error("Put before Begin passed")
	}
	if _, err := s.Finish(); err == nil {
		t.Error("Finish before Begin passed")
	}
	mustFill(t, s, uniform, pages(1))
	if _, _, err := s.Put("b.html", nil); err == nil {
		t.Error("Put after Finish passed")
	}
	if err := s.Begin(uniform); err == nil {
		t.Error("a second Begin passed")
	}
	if err := s.Commit(context.Background()); err == nil {
		t.Error("memory was committed")
	}
}

func BenchmarkPut(b *testing.B) {
	o := Options{Size: site.Size{Mode: site.Uniform, PageBytes: 48 << 10, TransferBytes: 10240}}
	page := sample(25000)
	for _, c := range []struct {
		name string
		disk bool
	}{{"memory", false}, {"disk", true}} {
		b.Run(c.name, func(b *testing.B) {
			s := NewDiscard()
			if c.disk {
				var err error
				if s, err = NewDir(context.Background(), b.TempDir()+"/public", Turn{}, false); err != nil {
					b.Fatal(err)
				}
				defer s.Abort()
			}
			if err := s.Begin(o); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, _, err := s.Put(fmt.Sprintf("a/%d/%d/index.html", i/10, i), page); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
