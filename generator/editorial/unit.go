package editorial

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// unit is what readers see of one file, as the rules look at it.
type unit struct {
	house *House
	// Page and doc are nil for files that are no pages.
	page *site.Page
	doc  *markdown.Document

	// text is all of it, a line for each passage. low is the same in lower
	// case, byte by byte in the same place.
	text, low string
	passages  []passage
	words     []word
	// spots are the words that may begin a phrase of terms or safety.
	spots []int
	// counted is how many words of a passage are known of each language.
	counted []int

	name     string // of the file
	source   []byte
	file     *diag.File // made by the first finding
	findings []diag.Finding
	facts    Facts
}

// passage is a paragraph, a heading, an entry, a cell, or a text of the front
// matter or a data file.
type passage struct {
	kind       markdown.PassageKind
	start, end int // bytes of the unit's text
	// first and last bound its words: u.words[first:last].
	first, last int
	lang        *site.Language // nil when it is none of the site's
	// digits says that one of its words has a digit, contact that there may be a
	// telephone number or hours in it, address that there may be one.
	digits, contact, address bool
	// quoted says that it stands in a quotation, note in a footnote.
	quoted, note bool
	// within is the innermost directive that it stands in, as an index of
	// doc.Directives; -1 for none.
	within int
	// prose is where a text comes from that is not Markdown; else nil.
	prose *site.Prose
}

// word is a run of letters and digits, with apostrophes and hyphens inside it.
type word struct {
	start, end int
	*term      // what the rules know of it
}

// unit makes an empty one, with the lists of one that has been let go.
func (h *House) unit(name string, source []byte) *unit {
	u := &unit{house: h, name: name, source: source, facts: Facts{Seldom: new(Seldom)}}
	if old, ok := h.used.Get().(*lists); ok {
		u.passages, u.words, u.spots = old.passages, old.words, old.spots
	}
	return u
}

// lists are those of a unit, to be used again: they are most of what a page's
// rules would leave to the garbage collector.
type lists struct {
	passages []passage
	words    []word
	spots    []int
}

// letGo ends the work on a unit, of which only findings and facts stay.
func (u *unit) letGo() {
	clear(u.passages) // so that no page is kept by them
	u.house.used.Put(&lists{u.passages[:0], u.words[:0], u.spots[:0]})
	u.passages, u.words, u.spots = nil, nil, nil
}

// page makes the unit of a page.
func (h *House) page(p *site.Page, doc *markdown.Document) *unit {
	u := h.unit(p.File(), p.Text)
	u.page, u.doc = p, doc
	for _, b := range doc.Passages {
		u.passages = append(u.passages, passage{kind: b.Kind, start: b.Start, end: b.End, lang: h.site.Language(b.Lang), quoted: b.Quoted, note: b.Note, within: b.Within})
	}
	u.finish(doc.Text, p.Prose())
	return u
}

// file makes the unit of a file that is no page.
func (h *House) file(f *site.Spoken) *unit {
	u := h.unit(f.File, f.Text)
	u.finish("", f.Prose)
	return u
}

// finish adds texts that are not Markdown, and finds the words.
func (u *unit) finish(text string, prose []site.Prose) {
	var b strings.Builder
	length := len(text)
	for i := range prose {
		length += len(prose[i].Text) + 1
	}
	b.Grow(length)
	b.WriteString(text)
	for i := range prose {
		start := b.Len()
		b.WriteString(prose[i].Text)
		u.passages = append(u.passages, passage{start: start, end: b.Len(), lang: u.house.site.Language(prose[i].Lang), within: -1, prose: &prose[i]})
		b.WriteByte('\n')
	}
	u.text = b.String()
	u.low = lower(u.text)
	u.words = slices.Grow(u.words, len(u.text)/5)
	for i := range u.passages {
		p := &u.passages[i]
		p.first = len(u.words)
		u.split(p)
		p.last = len(u.words)
		u.know(p)
	}
}

