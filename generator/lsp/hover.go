package lsp

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/schema"
)

var anyDirective = regexp.MustCompile(`(:{1,4})([a-z][a-z0-9-]*)`)

// hover tells what stands at a place means: the finding there, and the key,
// directive, entry or page.
func (s *Server) hover(_ context.Context, p placeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name, ok := s.name(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	t := newText(s.read(name))
	at := t.offset(p.Position)
	var parts []string
	for _, f := range s.found {
		if start, end := t.bytes(f); fileOfFinding(f) == name && start <= at && at <= end && f.Pos.Line > 0 {
			if r, ok := s.rules[f.Code]; ok && !slices.Contains(parts, ruleText(r)) {
				parts = append(parts, ruleText(r))
			}
		}
	}
	if c, ok := s.cursorAt(p); ok {
		if text := s.meaning(&c); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	return hover{Contents: markupContent{"plaintext", strings.Join(parts, "\n\n")}}, nil
}

func ruleText(r diag.Rule) string {
	return fmt.Sprintf("%s (%s): %s\n\n%s", r.Code, r.Severity, r.Summary, strings.TrimSpace(r.Explain))
}

// meaning is what is known of the thing at the cursor.
func (s *Server) meaning(c *cursor) string {
	n := s.latest
	if r, id := s.refAt(c); id != "" {
		for _, v := range s.named(r, "") {
			if v.name == id {
				return strings.TrimSuffix(id+": "+v.about, ": ")
			}
		}
		return ""
	}
	if c.yaml {
		return s.keyMeaning(c)
	}
	if source, frag, ok := s.linkAt(c); ok {
		if p := n.page(source); p != nil {
			text := p.Title + "\n" + p.Description + "\n" + p.File()
			for _, h := range s.document(source).Headings {
				if h.ID == frag {
					text = h.Text + "\n" + text
				}
			}
			return text
		}
		return ""
	}
	start, line := c.whole()
	for _, m := range anyDirective.FindAllStringSubmatchIndex(line, -1) {
		if start+m[0] <= c.at && c.at <= start+m[1] {
			if d := n.component(line[m[4]:m[5]], m[3]-m[2]); d != nil {
				text, about := typed(d)
				return text + "\n" + about
			}
		}
	}
	return ""
}

// whole is the whole line of the cursor, and where it begins.
func (c *cursor) whole() (start int, line string) {
	n := c.t.position(c.from).Line
	start, end := c.t.line(n)
	return start, string(c.t.data[start:end])
}

// keyMeaning is what the key at the cursor is for.
func (s *Server) keyMeaning(c *cursor) string {
	start, line := c.whole()
	end := c.at
	for end < start+len(line) && (isWord(line[end-start])) {
		end++
	}
	if end < start+len(line) && line[end-start] == ':' {
		end++
	}
	at := *c
	at.at, at.line = end, line[:end-start]
	k := at.where()
	top, rows := c.rows(s.latest)
	if k.key == "" && k.word != "" {
		k.above = append(slices.Clone(k.above), k.word)
	} else if k.key != "" {
		k.above = append(slices.Clone(k.above), k.key)
	}
	row, _ := find(rows, k.above)
	if row == nil {
		return ""
	}
	var names []string
	if top != "" {
		names = []string{top}
	}
	for i := range k.above { // without the author's own names
		if r, _ := find(rows, k.above[:i+1]); r != nil {
			names = append(names, r.Name)
		}
	}
	e := schema.Entry{Path: strings.Join(names, "."), Row: row}
	if top == "" {
		_, e.Kinds = s.latest.keys.Key(names[0])
	}
	return strings.TrimSpace(e.Explain(s.latest.keys))
}

func isWord(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// linkAt is where the link at the cursor leads: a source and a place in it.
func (s *Server) linkAt(c *cursor) (source, frag string, ok bool) {
	if !strings.HasSuffix(c.name, ".md") || c.yaml {
		return "", "", false
	}
	for _, l := range s.document(c.name).Links {
		if l.Offset <= c.at && c.at <= l.End && !l.Image && !strings.Contains(l.Dest, ":") {
			if l.Dest == "" {
				return c.name, l.Fragment, true
			}
			return s.latest.follow(c, l.Dest), l.Fragment, true
		}
	}
	return "", "", false
}

var (
	labelAt = regexp.MustCompile(`(:{1,3})([a-z][a-z0-9-]*)\[([^\[\]]*)\]`)
	attrsAt = regexp.MustCompile(`(:{1,4})([a-z][a-z0-9-]*)(?:\[[^\]]*\])?\{([^{}]*)\}`)
	oneAttr = regexp.MustCompile(`([a-zA-Z][a-zA-Z0-9]*)=("[^"]*"|[^\s"]+)`)
)

// refAt is the id at the cursor, and what it is one of; "" for none.
func (s *Server) refAt(c *cursor) (schema.Ref, string) {
	n := s.latest
	start, line := c.whole()
	in := func(from, to int) bool { return start+from <= c.at && c.at <= start+to }
	if c.yaml {
		k := c.where()
		_, rows := c.rows(n)
		_, below := find(rows, k.above)
		if r := schema.Find(below, k.key); r != nil && (r.Type == schema.Service || r.Refers != "") {
			ref := r.Refers
			if ref == "" {
				ref = schema.ToService
			}
			return ref, wordAround(line, c.at-start)
		}
		return "", ""
	}
	for _, m := range labelAt.FindAllStringSubmatchIndex(line, -1) {
		if d := n.component(line[m[4]:m[5]], m[3]-m[2]); d != nil && d.Names != "" && in(m[6], m[7]) {
			return d.Names, line[m[6]:m[7]]
		}
	}
	for _, m := range attrsAt.FindAllStringSubmatchIndex(line, -1) {
		d := n.component(line[m[4]:m[5]], m[3]-m[2])
		for _, a := range oneAttr.FindAllStringSubmatchIndex(line[m[6]:m[7]], -1) {
			if d == nil || !in(m[6]+a[4], m[6]+a[5]) {
				continue
			}
			if r := schema.Find(d.Attributes, line[m[6]+a[2]:m[6]+a[3]]); r != nil && (r.Refers != "" || r.Type == schema.Service) {
				ref := r.Refers
				if ref == "" {
					ref = schema.ToService
				}
				return ref, wordAround(line, c.at-start)
			}
		}
	}
	return "", ""
}

// wordAround is the id around a byte of a line.
func wordAround(line string, at int) string {
	is := func(i int) bool { return i >= 0 && i < len(line) && (isWord(line[i]) || line[i] == '.') }
	from, to := at, at
	for is(from - 1) {
		from--
	}
	for is(to) {
		to++
	}
	return line[from:to]
}
