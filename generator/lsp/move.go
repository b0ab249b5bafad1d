package lsp

import (
	"context"
	"maps"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Move plans what `sotto move` does, for pairs of an old path and a new one below
// content/, and over as for [Check]. Its error says, to a reader, why that is not
// done.
type Move func(ctx context.Context, root string, over Over, pairs [][2]string) ([]Change, error)

// Change is what becomes of one file: where it stands and will stand, the bytes of
// it, and its edits. Files are named from the site's folder.
type Change struct {
	From, To string
	Old      []byte
	Edits    []diag.Edit
}

// willRename mends what leads to files or folders that are about to get other
// names, and takes their translations along: what `sotto move` would do, but for
// the files that the editor moves itself. An editor that does not let others move
// a file has its links mended; and so has one that asks for what sotto would not
// do, with the reason, since nothing holds it back.
func (s *Server) willRename(ctx context.Context, p filesParams) (any, error) {
	s.mu.Lock()
	pairs := s.pairs(p)
	plan := s.move != nil && s.moves && s.latest != nil
	root, disk, docs := s.root, s.disk, maps.Clone(s.docs)
	s.mu.Unlock()
	if len(pairs) == 0 {
		return nil, nil
	}
	var changes []Change
	if plan {
		var err error
		if changes, err = s.move(ctx, root, overOf(disk, docs), pairs); err != nil {
			s.tell(ctx, "window/showMessage", map[string]any{"type": severityWarning, "message": "links are mended as far as they can be; " + err.Error()})
			plan = false
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if plan {
		return s.steps(changes, pairs, docs), nil
	}
	return s.mended(pairs), nil
}

// pairs are the paths below content/ that a client names. The lock is held.
func (s *Server) pairs(p filesParams) (out [][2]string) {
	for _, f := range p.Files {
		old, _ := s.name(f.OldURI) // "" for one that is elsewhere
		fresh, _ := s.name(f.NewURI)
		old, from := strings.CutPrefix(old, site.ContentFolder)
		fresh, into := strings.CutPrefix(fresh, site.ContentFolder)
		if from && into && old != fresh {
			out = append(out, [2]string{old, fresh})
		}
	}
	return out
}

// steps are a plan's edits, and the moves that are not the editor's own. The lock
// is held.
func (s *Server) steps(changes []Change, pairs [][2]string, docs map[string]*document) any {
	var out workspaceEdit
	for _, c := range changes {
		if len(c.Edits) == 0 {
			continue
		}
		t, e := newText(c.Old), documentEdit{TextDocument: versioned{URI: s.uri(c.From)}}
		if d := docs[c.From]; d != nil {
			e.TextDocument.Version = &d.version
		}
		for _, x := range c.Edits {
			e.Edits = append(e.Edits, textEdit{t.span(x.Start, x.End), x.New})
		}
		out.Steps = append(out.Steps, e)
	}
	own := func(name string) bool {
		return slices.ContainsFunc(pairs, func(p [2]string) bool {
			return name == site.Shown(p[0]) || strings.HasPrefix(name, site.Shown(p[0])+"/")
		})
	}
	for _, c := range changes {
		if c.From != c.To && !own(c.From) {
			out.Steps = append(out.Steps, renameFile{"rename", s.uri(c.From), s.uri(c.To)})
		}
	}
	if len(out.Steps) == 0 {
		return nil
	}
	return out
}

// mended are the edits of what leads to files that get other names, and of what
// they lead to. The lock is held.
func (s *Server) mended(pairs [][2]string) any {
	if s.latest == nil {
		return nil
	}
	pages, to := s.latest.sources(), map[string]string{}
	for _, p := range pairs {
		for _, page := range pages {
			if rest, below := strings.CutPrefix(page, p[0]+"/"); below {
				to[page] = p[1] + "/" + rest
			} else if page == p[0] {
				to[page] = p[1]
			}
		}
	}
	if len(to) == 0 {
		return nil
	}
	return s.workspaceEdit(moved(to, pages, s.dataFiles(),
		func(file string) []byte { return s.read(site.ContentFolder + file) },
		func(file string) []markdown.Link { return s.document(file).Links }))
}
