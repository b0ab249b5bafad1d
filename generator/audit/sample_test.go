package audit

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/diag"
)

// sample is a small site in which nothing is wrong, for tests to break.
type sample struct {
	files  []txtar.File
	style  string
	script string
	policy Policy
}

// strictSample reads testdata/strict.txtar.
func strictSample(t testing.TB) *sample {
	s := readSample(t, "testdata/strict.txtar")
	s.policy = Policy{
		BaseURL: "https://www.example.org/", Outbound: []string{"www.gov.uk"}, Exit: "https://www.bbc.co.uk/weather",
		Languages: []string{"en", "cy"},
		Discreet:  func(path string) bool { return strings.HasPrefix(path, "p/") },
		Sensitive: map[string][]string{"en": {"police", "child"}, "cy": {"heddlu"}},
	}
	return s
}

// generalSample reads testdata/general.txtar.
func generalSample(t testing.TB) *sample {
	s := readSample(t, "testdata/general.txtar")
	s.policy = Policy{Profile: General, BaseURL: "https://plain.example/"}
	return s
}

func readSample(t testing.TB, name string) *sample {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{}
	for _, f := range txtar.Parse(data).Files {
		switch f.Name {
		case "style":
			s.style = strings.TrimSpace(string(f.Data))
		case "script":
			s.script = strings.TrimSpace(string(f.Data))
		default:
			s.files = append(s.files, f)
		}
	}
	return s
}

// finished is a file with the style, the script and their hashes put in.
func (s *sample) finished(f txtar.File) []byte {
	return []byte(strings.NewReplacer("{style}", s.style, "{script}", s.script,
		"{stylehash}", hashSource([]byte(s.style)), "{scripthash}", hashSource([]byte(s.script))).Replace(string(f.Data)))
}

// audit runs all files, in an order of its own, and the site.
func (s *sample) audit(off ...string) []diag.Finding {
	a := New(s.policy)
	for _, o := range off {
		if a.off == nil {
			a.off = map[string]bool{}
		}
		a.off[o] = true
	}
	var facts []Facts
	var list []diag.Finding
	for _, f := range s.files {
		got, findings := a.File(f.Name, s.finished(f))
		facts = append(facts, got)
		list = append(list, findings...)
	}
	slices.Reverse(facts) // the order must not matter
	return diag.Sort(append(list, a.Site(Each(facts))...))
}

// sorted are the keys of a table, in order.
func sorted[V any](table map[string]V) []string { return slices.Sorted(maps.Keys(table)) }

// file returns one of the files.
func (s *sample) file(t testing.TB, name string) *txtar.File {
	t.Helper()
	for i := range s.files {
		if s.files[i].Name == name {
			return &s.files[i]
		}
	}
	t.Fatalf("the sample has no file %s", name)
	return nil
}

func describe(list []diag.Finding) string {
	var b strings.Builder
	if err := diag.Text(&b, list); err != nil {
		return err.Error()
	}
	return b.String()
}

func TestGoodSites(t *testing.T) {
	for name, s := range map[string]*sample{"strict": strictSample(t), "general": generalSample(t)} {
		t.Run(name, func(t *testing.T) {
			if list := s.audit(); len(list) > 0 {
				t.Errorf("a site in order raises findings:\n%s", describe(list))
			}
		})
	}
}
