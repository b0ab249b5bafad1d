package diag

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestApply(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits []Edit
		want  string
		left  int
	}{
		{"none", nil, "abcdef", 0},
		{"out of order", []Edit{{Start: 4, End: 6, New: "Y"}, {Start: 0, End: 1, New: "XX"}}, "XXbcdY", 0},
		{"the first of two wins", []Edit{{Start: 1, End: 4, New: "-"}, {Start: 3, End: 5, New: "+"}}, "a-ef", 1},
		{"two at one place", []Edit{{Start: 2, End: 2, New: "1"}, {Start: 2, End: 2, New: "2"}}, "ab1cdef", 1},
		{"side by side", []Edit{{Start: 0, End: 2, New: ""}, {Start: 2, End: 4, New: "z"}}, "zef", 0},
		{"at the end", []Edit{{Start: 6, End: 6, New: "g"}}, "abcdefg", 0},
		{"outside", []Edit{{Start: 5, End: 9}, {Start: -1, End: 0}, {Start: 3, End: 2}}, "abcdef", 3},
	} {
		if got, left := Apply([]byte("abcdef"), c.edits); string(got) != c.want || left != c.left {
			t.Errorf("%s: %q and %d left, want %q and %d", c.name, got, left, c.want, c.left)
		}
	}
}

func TestSwap(t *testing.T) {
	f := NewFile("a.md", []byte("\uFEFFtitel: 'é b'\r\nkey: \"c\"\n"))
	for _, c := range []struct {
		at        Pos
		old, want string
		n         int
	}{
		{Pos{Line: 1, Col: 2}, "titel", "\uFEFFX: 'é b'\r\nkey: \"c\"\n", 1},
		{Pos{Line: 1, Col: 9}, "é b", "\uFEFFtitel: 'X'\r\nkey: \"c\"\n", 1},
		{Pos{Line: 2, Col: 6}, "c", "\uFEFFtitel: 'é b'\r\nkey: \"X\"\n", 1},
		{Pos{Line: 2, Col: 6}, "d", "", 0},
		{Pos{Line: 2, Col: 1}, "", "", 0},
	} {
		edits := f.Swap(c.at, c.old, "X")
		if len(edits) != c.n {
			t.Errorf("%q: %d edits, want %d", c.old, len(edits), c.n)
		} else if got, _ := Apply(f.text, edits); c.n > 0 && string(got) != c.want {
			t.Errorf("%q: got %q, want %q", c.old, got, c.want)
		}
	}
}

func TestFixInJSON(t *testing.T) {
	var b bytes.Buffer
	f := Finding{Code: "a/b", Pos: Pos{File: "x"}, Message: "m", Fix: []Edit{{"x", 3, 5, "\r\n"}}}
	if err := JSON(&b, []Finding{f}); err != nil {
		t.Fatal(err)
	}
	var back struct{ Fix []Edit }
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || len(back.Fix) != 1 || back.Fix[0] != f.Fix[0] {
		t.Errorf("err %v, got %s", err, b.String())
	}
	b.Reset()
	if JSON(&b, []Finding{{Code: "a/b"}}); bytes.Contains(b.Bytes(), []byte("fix")) {
		t.Errorf("a finding without a fix speaks of one: %s", b.String())
	}
}
