package pipeline

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// exactly finds helps that say just what to type: one word in the place of another, or
// what stands behind a key.
var exactly = []*regexp.Regexp{
	regexp.MustCompile(`^did you mean [^\s?,…]+\?(\n|$)`),
	regexp.MustCompile(`^write [^\s…]+(\n|$)`),
	regexp.MustCompile(`^write \S+ in its place`),
	regexp.MustCompile(`^write [:\[#/|]\S*(\{[^}]*\})?(\n|$)`),
	regexp.MustCompile(`^write [a-zA-Z]+: (\S+|"[^"]*"|\[[^\]]*\]|Guide [^…]*)(\n|$)`),
	regexp.MustCompile(`^add a line: discreetTitle: `),
}

// untyped are the findings whose help may say just what to type though no edit says it,
// each with the reason.
var untyped = map[string]string{
	"address/alias":   "an address without its folder may be of several",
	"address/gone":    "which address has ended is the editor's to say",
	"contacts/hours":  "where a sentence is about hours, more than the hours has to change",
	"contacts/number": "a wrong number was meant to be of one service or of another",
	"contacts/web":    "a wrong address was meant to be of one service or of another",
	"data/formula":    "row.column stands for names that the author chooses",
	"key/hugo":        "a day as an example is not the author's",
	"key/unknown":     "the key that is meant is there already",
	"service/number":  "which of two telephone numbers is wrong has to be looked up",
	"value/host":      "whether readers are led to a host is a decision",
	"words/spelling":  "a mutated word, or one with stars in it, is its author's",
}

// notTyped are the findings of a list whose help says just what to type, and which carry
// no edit.
func notTyped(list []diag.Finding) (out []diag.Finding) {
	for _, f := range list {
		says := slices.ContainsFunc(exactly, func(re *regexp.Regexp) bool { return re.MatchString(f.Help) })
		if says && len(f.Fix) == 0 {
			out = append(out, f)
		}
	}
	return out
}

// mends wants what edits say to be typed to make their findings go away.
func mends(t *testing.T, path string, in Inputs, files fstest.MapFS, list []diag.Finding) {
	t.Helper()
	_, edits := byFile(list)
	changed := fstest.MapFS{}
	maps.Copy(changed, files)
	for file, of := range edits {
		name := strings.TrimPrefix(file, "content/")
		data, left := diag.Apply(files[name].Data, of)
		if left > 0 {
			return // one stands in the way of another
		}
		changed[name] = &fstest.MapFile{Data: data}
	}
	if len(edits) == 0 {
		return
	}
	in.Content = changed
	res, err := Build(t.Context(), in, nil)
	if err != nil {
		t.Fatal(path, err)
	}
	for _, was := range list {
		if len(was.Fix) > 0 && slices.ContainsFunc(res.Findings, func(f diag.Finding) bool {
			return f.Code == was.Code && f.Message == was.Message && f.Pos == was.Pos
		}) {
			t.Errorf("%s: what the edits say to type does not mend it:\n%s", path, sitetest.Text([]diag.Finding{was}))
		}
	}
}

// What a help says just so is typed by sotto fix, too: over all that is planted in
// sentences, and over the mistakes in the files of settings, data and front matter.
func TestWhatHelpSaysIsTyped(t *testing.T) {
	_, _, in, _ := plantedSite(t)
	res, _ := mustBuild(t, in)
	all := res.Findings
	paths, err := filepath.Glob("../load/testdata/mistakes/*.txtar")
	if err != nil || len(paths) < 140 {
		t.Fatal(len(paths), err)
	}
	base := sitetest.Open(t, "../load/testdata/base.txtar").Sources("", nil)
	for _, path := range sitetest.Some(paths, 10) {
		c := sitetest.Open(t, path)
		in := inputs(t, nil)
		files := fstest.MapFS{}
		maps.Copy(files, base)
		maps.Copy(files, c.Sources("bad/", nil))
		in.Content = files
		res, err := Build(t.Context(), in, nil)
		if err != nil {
			t.Fatal(path, err)
		}
		all = append(all, res.Findings...)
		mends(t, path, in, files, res.Findings)
	}
	typed := map[string]bool{}
	for _, f := range all {
		if len(f.Fix) > 0 {
			typed[f.Code] = true
		}
	}
	told, used := map[string]bool{}, map[string]bool{}
	for _, f := range notTyped(all) {
		used[f.Code] = true
		if untyped[f.Code] == "" && !told[f.Code] {
			told[f.Code] = true
			t.Errorf("its help says just what to type, and no edit does:\n%s", sitetest.Text([]diag.Finding{f}))
		}
	}
	for code := range untyped {
		if !used[code] && sitetest.Soak() {
			t.Errorf("nothing raises %s with such a help: take it off the list", code)
		}
	}
	if len(typed) < 22 || sitetest.Soak() && len(typed) < 48 {
		t.Errorf("only findings of %d codes have edits: %s", len(typed), strings.Join(slices.Sorted(maps.Keys(typed)), ", "))
	}
}
