package lsp

import (
	"context"
	"regexp"
	"strings"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// define leads to where the thing at a place is written: the heading or file of a
// link, the entry of an id, the table of a figure, the page that a key names; on
// the fence above front matter, the page's translations.
func (s *Server) define(_ context.Context, p placeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []location{}
	c, ok := s.cursorAt(p)
	if !ok {
		return out, nil
	}
	if ref, id := s.refAt(&c); id != "" {
		if at, ok := s.entry(ref, id); ok {
			out = append(out, at)
		}
		return out, nil
	}
	if c.page != nil && c.at < c.top {
		return s.twins(c.page), nil
	}
	if c.yaml {
		start, line := c.whole()
		word := wordAroundPath(line, c.at-start)
		file, frag, _ := strings.Cut(word, "#")
		if !strings.HasSuffix(file, ".md") {
			return out, nil
		}
		for _, source := range []string{file, named(c.name, file)} { // below content/, or a link
			if s.latest.page(source) != nil {
				return append(out, s.place(source, frag)), nil
			}
		}
		return out, nil
	}
	if source, frag, ok := s.linkAt(&c); ok && s.latest.page(source) != nil {
		out = append(out, s.place(source, frag))
	}
	return out, nil
}

// wordAroundPath is the path around a byte of a line.
func wordAroundPath(line string, at int) string {
	is := func(i int) bool {
		return i >= 0 && i < len(line) && !strings.ContainsRune(" \t\"'[]{},", rune(line[i]))
	}
	from, to := at, at
	for is(from - 1) {
		from--
	}
	for is(to) {
		to++
	}
	return line[from:to]
}

// place is a heading of a page, or its beginning.
func (s *Server) place(source, frag string) location {
	name := site.ContentFolder + source
	t := newText(s.read(name))
	if frag != "" {
		for _, h := range s.document(source).Headings {
			if h.ID == frag {
				return location{s.uri(name), t.span(h.Offset, h.Offset)}
			}
		}
	}
	return location{URI: s.uri(name)}
}

// entry is where an id is declared.
func (s *Server) entry(r schema.Ref, id string) (location, bool) {
	n := s.latest
	if file, ok := registers[r]; ok {
		name := site.ContentFolder + file
		t := newText(s.read(name))
		m := regexp.MustCompile(`(?m)^[ \t]*(?:-[ \t]+)?\{?[ \t]*id:[ \t]*["']?(` + regexp.QuoteMeta(id) + `)["']?[ \t]*(?:[,}#].*)?\r?$`).FindSubmatchIndex(t.data)
		if m == nil {
			return location{}, false
		}
		return location{s.uri(name), t.span(m[2], m[3])}, true
	}
	table, rest, _ := strings.Cut(id, ".")
	d := n.site.Dataset(table)
	if d == nil || r != schema.ToFigure && r != schema.ToTable {
		return location{}, false
	}
	name := d.File(".csv")
	row, column, _ := strings.Cut(rest, ".")
	if i, j := d.Row(row), d.Column(column); i >= 0 && j >= 0 && i < len(d.Cells) && j < len(d.Cells[i]) && d.Cells[i][j].Line > 0 {
		t := newText(s.read(name))
		f := diagAt(d.Cells[i][j].Line, d.Cells[i][j].Col)
		at, _ := t.bytes(f)
		return location{s.uri(name), t.span(at, at)}, true
	}
	return location{URI: s.uri(name)}, true
}

// twins are the beginnings of a page's translations.
func (s *Server) twins(p *site.Page) []location {
	out := []location{}
	for _, t := range p.Twins {
		out = append(out, location{URI: s.uri(t.File())})
	}
	return out
}

// twin answers sotto/twin: the translations of a page, by its file.
func (s *Server) twin(_ context.Context, p placeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.cursorAt(p); ok && c.page != nil {
		return s.twins(c.page), nil
	}
	return []location{}, nil
}
