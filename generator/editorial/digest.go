package editorial

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"sotto/generator/markdown"
	"sotto/generator/site"
)

// The digest of a text is how a review, and a translation, remember which text
// they were made of. It is made of what readers see and of the directives, and
// of nothing else: not of the front matter (but of a one-screen page, which is
// nothing but that), of addresses of links, of emphasis, of how spaces, quotation
// marks and dashes are written, of what a directive makes of the registry, or of
// exemptions. So it changes when somebody must look again, and stays when a number
// in the registry, the typography or a file's name has changed.
//
// A text has one digest for each of its sections, from one heading of the second
// level to the next, and one as a whole. They begin with a letter, so that YAML
// takes none for a number.

// The letters that digests have: 44 bits and more against chance alone; nobody
// forges the digest of a page.
const (
	wholeLetters   = 12
	sectionLetters = 8
)

// Part is a section of a text: what stands before the first heading of the
// second level, or one such heading with what follows it.
type Part struct {
	Digest string
	// Title is its heading; "" before the first.
	Title string
	// Line is where it begins in the file.
	Line int
}

// digest is the digest of the whole text.
func (u *unit) digest() string {
	whole := sha256.New()
	for _, text := range u.parted() {
		whole.Write([]byte(text.said))
		whole.Write([]byte{'\n'})
	}
	if u.page.Kind == site.Essentials { // whose text is its front matter
		for _, text := range u.page.Prose() {
			if text.Key != "reviewedBy" {
				whole.Write([]byte(text.Key + ": " + text.Text + "\n"))
			}
		}
	}
	return letters(whole.Sum(nil), wholeLetters)
}

// parts are the digests of the sections.
func (u *unit) parts() []Part {
	u.index()
	var out []Part
	seen := map[string]bool{}
	for _, text := range u.parted() {
		p := Part{Title: text.title, Line: u.file.Pos(text.offset).Line}
		for n := text.said; ; n += "\n" { // two sections that say the same are two
			sum := sha256.Sum256([]byte(n))
			if p.Digest = letters(sum[:], sectionLetters); !seen[p.Digest] {
				break
			}
		}
		seen[p.Digest] = true
		out = append(out, p)
	}
	return out
}

// letters is the beginning of a sum in hexadecimal, with a letter first.
func letters(sum []byte, n int) string {
	return string("abcdef"[sum[0]%6]) + hex.EncodeToString(sum)[1:n]
}

// partedText is one section as it is digested.
type partedText struct {
	title  string
	offset int // in the file
	said   string
}

// parted takes the page's text apart into its sections.
func (u *unit) parted() []partedText {
	type item struct {
		offset int
		text   string
	}
	var items []item
	for i := range u.doc.Passages {
		p := &u.doc.Passages[i]
		items = append(items, item{u.doc.Source(p.Start), string("pticdl"[p.Kind]) + u.typed(p)})
	}
	for i := range u.doc.Directives {
		if d := &u.doc.Directives[i]; d.Form != markdown.Inline {
			items = append(items, item{d.Offset, "::" + signature(d)})
		}
	}
	for i := range u.doc.Links {
		if l := &u.doc.Links[i]; l.Image {
			items = append(items, item{l.Offset, "!" + l.Text})
		}
	}
	sort.SliceStable(items, func(i, j int) bool { return items[i].offset < items[j].offset })
	out := []partedText{{offset: u.doc.Start}}
	var said strings.Builder
	next := 0 // heading
	end := func() { out[len(out)-1].said = said.String() }
	headings := u.headings()
	for _, it := range items {
		for ; next < len(headings) && headings[next].Offset <= it.offset; next++ {
			h := headings[next]
			if h.Level <= 2 {
				end()
				said.Reset()
				out = append(out, partedText{title: h.Text, offset: h.Offset})
			}
			said.WriteString(strings.Repeat("#", h.Level))
		}
		said.WriteString(plainText(it.text))
		said.WriteByte('\n')
	}
	end()
	return out
}

// headings are the page's headings in the file's order.
func (u *unit) headings() []markdown.Heading {
	out := slices.Clone(u.doc.Headings)
	slices.SortStableFunc(out, func(a, b markdown.Heading) int { return a.Offset - b.Offset })
	return out
}

// typed is the text of a passage with the directive itself in place of what a
// directive in it has made.
func (u *unit) typed(p *markdown.Passage) string {
	var b strings.Builder
	for at := p.Start; at < p.End; {
		made, end := u.made(at)
		end = min(end, p.End)
		if made == nil {
			b.WriteString(u.doc.Text[at:end])
		} else {
			b.WriteString(":" + signature(made))
		}
		at = end
	}
	return b.String()
}

// made returns the directive that has made the text at a byte, or nil where it
// was typed, and where that ends.
func (u *unit) made(at int) (*markdown.Directive, int) {
	origins := u.doc.Origins
	n := sort.Search(len(origins), func(n int) bool { return origins[n].Text > at }) - 1
	end := len(u.doc.Text)
	if n+1 < len(origins) {
		end = origins[n+1].Text
	}
	if n < 0 || !origins[n].Made {
		return nil, end
	}
	is := func(d markdown.Directive) bool { return d.Offset == origins[n].Source }
	if i := slices.IndexFunc(u.doc.Directives, is); i >= 0 {
		return &u.doc.Directives[i], end
	}
	return nil, end
}

// signature is a directive in one line, without the addresses it leads to.
func signature(d *markdown.Directive) string {
	var b strings.Builder
	b.WriteString(d.Name)
	if d.Form == markdown.Inline {
		b.WriteString("[" + d.Label + "]")
	}
	for _, key := range slices.Sorted(maps.Keys(d.Attrs)) {
		if _, leads := d.Targets[key]; !leads {
			b.WriteString(" " + key + "=" + d.Attrs[key])
		}
	}
	return b.String()
}

// plainText is a text without what differs by typography: one kind of quotation
// mark, dash and space.
func plainText(s string) string {
	b := make([]byte, 0, len(s))
	space := false
	for _, r := range s {
		switch r = plainRune(r); {
		case r < 0: // nobody sees it
		case r == ' ':
			space = true
		case r == '-' && !space && len(b) > 0 && b[len(b)-1] == '-': // -- is a dash
		default:
			if space && len(b) > 1 { // the first letter is the kind of text
				b = append(b, ' ')
			}
			space = false
			if r == '…' {
				b = append(b, "..."...)
			} else {
				b = utf8.AppendRune(b, r)
			}
		}
	}
	return string(b)
}

// plainRune is the one sign that stands for all of its kind; -1 for none.
func plainRune(r rune) rune {
	if r < utf8.RuneSelf {
		switch r {
		case '\t', '\r', '\n':
			return ' '
		case '"':
			return '\''
		}
		return r
	}
	switch r {
	case '\u00AD', '\u200B', '\u2060', '\uFEFF':
		return -1
	case '\u00A0', '\u2007', '\u2008', '\u2009', '\u200A', '\u202F':
		return ' '
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	case '‘', '’', '‚', '‛', '“', '”', '„', '‟', '«', '»', '‹', '›':
		return '\''
	}
	return r
}
