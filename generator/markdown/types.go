package markdown

import (
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Source is the Markdown of one page.
type Source struct {
	// Name is what findings call the file.
	Name string
	// Text is the whole file; the Markdown starts at byte Start, which is the
	// start of a line.
	Text  []byte
	Start int
}

// Link is a link or image as the author wrote it.
type Link struct {
	// URL is the whole destination, with backslash escapes and character
	// references undone.
	URL string
	// Dest and Fragment are URL before and after the first "#".
	Dest, Fragment string
	// Offset and End are the bytes of the file that the destination takes up;
	// for a reference link, those in the reference's definition.
	Offset, End int
	// Text is the link's text, or the image's alternative text.
	Text  string
	Image bool
}

// Target is where a link leads.
type Target struct {
	// Href is the address to write: "#anchor", a path, or an https address.
	Href string
	// External is true for places outside the site.
	External bool
	// Lang is the language of the place when it is not the page's, else "".
	Lang string
}

// Problem says what a hook of [Env] finds wrong.
type Problem struct {
	Code string
	// Severity must be set: its zero value is diag.Info, which stops nothing.
	Severity      diag.Severity
	Message, Help string
	// Item and List are as in [diag.Finding].
	Item, List string
	// Write is what to put in the place of what is wrong, the whole destination or
	// the whole value, where that is certain; "" where it is not.
	Write string
	// Attr narrows the place within a directive: the name of the attribute
	// that is wrong, or "label". Else the whole opening is meant.
	Attr string
}

// Form is how a directive is written.
type Form int

// The forms.
const (
	Block  Form = iota // :::name … :::
	Leaf               // ::name, alone on a line
	Inline             // :name[…] in text
)

// LabelUse says whether a directive takes a label in square brackets.
type LabelUse int

// The uses of a label.
const (
	None LabelUse = iota
	Optional
	Required
)

// Spec is one directive that exists.
type Spec struct {
	Name  string
	Form  Form
	Label LabelUse
	Attrs []AttrSpec
	// Holds says what a block must hold: "ordered-list" (one numbered list and
	// nothing else), "link-list" (one list with bullets, each entry starting
	// with a link) or "" (anything).
	Holds string
	// Entries is how many entries that list has; 0 for any number.
	Entries int
}

// AttrSpec is one attribute of a directive.
type AttrSpec struct {
	Name     string
	Required bool
	// Type is "id" (lower case letters, digits, hyphens), "int" (a whole
	// number from 0), "text", "link" (resolved like the destination of a link)
	// or "lang" (the code of a language).
	Type string
}

// String shows how the directive is typed, with everything it must have:
// ":::exercise[…]{minutes=…}".
func (s *Spec) String() string {
	var b strings.Builder
	b.WriteString([...]string{":::", "::", ":"}[s.Form])
	b.WriteString(s.Name)
	if s.Label == Required {
		b.WriteString("[…]")
	}
	sep := "{"
	for _, a := range s.Attrs {
		if a.Required {
			b.WriteString(sep + a.Name + "=…")
			sep = " "
		}
	}
	if sep == " " {
		b.WriteByte('}')
	}
	return b.String()
}

// Directive is one use of a directive.
type Directive struct {
	Name string
	// Label is the label as plain text, LabelHTML as HTML.
	Label, LabelHTML string
	// Attrs are the attributes by name. One of type "link" holds the resolved
	// address; what else is known of the place is in Targets.
	Attrs   map[string]string
	Targets map[string]Target
	Form    Form
	// Content is the HTML inside a block directive.
	Content string
	// Links are those of Document.Links that stand in the directive.
	Links []Link
	// Offset and End are the bytes of the file from the first colon to the end
	// of the opening.
	Offset, End int
}

// Env is what a page's surroundings know. The zero Env works: links stay as
// they are, headings get no anchors, there are no directives, and text is not
// touched by typography.
type Env struct {
	// Language is the page's language, for typography; none when nil.
	Language *site.Language
	// Languages are all languages of the site, for passages in another one
	// and for link texts that say nothing in any of them.
	Languages []*site.Language
	// Slug makes an anchor of a heading's text.
	Slug func(string) string
	// Resolve turns a link's destination into an address, or says what is
	// wrong with it.
	Resolve func(Link) (Target, *Problem)
	// Component renders a directive to HTML, or says what is wrong with it.
	// It is called from the inside out, and never for a directive that has a
	// mistake already.
	Component func(Directive) (string, *Problem)
	// Directives are the directives that exist.
	Directives []Spec
	// Reserved are the element ids of the page's own frame, which no heading
	// may take: "main", "top", "menu".
	Reserved []string
	// FootnotesHeading stands above the footnotes; none when "".
	// FootnoteBack is the text of the link from a footnote back into the text.
	FootnotesHeading, FootnoteBack string
}

// Heading is one heading of the page.
type Heading struct {
	Level int // 2 to 6 in a page without mistakes
	ID    string
	// Text is the heading's plain text as the reader sees it.
	Text string
	// Offset is its first byte in the file.
	Offset int
}

// Document is a converted page.
type Document struct {
	HTML     string
	Headings []Heading
	// Links are the links and images that could be resolved, those of
	// directives' attributes too, in the page's order.
	Links []Link
	// Text is the page's text as the reader sees it, a line for each block;
	// without code blocks and without what components say.
	Text string
	// Directives are the directives of the page, in its order, an outer one
	// before those inside it.
	Directives []Directive
	// Passages are the blocks that Text is made of, in its order; Foreign what
	// is in another language in a sentence.
	Passages []Passage
	Foreign  []Foreign

	// Slips are what pasted text has become, in no special order.
	Slips []Slip

	// Start is where the Markdown starts in its file; Origins say where Text
	// comes from, in its order. Both are for Source.
	Start   int
	Origins []Origin
}