// lower is s in lower case, with every letter at its place: one whose small
// form is of another length stays as it is.
func lower(s string) string {
	var b strings.Builder
	from := 0 // what stands before it has been written
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c-'A' <= 'Z'-'A' {
				b.Grow(len(s) - from)
				b.WriteString(s[from:i])
				b.WriteByte(c + 'a' - 'A')
				from = i + 1
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if l := unicode.ToLower(r); l != r && utf8.RuneLen(l) == n {
			b.Grow(len(s) - from)
			b.WriteString(s[from:i])
			b.WriteRune(l)
			from = i + n
		}
		i += n
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// split finds the words of a passage, and what is worth a closer look in it.
func (u *unit) split(p *passage) {
	text := u.text[:p.end]
	start := -1
	for i := p.start; i < len(text); {
		c := text[i]
		if asciiWord[c] {
			if start < 0 {
				start = i
			}
			p.digits = p.digits || c <= '9'
			i++
			continue
		}
		if start >= 0 && c == ' ' { // nearly always
			u.words = append(u.words, word{start: start, end: i})
			start, i = -1, i+1
			continue
		}
		r, n := rune(c), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case isWord(r):
			if start < 0 {
				start = i
			}
			p.digits = p.digits || unicode.IsDigit(r)
		case start >= 0 && inWord(r) && wordAt(text[i+n:]):
		case start >= 0:
			u.words = append(u.words, word{start: start, end: i})
			start = -1
		}
		// A full stop inside an address has no space behind it.
		p.address = p.address || c == '@' || c == '.' && i+1 < len(text) && text[i+1] > ' '
		i += n
	}
	if start >= 0 {
		u.words = append(u.words, word{start: start, end: len(text)})
	}
}

// asciiWord holds isWord of plain letters and digits.
var asciiWord = func() (is [256]bool) {
	for c := range rune(utf8.RuneSelf) {
		is[c] = isWord(c)
	}
	return is
}()

// isWord says whether a character is part of a word.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.Mn, unicode.Nd)
}

// inWord says whether a character may stand between two letters of a word.
func inWord(r rune) bool {
	return r == '\'' || r == '’' || r == '-' || r == '\u2011' || r == '\u00AD'
}

func wordAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWord(r)
}

// of returns a word as it stands in lower case.
func (u *unit) of(w word) string { return u.low[w.start:w.end] }

// at raises a finding about bytes of the text.
func (u *unit) at(p *passage, start, end int, code string, s diag.Severity, message, help string) {
	u.add(u.finding(p, start, end, code, s, message, help))
}

func (u *unit) add(f diag.Finding) { u.findings = append(u.findings, f) }

// finding is a finding about bytes of the text, at its place in the file.
func (u *unit) finding(p *passage, start, end int, code string, s diag.Severity, message, help string) diag.Finding {
	u.index()
	if p.prose == nil {
		from := u.doc.Source(start)
		to := max(from+1, u.doc.Source(end-1)+1)
		return u.file.At(from, to, code, s, message, help)
	}
	// A value stands on its line as it is read, but for escapes and folds.
	col, line := p.prose.Col, []rune(u.file.Line(p.prose.Line))
	if col-1 <= len(line) {
		rest, before := string(line[col-1:]), u.text[p.start:start]
		if !strings.HasPrefix(rest, before) {
			before, _, _ = strings.Cut(rest, u.text[start:end])
		}
		col += utf8.RuneCountInString(before)
	}
	return u.file.AtLine(p.prose.Line, col, utf8.RuneCountInString(u.text[start:end]), code, s, message, help)
}

// swap is the edit that puts a text in the place of bytes of the text: none where
// these do not stand in the file as readers see them, with no mark between them.
// In the front matter and in YAML it takes plain words alone, which need no
// quotes there.
func (u *unit) swap(p *passage, f *diag.Finding, start, end int, text string) []diag.Edit {
	old := u.text[start:end]
	if p.prose != nil {
		if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != ' ' && r != '-' }) {
			return nil
		}
		return u.file.Swap(f.Pos, old, text)
	}
	from, to := u.doc.Source(start), u.doc.Source(end-1)+1
	if u.doc.MadeAt(start) || from >= to || to > len(u.source) || asTyped.Replace(string(u.source[from:to])) != asTyped.Replace(old) {
		return nil
	}
	return u.file.Edit(from, to, text)
}

// asTyped undoes what typography makes of a text, and the line ends in it.
var asTyped = strings.NewReplacer("\r\n", " ", "\n", " ", "\u00A0", " ", "\u202F", " ", "’", "'", "‘", "'", "“", "\"", "”", "\"")

// index makes the file that positions come from: most pages need none.
func (u *unit) index() {
	if u.file == nil {
		u.file = diag.NewFile(u.name, u.source)
	}
}

// top raises a finding about the page as a whole, where its text begins.
func (u *unit) top(code string, s diag.Severity, message, help string) {
	u.index()
	u.add(u.file.At(u.page.BodyStart, u.page.BodyStart, code, s, message, help))
}
