package asset

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"sotto/generator/diag"
)

//go:embed properties.txt
var propertiesText string

//go:embed keywords.txt
var keywordsText string

// vocabulary is what browsers know. It is read for each style sheet: that takes
// less time than minifying one.
type vocabulary struct {
	properties []string
	keywords   map[string][]string // the words that a property takes
}

func readVocabulary() vocabulary {
	v := vocabulary{keywords: map[string][]string{}}
	for line := range strings.Lines(propertiesText) {
		if !strings.HasPrefix(line, "#") {
			v.properties = append(v.properties, strings.Fields(line)...)
		}
	}
	for line := range strings.Lines(keywordsText) {
		if name, words, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, "#") {
			v.keywords[name] = strings.Fields(words)
		}
	}
	return v
}

var (
	vendor  = regexp.MustCompile(`^-(webkit|moz|ms|o)-`)
	oneWord = regexp.MustCompile(`^-?[a-zA-Z][a-zA-Z-]*$`)
	useOf   = regexp.MustCompile(`var\(\s*(--[^\s,)]+)\s*([,)])`)
)

// anywhere are the words that every property takes.
var anywhere = []string{"inherit", "initial", "unset", "revert", "revert-layer"}

// checkSheet finds in a style sheet that can be read what browsers pass over
// without a word: they leave a declaration out that they do not know, and carry
// on with the next.
func checkSheet(file *diag.File, src []byte) []diag.Finding {
	s, v := read(src), readVocabulary()
	var out []diag.Finding
	bad := func(code string, from, to int, message, help string) *diag.Finding {
		out = append(out, file.At(from, to, code, diag.Error, message, help))
		return &out[len(out)-1]
	}
	// named is bad of a name, and changes it to the nearest of those that there are.
	named := func(code string, from int, name string, known []string, message, help string) {
		near := diag.Nearest(name, known)
		if near == "" {
			bad(code, from, from+len(name), message, help)
			return
		}
		bad(code, from, from+len(name), message, "did you mean "+near+"?").Fix = file.Edit(from, from+len(name), near)
	}
	var defined []string
	for _, r := range s.rules {
		for _, d := range r.decls {
			if strings.HasPrefix(d.name, "--") {
				defined = append(defined, d.name)
			}
		}
	}
	for i := range s.rules {
		r := &s.rules[i]
		for _, d := range r.decls {
			word := strings.ToLower(d.value)
			switch words := v.keywords[d.name]; {
			case strings.HasPrefix(d.name, "--"):
			case d.colon > 0:
				from := lastName(src, d.valueAt, d.colon)
				bad("asset/semicolon", from, d.colon, "a semicolon is missing before this, so that browsers leave out "+d.name+" and all up to the next one",
					"write a semicolon at the end of the declaration before it")
			case !v.knows(d.name):
				named("asset/property", d.start, string(src[d.start:d.end]), v.properties, "browsers know no property "+d.name, "look for the right name, or delete it")
			case words != nil && oneWord.MatchString(word) && !slices.Contains(words, word) && !slices.Contains(anywhere, word):
				named("asset/keyword", d.valueAt, d.value, words, d.name+" has no value "+word, "write one of "+strings.Join(words, ", "))
			}
			for _, m := range useOf.FindAllStringSubmatch(d.value, -1) {
				if m[2] == "," || slices.Contains(defined, m[1]) {
					continue
				}
				at := d.valueAt + max(0, strings.Index(string(src[d.valueAt:]), m[1]))
				named("asset/variable", at, m[1], defined, m[1]+" is defined nowhere", "define it in :root, or write a fallback: var("+m[1]+", …)")
			}
		}
		if d := r.covering(); d != nil {
			bad("asset/covers", d.start, d.valueAt+len(d.value), "this lies over the whole screen and stays there, and with it over the way out", "give it a side or a size, or another position")
		}
	}
	return append(out, s.contrasts(file)...)
}

// knows reports whether there is a property of a name, with or without the
// prefix of one browser.
func (v *vocabulary) knows(name string) bool {
	return slices.Contains(v.properties, name) || slices.Contains(v.properties, vendor.ReplaceAllString(name, ""))
}

// lastName is where the last word before a colon begins.
func lastName(src []byte, from, colon int) int {
	text := strings.TrimRight(string(src[from:colon]), " \t\n\r")
	return from + strings.LastIndexAny(text, " \t\n\r") + 1
}

var (
	noLength   = regexp.MustCompile(`^0[a-z%]*( 0[a-z%]*)*$`)
	wholeWidth = regexp.MustCompile(`^100(%|[sdl]?v[whbi]|[sdl]?vmax)$`)
)

// covering is the declaration by which a rule lays something over the whole
// screen, whatever lies there; nil when it does not.
func (r *sheetRule) covering() *decl {
	position := r.value("position")
	if position == nil || !strings.EqualFold(position.value, "fixed") {
		return nil
	}
	spans := func(size string, sides ...string) bool {
		if d := r.value(size); d != nil && wholeWidth.MatchString(d.value) {
			return true
		}
		return !slices.ContainsFunc(sides, func(side string) bool {
			d := r.value(side)
			return d == nil || !noLength.MatchString(d.value)
		})
	}
	all := spans("", "inset")
	wide := all || spans("width", "left", "right") || spans("inline-size", "inset-inline")
	high := all || spans("height", "top", "bottom") || spans("block-size", "inset-block")
	if wide && high {
		return position
	}
	return nil
}
