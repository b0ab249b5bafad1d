package load

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// FuzzQuickYAML: what quickYAML reads, yaml.v3 reads too, and as the same nodes
// at the same places.
func FuzzQuickYAML(f *testing.F) {
	for _, src := range []string{
		"a: b", "a: [b, 'c''d', \"e\\\"f\"]\n", "- a\n- b: c\n  d:\n  - e\n\n# x\n  # y\n- - f\n", "a: b c # d\n", "a: {b: c, d: [e,\n f ]}\n",
		"a:\n  b\n", "a: b\n  c\n", "é: [ü, ö]\n", "a: 1\nb: 2026-01-02\nc: ~\nd: no\ne: .5\n", "a: https://example.org/\n", "a:\n- b\nc: d", "- a: b\n   c: d", "\"a\": b",
		"a: [b # c\n]", "a: {b, c}", "a: [b: c]", "a : b", "a:b: c", "a: [b:c, d:]", "? a", "a: b: c", "a: - b", "-a: b", "a: 'b' c", "a: \"b\"# c", "<<: a", "a: [\n]", "a: {b: \n c}",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) { compareYAML(t, src) })
}

// TestQuickYAML puts documents together from what YAML is made of.
func TestQuickYAML(t *testing.T) {
	parts := append(strings.Split("a|b|:|: |- |-|[|]|{|}|, |,|'|\"|#| #|é|1|2026-01-02|\n|\n|\n |\n  |\n    |\n- |  | |\\|\\\"|null|?|''|=|<<|~|"+
		"a: |b: |c: b\n|[a, b]|{a: b}|# c\n|.|/|%|@|!|&|*|>|\n  - |\n\n", "|"), "|")
	random, read := rand.New(rand.NewPCG(1, 2)), 0
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(14) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		if compareYAML(t, []byte(b.String())) {
			read++
		}
	}
	if read < 2_000 {
		t.Errorf("only %d documents were read quickly: the test has lost its hold", read)
	}
}

// compareYAML reports whether a document can be read quickly.
func compareYAML(t *testing.T, src []byte) bool {
	t.Helper()
	d := &doc{text: &text{name: "x", data: src}, end: len(src)}
	if d.checkBytes() < len(src) || !d.oneDocument() {
		return false
	}
	quick := new(quickYAML).read(string(src))
	if quick == nil {
		return false
	}
	tree, err := parse(src)
	if err != nil {
		t.Fatalf("yaml.v3 says of %q: %v", src, err)
	}
	sameNode(t, quick, tree.Content[0])
	return true
}

func sameNode(t *testing.T, a, b *yaml.Node) {
	t.Helper()
	if a.Kind != b.Kind || a.Style != b.Style || a.Tag != b.Tag || a.Value != b.Value || a.Line != b.Line || a.Column != b.Column ||
		a.Anchor != b.Anchor || a.Alias != b.Alias || len(a.Content) != len(b.Content) {
		t.Fatalf("\n%+v and not\n%+v", a, b)
	}
	for i := range a.Content {
		sameNode(t, a.Content[i], b.Content[i])
	}
}

// TestQuickYAMLIsUsed: most of the shipped site's own data is read the quick way.
func TestQuickYAMLIsUsed(t *testing.T) {
	files, _ := filepath.Glob("../../content/*.yaml")
	all, quick := 0, 0
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all += len(src)
		if new(quickYAML).read(string(src)) != nil {
			quick += len(src)
		}
	}
	if quick < all/2 {
		t.Errorf("only %d of %d bytes were read quickly", quick, all)
	}
}
