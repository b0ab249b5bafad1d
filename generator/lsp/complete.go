package lsp

import (
	"context"
	"path"
	"regexp"
	"slices"
	"strings"

	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

var (
	inAttributes = regexp.MustCompile(`(:{1,4})([a-z][a-z0-9-]*)(?:\[[^\]]*\])?\{([^{}]*)$`)
	inLabel      = regexp.MustCompile(`(?:^|[^:\w])(:{1,3})([a-z][a-z0-9-]*)\[([^\[\]]*)$`)
	inDirective  = regexp.MustCompile(`(?:^|[^:\w])(:{1,4})([a-z0-9-]*)$`)
	inLink       = regexp.MustCompile(`(?:\]\(|^\[[^\]]+\]:\s*)<?([^()\s<>]*)$`)
	inValue      = regexp.MustCompile(`(?:^|\s)([a-zA-Z][a-zA-Z0-9]*)=("[^"]*|[^\s"]*)$`)
	dataIs       = regexp.MustCompile(`(?:^|\s)data="?([a-z0-9-]+)`)
)

// complete offers what may be typed next.
func (s *Server) complete(_ context.Context, p placeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := completionList{Items: []completionItem{}}
	c, ok := s.cursorAt(p)
	if !ok {
		return list, nil
	}
	offer := func(word string, choices []choice) {
		from := c.t.span(c.at-len(word), c.at)
		for _, v := range choices {
			list.Items = append(list.Items, completionItem{Label: v.name, Kind: v.kind, Detail: v.about, TextEdit: textEdit{from, v.name}})
		}
	}
	if c.yaml {
		s.completeYAML(&c, offer)
	} else if strings.HasSuffix(c.name, ".md") {
		s.completeMarkdown(&c, offer)
	}
	return list, nil
}

func (s *Server) completeYAML(c *cursor, offer func(string, []choice)) {
	k := c.where()
	_, rows := c.rows(s.latest)
	row, below := find(rows, k.above)
	if k.key != "" {
		r := schema.Find(below, k.key)
		if r != nil && r.Type != schema.List {
			offer(k.word, s.values(r, c.name))
		}
		if r == nil || r.Type != schema.List {
			return
		}
		row, below = r, r.Rows // behind a hyphen, the first key of an entry
	}
	var out []choice
	switch {
	case len(k.above) > 0 && row != nil && byLanguage(row):
		for _, l := range s.latest.site.Languages {
			out = append(out, choice{string(l.Code) + ": ", l.English, kindProperty})
		}
	default:
		for _, r := range below {
			out = append(out, choice{r.Name + ": ", r.Help, kindProperty})
		}
	}
	offer(k.word, out)
}

// byLanguage says that the keys below a row are languages.
func byLanguage(r *schema.Row) bool {
	switch r.Type {
	case schema.Text, schema.AnyText, schema.WordLists, schema.Nouns, schema.Exit:
		return true
	}
	return false
}

func (s *Server) completeMarkdown(c *cursor, offer func(string, []choice)) {
	n := s.latest
	if m := inAttributes.FindStringSubmatch(c.line); m != nil {
		d := n.component(m[2], len(m[1]))
		if d == nil {
			return
		}
		if v := inValue.FindStringSubmatch(m[3]); v != nil {
			word := strings.TrimPrefix(v[2], `"`)
			word = word[strings.LastIndexByte(word, ' ')+1:]
			if a := schema.Find(d.Attributes, v[1]); a != nil && a.Refers != "" {
				table := ""
				if t := dataIs.FindStringSubmatch(m[3]); t != nil {
					table = t[1]
				}
				offer(word, s.named(a.Refers, table))
			} else if a != nil {
				offer(word, s.values(a, c.name))
			}
			return
		}
		var out []choice
		for _, a := range d.Attributes {
			if !strings.Contains(" "+m[3], " "+a.Name+"=") {
				out = append(out, choice{a.Name + "=", a.Help, kindProperty})
			}
		}
		offer(m[3][strings.LastIndexByte(m[3], ' ')+1:], out)
		return
	}
	if m := inLabel.FindStringSubmatch(c.line); m != nil {
		if d := n.component(m[2], len(m[1])); d != nil && d.Names != "" {
			offer(m[3], s.named(d.Names, ""))
			return
		}
	}
	if m := inLink.FindStringSubmatch(c.line); m != nil {
		s.completeLink(c, m[1], offer)
		return
	}
	if m := inDirective.FindStringSubmatch(c.line); m != nil {
		var out []choice
		for i := range n.keys.Components {
			d := &n.keys.Components[i]
			text, _ := typed(d)
			colons := len(text) - len(strings.TrimLeft(text, ":"))
			if colons == min(len(m[1]), 3) || colons > len(m[1]) && m[2] == "" && strings.TrimSpace(c.line) == m[1] {
				name := strings.Repeat(":", max(colons, len(m[1]))) + d.Name
				out = append(out, choice{name, d.Help, kindSnippet})
			}
		}
		offer(m[1]+m[2], out)
	}
}

// completeLink offers the pages that a link can lead to, in the language that it
// stands in, and behind # the headings of one.
func (s *Server) completeLink(c *cursor, dest string, offer func(string, []choice)) {
	n := s.latest
	if file, frag, hash := strings.Cut(dest, "#"); hash {
		to := c.name
		if file != "" {
			to = n.follow(c, file)
		}
		var out []choice
		for _, h := range s.document(to).Headings {
			out = append(out, choice{h.ID, h.Text, kindReference})
		}
		offer(frag, out)
		return
	}
	var out []choice
	for _, p := range n.site.Pages {
		if c.page == nil || p.Lang == c.page.Lang || p.Twin(c.page.Lang) == nil {
			out = append(out, choice{n.written(c, p), p.Title, kindFile})
		}
	}
	offer(dest, out)
}

// written is how the file at the cursor writes a link to a page: by its file in
// the site's first language, if it has one.
func (n *snapshot) written(c *cursor, p *site.Page) string {
	if first := p.Twin(n.site.Config.Languages[0]); first != nil {
		p = first
	}
	return site.Relative(c.name, p.Source)
}

// follow is the source that a link in the file at the cursor leads to, in its own
// language when there is a twin.
func (n *snapshot) follow(c *cursor, dest string) string {
	if c.page != nil {
		if to, source, _ := n.site.Follow(c.page, dest); to != nil {
			return to.Source
		} else if source != "" {
			return source
		}
	}
	return named(c.name, dest)
}

// named is the source that a link in a file names, whatever its language.
func named(from, dest string) string {
	if strings.HasPrefix(dest, "/") {
		return path.Join(".", dest[1:])
	}
	return path.Join(path.Dir(from), dest)
}

// document converts a page of the site as it is on the screen: for its headings,
// links and directives alone.
func (s *Server) document(source string) *markdown.Document {
	data := s.read(site.ContentFolder + source)
	p := s.latest.page(source)
	lang := s.latest.site.Config.Languages[0]
	if p != nil {
		lang = p.Lang
	}
	return convert(s.latest, source, data, lang)
}

// sources are those of all pages, published or withheld, in their order.
func (n *snapshot) sources() []string {
	var out []string
	for _, p := range n.site.Pages {
		out = append(out, p.Source)
	}
	for _, w := range n.site.Withheld {
		out = append(out, w.Page.Source)
	}
	slices.Sort(out)
	return out
}
