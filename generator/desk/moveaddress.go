package desk

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// addresses keeps the addresses of what has moved: by an alias, or by the id that
// a discreet address is made of. Pages that have not moved may have another
// address, too: one without a slug below a folder has not, but a twin by
// translationKey may.
func (m *mover) addresses() error {
	before := map[string]*site.Page{}
	for _, p := range allOf(m.site) {
		before[m.to(p.Source)] = p
	}
	if err := m.ids(before); err != nil {
		return err
	}
	after, err := whole(m.in, m.plan.over(m.in.Content))
	if err != nil {
		return err
	}
	base := m.site.Config.BasePath
	for _, p := range allOf(after) {
		was := before[p.Source]
		if was == nil || was.Address == p.Address || was.Kind == site.NotFound || was.Draft {
			continue
		}
		old, now := "/"+strings.TrimPrefix(was.Address, base), "/"+strings.TrimPrefix(p.Address, base)
		if p.Section.Discreet && !was.Section.Discreet {
			m.plan.Notes = append(m.plan.Notes, fmt.Sprintf("%s will lead nowhere: a discreet page has no alias with words in it; content/site.yaml can say so, under gone", old))
			continue
		}
		c, err := m.change(p.Source)
		if err != nil {
			return err
		}
		c.New = withAlias(withoutAlias(c.New, now), old)
	}
	return nil
}

// ids writes the id of a page that has moved into its front matter, where its
// address or its name in a feed is made of it.
func (m *mover) ids(before map[string]*site.Page) error {
	after, err := whole(m.in, m.plan.over(m.in.Content))
	if err != nil {
		return err
	}
	for _, p := range allOf(after) {
		was := before[p.Source]
		if was == nil || was.ID == p.ID {
			continue
		}
		if was.Section.Discreet && p.Section.Discreet || was.Section.Feed && p.Section.Feed {
			c, err := m.change(p.Source)
			if err != nil {
				return err
			}
			c.New = withLine(c.New, "id: "+was.ID)
		}
	}
	return nil
}

// front is the front matter of a page: the bytes between its fences.
func front(data []byte) (start, end int, eol string, ok bool) {
	eol = "\n"
	start = bytes.IndexByte(data, '\n') + 1
	if start > 1 && data[start-2] == '\r' {
		eol = "\r\n"
	}
	if start == 0 || !bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\uFEFF")), []byte("---")) {
		return 0, 0, eol, false
	}
	for at := start; at < len(data); {
		next := len(data)
		if n := bytes.IndexByte(data[at:], '\n'); n >= 0 {
			next = at + n + 1
		}
		if strings.TrimRight(string(data[at:next]), "\r\n \t") == "---" {
			return start, at, eol, true
		}
		at = next
	}
	return 0, 0, eol, false
}

// withLine adds a line at the end of a page's front matter.
func withLine(data []byte, line string) []byte {
	_, end, eol, ok := front(data)
	if !ok {
		return data
	}
	return slices.Concat(data[:end], []byte(line+eol), data[end:])
}

// aliasList is the key with a list in brackets, on one line or several; aliasLines
// the key with its entries on lines of their own.
var (
	aliasList  = regexp.MustCompile(`(?m)^aliases:[ \t]*\[([^\]]*)\]`)
	aliasLines = regexp.MustCompile(`(?m)^aliases:[ \t]*\r?\n((?:[ \t]*- [^\r\n]*(?:\r?\n|\z))+)`)
	aliasEntry = regexp.MustCompile(`(?m)^([ \t]*)- *([^\r\n]*?)[ \t]*\r?\n`)
)

// withAlias adds an old address to a page's aliases.
func withAlias(data []byte, alias string) []byte {
	start, end, eol, ok := front(data)
	if !ok {
		return data
	}
	part := data[start:end]
	if m := aliasList.FindSubmatchIndex(part); m != nil {
		sign := ", "
		if len(bytes.TrimSpace(part[m[2]:m[3]])) == 0 {
			sign = ""
		}
		at := start + m[2] + len(bytes.TrimRight(part[m[2]:m[3]], " \t\r\n"))
		return slices.Concat(data[:at], []byte(sign+alias), data[at:])
	}
	if m := aliasLines.FindSubmatchIndex(part); m != nil {
		entries := aliasEntry.FindAllSubmatch(part[m[2]:m[3]], -1)
		indent := "  "
		if len(entries) > 0 {
			indent = string(entries[0][1])
		}
		at := start + m[3]
		return slices.Concat(data[:at], []byte(indent+"- "+alias+eol), data[at:])
	}
	return withLine(data, "aliases: ["+alias+"]")
}

// withoutAlias takes an address out of a page's aliases: the page is there again.
func withoutAlias(data []byte, alias string) []byte {
	start, end, _, ok := front(data)
	if !ok {
		return data
	}
	part := data[start:end]
	is := func(entry string) bool {
		return strings.Trim(strings.Trim(strings.TrimSpace(entry), `"'`), "/") == strings.Trim(alias, "/")
	}
	line := func(from, to int) []byte { // without the whole key
		if n := bytes.IndexByte(part[to:], '\n'); n >= 0 {
			to += n + 1
		}
		return slices.Concat(data[:start+from], data[start+to:])
	}
	if m := aliasList.FindSubmatchIndex(part); m != nil {
		list := strings.Split(string(part[m[2]:m[3]]), ",")
		i := slices.IndexFunc(list, is)
		switch {
		case i < 0:
			return data
		case len(list) == 1:
			return line(m[0], m[1])
		case i == 0:
			list[1] = strings.TrimLeft(list[1], " \t")
		}
		return slices.Concat(data[:start+m[2]], []byte(strings.Join(slices.Delete(list, i, i+1), ",")), data[start+m[3]:])
	}
	if m := aliasLines.FindSubmatchIndex(part); m != nil {
		entries := aliasEntry.FindAllSubmatchIndex(part[m[2]:m[3]], -1)
		for _, e := range entries {
			if from := m[2] + e[0]; is(string(part[m[2]+e[4] : m[2]+e[5]])) {
				if len(entries) == 1 {
					return slices.Concat(data[:start+m[0]], data[start+m[1]:])
				}
				return slices.Concat(data[:start+from], data[start+m[2]+e[1]:])
			}
		}
	}
	return data
}

// What a translation and a review remember of a text is made of its links, too: a
// move changes those and nothing that anybody has read.
var remembered = map[string]*regexp.Regexp{
	"level/behind": regexp.MustCompile(`translationOf: \[[^\]]*\]`),
	"date/text":    regexp.MustCompile(`reviewedText: \w+`),
}

// restamp writes what translations and reviews remember anew, for pages that had
// it right until the move.
func (m *mover) restamp(list []diag.Finding) (some bool) {
	for _, f := range list {
		form := remembered[f.Code]
		if form == nil {
			continue
		}
		name, err := source(m.in, f.Pos.File)
		write := form.FindString(f.Help)
		if err != nil || write == "" || m.behind[name+f.Code] {
			continue
		}
		c, err := m.change(name)
		if err != nil {
			continue
		}
		start, end, _, ok := front(c.New)
		at := form.FindIndex(c.New[start:end])
		if ok && at != nil {
			c.New = slices.Concat(c.New[:start+at[0]], []byte(write), c.New[start+at[1]:])
			some = true
		}
	}
	return some
}

// before notes who was behind already.
func (m *mover) before(list []diag.Finding) {
	m.behind = map[string]bool{}
	for _, f := range list {
		if name, err := source(m.in, f.Pos.File); err == nil && remembered[f.Code] != nil {
			m.behind[path.Clean(m.to(name))+f.Code] = true
		}
	}
}
