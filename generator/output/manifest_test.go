package output

import (
	"bytes"
	"strings"
	"testing"
)

func TestManifest(t *testing.T) {
	s := NewMemory()
	mustFill(t, s, uniform, map[string][]byte{"b.png": []byte("abc"), "a.png": {}})
	want := `sotto-manifest 2
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  0  a.png
ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  3  b.png
`
	if got := string(s.Files()[ManifestName]); got != want {
		t.Errorf("the file holds\n%s", got)
	}
	if got, want := s.TreeHash(), "8a2b"; len(got) != 64 || strings.HasPrefix(got, want) {
		t.Errorf("tree hash %q", got)
	}
	m, err := parseManifest(strings.NewReader(want))
	if err != nil || len(m.files) != 2 {
		t.Fatalf("read back: %v, %v", m, err)
	}
	if f, ok := m.find("b.png"); !ok || f.size != 3 {
		t.Error("b.png is not found")
	}
	if _, ok := m.find("c.png"); ok {
		t.Error("c.png is found")
	}
	for name, bad := range map[string]string{
		"empty":         "",
		"not ours":      "hello\n",
		"a time":        "sotto-manifest 2 2026-11-21T12:00:00Z\n",
		"cut short":     want[:len(want)-3],
		"no line end":   strings.TrimSuffix(want, "\n"),
		"not sorted":    strings.Replace(strings.Replace(want, "a.png", "c.png", 1), "  0  ", "  0  ", 1),
		"traversal":     strings.Replace(want, "a.png", "../a.png", 1),
		"itself":        strings.Replace(want, "a.png", ManifestName, 1),
		"digest":        strings.Replace(want, "e3b0", "e3b", 1),
		"capital hex":   strings.Replace(want, "e3b0", "E3B0", 1),
		"size":          strings.Replace(want, "  3  ", "  x  ", 1),
		"leading zero":  strings.Replace(want, "  3  ", "  03  ", 1),
		"space at end":  strings.Replace(want, "b.png", "b.png ", 1),
		"other version": strings.Replace(want, "manifest 2", "manifest 3", 1),
	} {
		if _, err := parseManifest(strings.NewReader(bad)); err == nil {
			t.Errorf("%s: was read", name)
		}
	}
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte("sotto-manifest 2\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  3  b.png\n"))
	f.Add([]byte("sotto-manifest 2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseManifest(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, e := range m.files {
			if _, bad := checkPath(e.Path); bad {
				t.Fatalf("%q passed", e.Path)
			}
		}
		if string(m.text()) != string(data) {
			t.Fatal("read something that Sotto does not write")
		}
	})
}
