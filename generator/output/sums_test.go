package output

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// sums are files with copies, where a name ends in +, and files without.
func sums(names string) []Sum {
	var out []Sum
	for _, name := range strings.Fields(names) {
		name, copies := strings.CutSuffix(name, "+")
		forms := appendForm(nil, form{int64(len(out)), hash([]byte(name))})
		for i := 1; copies && i < len(endings); i++ {
			forms = appendForm(forms, form{int64(i), hash([]byte(name + endings[i]))})
		}
		out = append(out, Sum{name, string(forms)})
	}
	slices.SortFunc(out, byPath)
	return out
}

// A manifest lists every file where its path stands, and the lines of a file with
// its copies are one Sum again, whatever comes between them.
func TestManifestOfCopies(t *testing.T) {
	for names, alike := range map[string]bool{
		"":                                   true,
		"a.html":                             true,
		"a.html+":                            true,
		"a.html+ b.html+ c.png":              true,
		"a.html+ a.html-b":                   true,
		"a.html+ a.html.a+ a.html.c d.css+":  true,
		"a.html+ a.html.br-x+ a.html.bz b+":  true,
		"a.html a.html.gz":                   true,
		"a.html a.html.br b.html+":           true,
		"a.html.br a.html.gz":                true,
		"a.html+ a.html.gz.gz a.html.br.br":  true,
		"x/a.html+ x-y/a.html+ x.html+":      true,
		"a.html a.html.br a.html.gz b.html+": false, // nobody can tell that these are no copies
	} {
		m := &manifest{sums(names)}
		text := m.text()
		lines := strings.SplitAfter(string(text), "\n")[1:]
		paths := make([]string, 0, len(lines))
		for _, line := range lines[:len(lines)-1] {
			paths = append(paths, strings.TrimSpace(line[strings.LastIndex(line, " "):]))
		}
		if want := slices.Sorted(namesOf(m.files)); !slices.Equal(paths, want) {
			t.Errorf("%q: the lines are %q, want %q", names, paths, want)
		}
		back, err := parseManifest(bytes.NewReader(text))
		if err != nil {
			t.Errorf("%q: %v", names, err)
			continue
		}
		if got := slices.Equal(back.files, m.files); got != alike {
			t.Errorf("%q: read back, it is the same: %v", names, got)
		}
		if !bytes.Equal(back.text(), text) {
			t.Errorf("%q: read back, it has other lines:\n%s", names, back.text())
		}
		for _, f := range m.files {
			for name, want := range f.all() {
				if got, ok := back.find(name); !ok || got != want {
					t.Errorf("%q: %s is not found", names, name)
				}
			}
		}
		if _, ok := back.find("a.htm"); ok {
			t.Errorf("%q: a path that is not there is found", names)
		}
	}
}

func TestFolders(t *testing.T) {
	for _, names := range []string{
		"", "a.html", "a/b/c/d.html e.html", "a/x.html a-b/x.html a.html a/b/x.html ab/x.html",
		"a/b/c.html a/d.html b/b/c.html b/b/d.html", "p/0/index.html p/1/index.html p/index.html q/r/s/t/u q/r-s/t/u",
	} {
		files := sums(names)
		want := map[string]int{".": 0}
		for _, f := range files {
			for d := path.Dir(f.Path); d != "."; d = path.Dir(d) {
				want[d] = 0
			}
		}
		if got := foldersOf(files); !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
			t.Errorf("%q: folders %q", names, got)
		}
		dirs, above, in := folderTree(files)
		for i, dir := range dirs {
			if got := dirs[above[i]]; got != path.Dir(dir) || int(above[i]) > i {
				t.Errorf("%q: %s is below %s", names, dir, got)
			}
		}
		for i, f := range files {
			if dirs[in[i]] != path.Dir(f.Path) {
				t.Errorf("%q: %s is in %s", names, f.Path, dirs[in[i]])
			}
		}
	}
}

// A manifest that names a path twice is none of Sotto's.
func TestManifestTwice(t *testing.T) {
	line := (&manifest{sums("a.html")}).text()[len(marker)+1:]
	twice := marker + "\n" + string(line) + string(line)
	if _, err := parseManifest(strings.NewReader(twice)); err == nil {
		t.Error("it was read")
	}
}
