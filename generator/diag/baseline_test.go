package diag

import (
	"bytes"
	"testing"
)

func raw(file, source string) Finding {
	return Finding{Code: "markdown/raw-html", Severity: Error, Pos: Pos{File: file, Line: 3}, Source: source, Known: true}
}

func TestBaselineCounts(t *testing.T) {
	b, wrong := ReadBaseline("known", nil)
	if len(wrong) > 0 || b.Len() != 0 {
		t.Fatal("an empty file is an empty baseline")
	}
	b.Accept([]Finding{raw("a.md", "  <b>x</b>"), raw("a.md", "<b>x</b>"), raw("b.md", "")})
	fresh, held := b.Split([]Finding{raw("a.md", "<b>x</b>"), raw("a.md", "<b>x</b>"), raw("a.md", "<b>x</b>"), raw("c.md", "")})
	if len(fresh) != 2 || len(held) != 2 || fresh[0].Known {
		t.Errorf("two of three that are alike are held: %d fresh, %d held", len(fresh), len(held))
	}
	// One that was not known while the site was built is not known at its end.
	loose := raw("b.md", "")
	loose.Known = false
	if fresh, _ := b.Split([]Finding{loose}); len(fresh) != 1 {
		t.Error("what kept the build from making the site is passed over")
	}
	if m := b.Mended(held); len(m) != 1 || m[0] != "b.md: markdown/raw-html" {
		t.Errorf("mended: %q", m)
	}
	b.Shrink(held[:1])
	if b.Len() != 1 {
		t.Errorf("%d are left, want 1", b.Len())
	}
	b.Shrink(append(held, held...))
	if b.Len() != 1 {
		t.Errorf("a baseline grew to %d", b.Len())
	}
}

func TestBaselineTwice(t *testing.T) {
	line := `{"code":"a/b","file":"c","line":"","times":1}` + "\n"
	if _, wrong := ReadBaseline("known", []byte(line+line)); len(wrong) != 1 || wrong[0].Pos.Line != 2 {
		t.Errorf("a line that stands twice: %v", wrong)
	}
	if b, wrong := ReadBaseline("known", []byte(line+"{}\n")); len(wrong) != 1 || b.Len() != 0 {
		t.Errorf("half a baseline holds: %v", wrong)
	}
}

// What can be read is written as the same bytes when it is read again.
func FuzzBaseline(f *testing.F) {
	f.Add([]byte("{\"code\":\"a/b\",\"file\":\"c\",\"line\":\"\u202Ex\",\"times\":2}\n"))
	f.Add([]byte("{\"times\":1}\n[]\nnull\n{}{}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, wrong := ReadBaseline("known", text)
		if len(wrong) > 0 {
			return
		}
		once := b.Bytes()
		again, wrong := ReadBaseline("known", once)
		if len(wrong) > 0 || !bytes.Equal(once, again.Bytes()) {
			t.Fatalf("%q is read otherwise than it was written: %v", once, wrong)
		}
	})
}
