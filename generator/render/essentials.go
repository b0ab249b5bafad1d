package render

import (
	"cmp"
	"slices"

	"sotto/generator/locale"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// Foreign are the words of the frame of a one-screen page, which is in a language
// that the site has no interface in, and the ways from there into the site.
type Foreign struct {
	// Name is what the language calls itself.
	Name string
	// Skip, ExitNote and Talk are what the interface says elsewhere.
	Skip, ExitNote, Talk string
	// Homes lead to the home pages in the site's languages, named in these.
	Homes []Link
	// Unread says that nobody who grew up with the language has read the page; ""
	// when somebody has checked it.
	Unread string
	// Demonstration says that no charity runs the site.
	Demonstration string
}

// EssentialsView is what templates/essentials.html is given.
type EssentialsView struct {
	Frame Frame
	// Phone is the number of the site's own service; nil where it has none.
	Phone *Phone
	// The headings, and what stands below each.
	Call, Interpreter, Law, Private        string
	Calling, Danger, Despair, Interpreting []Piece
	Lawful, Hope, Limits                   []Piece
}

// Piece is a piece of a text in another language: words, with what stands behind
// them: a number, or words in the site's language. Both keep their direction.
type Piece struct {
	Text   string
	Phone  *Phone
	Phrase *Saying
}

// Saying are words in a language of the site: a name, or what is to be said.
type Saying struct{ Text, Lang string }

// FurtherLanguages is the view of the component languages.
type FurtherLanguages struct {
	// Links lead to the pages, each named in its language.
	Links []Link
}

// own is a text of a one-screen page.
func own(p *site.Page, key string) string {
	s, _ := p.Field(key).(string)
	return s
}

// foreignWords are those of the frame of a one-screen page.
func (e *edition) foreignWords(p *site.Page) *Foreign {
	w := &Foreign{Name: p.LinkTitle, Skip: own(p, "skip"), ExitNote: own(p, "exitNote"), Talk: own(p, "call"), Demonstration: own(p, "demonstration")}
	if p.Reviewed.IsZero() {
		w.Unread = own(p, "unread")
	}
	for _, l := range e.site.Languages {
		if home := e.site.Branch(l.Code).Home; home != nil {
			w.Homes = append(w.Homes, Link{Href: home.Address, Text: l.Name, Lang: string(home.Lang)})
		}
	}
	return w
}

// foreign makes the frame of a one-screen page of that of any page: nothing of the
// interface's words stays in it.
func (e *edition) foreign(f *Frame, p *site.Page) {
	code := p.Speaks()
	f.Lang, f.Foreign = string(code), e.foreignWords(p)
	if locale.RightToLeft(code) {
		f.Dir = "rtl"
	}
	f.Exit = e.exits[p.Source]
	f.Banner, f.Strip, f.Footer = "", "", ""
	f.Menu, f.Crumbs, f.Feed = nil, nil, nil
	f.Updated, f.Reviewed, f.ReviewBy = nil, nil, nil
}

// essentials makes the view of a one-screen page.
func (e *edition) essentials(p *site.Page, f Frame) *EssentialsView {
	e.foreign(&f, p)
	text := func(key string) []Piece { return e.pieces(p, own(p, key)) }
	return &EssentialsView{
		Frame: f, Phone: e.phoneOf(e.site.Config.ContactService),
		Call: own(p, "call"), Calling: text("calling"), Danger: text("danger"), Despair: text("despair"),
		Interpreter: own(p, "interpreter"), Interpreting: text("interpreting"),
		Law: own(p, "law"), Lawful: text("lawful"), Hope: text("hope"),
		Private: own(p, "private"), Limits: text("limits"),
	}
}

// pieces takes a text apart at its slots.
func (e *edition) pieces(p *site.Page, text string) (out []Piece) {
	for _, slot := range site.Slots(text) {
		piece := Piece{Text: slot.Words}
		switch slot.Name {
		case "":
		case schema.Name, schema.Phrase:
			piece.Phrase = &Saying{own(p, slot.Name), string(e.lang)}
		default:
			piece.Phone = e.phoneOf(slot.Name)
		}
		out = append(out, piece)
	}
	return out
}

// phoneOf is the number of a service, without what is said of it in a language of
// the site; nil when it has none.
func (e *edition) phoneOf(id string) *Phone {
	if s := e.site.Service(id); s != nil {
		if c, ok := s.Phone(); ok {
			return &Phone{Number: onOneLine(c.Number), Dial: c.Dial}
		}
	}
	return nil
}

// furtherLanguages lists the one-screen pages in the order of their section.
func (e *edition) furtherLanguages() (v FurtherLanguages) {
	var pages []*site.Page
	for _, p := range e.site.Pages {
		if p.Kind == site.Essentials {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(a, b *site.Page) int { // no weight comes last, as among all neighbours
		return cmp.Compare(uint32(a.Weight)-1, uint32(b.Weight)-1)
	})
	return FurtherLanguages{each(pages, e.link)}
}
