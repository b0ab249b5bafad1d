package markdown_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sotto/generator/diag"
	. "sotto/generator/markdown"
)

// tag is what may start with a less-than sign in the HTML of this room and of
// the tests' components.
var tag = regexp.MustCompile(`^<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>`)

var attribute = regexp.MustCompile(` ([a-z-]+)="([^"]*)"`)

// attributesOf are the elements that may appear, with their attributes.
var attributesOf = map[string]string{
	"a": "href title hreflang class rel id role", "blockquote": "", "br": "", "code": "class", "dd": "", "div": "class tabindex data-id data-minutes data-to data-lang data-by data-name",
	"dl": "", "dt": "", "em": "", "h1": "id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "hr": "", "img": "src alt title", "li": "id",
	"ol": "start", "p": "", "pre": "", "section": "class role", "span": "lang", "strong": "", "sup": "", "table": "", "tbody": "", "td": "class",
	"th": "class scope", "thead": "", "tr": "", "ul": "",
}

// checkHTML says what is wrong with HTML: it must be well formed, of known
// elements and attributes, with no id twice and no dangerous address.
func checkHTML(html string) error {
	var open []string
	ids := map[string]bool{}
	for rest := html; ; {
		i := strings.IndexByte(rest, '<')
		text := rest
		if i >= 0 {
			text = rest[:i]
		}
		if strings.Contains(text, ">") {
			return fmt.Errorf("a greater-than sign in text: %.40q", text)
		}
		if i < 0 {
			break
		}
		rest = rest[i:]
		m := tag.FindStringSubmatch(rest)
		if m == nil {
			return fmt.Errorf("no tag: %.60q", rest)
		}
		rest = rest[len(m[0]):]
		closing, name := m[1] != "", m[2]
		allowed, known := attributesOf[name]
		if !known {
			return fmt.Errorf("unknown element %s", m[0])
		}
		if closing {
			if len(open) == 0 || open[len(open)-1] != name {
				return fmt.Errorf("%s closes nothing: %v are open", m[0], open)
			}
			open = open[:len(open)-1]
			continue
		}
		for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
			switch {
			case !slices.Contains(strings.Fields(allowed), a[1]):
				return fmt.Errorf("unknown attribute %s in %s", a[1], m[0])
			case a[1] == "id" && ids[a[2]]:
				return fmt.Errorf("id %q twice", a[2])
			case a[1] == "id":
				ids[a[2]] = true
			case (a[1] == "href" || a[1] == "src") && !strings.HasPrefix(a[2], "tel:") && !Safe(a[2]):
				return fmt.Errorf("unsafe address in %s", m[0])
			}
		}
		if name != "br" && name != "hr" && name != "img" {
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("%v are never closed", open)
	}
	return nil
}

// checkFinding says what is wrong with a finding about a text.
func checkFinding(f diag.Finding, text string) error {
	lines := strings.Split(text, "\n")
	if f.Pos.Line < 1 || f.Pos.Line > len(lines) {
		return fmt.Errorf("line %d of %d", f.Pos.Line, len(lines))
	}
	line := strings.TrimSuffix(lines[f.Pos.Line-1], "\r")
	if n := utf8.RuneCountInString(line); f.Pos.Col < 1 || f.Pos.Col > n+1 || f.Pos.Col-1+f.Length > n {
		return fmt.Errorf("column %d, length %d, in a line of %d", f.Pos.Col, f.Length, n)
	}
	if f.SourceCol <= 1 && !strings.HasPrefix(line, f.Source) {
		return fmt.Errorf("source %q of line %q", f.Source, line)
	}
	if f.Message == "" || f.Help == "" || f.Severity != diag.Error {
		return fmt.Errorf("no message, no help or no error: %+v", f)
	}
	for _, p := range f.Also {
		if p.Line < 1 || p.Line > len(lines) {
			return fmt.Errorf("also line %d of %d", p.Line, len(lines))
		}
	}
	if strings.HasPrefix(f.Code, "test/") {
		return nil
	}
	for _, r := range Rules() {
		if r.Code == f.Code {
			return nil
		}
	}
	return fmt.Errorf("code %s is not in Rules", f.Code)
}

// checkDocument says what is wrong with a document made of text[start:].
func checkDocument(t testing.TB, doc *Document, findings []diag.Finding, text string) {
	t.Helper()
	if err := checkHTML(doc.HTML); err != nil {
		t.Errorf("HTML: %v\n%s", err, doc.HTML)
	}
	for _, f := range findings {
		if err := checkFinding(f, text); err != nil {
			t.Errorf("finding %v: %v", f, err)
		}
	}
	for _, l := range doc.Links {
		if l.Offset < 0 || l.Offset > l.End || l.End > len(text) {
			t.Errorf("link %+v in %d bytes", l, len(text))
		}
	}
	at := -1
	for _, d := range doc.Directives {
		if d.Offset < 0 || d.Offset > d.End || d.End > len(text) || text[d.Offset] != ':' {
			t.Errorf("directive %+v in %d bytes", d, len(text))
		}
		if !strings.Contains(doc.HTML, "footnotes") && d.Offset <= at {
			t.Errorf("directive at %d after one at %d", d.Offset, at)
		}
		at = d.Offset
	}
	for _, h := range doc.Headings {
		if h.Offset < 0 || h.Offset > len(text) || h.ID == "" {
			t.Errorf("heading %+v in %d bytes", h, len(text))
		}
	}
}
