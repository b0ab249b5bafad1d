package markdown

import (
	"bytes"
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Converter turns Markdown into HTML. It is built once and is safe for
// concurrent use.
type Converter struct {
	parser parser.Parser
	pages  sync.Pool // of *page, for what they have room for
}

// New builds a Converter.
func New() *Converter {
	footnotes := footnoteBlocks{located{extension.NewFootnoteBlockParser()}}
	return &Converter{parser: parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(fences{}, 90),
			util.Prioritized(headings{located{parser.NewSetextHeadingParser()}}, 100),
			util.Prioritized(nesting{located{extension.NewDefinitionListParser()}}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(nesting{located{parser.NewListParser()}}, 300),
			util.Prioritized(located{parser.NewListItemParser()}, 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(headings{located{parser.NewATXHeadingParser()}}, 600),
			util.Prioritized(codeFences{located{parser.NewFencedCodeBlockParser()}}, 700),
			util.Prioritized(nesting{located{parser.NewBlockquoteParser()}}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(nesting{footnotes}, 999),
			util.Prioritized(paragraphs{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(codeSpans{parser.NewCodeSpanParser()}, 100),
			util.Prioritized(footnoteMarks{}, 101),
			util.Prioritized(shortcodes{}, 102),
			util.Prioritized(inlineDirectives{}, 103),
			util.Prioritized(marks{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(marks{parser.NewEmphasisParser()}, 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(references{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(tables{extension.NewTableParagraphTransformer()}, 200),
		),
	)}
}

// Convert turns one page into HTML. The document is as complete as it can be
// even when there are findings; what a finding of error level is about is left
// out of its HTML, or stands there as plain text.
func (c *Converter) Convert(src Source, env Env) (*Document, []diag.Finding) {
	p, ok := c.pages.Get().(*page)
	if !ok {
		p = newPage()
	}
	defer c.pages.Put(p)
	p.begin(src, &env)
	if len(p.body) > maxPage {
		p.tooLong()
		return p.doc, p.findings
	}
	if p.conflict() {
		return p.doc, p.findings
	}
	pc := parser.NewContext()
	pc.Set(pageKey, p)
	root := c.parser.Parse(text.NewReader(p.body), parser.WithContext(pc))
	p.blocks(root)
	p.footnoteList()
	p.doc.HTML, p.doc.Text, p.doc.Links = string(p.out), string(p.txt), p.links
	p.doc.Passages, p.doc.Origins = append(p.doc.Passages, p.passages...), append(p.doc.Origins, p.origins...)
	return p.doc, p.findings
}

// pageKey is where the parsers find the page they are working on.
var pageKey = parser.NewContextKey()

// page is all that is known of the page being converted.
type page struct {
	room
	env  *Env
	name string
	file *diag.File // nil until there is something to report
	text []byte     // the whole file
	base int        // where the Markdown starts in it
	body []byte     // text[base:]; all offsets below are in it

	doc      *Document
	findings []diag.Finding

	// While parsing.
	open    []*container // the block directives that are open
	noted   []*footnote  // footnotes as they stand
	block   ast.Node     // whose inlines are being parsed
	marks   int          // how many brackets and emphases it holds
	ticks   ticks        // where its runs of backticks are
	closed  ast.Node     // the code fence that was closed last
	told    told         // what is reported only once
	marked  int          // the passage with marks shown in it, from 1
	slipped struct {     // the last block that a slip was told of
		node ast.Node
		kind SlipKind
	}
	tags []string // HTML elements reported as open

	// While writing.
	links   []Link
	lang    *site.Language // of the text being written, for typography; nil for none
	inner   bool           // whether a single quote is open
	prev    rune           // the character before, 0 at the start of a block
	inLink  int            // how many links are open
	inTable bool
	level   int         // of the heading before
	quotes  int         // how many quotations are open
	within  int         // the innermost block directive, from 1; 0 for none
	inNote  bool        // a footnote is being written
	cited   []*footnote // footnotes in the order of their numbers
}

// room is what grows with a page and is of use to the next one. Nothing of it
// is handed out.
type room struct {
	out, txt []byte // the HTML, and the plain text
	scratch  []byte
	passages []Passage
	origins  []Origin

	notes   map[string]*footnote // footnotes by label
	anchors map[ast.Node]string  // explicit anchors of headings
	ids     map[string]int       // ids taken: offset of the explicit anchor, or -1
	moved   map[ast.Node]int     // where blocks start whose Pos is wrong
	suffix  map[string]int       // last number tried for an anchor that is taken
}

func newPage() *page {
	return &page{room: room{notes: map[string]*footnote{}, anchors: map[ast.Node]string{}, ids: map[string]int{}, moved: map[ast.Node]int{}, suffix: map[string]int{}}}
}

// begin makes p the page of a source, whatever it was before.
func (p *page) begin(src Source, env *Env) {
	r := p.room
	r.out, r.txt, r.passages, r.origins = r.out[:0], r.txt[:0], r.passages[:0], r.origins[:0]
	clear(r.notes)
	clear(r.anchors)
	clear(r.ids)
	clear(r.moved)
	clear(r.suffix)
	*p = page{room: r, env: env, name: src.Name, text: src.Text, base: max(0, min(src.Start, len(src.Text))), doc: &Document{}, lang: env.Language}
	p.body, p.doc.Start = p.text[p.base:], p.base
	p.links = slices.Grow(p.links, min(bytes.Count(p.body, []byte("](")), maxMarks))
}

// told remembers what is reported once a page.
type told struct{ deep, lines, marks, many bool }

// pageOf returns the page that a parser is working on.
func pageOf(pc parser.Context) *page { return pc.Get(pageKey).(*page) }

// newText returns a text node.
func newText(start, stop int) *ast.Text { return ast.NewTextSegment(text.NewSegment(start, stop)) }

// spec returns the directive of a name, or nil. One name can have several forms,
// a box and words for a sentence: forms are those to be preferred, in turn.
func (p *page) spec(name string, forms ...Form) *Spec {
	for _, form := range forms {
		if i := slices.IndexFunc(p.env.Directives, func(s Spec) bool { return s.Name == name && s.Form == form }); i >= 0 {
			return &p.env.Directives[i]
		}
	}
	if i := slices.IndexFunc(p.env.Directives, func(s Spec) bool { return s.Name == name }); i >= 0 {
		return &p.env.Directives[i]
	}
	return nil
}

// source returns the file for positions.
func (p *page) source() *diag.File {
	if p.file == nil {
		p.file = diag.NewFile(p.name, p.text)
	}
	return p.file
}

// fail reports an error about the bytes from start to end of the body.
func (p *page) fail(start, end int, code, message, help string) *diag.Finding {
	return p.report(start, end, code, diag.Error, message, help)
}

// report adds a finding and returns it, so that the caller may add to it. When
// there are too many it adds none, and what it returns goes nowhere.
func (p *page) report(start, end int, code string, s diag.Severity, message, help string) *diag.Finding {
	if len(p.findings) >= maxFindings {
		if !p.told.many {
			p.told.many = true
			p.findings = append(p.findings, p.source().At(p.base+start, p.base+end, "markdown/too-many", diag.Error,
				"there are more problems in this page than are shown", "mend the ones above, then look again"))
		}
		return new(diag.Finding)
	}
	p.findings = append(p.findings, p.source().At(p.base+start, p.base+max(start, end), code, s, message, help))
	return &p.findings[len(p.findings)-1]
}

// swap is the edit that puts a text in the place of another: none when the other
// does not stand there as it is, or there is nothing to write.
func (p *page) swap(start, end int, old, text string) []diag.Edit {
	if text == "" || start < 0 || end > len(p.body) || start > end || string(p.body[start:end]) != old {
		return nil
	}
	return p.source().Edit(p.base+start, p.base+end, text)
}

// without is the edit that takes bytes out.
func (p *page) without(start, end int) []diag.Edit {
	return p.source().Edit(p.base+start, p.base+end, "")
}

// offset returns where in the body a piece of it lies, or -1 when it is a copy
// or empty. goldmark hands out destinations as slices of its source without
// saying where they were; their capacity tells.
func (p *page) offset(piece []byte) int {
	at := cap(p.body) - cap(piece)
	if len(piece) == 0 || at < 0 || at+len(piece) > len(p.body) || &p.body[at] != &piece[0] {
		return -1
	}
	return at
}
