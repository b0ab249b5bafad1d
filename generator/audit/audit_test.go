package audit

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/diag"
)

// TestDials is the table of what a link may show for what it dials.
func TestDials(t *testing.T) {
	for _, c := range []struct {
		dialled, text string
		ok            bool
	}{
		{"+448081000900", "0808 1000 900", true},
		{"+448081000900", "+44 808 1000 900", true},
		{"+448081000900", "+44 (0)808 1000 900", true},
		{"+448081000900", "0044 808 1000 900", true},
		{"+448081000900", "Ring us, day or night, 24/7", true},
		{"+448081000900", "808 1000 900", true},
		{"+448081000900", "0808 1000 901", false},
		{"+448081000900", "0808 1000", false},
		{"+448081000900", "08081000900, or 116 123", false},
		{"999", "999", true},
		{"999", "Ring 999", true},
		{"999", "112", false},
		{"116123", "116 123", true},
		{"+18887738368", "1-888-773-8368", true},
		{"+18887738368", "(888) 773-8368", true},
		{"+18887738368", "0888 773 8368", false},
		{"+498001234567", "0800 123 4567", true},
		{"+353871234567", "087 123 4567", true},
	} {
		if shown, ok := dials(c.dialled, c.text); ok != c.ok {
			t.Errorf("dials(%s, %q) = %q, %v, want %v", c.dialled, c.text, shown, ok, c.ok)
		}
	}
}

// TestConcurrent runs one auditor from many goroutines and wants what it finds
// from one.
func TestConcurrent(t *testing.T) {
	s := strictSample(t)
	f := s.file(t, "law/index.html")
	f.Data = []byte(strings.Replace(string(f.Data), "<p>Example</p>", `<p style="a">&amp <a href="/nowhere/">x</a></p>`, 1))
	want := places(s.audit())
	a := New(s.policy)
	var mu sync.Mutex
	var wg sync.WaitGroup
	var list []diag.Finding
	var facts []Facts
	for range 4 {
		for _, f := range s.files {
			wg.Go(func() {
				got, findings := a.File(f.Name, s.finished(f))
				mu.Lock()
				defer mu.Unlock()
				list = append(list, findings...)
				facts = append(facts, got)
			})
		}
	}
	wg.Wait()
	slices.SortFunc(facts, func(x, y Facts) int { return strings.Compare(x.Path, y.Path) })
	facts = slices.CompactFunc(facts, func(x, y Facts) bool { return x.Path == y.Path })
	if got := places(diag.Sort(append(list, a.Site(Each(facts))...))); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestFactsAreSmall keeps what stays of a page in memory small, for one with 22
// places and 44 different addresses.
func TestFactsAreSmall(t *testing.T) {
	s := strictSample(t)
	a := New(s.policy)
	page := string(longPage(t, 1))
	const n = 1000
	facts := make([]Facts, 0, n)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range n {
		links := ""
		for j := range 40 {
			links += fmt.Sprintf("<a href=\"/p/%d/\">x</a>", (i+j)%n)
		}
		f, _ := a.File(fmt.Sprintf("p/%d/index.html", i), []byte(strings.Replace(page, "</main>", "<p>"+links+"</p></main>", 1)))
		facts = append(facts, f)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	per := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / n
	t.Logf("%d bytes a page, %d links", per, facts[0].Links())
	if per > 1300 {
		t.Errorf("a page leaves %d bytes behind", per)
	}
	runtime.KeepAlive(facts)
}

// shown is more than a finding shows of a long line, in characters: see diag.File.
const shown = 100

// TestLongLines sees that a finding in a very long line shows the stretch
// around it, and says where that starts.
func TestLongLines(t *testing.T) {
	line := strings.Repeat("ŵ", 1000)
	_, list := New(Policy{}).File("a.txt", []byte("first\n"+line+"\u200B"+line+"\n"))
	if len(list) != 1 {
		t.Fatal(describe(list))
	}
	f := list[0]
	if f.Pos.Line != 2 || f.Pos.Col != 1001 || f.Length != 1 || len([]rune(f.Source)) > shown || f.SourceCol <= 1 {
		t.Errorf("%+v", f)
	}
	if got := []rune(f.Source)[f.Pos.Col-f.SourceCol]; got != '\u200B' {
		t.Errorf("the caret is under %q", got)
	}
}

// TestFactsArePlainData writes facts down and reads them back, and wants the
// same of the whole site from them: whatever file came first, whichever
// auditor asks.
func TestFactsArePlainData(t *testing.T) {
	s := strictSample(t)
	f := s.file(t, "law/index.html")
	f.Data = []byte(strings.Replace(string(f.Data), "<p>Example</p>", `<p><a href="/nowhere/">x</a> <a href="/#nothing">y</a></p>`, 1))
	read := func(a *Auditor, files []txtar.File) []Facts {
		var facts []Facts
		for _, f := range files {
			got, _ := a.File(f.Name, s.finished(f))
			facts = append(facts, got)
		}
		return facts
	}
	facts := read(New(s.policy), s.files)
	data, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	var back []Facts
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	backwards := slices.Clone(s.files)
	slices.Reverse(backwards)
	other := read(New(s.policy), backwards)
	slices.Reverse(other)
	want := places(New(s.policy).Site(Each(facts)))
	if len(want) != 2 {
		t.Errorf("the site has the findings %v, not the two planted", want)
	}
	for name, again := range map[string][]Facts{"read back": back, "from another order of files": other} {
		if diff := cmp.Diff(facts, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if got := places(New(s.policy).Site(Each(again))); !slices.Equal(got, want) {
			t.Errorf("%s: findings %v, want %v", name, got, want)
		}
		if diff := cmp.Diff(Total(Each(facts)), Total(Each(again))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		for i := range again {
			if again[i].Requests() != facts[i].Requests() || again[i].Links() != facts[i].Links() {
				t.Errorf("%s: %s makes other requests, or has other links", name, again[i].Path)
			}
		}
	}
}

// TestPadding sees that a page may end in spaces, which change nothing, and in
// nothing else.
func TestPadding(t *testing.T) {
	s := strictSample(t)
	page := string(s.finished(*s.file(t, "law/index.html")))
	a := New(s.policy)
	want, list := a.File("law/index.html", []byte(page))
	if len(list) > 0 {
		t.Fatal(describe(list))
	}
	got, list := a.File("law/index.html", []byte(page+strings.Repeat(" ", 50_000)))
	if diff := cmp.Diff(want, got); diff != "" || len(list) > 0 {
		t.Errorf("padded: %s%s", diff, describe(list))
	}
	for _, padding := range []string{"  x  ", " <p> ", " \u200B ", "<!-- -->", " \x00", "  </html>"} {
		if _, list := a.File("law/index.html", []byte(page+padding)); !hasError(list) {
			t.Errorf("%q is no padding, but nothing is found", padding)
		}
	}
}
