package lsp

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// cursor is a place in a file of content/, and what can be told of it from the
// lines above and its own.
type cursor struct {
	t    *text
	name string // of the file below content/
	at   int    // the byte
	from int    // where its line begins
	line string // what stands before it in its line
	page *site.Page
	yaml bool // in YAML: front matter, or a data file
	top  int  // the byte at which that YAML begins
}

// cursorAt looks at a place. ok is false outside content/. The lock is held, and
// there is a model.
func (s *Server) cursorAt(p placeParams) (c cursor, ok bool) {
	name, ok := s.name(p.TextDocument.URI)
	if !ok || s.latest == nil {
		return c, false
	}
	if c.name, ok = strings.CutPrefix(name, site.ContentFolder); !ok {
		return c, false
	}
	c.t = newText(s.read(name))
	c.at = c.t.offset(p.Position)
	c.from, _ = c.t.line(min(max(p.Position.Line, 0), len(c.t.lines)-1))
	c.from = min(c.from, c.at)
	c.line = string(c.t.data[c.from:c.at])
	c.page = s.latest.page(c.name)
	c.yaml = strings.HasSuffix(c.name, ".yaml")
	if strings.HasSuffix(c.name, ".md") {
		start, end, front := frontOf(c.t.data)
		c.yaml, c.top = front && c.at >= start && c.at < end, start
	}
	return c, true
}

// page is a page by its source, published or withheld; nil for none.
func (n *snapshot) page(source string) *site.Page {
	for _, p := range n.site.Pages {
		if p.Source == source {
			return p
		}
	}
	for _, w := range n.site.Withheld {
		if w.Page.Source == source {
			return w.Page
		}
	}
	return nil
}

// frontOf finds the front matter between its fences; one that is not closed yet
// goes on to the end.
func frontOf(data []byte) (start, end int, ok bool) {
	text := bytes.TrimPrefix(data, []byte("\uFEFF"))
	start = len(data) - len(text)
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	if string(bytes.TrimRight(first, " \t\r")) != "---" {
		return 0, 0, false
	}
	start += len(first) + 1
	at := start
	for line := range bytes.Lines(rest) {
		if string(bytes.TrimRight(line, " \t\r\n")) == "---" {
			return start, at, true
		}
		at += len(line)
	}
	return start, len(data) + 1, true
}

// rows are the keys of the YAML that the cursor is in, and what their paths begin
// with.
func (c *cursor) rows(n *snapshot) (top string, rows []schema.Row) {
	if !strings.HasSuffix(c.name, ".md") {
		return n.keys.Rows(c.name)
	}
	kind := site.Plain
	if c.page != nil {
		kind = c.page.Kind
	}
	return "", n.keys.Kind(kind).Rows
}

// keyPlace is where a cursor is in YAML: the keys above it, the key whose value
// it is in, or "", and the word before it.
type keyPlace struct {
	above []string
	key   string
	word  string
}

var (
	blockKey = regexp.MustCompile(`^(\s*)((?:-\s+)*)(?:"([^"]*)"|'([^']*)'|([^\s"'#{}\[\],:-][^:#]*?|[^\s"'#{}\[\],:]))\s*:(?:\s+|$)`)
	dashes   = regexp.MustCompile(`^(\s*)((?:-\s+|-$)*)`)
)

// where reads the lines up to the cursor. It reads less than YAML is, and what it
// does not understand has no keys above it.
func (c *cursor) where() keyPlace {
	var k keyPlace
	var column int
	var item bool
	var rest string
	if m := blockKey.FindStringSubmatch(c.line); m != nil {
		k.key, rest = m[3]+m[4]+m[5], c.line[len(m[0]):]
		column, item = len(m[1]), m[2] != ""
	} else {
		m := dashes.FindStringSubmatch(c.line)
		column, item, rest = len(m[1]), m[2] != "", c.line[len(m[0]):]
	}
	k.above = above(string(c.t.data[c.top:max(c.top, c.from)]), column, item)
	if k.key == "" && item && aWord(rest) {
		// An entry of a list of words: the value of the key above it.
		if n := len(k.above); n > 0 {
			k.key, k.above = k.above[n-1], k.above[:n-1]
		}
	}
	return flow(k, rest)
}

