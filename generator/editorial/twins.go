package editorial

import (
	"fmt"
	"slices"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// A page and its translation are to say the same. What can be told of that
// without reading the two languages is compared here, when all pages have been
// seen: headings, directives, links, numbers, the front matter, and whether the
// original has changed since. Everything is told at its line in the
// translation, and names the line in the original.

// levelFamily is the family of these rules, and of no others.
const levelFamily = "level/"

// Together applies the rules on several pages. said is what each page has left
// behind, in the order of Site.Pages; text is the source of one.
func (h *House) Together(said []*Facts, text func(*site.Page) []byte) []diag.Finding {
	if h.Half {
		return nil
	}
	first := h.site.Config.Languages[0]
	shapes, twins := make(map[string]*Shape), make(map[*site.Page]*Facts)
	for i, p := range h.site.Pages {
		if said[i].Shape != nil {
			shapes[p.File()] = said[i].Shape
		}
		if len(p.Twins) > 0 {
			twins[p] = said[i]
		}
	}
	var out []diag.Finding
	for i, p := range h.site.Pages {
		original, here := p.Twin(first), said[i]
		if original == nil && len(p.TranslationOf) == 0 && len(here.Later) == 0 || here.Broken || original != nil && twins[original].Broken {
			continue
		}
		l := &level{house: h, original: original, twin: p, shapes: shapes, text: text}
		switch {
		case original != nil:
			l.unled = here.Unled || twins[original].Unled
			l.a, l.b = shapes[original.File()], shapes[p.File()]
			l.compare()
		case len(p.TranslationOf) > 0 && h.heldBack(p, first) == nil:
			l.key("translationOf", "level/stamp", diag.Warning, "this page is not the translation of another one", "delete translationOf", Place{})
		}
		if later := here.Later; len(later) > 0 {
			l.findings, _ = settle(l.file(), h.site.Clock, later, l.findings)
		}
		out = append(out, l.findings...)
	}
	return out
}

// heldBack returns the page of the same key in another language that is not
// published yet, or no more; nil when there is none.
func (h *House) heldBack(p *site.Page, l site.Lang) *site.Withheld {
	for i, w := range h.site.Withheld {
		if w.Page.Key == p.Key && w.Page.Lang == l {
			return &h.site.Withheld[i]
		}
	}
	return nil
}

// level compares one page with its translation.
type level struct {
	house          *House
	original, twin *site.Page
	a, b           *Shape            // of the original and of the translation
	shapes         map[string]*Shape // by file
	unled          bool              // the links of one of the two are not known
	text           func(*site.Page) []byte
	source         *diag.File // the translation's, once something is found in it
	findings       []diag.Finding
}

func (l *level) compare() {
	pairs := align(l.a.Sections, l.b.Sections)
	l.headings(pairs)
	l.pieces(pairs)
	for _, p := range pairs {
		if p.original >= 0 && p.twin >= 0 {
			a, b := &l.a.Sections[p.original], &l.b.Sections[p.twin]
			l.numbers(a, b)
			l.cells(a, b)
			if !l.unled {
				l.leads(a, b)
			}
		}
	}
	l.frontTexts()
	l.fields()
	l.stamp()
}

// file is the translation's: most have no findings.
func (l *level) file() *diag.File {
	if l.source == nil {
		l.source = diag.NewFile(l.twin.File(), l.text(l.twin))
	}
	return l.source
}

// tell raises a finding in the translation about something in the original.
func (l *level) tell(at Place, code string, s diag.Severity, message, help string, original Place) {
	f := l.file().AtLine(at.Line, at.Col, at.Length, code, s, message, help)
	if l.original != nil {
		f.Also = []diag.Pos{{File: l.original.File(), Line: original.Line, Col: original.Col}}
	}
	l.findings = append(l.findings, f)
}

// key raises a finding at a key of the translation's front matter.
func (l *level) key(key, code string, s diag.Severity, message, help string, original Place) {
	from, to, _ := keyIn(l.text(l.twin), l.twin.BodyStart, key)
	f := l.file().At(from, to, "", s, "", "")
	l.tell(Place{f.Pos.Line, f.Pos.Col, f.Length}, code, s, message, help, original)
}

// line names a line of the original.
func (l *level) line(p Place) string { return fmt.Sprintf("%s:%d", l.original.File(), p.Line) }

// headings tells of sections that only one of the two has, that stand elsewhere,
// or whose headings are of another level.
func (l *level) headings(pairs []pair) {
	var extra []int
	for _, p := range pairs {
		if p.original < 0 {
			extra = append(extra, p.twin)
		}
	}
	last := 0 // section of the translation
	for _, p := range pairs {
		switch {
		case p.original < 0:
		case p.twin < 0:
			a := &l.a.Sections[p.original]
			if i := slices.IndexFunc(extra, func(j int) bool { return isSame(a, &l.b.Sections[j]) }); i >= 0 {
				b := &l.b.Sections[extra[i]]
				l.tell(b.Place, "level/heading", diag.Error, fmt.Sprintf("this section stands in another place than in the original (%s)", l.line(a.Place)), "put the sections in one order", a.Place)
				extra = slices.Delete(extra, i, i+1)
				continue
			}
			l.tell(l.b.Sections[last].Place, "level/heading", diag.Error, fmt.Sprintf("after this the original has the section %q (%s), and this translation has not", a.Title, l.line(a.Place)),
				"translate it, under a heading of its own", a.Place)
		default:
			last = p.twin
			if a, b := &l.a.Sections[p.original], &l.b.Sections[p.twin]; a.Level != b.Level {
				l.tell(b.Place, "level/heading", diag.Error, fmt.Sprintf("this heading has %d number signs, and the original's (%s) has %d", b.Level, l.line(a.Place), a.Level), "give both the same", a.Place)
			}
		}
	}
	for _, j := range extra {
		b := &l.b.Sections[j]
		l.tell(b.Place, "level/heading", diag.Error, "the original ("+l.original.File()+") has no section like this one", "add it there too, or take it out here", l.a.Sections[0].Place)
	}
}

// isSame says whether two sections are one, by an anchor of the author's or by
// what they hold.
func isSame(a, b *Section) bool {
	if a.ID == b.ID && a.ID != "" {
		return true
	}
	bag := a.bag()
	return len(bag) > 0 && same(bag, b.bag()) == 1
}

// leads compares the links of a section.
func (l *level) leads(a, b *Section) {
	missing, away := strays(a.Leads, b.Leads, l.b)
	extra, awayHere := strays(b.Leads, a.Leads, l.a)
	for i, lead := range extra {
		if i < len(missing) {
			l.tell(lead.Place, "level/link", diag.Warning, fmt.Sprintf("this leads to %s, and the original (%s) to %s", lead.File, l.line(missing[i].Place), missing[i].File), "link to the same page", missing[i].Place)
			continue
		}
		l.tell(lead.Place, "level/link", diag.Warning, "the original has no link to this page in its section ("+l.line(a.Place)+")", "link to it there too, or take the link out", a.Place)
	}
	for _, lead := range missing[min(len(extra), len(missing)):] {
		l.tell(b.Place, "level/link", diag.Warning, fmt.Sprintf("the original links to %s here (%s), and this translation does not", lead.File, l.line(lead.Place)), "link to it in this section", lead.Place)
	}
	if away != awayHere {
		l.tell(b.Place, "level/link", diag.Warning, fmt.Sprintf("this section has %s to other websites, and the original's (%s) has %d", links(awayHere), l.line(a.Place), away), "link to the same places", a.Place)
	}
	for i, lead := range a.Leads {
		if !lead.Away && !slices.ContainsFunc(a.Leads[:i], lead.samePage) && slices.ContainsFunc(b.Leads, lead.samePage) {
			l.fragment(lead, b.Leads)
		}
	}
}

// strays returns the links within the site, each once, that another section has
// not, nor the whole page that it is of; and how many lead away from the site.
func strays(list, other []Lead, page *Shape) (out []Lead, away int) {
	for i, lead := range list {
		switch {
		case lead.Away:
			away++
		case !slices.ContainsFunc(list[:i], lead.samePage) && !slices.ContainsFunc(other, lead.samePage) && !page.has(lead):
			out = append(out, lead)
		}
	}
	return out, away
}

func links(n int) string {
	if n == 1 {
		return "1 link"
	}
	return fmt.Sprintf("%d links", n)
}

func (l Lead) samePage(other Lead) bool { return !other.Away && l.To == other.To }

// has says whether a page links to the same page anywhere.
func (s *Shape) has(lead Lead) bool {
	for i := range s.Sections {
		if slices.ContainsFunc(s.Sections[i].Leads, lead.samePage) {
			return true
		}
	}
	return false
}

// fragment looks at a link to a place in a page: its translation leads to the
// translation of that place.
func (l *level) fragment(lead Lead, here []Lead) {
	if lead.Fragment == "" {
		return
	}
	var found *Lead
	for i := range here {
		if lead.samePage(here[i]) && here[i].Fragment != "" {
			if found = &here[i]; l.samePlace(lead, *found) {
				return
			}
		}
	}
	if found == nil {
		i := slices.IndexFunc(here, lead.samePage)
		l.tell(here[i].Place, "level/link", diag.Warning, fmt.Sprintf("the original (%s) links to a place in the page, #%s, and this to its start", l.line(lead.Place), lead.Fragment), "add the anchor of that place", lead.Place)
		return
	}
	l.tell(found.Place, "level/link", diag.Warning, fmt.Sprintf("this leads to #%s, and the original (%s) to another place: #%s", found.Fragment, l.line(lead.Place), lead.Fragment), "link to the same place", lead.Place)
}

// samePlace says whether two fragments name one heading in two languages.
func (l *level) samePlace(a, b Lead) bool {
	if a.Fragment == b.Fragment {
		return true
	}
	place := func(lead Lead) int {
		s := l.shapes[lead.File]
		if s == nil {
			return -1
		}
		return slices.IndexFunc(s.Sections, func(s Section) bool { return s.ID == lead.Fragment })
	}
	i, j := place(a), place(b)
	return i < 0 || j < 0 || i == j // a place that is not there is told elsewhere
}
