package audit

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// TestRefs sees that references are read as they were written, whatever stands in
// them and wherever they stand.
func TestRefs(t *testing.T) {
	want := []Ref{
		{To: "law/#act", Line: 1, Col: 900},
		{To: "", Line: 1, Col: 900},
		{To: "cy/", Line: 1, Col: 997, Kind: RefAnchor, Lang: "cy"},
		{To: "p/ŵ ~/#a%b\nc", Line: 4, Col: 1, Kind: RefAlternate, Lang: "x y%\n"},
		{To: "one.png", Line: 4, Col: 1<<32 - 1, Kind: RefImage},
		{To: "#", Line: 2, Col: 3, Kind: RefRule},
		{To: "97:3 a", Line: 2, Col: 2},
		{To: "-", Line: 1<<32 - 1, Col: 1},
	}
	w := refWriter{line: 1, col: 800}
	for _, r := range want {
		w.add(r)
	}
	refs := Refs(w.text)
	if got := slices.Collect(refs.from(1, 800)); !slices.Equal(got, want) || refs.count() != len(want) {
		t.Errorf("%d references:\n%q\nwere read as %+v", refs.count(), refs, got)
	}
	if !strings.HasPrefix(string(refs), "100 law/#act\n0 \n97acy cy/\n3:1e") {
		t.Errorf("they are written as\n%s", refs)
	}
}

// FuzzRefs reads what nobody has written, and writes what can be written.
func FuzzRefs(f *testing.F) {
	f.Add("100 law/#act\n0 \n97acy cy/\n3:1eel%20 p/\n-2:7 x", uint32(1), uint32(1), uint8(0), "")
	f.Fuzz(func(t *testing.T, text string, line, col uint32, kind uint8, lang string) {
		for r := range Refs(text).from(line, col) {
			_ = r.path()
		}
		want := []Ref{{To: text, Line: line, Col: col, Kind: RefKind(kind % 20), Lang: lang}, {To: lang, Line: col, Col: line}}
		w := refWriter{line: 1, col: 1}
		w.add(want[0])
		w.add(want[1])
		if got := slices.Collect(Refs(w.text).from(1, 1)); !slices.Equal(got, want) {
			t.Errorf("%+v became %+v by %q", want, got, w.text)
		}
	})
}

// TestPagesShare sees that what pages have in common is there once, also of facts
// that were read back, and that the menu is part of it.
func TestPagesShare(t *testing.T) {
	s := strictSample(t)
	a := New(s.policy)
	page := strings.Replace(string(longPage(t, 1)), "</header>", `<a href="/">Home</a><a href="/law/">Law</a></header>`, 1)
	one, _ := a.File("p/1/index.html", []byte(page))
	two, _ := a.File("p/2/index.html", []byte(strings.Replace(page, "<header>", "\n<header>", 1)))
	if one.Common != two.Common || one.Menu.count() != 2 || one.Line == two.Line {
		t.Errorf("two pages do not share: %+v and %+v", one.Common, two.Common)
	}
	data, _ := json.Marshal(two)
	var back Facts
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if a.Share(&back); back.Common != one.Common {
		t.Error("what is read back is there twice")
	}
	other, _ := a.File("p/3/index.html", []byte(strings.Replace(page, ` lang="en"`, ` lang="cy"`, 1)))
	if other.Common == one.Common {
		t.Error("pages in two languages share their language")
	}
}
