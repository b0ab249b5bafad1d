package asset

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	mincss "github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/parse/v2/css"

	"sotto/generator/diag"
)

// A Part of the style is what pages carry or leave out as a whole.
type Part struct {
	// Text is minified, exactly as it must stand in a <style> of its own.
	Text string
	// Source is the text as the policy names it: 'sha256-…'.
	Source string
	// Needs are lists of names, each of an element ("table") or a class (".week").
	// On a page that has no list complete no rule of the part has anything to do.
	// A part without a list is for every page.
	Needs [][]string
}

// MaxParts is how many parts a style may have. Each is named in the policy, which
// every answer of a server carries in its head.
const MaxParts = 8

// partMark is the comment that begins a part. What resembles it and is none is a
// comment: what follows then belongs to the part before, which is as well.
var partMark = regexp.MustCompile(`^/\*\s*Part:`)

// partsOf cuts a style sheet that can be read at its marks and minifies the parts.
// Those of comments alone are left out; the first of the others is for every page.
func partsOf(file *diag.File, data []byte) ([]Part, []diag.Finding) {
	cuts, findings := marks(file, data)
	if len(findings) > 0 {
		return nil, findings
	}
	m := minify.New()
	m.Add("text/css", &mincss.Minifier{})
	var parts []Part
	var sheets []*sheet
	for i, from := range cuts {
		to := len(data)
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		out, err := m.Bytes("text/css", slices.Clone(data[from:to]))
		if err != nil {
			return nil, []diag.Finding{syntax(file, "asset/style-syntax", err)}
		}
		if text := string(out); text != "" {
			parts = append(parts, Part{Text: text, Source: source(text)})
			sheets = append(sheets, read(data[from:to]))
		}
	}
	for i := 1; i < len(parts); i++ {
		others := slices.Delete(slices.Clone(sheets), i, i+1)
		parts[i].Needs = sheets[i].needs(others)
	}
	if n := len(parts); n > MaxParts {
		findings = append(findings, file.At(cuts[len(cuts)-1], cuts[len(cuts)-1]+len("/* Part:"), "asset/style-parts", diag.Error,
			fmt.Sprintf("the style has %d parts, %d more than it may", n, n-MaxParts),
			"make one part of two that the same pages need"))
	}
	return parts, findings
}

// marks are where the parts begin: the first at 0.
func marks(file *diag.File, data []byte) ([]int, []diag.Finding) {
	cuts, nest := []int{0}, 0
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == '\\':
			i++
		case c == '{':
			nest++
		case c == '}':
			nest--
		case c == '"', c == '\'', c == '/':
			span := cssSpan.Find(data[i:])
			if c == '/' && partMark.Match(span) {
				if nest > 0 {
					return nil, []diag.Finding{file.At(i, i+len(span), "asset/style-parts", diag.Error,
						"a part begins here in the middle of a rule", "put the comment before the rule, or take Part: out of it")}
				}
				cuts = append(cuts, i)
			}
			i += max(0, len(span)-1)
		}
	}
	return cuts, nil
}

// forElements are the at-rules that change nothing but how the rules in them, or
// those that name them, style elements.
var forElements = []string{"@media", "@supports", "@container", "@starting-style", "@keyframes"}

// needs are the names that a page must have for a rule of the sheet to match an
// element: nil when some rule may match on any page, or does more than match.
// others are the other parts of the style.
func (s *sheet) needs(others []*sheet) [][]string {
	if slices.ContainsFunc(s.ats, func(at string) bool { return !slices.Contains(forElements, at) }) {
		return nil // layers have an order, registered properties hold everywhere, …
	}
	for _, o := range others {
		for _, r := range o.rules {
			for _, d := range r.decls {
				if slices.ContainsFunc(s.keyframes, func(name string) bool { return strings.Contains(d.value, name) }) {
					return nil
				}
			}
		}
	}
	var out [][]string
	for _, r := range s.rules {
		if len(r.selectors) == 0 { // a bracket in a string: see list
			return nil
		}
		for _, selector := range r.selectors {
			names := namesIn(selector)
			if len(names) == 0 {
				return nil
			}
			out = append(out, names)
		}
	}
	// A list that holds all of another adds nothing.
	slices.SortStableFunc(out, func(a, b []string) int { return len(a) - len(b) })
	var least [][]string
	for _, names := range out {
		if !slices.ContainsFunc(least, func(fewer []string) bool {
			return !slices.ContainsFunc(fewer, func(name string) bool { return !slices.Contains(names, name) })
		}) {
			least = append(least, names)
		}
	}
	return least
}

// namesIn are the elements and classes that a page must have for a selector to
// match. What stands in brackets asks for nothing, as a script may set attributes,
// and :not(), :is() and their like turn things round or give a choice. Nil for a
// selector that asks for nothing, or that is written in a way not known here.
func namesIn(selector string) []string {
	var names []string
	for i := 0; i < len(selector); {
		switch c := selector[i]; {
		case isName(c) && (c < '0' || c > '9'), c == '.':
			n := 1
			for i+n < len(selector) && isName(selector[i+n]) {
				n++
			}
			name := selector[i : i+n]
			if c != '.' {
				name = strings.ToLower(name)
			}
			if name == "." {
				return nil
			}
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
			i += n
		case c == ':' || c == '#':
			for i++; i < len(selector) && (isName(selector[i]) || selector[i] == ':'); i++ {
			}
		case c == '(' || c == '[':
			n := bracketed(selector[i:])
			if n == 0 {
				return nil
			}
			i += n
		case strings.IndexByte(" \t\r\n\f>+~*&", c) >= 0:
			i++
		default:
			return nil
		}
	}
	return names
}

// isName reports whether a name may have the byte; those of other alphabets all do.
func isName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c >= 0x80
}

// bracketed is how long the brackets are that text begins with; 0 when they hold
// what could hide their end.
func bracketed(text string) int {
	nest := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(', '[':
			nest++
		case ')', ']':
			if nest--; nest == 0 {
				return i + 1
			}
		case '"', '\'':
			n := len(cssSpan.FindString(text[i:]))
			if n == 0 {
				return 0
			}
			i += n - 1
		case '\\':
			return 0
		}
	}
	return 0
}

// at notes an at-rule of the sheet, by its name and what follows it.
func (s *sheet) at(tokens []cssToken) {
	if len(tokens) == 0 || tokens[0].kind != css.AtKeywordToken {
		return
	}
	name := strings.ToLower(s.text(tokens[:1]))
	s.ats = append(s.ats, name)
	if name == "@keyframes" {
		s.keyframes = append(s.keyframes, strings.Trim(strings.TrimSpace(s.text(tokens[1:])), `"'`))
	}
}
