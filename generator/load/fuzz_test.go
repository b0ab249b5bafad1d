package load

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/site"
)

// byBytes stands in for the alphabets, which take long to set up.
func byBytes(site.Lang) func(a, b string) int { return strings.Compare }

// FuzzFrontMatter reads arbitrary bytes as a campaign's page: nothing panics,
// and every finding points into the file (checkShape, through load).
func FuzzFrontMatter(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*/*.txtar")
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if filepath.Ext(file.Name) == ".md" {
				f.Add(file.Data)
			}
		}
	}
	f.Add([]byte("---\n? a\n: b\n---\n"))
	f.Add([]byte("---\na: &a [*a]\n---\n"))
	f.Add([]byte("---\r\ntitle: \"x\r\n  y\"\r\n---\r\n"))
	files := base(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := fstest.MapFS{
			"site.yaml": files["site.yaml"], "index.md": files["index.md"], "404.md": files["404.md"],
			"self-help/a.md": {Data: data}, "campaigns/a.md": {Data: data}, "news/a.md": {Data: data},
		}
		s, findings, err := loadWith(Input{Content: fsys, Clock: noon}, byBytes)
		if err != nil {
			t.Fatal(err)
		}
		checkShape(t, fsys, s, findings)
	})
}

// FuzzYAML does the same for the files at the top.
func FuzzYAML(f *testing.F) {
	files := base(f)
	for _, name := range []string{"site.yaml", "services.yaml", "messages.en.yaml", "messages.cy.yaml"} {
		f.Add(files[name].Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"site.yaml", "services.yaml", "messages.en.yaml"} {
			fsys := fstest.MapFS{}
			for _, keep := range []string{"site.yaml", "services.yaml", "messages.en.yaml", "index.md", "404.md"} {
				fsys[keep] = files[keep]
			}
			fsys[name] = &fstest.MapFile{Data: data}
			s, findings, err := loadWith(Input{Content: fsys, Clock: noon}, byBytes)
			if err != nil {
				t.Fatal(err)
			}
			checkShape(t, fsys, s, findings)
		}
	})
}

// FuzzPlainKeys holds the quick reader against yaml.v3: whatever it reads,
// yaml.v3 reads in the same way.
func FuzzPlainKeys(f *testing.F) {
	for _, src := range []string{
		"title: Films\ndraft: true\ndate: 2026-02-28\nweight: 10\n", "title: \"Films: all # of them\"\n", "a: b\n\nc: d, [e] {f} \"g\" 'h' - i\n",
		"true: x\n", "a: null\n", "a: No\n", "a: 010\n", "a: 2026-02-31\n", "a: b \n", "a: b\n c\n", "a: Ŵy\n", "a: y\u2028z\n", "a: x\u00a0y\n", "a: inf\n",
		"a: 1_000\n", "a: 0x1\n", "a: 1e3\n", "a: b: c\n", "a: b:\n", "a: b #c\n", "a: \"b\nc\"\n", "---\na: b\n", "a: x\uFEFFy\n", "a: x\uFFFFy\n", "a: \n", "a:  b\n",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if (&text{data: src}).checkBytes() == len(src) {
			agree(t, src)
		}
	})
}

// agree fails unless plainKeys gives up or reads what yaml.v3 reads.
func agree(t *testing.T, src []byte) (read bool) {
	t.Helper()
	quick := plainKeys(src)
	if quick == nil {
		return false
	}
	full, err := parse(src)
	if err != nil {
		t.Fatalf("yaml.v3 does not read what plainKeys reads: %q: %v", src, err)
	}
	if diff := cmp.Diff(full.Content[0], quick); diff != "" {
		t.Fatalf("%q (-yaml.v3 +plainKeys):\n%s", src, diff)
	}
	return true
}

// TestPlainKeysAgree tries values put together from everything that means
// something in YAML.
func TestPlainKeysAgree(t *testing.T) {
	pieces := []string{"", "a", "Ŵ", "true", "null", "1", "0", "2026-11-21", " ", "\u00a0", "\t", "#", ":", ": ", " #", "-", "- ", "\"", "'", "[", "]", "{", "}", ",",
		"&", "*", "!", "|", ">", "%", "@", "`", "\\", "~", "?", "? ", "=", "<<", ".", "+", "_", "\n", "\nb: ", "\n "}
	n := 0
	for _, a := range pieces {
		for _, b := range pieces {
			for _, c := range pieces {
				if agree(t, []byte("k: "+a+b+c+"\n")) {
					n++
				}
			}
			agree(t, []byte(a+b+": x\n"))
		}
	}
	if n < 100 {
		t.Errorf("plainKeys read only %d values", n)
	}
}

// TestPlainKeysIsUsed makes sure that the pages we have take the quick way.
func TestPlainKeysIsUsed(t *testing.T) {
	src := "title: How it builds\ndiscreetTitle: \"Guide 1: part 2\"\ndescription: A chain of small steps, and where to turn off.\naim: See the chain.\ndate: 2026-11-21\nreviewBy: 2027-11-21\nweight: 20\ndraft: false\n"
	if plainKeys([]byte(src)) == nil {
		t.Error("plainKeys gives up on a common page")
	}
	if n := testing.AllocsPerRun(100, func() { plainKeys([]byte(src)) }); n > 4 {
		t.Errorf("plainKeys allocates %v times", n)
	}
}
