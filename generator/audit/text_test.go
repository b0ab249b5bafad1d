package audit

import (
	"strings"
	"testing"
)

// Characters are read eight at a time where none needs a look. One that does
// must be found wherever it stands among such.
func TestCharactersAnywhere(t *testing.T) {
	a := New(Policy{})
	found := func(text string) int {
		r := a.report("a.txt", []byte(text))
		r.characters()
		return len(r.list)
	}
	for _, c := range "\x00\t\n\r\x1f !~\x7f\u0080\u00a0\u00ad\u200b\u202e\ufffd" {
		alone := found(string(c))
		for at := range 20 {
			if n := found(strings.Repeat("~", at) + string(c) + strings.Repeat(" ", 20-at)); n != alone {
				t.Errorf("%U after %d others: %d findings, and %d alone", c, at, n, alone)
			}
		}
	}
}