// aWord says that what stands behind a hyphen is the beginning of a word.
func aWord(rest string) bool {
	return !strings.ContainsAny(rest, "{") && rest == strings.TrimLeft(rest, " ")
}

// above are the keys that a line at a column stands below. item says that it
// begins with a hyphen, whose column that is.
func above(text string, column int, item bool) []string {
	var out []string
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := len(lines) - 1; i >= 0 && (column > 0 || item); i-- {
		line := strings.TrimRight(lines[i], "\r")
		m := blockKey.FindStringSubmatch(line)
		if m == nil {
			if d := dashes.FindStringSubmatch(line); len(d[2]) > 0 && len(d[1]) < column && len(d[0]) == column {
				column, item = len(d[1]), true
			}
			continue
		}
		key, dash := len(m[1])+len(m[2]), -1
		if m[2] != "" {
			dash = len(m[1])
		}
		switch {
		case dash >= 0 && key == column && !item:
			column, item = dash, true // the first key of the entry that this is in
		case dash >= 0 && dash == column && item: // an entry before it
		case dash < 0 && (key < column || item && key == column), dash >= 0 && key < column:
			out = append(out, m[3]+m[4]+m[5])
			column, item = key, false
			if dash >= 0 {
				column, item = dash, true
			}
		}
	}
	slices.Reverse(out)
	return out
}

// flow reads what stands behind a key on its own line: a value, a mapping in
// braces, a list in brackets.
func flow(k keyPlace, rest string) keyPlace {
	type frame struct {
		list bool
		key  string
	}
	var open []frame
	word, quote := "", byte(0)
	for i := 0; i < len(rest); i++ {
		c := rest[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			} else {
				word += string(c)
			}
		case (c == '"' || c == '\'') && strings.TrimSpace(word) == "":
			quote, word = c, ""
		case c == '{' && strings.TrimSpace(word) == "" || c == '[' && strings.TrimSpace(word) == "":
			if k.key != "" {
				k.above = append(slices.Clone(k.above), k.key)
			}
			open = append(open, frame{c == '[', k.key})
			if word = ""; c == '{' {
				k.key = ""
			} else if k.key != "" { // an entry of the list is its value
				k.above = k.above[:len(k.above)-1]
			}
		case (c == '}' || c == ']') && len(open) > 0:
			last := open[len(open)-1]
			if open = open[:len(open)-1]; !last.list && last.key != "" {
				k.above = k.above[:len(k.above)-1]
			}
			k.key, word = last.key, ""
		case c == ',' && len(open) > 0:
			if word = ""; !open[len(open)-1].list {
				k.key = ""
			}
		case c == ':' && len(open) > 0 && !open[len(open)-1].list && (i+1 == len(rest) || rest[i+1] == ' '):
			k.key, word = strings.TrimSpace(word), ""
		default:
			word += string(c)
		}
	}
	k.word = strings.TrimLeft(word, " ")
	return k
}

// find follows the names of keys down from rows: the row of the last of them, and
// the rows below it. Names that are the author's own are passed through.
func find(rows []schema.Row, names []string) (row *schema.Row, below []schema.Row) {
	below = rows
	for i := 0; i < len(names); i++ {
		if row != nil && row.Type == schema.Entries {
			if i++; i == len(names) {
				return nil, row.Rows // one of the entries itself
			}
		}
		if row = schema.Find(below, names[i]); row == nil {
			return nil, nil
		}
		below = row.Rows
	}
	if row != nil && row.Type == schema.Entries {
		return row, nil
	}
	return row, below
}
