package lsp

import (
	"bytes"
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/creachadair/jrpc2"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/render"
	"sotto/generator/site"
)

var (
	headingID = regexp.MustCompile(`\{[^{}]*#([^\s{}#]+)[^{}]*\}[ \t]*$`)
	anID      = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

func diagAt(line, col int) diag.Finding { return diag.Finding{Pos: diag.Pos{Line: line, Col: col}} }

// headingAt is the heading whose id can be renamed at a place: that of the line,
// or that of a link's end. span is where the id stands, or the heading's line
// when it has none of its own.
func (s *Server) headingAt(c *cursor) (source, id string, start, end int) {
	if c.yaml || !strings.HasSuffix(c.name, ".md") {
		return "", "", 0, 0
	}
	doc := s.document(c.name)
	for _, l := range doc.Links {
		if l.Offset <= c.at && c.at <= l.End && l.Fragment != "" && !strings.Contains(l.Dest, ":") {
			source, _, _ := s.linkAt(c)
			if i := bytes.IndexByte(c.t.data[l.Offset:l.End], '#'); i >= 0 {
				return source, l.Fragment, l.Offset + i + 1, l.End
			}
		}
	}
	from, line := c.whole()
	for _, h := range doc.Headings {
		if h.Offset < from || h.Offset > from+len(line) {
			continue
		}
		if m := headingID.FindStringSubmatchIndex(line); m != nil {
			return c.name, h.ID, from + m[2], from + m[3]
		}
		return c.name, h.ID, from, from + len(line)
	}
	return "", "", 0, 0
}

// prepareRename says what would be renamed at a place.
func (s *Server) prepareRename(_ context.Context, p placeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.cursorAt(p)
	if !ok {
		return nil, nil
	}
	_, id, start, end := s.headingAt(&c)
	if id == "" {
		return nil, nil
	}
	return map[string]any{"range": c.t.span(start, end), "placeholder": id}, nil
}

// rename gives a heading another id, in all languages, and mends what leads to it.
func (s *Server) rename(_ context.Context, p placeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.cursorAt(p)
	if !ok {
		return nil, &jrpc2.Error{Code: requestFailed, Message: "the site has not been read yet"}
	}
	source, id, _, _ := s.headingAt(&c)
	fresh := strings.TrimPrefix(p.NewName, "#")
	switch {
	case id == "":
		return nil, &jrpc2.Error{Code: requestFailed, Message: "only the id of a heading can be renamed: put the cursor on one, or behind the # of a link"}
	case !anID.MatchString(fresh):
		return nil, &jrpc2.Error{Code: requestFailed, Message: "an id is made of lower case letters, digits and hyphens"}
	case slices.Contains(render.ReservedIDs(), fresh):
		return nil, &jrpc2.Error{Code: requestFailed, Message: "the page's own frame uses #" + fresh + ": choose another id, such as " + fresh + "-2"}
	case fresh == id:
		return workspaceEdit{Changes: map[string][]textEdit{}}, nil
	}
	in := map[string]bool{} // the sources of the pages whose heading it is
	var edits []diag.Edit
	for _, of := range s.withTwins(source) {
		text := s.read(site.ContentFolder + of)
		t := newText(text)
		heads := s.document(of).Headings
		if slices.ContainsFunc(heads, func(h markdown.Heading) bool { return h.ID == fresh }) {
			return nil, &jrpc2.Error{Code: requestFailed, Message: "there is a heading #" + fresh + " in " + site.Shown(of) + " already"}
		}
		for _, h := range heads {
			if h.ID != id {
				continue
			}
			in[of] = true
			from, end := t.line(t.position(h.Offset).Line)
			line := text[from:end]
			if m := headingID.FindSubmatchIndex(line); m != nil {
				edits = append(edits, diag.Edit{File: site.Shown(of), Start: from + m[2], End: from + m[3], New: fresh})
			} else {
				end = from + len(bytes.TrimRight(line, " \t#"))
				edits = append(edits, diag.Edit{File: site.Shown(of), Start: end, End: end, New: " {#" + fresh + "}"})
			}
		}
	}
	for _, from := range s.latest.sources() {
		text := s.read(site.ContentFolder + from)
		if !bytes.Contains(text, []byte("#"+id)) {
			continue
		}
		at := cursor{name: from, page: s.latest.page(from)}
		for _, l := range s.document(from).Links {
			to := from
			if l.Dest != "" {
				to = s.latest.follow(&at, l.Dest)
			}
			if l.Fragment != id || strings.Contains(l.Dest, ":") || !in[to] {
				continue
			}
			if i := bytes.IndexByte(text[l.Offset:l.End], '#'); i >= 0 {
				edits = append(edits, diag.Edit{File: site.Shown(from), Start: l.Offset + i + 1, End: l.End, New: fresh})
			}
		}
	}
	for _, file := range s.dataFiles() {
		text := s.read(site.ContentFolder + file)
		for of := range in {
			for _, at := range wordsOf(text, of+"#"+id) {
				at += len(of) + 1
				edits = append(edits, diag.Edit{File: site.Shown(file), Start: at, End: at + len(id), New: fresh})
			}
		}
	}
	return s.workspaceEdit(sorted(edits)), nil
}

// withTwins are a page's source and those of its translations.
func (s *Server) withTwins(source string) []string {
	out := []string{source}
	if p := s.latest.page(source); p != nil {
		for _, t := range p.Twins {
			out = append(out, t.Source)
		}
	}
	return out
}

// dataFiles are the YAML files below content/.
func (s *Server) dataFiles() []string {
	var out []string
	content := filepath.Join(s.root, filepath.FromSlash(site.ContentFolder))
	for _, pattern := range []string{"*.yaml", "data/*.yaml"} {
		names, _ := filepath.Glob(filepath.Join(content, filepath.FromSlash(pattern)))
		for _, name := range names {
			if rel, err := filepath.Rel(content, name); err == nil {
				out = append(out, filepath.ToSlash(rel))
			}
		}
	}
	slices.Sort(out)
	return out
}

// workspaceEdit are edits as the editor makes them.
func (s *Server) workspaceEdit(list []diag.Edit) workspaceEdit {
	out := workspaceEdit{Changes: map[string][]textEdit{}}
	texts := map[string]*text{}
	for _, e := range list {
		if texts[e.File] == nil {
			texts[e.File] = newText(s.read(e.File))
		}
		uri := s.uri(e.File)
		out.Changes[uri] = append(out.Changes[uri], textEdit{texts[e.File].span(e.Start, e.End), e.New})
	}
	return out
}
