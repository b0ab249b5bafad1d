package output

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/andybalholm/brotli"

	"sotto/generator/sitetest"
)

// sample is a page of about n bytes that compresses like one: words repeat,
// and so do tags. The same n gives the same page.
func sample(n int) []byte {
	words := []string{"help", "children", "talk", "today", "change", "worry", "plan", "someone", "confidential", "feeling", "night", "phone", "stop", "why", "later", "and", "the", "you", "can", "with"}
	r := rand.New(rand.NewSource(int64(n)))
	b := []byte("<!doctype html><html lang=\"en\"><head><title>Guide</title><style>")
	for i := 0; len(b) < n/4; i++ {
		b = fmt.Appendf(b, ".c%d{margin:%dpx;color:#%06x}", i, r.Intn(40), r.Intn(1<<24))
	}
	b = append(b, "</style></head><body>"...)
	for i := 0; len(b) < n-20; i++ {
		if i%9 == 0 {
			b = fmt.Appendf(b, "<h2 id=\"part-%d\">Part %d</h2>\n", i, i)
		}
		b = append(b, "<p>"...)
		for range 12 + r.Intn(30) {
			b = append(append(b, words[r.Intn(len(words))]...), ' ')
			if r.Intn(6) == 0 {
				b = fmt.Appendf(b, "%x ", r.Intn(1<<20))
			}
		}
		b = append(b, "</p>\n"...)
	}
	return append(b, "</body></html>\n"...)
}

