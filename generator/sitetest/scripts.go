package sitetest

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Script is one script of generator/audit/testdata/scripts.txtar.
type Script struct {
	Name string
	// Fine says that the rule lets it be.
	Fine bool
	// Text is the whole script. In one that is refused, what it is refused for
	// begins on line Line.
	Text string
	Line int
}

// numbered is how a character that cannot be seen is written.
var numbered = regexp.MustCompile(`«[0-9A-F]+»`)

// Scripts reads the scripts that the audit refuses and lets be. They are made
// of the one at path, which ships with the site.
func Scripts(t testing.TB, f *File, path string) []Script {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	base := string(data)
	var out []Script
	for _, section := range f.Names() {
		kind, name, _ := strings.Cut(section, "/")
		text := numbered.ReplaceAllStringFunc(f.Section(section), func(s string) string {
			n, _ := strconv.ParseInt(strings.Trim(s, "«»"), 16, 32)
			return string(rune(n))
		})
		switch kind {
		case "refused":
			out = append(out, Script{Name: name, Text: base + text, Line: strings.Count(base, "\n") + 1})
		case "fine":
			out = append(out, Script{Name: name, Fine: true, Text: changed(t, name, base, text)})
		}
	}
	return out
}

// changed takes out the lines that begin with a minus, and puts in those with a
// plus that follow.
func changed(t testing.TB, name, text, edits string) string {
	t.Helper()
	var old, fresh []string
	replace := func() {
		if from := strings.Join(old, "\n"); len(old) > 0 {
			if strings.Count(text, from) != 1 {
				t.Fatalf("%s: the script has %q %d times", name, from, strings.Count(text, from))
			}
			text = strings.Replace(text, from, strings.Join(fresh, "\n"), 1)
		}
		old, fresh = nil, nil
	}
	for line := range strings.Lines(edits) {
		line = strings.TrimSuffix(line, "\n")
		if line, ok := strings.CutPrefix(line, "+ "); ok {
			fresh = append(fresh, line)
			continue
		}
		if fresh != nil {
			replace()
		}
		old = append(old, strings.TrimPrefix(line, "- "))
	}
	replace()
	return text
}
