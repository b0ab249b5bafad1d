package render

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// What a template says by itself is the same on the pages of every language, so
// it says nothing: words come from the messages, everything else from the view.
// Signs, numbers and single letters may stand in it.

// typed is a stretch of a template that readers see or hear.
type typed struct {
	start, end int // bytes of the file
}

// heard are the attributes whose values readers see or hear.
var heard = map[string]bool{"alt": true, "aria-description": true, "aria-label": true, "aria-placeholder": true, "aria-roledescription": true, "aria-valuetext": true, "label": true, "placeholder": true, "summary": true, "title": true}

// Typed returns what the templates say by themselves, for the house rules, and,
// on a site of several languages, the findings about the words in it.
func (r *Renderer) Typed() ([]site.Spoken, []diag.Finding) {
	var out []site.Spoken
	var findings []diag.Finding
	for _, name := range slices.Sorted(maps.Keys(r.src.text)) {
		text, file := r.src.text[name], r.src.files[name]
		s := site.Spoken{File: file.Name, Text: []byte(text)}
		for _, t := range typedIn(text) {
			said := strings.TrimSpace(text[t.start:t.end])
			if said == "" {
				continue
			}
			start := t.start + strings.Index(text[t.start:t.end], said)
			pos := file.Pos(start)
			s.Prose = append(s.Prose, site.Prose{Key: name, Text: said, Line: pos.Line, Col: pos.Col})
			if at := wordIn(said); at >= 0 && len(r.editions) > 1 {
				findings = append(findings, file.At(start+at, start+len(said), "template/words", diag.Error,
					fmt.Sprintf("the template says %q on the pages of every language", cut(said[at:])),
					`give it a key in content/messages.… of each language, and write {{word "key"}} here`))
			}
		}
		if s.Prose != nil {
			out = append(out, s)
		}
	}
	return out, findings
}

// cut shortens what a message quotes to its line.
func cut(s string) string {
	line, _, more := strings.Cut(s, "\n")
	if line = strings.TrimSpace(line); more || len(line) > 60 {
		words := strings.Fields(line)
		return strings.Join(words[:min(len(words), 6)], " ") + " …"
	}
	return line
}

var entity = regexp.MustCompile(`&#?[A-Za-z0-9]+;`)

// wordIn is where the first word of two letters or more stands, or -1.
func wordIn(s string) int {
	s = entity.ReplaceAllStringFunc(s, func(e string) string { return strings.Repeat(" ", len(e)) })
	start, letters := 0, 0
	for i, r := range s {
		switch {
		case !unicode.IsLetter(r):
			letters = 0
			continue
		case letters == 0:
			start = i
		}
		if letters++; letters == 2 {
			return start
		}
	}
	return -1
}

// typedIn finds the stretches in a template: its text outside tags and actions,
// values of attributes that are heard, and texts that actions print.
func typedIn(text string) []typed {
	s := scanner{text: text}
	for s.at < len(text) {
		switch rest := text[s.at:]; {
		case strings.HasPrefix(rest, "<!--"):
			s.until("-->")
		case rest[0] == '<' && len(rest) > 1 && (rest[1] == '/' || rest[1] == '!' || isLetter(rest[1])):
			s.tag()
		default:
			s.run("<")
		}
	}
	return s.out
}

// scanner goes through a template.
type scanner struct {
	text string
	at   int
	out  []typed
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// until goes behind the next end, or to the end of the text.
func (s *scanner) until(end string) {
	if i := strings.Index(s.text[s.at:], end); i >= 0 {
		s.at += i + len(end)
	} else {
		s.at = len(s.text)
	}
}

// run takes in what stands up to one of the bytes in stop, or the end, without
// the actions.
func (s *scanner) run(stop string) {
	start := s.at
	keep := func() {
		if s.at > start {
			s.out = append(s.out, typed{start, s.at})
		}
	}
	for first := true; s.at < len(s.text); first = false {
		switch {
		case strings.HasPrefix(s.text[s.at:], "{{"):
			keep()
			s.action()
			start = s.at
		case strings.IndexByte(stop, s.text[s.at]) >= 0 && !(first && s.text[s.at] == '<' && stop == "<"):
			keep()
			return
		default:
			s.at++
		}
	}
	keep()
}

// action goes behind an action. Texts in quotes that it prints are stretches;
// those that it compares, or that name a part or a message, are not.
func (s *scanner) action() {
	start := s.at + 2
	s.at = start
	body := strings.TrimLeft(s.text[start:], "- \n\t")
	if strings.HasPrefix(body, "/*") {
		s.until("*/")
		s.until("}}")
		return
	}
	name := body[:min(len(body), max(0, strings.IndexFunc(body, func(r rune) bool { return !unicode.IsLetter(r) })))]
	prints := name == "" && (body[:min(1, len(body))] == `"` || body[:min(1, len(body))] == "`") || strings.HasPrefix(name, "print") || name == "html"
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case strings.HasPrefix(s.text[s.at:], "}}"):
			s.at += 2
			return
		case c == '"' || c == '`':
			from := s.at + 1
			for s.at++; s.at < len(s.text) && s.text[s.at] != c; s.at++ {
				if s.text[s.at] == '\\' && c == '"' {
					s.at++
				}
			}
			s.at = min(s.at, len(s.text))
			if prints && s.at > from {
				s.out = append(s.out, typed{from, s.at})
			}
			s.at = min(s.at+1, len(s.text))
		default:
			s.at++
		}
	}
}

// tag goes behind a tag, taking in the values of attributes that are heard. The
// content of a script or a style is nobody's text.
func (s *scanner) tag() {
	s.at++
	name := s.name()
	for s.at < len(s.text) && s.text[s.at] != '>' {
		switch c := s.text[s.at]; {
		case strings.HasPrefix(s.text[s.at:], "{{"):
			s.action()
		case c == '"' || c == '\'':
			s.quoted(c, false)
		case isLetter(c):
			attr := strings.ToLower(s.name())
			rest := strings.TrimLeft(s.text[s.at:], " \t\r\n")
			if value, ok := strings.CutPrefix(rest, "="); ok {
				value = strings.TrimLeft(value, " \t\r\n")
				s.at = len(s.text) - len(value)
				if value != "" && (value[0] == '"' || value[0] == '\'') {
					s.quoted(value[0], heard[attr])
				}
			}
		default:
			s.at++
		}
	}
	s.at = min(s.at+1, len(s.text))
	if raw := strings.ToLower(name); raw == "script" || raw == "style" { // "" is the name of an end tag
		s.until("</" + name)
		s.until(">")
	}
}

// name reads the name of an element or an attribute.
func (s *scanner) name() string {
	start := s.at
	for s.at < len(s.text) && (isLetter(s.text[s.at]) || s.text[s.at] == '-' || s.text[s.at] >= '0' && s.text[s.at] <= '9') {
		s.at++
	}
	return s.text[start:s.at]
}

// quoted goes behind a value in quotes, and takes it in when it is heard.
func (s *scanner) quoted(quote byte, keep bool) {
	s.at++
	before := len(s.out)
	s.run(string(quote))
	if !keep {
		s.out = s.out[:before]
	}
	s.at = min(s.at+1, len(s.text))
}