// gunzip and unbrotli are the readers that anybody would use.
func gunzip(t testing.TB, data []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func unbrotli(t testing.TB, data []byte) []byte {
	t.Helper()
	out, err := io.ReadAll(brotli.NewReader(bytes.NewReader(data)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEveryGap(t *testing.T) {
	page := sample(900)
	e := newEncoder()
	for _, r := range []rung{quick, chained, thorough} {
		e.set(page, 0)
		e.encode(r, true, true)
		gz, br := e.gzipLen(), e.brotliLen()
		for gap := range 2001 {
			if gap > 80 && gap%31 > 0 && !sitetest.Soak() {
				continue
			}
			e.seal(gz+gap, br+gap)
			if len(e.gz) != gz+gap || len(e.br) != br+gap {
				t.Fatalf("rung %d, gap %d: lengths %d and %d, want %d and %d", r, gap, len(e.gz), len(e.br), gz+gap, br+gap)
			}
			if !bytes.Equal(gunzip(t, e.gz), page) || !bytes.Equal(unbrotli(t, e.br), page) {
				t.Fatalf("rung %d, gap %d: decoded to something else", r, gap)
			}
		}
	}
}

func TestLargeGaps(t *testing.T) {
	page := sample(500)
	e := newEncoder()
	e.set(page, 0)
	e.encode(quick, true, true)
	gz, br := e.gzipLen(), e.brotliLen()
	for _, gap := range []int{65535, 65536, 65537, 65538, 65539, 65540, 65541, 65542, 65543, 70000, 131075, 200000, 1 << 20} {
		e.seal(gz+gap, br+gap)
		if len(e.gz) != gz+gap || len(e.br) != br+gap {
			t.Fatalf("gap %d: lengths %d and %d", gap, len(e.gz), len(e.br))
		}
		if !bytes.Equal(gunzip(t, e.gz), page) || !bytes.Equal(unbrotli(t, e.br), page) {
			t.Fatalf("gap %d: decoded to something else", gap)
		}
	}
}

// Every number of spaces, after bodies that end at every bit.
func TestEveryTail(t *testing.T) {
	e := newEncoder()
	for spaces := range 700 {
		if !sitetest.Soak() && spaces%61 > 0 && spaces > 20 {
			continue
		}
		page := sample(200 + spaces)
		e.set(page, spaces)
		e.encode(quick, true, true)
		e.encode(rung(spaces%4), true, spaces%4 < 3) // brotli 11 is slow, and has no tail of its own
		e.seal(0, 0)
		want := append(bytes.Clone(page), bytes.Repeat([]byte(" "), spaces)...)
		if !bytes.Equal(e.page, want) {
			t.Fatalf("%d spaces: the page itself is wrong", spaces)
		}
		if !bytes.Equal(gunzip(t, e.gz), want) || !bytes.Equal(unbrotli(t, e.br), want) {
			t.Fatalf("%d spaces: decoded to something else", spaces)
		}
		if err := e.verify(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSizesOfInput(t *testing.T) {
	e := newEncoder()
	for _, n := range []int{0, 1, 2, 5, 16, 17, 100, 65535, 65536, 65537, 200000, 1 << 22} {
		page := bytes.Repeat([]byte("a short one, "), n/13+1)[:n]
		for r := quick; r <= thorough; r++ {
			e.set(page, 1000*(n%2))
			e.encode(r, true, true)
			e.seal(0, 0)
			if err := e.verify(); err != nil {
				t.Errorf("%d bytes on rung %d: %v", n, r, err)
			}
		}
	}
}

// What an encoder has compressed before must not show in what it makes.
func TestEncodersForget(t *testing.T) {
	used := newEncoder()
	for i := range 12 {
		for r := quick; r <= thorough; r++ {
			fresh := newEncoder()
			for _, e := range []*encoder{fresh, used} {
				e.set(sample(1000+7919*i%60000), 5000*(i%3))
				e.encode(r, true, true)
			}
			if !bytes.Equal(fresh.deflated, used.deflated) || !bytes.Equal(fresh.opened, used.opened) {
				t.Errorf("page %d on rung %d depends on the pages before it", i, r)
			}
		}
	}
}

func TestVerifyNotices(t *testing.T) {
	e := newEncoder()
	page := sample(2000)
	e.set(page, 1000)
	e.encode(quick, true, true)
	for name, spoil := range map[string]func(){
		"gzip":         func() { e.gz[len(e.gz)/2] ^= 1 },
		"brotli":       func() { e.br[len(e.br)/2] ^= 1 },
		"page":         func() { e.page[100] ^= 1 },
		"short":        func() { e.br = e.br[:len(e.br)-1] },
		"page is more": func() { e.page = append(e.page, ' ') },
		"page is less": func() { e.page = e.page[:2999] },
	} {
		e.set(page, 1000)
		e.seal(0, 0)
		spoil()
		if e.verify() == nil {
			t.Errorf("%s: a spoiled form passed", name)
		}
	}
}

// The header must not tell the machine or the time.
func TestGzipHeader(t *testing.T) {
	got := appendGzip(nil, []byte("\x03\x00"), crc32.ChecksumIEEE(nil), 0, 0)
	want := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	if !bytes.Equal(got, want) {
		t.Errorf("got % x, want % x", got, want)
	}
}

// outsideGaps are gaps at which the form of the filler changes.
var outsideGaps = []int{0, 1, 2, 3, 4, 5, 6, 7, 255, 256, 257, 258, 259, 260, 511, 512, 513, 1000, 65537, 65538, 66000}

// Programs that other people wrote must read every kind of filler.
func TestOutsideDecoders(t *testing.T) {
	page := sample(4000)
	e := newEncoder()
	e.set(page, 100)
	e.encode(quick, true, true)
	gz, br := e.gzipLen(), e.brotliLen()
	var coding string // what the server below sends
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", coding)
		w.Write(map[string][]byte{"gzip": e.gz, "br": e.br}[coding])
	}))
	defer server.Close()
	dir := t.TempDir()
	for _, c := range []struct{ program, coding string }{
		{"gzip", "gzip"}, {"brotli", "br"}, {"curl", "gzip"}, {"curl", "br"}, {"python3", "gzip"},
	} {
		exe, err := exec.LookPath(c.program)
		if err != nil {
			t.Logf("%s is not installed here", c.program)
			continue
		}
		coding = c.coding
		if c.program == "curl" {
			if text, _ := exec.Command(exe, "--version").Output(); c.coding == "br" && !bytes.Contains(text, []byte("brotli")) {
				t.Log("this curl cannot read brotli")
				continue
			}
		}
		for _, gap := range sitetest.Some(outsideGaps, 48) {
			if c.program == "python3" && gap%2 == 0 && gap > 0 { // slow to start
				continue
			}
			e.seal(gz+gap, br+gap)
			file := filepath.Join(dir, "x."+map[string]string{"gzip": "gz", "br": "br"}[c.coding])
			if err := os.WriteFile(file, map[string][]byte{"gzip": e.gz, "br": e.br}[c.coding], 0o644); err != nil {
				t.Fatal(err)
			}
			args := []string{"-dc", file}
			switch c.program {
			case "curl":
				args = []string{"-s", "--fail", "--compressed", server.URL}
			case "python3":
				args = []string{"-c", "import gzip,sys; sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())", file}
			}
			out, err := exec.Command(exe, args...).Output()
			if err != nil || !bytes.Equal(out, e.page) {
				t.Errorf("%s reading %s, gap %d: %v, %d bytes", c.program, c.coding, gap, err, len(out))
			}
		}
	}
}

func FuzzPadding(f *testing.F) {
	f.Add([]byte("<p>help</p>\n"), uint16(0), uint16(0), byte(0))
	f.Add(sample(700), uint16(3), uint16(300), byte(2))
	f.Add([]byte{}, uint16(1), uint16(1), byte(1))
	f.Add([]byte{0, 255, 0, 0, 0}, uint16(259), uint16(65535), byte(0))
	e := newEncoder()
	f.Fuzz(func(t *testing.T, page []byte, gap, spaces uint16, r byte) {
		e.set(page, int(spaces))
		e.encode(quick, true, true)
		e.encode(rung(r%4), true, r%4 < 3) // brotli 11 is slow
		gz, br := e.gzipLen()+int(gap), e.brotliLen()+int(gap)
		e.seal(gz, br)
		if len(e.page) != len(page)+int(spaces) || len(e.gz) != gz || len(e.br) != br {
			t.Fatalf("lengths %d %d %d, want %d %d %d", len(e.page), len(e.gz), len(e.br), len(page)+int(spaces), gz, br)
		}
		if err := e.verify(); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzDecode(f *testing.F) {
	e := newEncoder()
	page := sample(300)
	e.set(page, 100)
	e.encode(quick, true, true)
	e.seal(0, 0)
	f.Add(bytes.Clone(e.br))
	f.Fuzz(func(t *testing.T, data []byte) {
		if out, err := DecodeBrotli(data, 1<<16); err == nil && len(out) > 1<<16 {
			t.Fatalf("%d bytes", len(out))
		}
	})
}

func TestDecodeBrotli(t *testing.T) {
	e := newEncoder()
	page := bytes.Repeat([]byte("bomb"), 1<<18)
	e.set(page, 0)
	e.encode(quick, true, true)
	e.seal(0, 0)
	if out, err := DecodeBrotli(e.br, len(page)); err != nil || !bytes.Equal(out, page) {
		t.Errorf("got %d bytes: %v", len(out), err)
	}
	for what, err := range map[string]error{
		"over the limit":       second(DecodeBrotli(e.br, len(page)-1)),
		"cut short":            second(DecodeBrotli(e.br[:len(e.br)-1], len(page))),
		"going on after it":    second(DecodeBrotli(append(bytes.Clone(e.br), "more"...), len(page))),
		"not brotli, but HTML": second(DecodeBrotli(page, 1)),
	} {
		if err == nil {
			t.Errorf("a file that is %s passed", what)
		}
	}
}

func second(_ []byte, err error) error { return err }

func BenchmarkLadder(b *testing.B) {
	page := sample(25000)
	for r, name := range []string{"quick", "chained", "thorough", "utmost"} {
		b.Run(name, func(b *testing.B) {
			e := newEncoder()
			e.set(page, 24<<10)
			e.encode(thorough, true, true)
			b.ReportAllocs()
			for b.Loop() {
				e.encode(rung(r), true, true)
			}
			b.ReportMetric(float64(e.gzipLen()), "gzip")
			b.ReportMetric(float64(e.brotliLen()), "brotli")
		})
	}
	e := newEncoder()
	e.set(page, 24<<10)
	e.encode(quick, true, true)
	e.seal(10240, 10240)
	b.Run("seal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			e.set(page, 24<<10)
			e.seal(10240, 10240)
		}
	})
	b.Run("verify", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := e.verify(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("digest", func(b *testing.B) {
		for b.Loop() {
			hash(e.page)
			hash(e.gz)
			hash(e.br)
		}
	})
}
