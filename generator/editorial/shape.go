package editorial

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// Shape is what is left of a page for comparing it with its translations: what
// does not depend on the language. It is plain data.
type Shape struct {
	// Sections are what stands under each heading, the first before any.
	Sections []Section
	// Parts are the digests of the sections of the second level, by which a
	// translation remembers what it was made of; none of a translation.
	Parts []Part
	// Front are the texts of the front matter, in the file's order.
	Front []FrontText
}

// Place is where something stands in the page's file.
type Place struct{ Line, Col, Length int }

// Section is a heading with what follows it up to the next one.
type Section struct {
	Place
	// Level is its heading's; 0 before the first.
	Level     int
	ID, Title string
	// Words is how many there are.
	Words int
	// Passages are the paragraphs and entries, but no cells of tables.
	Passages []Place
	// Pieces are the directives and the pictures, in the page's order.
	Pieces []Piece
	// Leads are the links.
	Leads []Lead
	// Numbers are those written in digits in the passages, Cells those in
	// tables.
	Numbers, Cells []Number
	// Spelt are the numbers that stand there in words.
	Spelt []string
}

// Piece is a directive or a picture.
type Piece struct {
	Place
	// Name is what a translation has too: "exercise minutes=2", "phone[helpline]".
	Name string
	// Typed is how it is written: ":phone[helpline]".
	Typed string
	// Alone says that it stands on lines of its own; Help that it tells how to
	// get help.
	Alone, Help bool
}

// Lead is a link.
type Lead struct {
	Place
	// To is the key of a page, without language, and File its file; To is an
	// address for places elsewhere.
	To, File string
	Fragment string
	Away     bool
}

// Number is a number in digits.
type Number struct {
	Place
	// Value is it as all languages write it: "3549", "2.5".
	Value string
	// Passage counts the section's passages.
	Passage int
}

// FrontText is a text of the front matter.
type FrontText struct {
	Place
	Key     string
	Numbers []Number
}

// shape takes the page apart, if it has translations.
func shape(u *unit) {
	if u.page == nil || len(u.page.Twins) == 0 {
		return
	}
	u.index()
	s := &Shape{Sections: []Section{{Place: u.span(u.page.BodyStart, u.page.BodyStart)}}}
	if u.page.Lang == u.house.site.Config.Languages[0] {
		s.Parts = u.parts()
	}
	headings := u.headings()
	for _, h := range headings {
		pos := u.file.Pos(h.Offset)
		s.Sections = append(s.Sections, Section{Place: Place{pos.Line, pos.Col, len([]rune(u.file.Line(pos.Line))) - pos.Col + 1}, Level: h.Level, ID: h.ID, Title: h.Text})
	}
	at := func(offset int) *Section {
		n := 0
		for n < len(headings) && headings[n].Offset <= offset {
			n++
		}
		return &s.Sections[n]
	}
	for i := range u.passages {
		p := &u.passages[i]
		if p.prose != nil {
			t := FrontText{Place: u.place(p, p.start, p.end), Key: p.prose.Key}
			u.numbers(p, func(n Number) { t.Numbers = append(t.Numbers, n) })
			s.Front = append(s.Front, t)
			continue
		}
		section := at(u.doc.Source(p.start))
		section.Words += p.last - p.first
		if p.kind == markdown.Cell {
			u.numbers(p, func(n Number) { section.Cells = append(section.Cells, n) })
		} else {
			u.numbers(p, func(n Number) {
				n.Passage = len(section.Passages)
				section.Numbers = append(section.Numbers, n)
			})
			section.Passages = append(section.Passages, u.place(p, p.start, p.end))
		}
		u.spelt(p, section)
	}
	for i := range u.doc.Directives {
		if d := &u.doc.Directives[i]; d.Name != "allow" && d.Name != "lang" {
			section := at(d.Offset)
			section.Pieces = append(section.Pieces, u.piece(d))
		}
	}
	for _, l := range u.doc.Links {
		section := at(l.Offset)
		if l.Image {
			section.Pieces = append(section.Pieces, Piece{Place: u.span(l.Offset, l.End), Name: "a picture", Typed: "the picture", Alone: true})
			continue
		}
		section.Leads = append(section.Leads, u.lead(l))
	}
	if lead := &s.Sections[0]; len(lead.Passages) > 0 {
		lead.Place = lead.Passages[0]
	}
	u.facts.Shape = s
}

// place is where bytes of the text stand in the file.
func (u *unit) place(p *passage, start, end int) Place {
	if p.prose == nil {
		from := u.doc.Source(start)
		return u.span(from, max(from+1, u.doc.Source(end-1)+1))
	}
	f := u.finding(p, start, end, "", 0, "", "")
	return Place{f.Pos.Line, f.Pos.Col, f.Length}
}

// span is where bytes of the file stand in it, as far as their first line goes.
func (u *unit) span(from, to int) Place {
	pos := u.file.Pos(from)
	line, _, _ := bytes.Cut(u.source[from:min(to, len(u.source))], []byte("\n"))
	return Place{pos.Line, pos.Col, utf8.RuneCount(bytes.TrimSuffix(line, []byte("\r")))}
}

func (u *unit) lead(l markdown.Link) Lead {
	out := Lead{Place: u.span(l.Offset, l.End), To: l.Dest, Fragment: l.Fragment, Away: true}
	if l.Dest == "" {
		out.To, out.File, out.Away = u.page.Key, u.name, false
	} else if to, _, problem := u.house.site.Follow(u.page, l.Dest); problem == site.LinkOK {
		out.To, out.File, out.Away = to.Key, to.File(), false
	}
	return out
}

// piece is a directive as its translation has it too: with what does not depend
// on the language.
func (u *unit) piece(d *markdown.Directive) Piece {
	p := Piece{Place: u.span(d.Offset, d.End), Alone: d.Form != markdown.Inline, Name: d.Name,
		Typed: string(u.source[d.Offset:d.End])}
	if i := strings.IndexByte(p.Typed, '\n'); i >= 0 {
		p.Typed = strings.TrimRight(p.Typed[:i], "\r")
	}
	p.Help = d.Name == "crisis" || d.Name == "directory"
	if !p.Alone && u.house.site.Service(d.Label) != nil {
		p.Name += "[" + d.Label + "]"
		p.Help = true
	} else if !p.Alone && u.isMade(d) {
		p.Name += "[" + d.Label + "]"
	}
	for _, r := range u.house.attributes[d.Name] {
		value, ok := d.Attrs[r.Name]
		switch r.Type {
		case schema.Line, schema.PageLink, schema.Tongue, schema.Text, schema.AnyText:
			continue
		case schema.Service:
			p.Help = p.Help || ok
		}
		if ok {
			p.Name += " " + r.Name + "=" + value
		}
	}
	return p
}

// isMade says whether a directive in a sentence puts text of its own in the
// place of its label.
func (u *unit) isMade(d *markdown.Directive) bool {
	for _, o := range u.doc.Origins {
		if o.Made && o.Source == d.Offset {
			return true
		}
	}
	return false
}
