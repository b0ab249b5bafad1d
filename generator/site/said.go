package site

import (
	"strings"
	"unicode/utf8"
)

// said is where a text of the front matter stands in Front: from and to are bytes. It
// is enough for a text that stands as it is on the line of its key, as nearly all do;
// with a to of 0 it stands for the next one of those that are kept whole.
type said struct{ from, to uint32 }

// Prose are the texts of the front matter that readers see, in the file's order. They
// are made of Front each time: nobody asks but for a page that is being looked at.
func (p *Page) Prose() []Prose {
	out := make([]Prose, 0, len(p.said))
	whole := 0
	for _, s := range p.said {
		if s.to == 0 {
			out = append(out, p.Seldom.prose[whole])
			whole++
		} else {
			out = append(out, p.told(s))
		}
	}
	return out
}

// told is the text that stands somewhere in Front.
func (p *Page) told(s said) Prose {
	start := strings.LastIndexByte(p.Front[:s.from], '\n') + 1
	key, _, _ := strings.Cut(p.Front[start:s.from], ":")
	return Prose{
		Key: key, Lang: p.Speaks(), Text: p.Front[s.from:s.to],
		Line: strings.Count(p.Front[:start], "\n") + 1, Col: utf8.RuneCountInString(p.Front[start:s.from]) + 1,
	}
}

// Say keeps the texts of the front matter, for load: Front must be there, and what the
// page says seldom must be its own.
func (p *Page) Say(prose []Prose) {
	p.said = make([]said, len(prose))
	at, line := 0, 1 // a line of Front, and its number
	for i, t := range prose {
		if t.Line < line {
			at, line = 0, 1
		}
		for line < t.Line && at < len(p.Front) {
			next := strings.IndexByte(p.Front[at:], '\n') + 1
			if next == 0 {
				next = len(p.Front) - at
			}
			at, line = at+next, line+1
		}
		from := at
		for n := 1; n < t.Col && from < len(p.Front); n++ {
			_, size := utf8.DecodeRuneInString(p.Front[from:])
			from += size
		}
		if strings.HasPrefix(p.Front[from:], t.Text) {
			s := said{uint32(from), uint32(from + len(t.Text))}
			if got := p.told(s); s.to > 0 && t.Stated == nil && got.Key == t.Key && got.Lang == t.Lang && got.Line == t.Line && got.Col == t.Col {
				p.said[i] = s
				continue
			}
		}
		p.Seldom.prose = append(p.Seldom.prose, t)
	}
}
