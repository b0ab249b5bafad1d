package markdown

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"sotto/generator/diag"
)

// component writes a directive: it checks it against its Spec, has it rendered
// by the page's surroundings, and puts the result in its place. body is the
// block whose children are the content, or nil in text.
func (p *page) component(o *opening, form Form, body *container) {
	spec := p.spec(o.name, form)
	ok := p.checkForm(o, spec, form) && !o.broken
	d := Directive{Name: o.name, Form: form, Attrs: map[string]string{}, Targets: map[string]Target{}, Offset: p.base + o.start, End: p.base + o.end}
	slot := len(p.doc.Directives)
	if o.name != "" {
		p.doc.Directives = append(p.doc.Directives, d)
	}

	start, from, linked := len(p.out), len(p.txt), len(p.links)
	lang, up := p.lang, 0
	if spec != nil {
		p.lang = p.langOf(o, spec)
		ok = p.checkLabel(o, spec) && ok
	}
	if o.label != nil {
		if form != Inline {
			p.prev = 0
		}
		p.inlines(o.label)
		d.Label, d.LabelHTML = strings.TrimSpace(string(p.txt[from:])), string(p.out[start:])
		p.out = p.out[:start]
		if form != Inline {
			p.within, up = slot+1, p.within
			p.line(Label, from)
			p.within = up
		}
	}
	if spec != nil {
		ok = p.attributes(o, spec, &d) && ok
	}
	if form == Block {
		ok = p.checkHolds(body, spec, ok) && ok
		p.within, up = slot+1, p.within
		p.blocks(body)
		p.within = up
		d.Content = string(p.out[start:])
		p.out = p.out[:start]
	}
	spoken := p.lang
	p.lang = lang
	d.Links = slices.Clip(p.links[linked:])
	if o.name != "" {
		p.doc.Directives[slot] = d
	}
	written, made := "", false
	if ok && p.env.Component != nil {
		rendered, problem := p.env.Component(d)
		if made = problem == nil; made {
			written = rendered
		} else {
			p.problem(o, problem)
		}
	}
	if !made {
		written = d.LabelHTML + d.Content
	}
	p.out = append(p.out, written...)
	if form == Inline {
		if said := textOf(written); said != string(p.txt[from:]) {
			p.cut(from)
			p.from(o.start, true)
			p.txt = append(p.txt, said...)
		}
		if spoken != lang && len(p.txt) > from {
			p.doc.Foreign = append(p.doc.Foreign, Foreign{from, len(p.txt), codeOf(spoken)})
		}
		p.prev = 'x'
		if p.inLink > 0 && strings.Contains(written, "<a") {
			p.fail(o.start, o.end, "directive/in-link", "this directive makes a link, and stands inside another link", "put it before or after the link")
		}
		return
	}
	p.out = endLine(p.out)
}

// endLine ends the last line of a block.
func endLine(b []byte) []byte {
	if len(b) > 0 && b[len(b)-1] != '\n' {
		b = append(b, '\n')
	}
	return b
}

// textOf is the text of a little HTML.
func textOf(s string) string {
	var b strings.Builder
	for s != "" {
		before, rest, _ := strings.Cut(s, "<")
		b.WriteString(before)
		_, s, _ = strings.Cut(rest, ">")
	}
	return html.UnescapeString(b.String())
}

// problem reports what a component says is wrong, at the attribute it means.
func (p *page) problem(o *opening, problem *Problem) {
	start, end := o.start, o.end
	if problem.Attr == "label" && o.labelAt >= 0 {
		start, end = o.labelAt, o.labelEnd
	}
	for _, a := range o.attrs {
		if a.key == problem.Attr {
			start, end = a.valueAt, a.valueEnd
		}
	}
	f := p.report(start, end, problem.Code, problem.Severity, problem.Message, problem.Help)
	if start != o.start {
		f.Fix = p.swap(start, end, string(p.body[start:end]), problem.Write)
	}
}

// names returns the names of the directives that exist, each once.
func (p *page) names() []string {
	var names []string
	for _, s := range p.env.Directives {
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}

// nearest returns the directive whose name is nearest to a word: one of the
// form that was written if there is one. Nil when none is near.
func (p *page) nearest(word string, form Form) *Spec {
	var same []string
	for _, s := range p.env.Directives {
		if s.Form == form {
			same = append(same, s.Name)
		}
	}
	if s := p.spec(diag.Nearest(word, same), form); s != nil {
		return s
	}
	return p.spec(diag.Nearest(word, p.names()))
}

// checkForm reports a directive that does not exist or is written in the wrong
// form.
func (p *page) checkForm(o *opening, spec *Spec, form Form) bool {
	end := o.nameAt + len(o.name)
	if spec == nil {
		if p.told.many || o.name == "" {
			return false
		}
		help := "there are no directives"
		near := p.nearest(o.name, form)
		if near != nil {
			help = "did you mean " + near.String() + "?"
		} else if names := p.names(); len(names) > 0 {
			help = "the directives are " + strings.Join(names, ", ")
		}
		if form == Inline {
			help += "\nfor a plain colon write \\:"
		}
		f := p.fail(o.start, end, "directive/unknown", "there is no directive "+o.name, help)
		if near != nil && near.Form == form && form != Inline {
			f.Fix = p.swap(o.nameAt, end, o.name, near.Name)
		}
		return false
	}
	if spec.Form == form && !(form == Block && o.colons < 3) {
		return true
	}
	as := map[Form][2]string{
		Block:  {"holds text", " on a line of its own, then the text, then :::"},
		Leaf:   {"stands alone on a line", " on a line of its own, with two colons and no line to close it"},
		Inline: {"stands in text", " in a sentence"},
	}[spec.Form]
	p.fail(o.start, end, "directive/form", o.name+" is a directive that "+as[0], "write "+spec.String()+as[1])
	return false
}

// checkLabel reports a label that is missing or that does not belong.
func (p *page) checkLabel(o *opening, spec *Spec) bool {
	switch {
	case o.labelAt >= 0 && spec.Label == None:
		p.fail(o.labelAt-1, o.labelEnd+1, "directive/label", o.name+" takes no label", "write "+spec.String())
	case spec.Label == Required && !o.broken && o.labelAt < 0:
		p.fail(o.start, o.nameAt+len(o.name), "directive/label", o.name+" needs a label", "write "+spec.String())
	case spec.Label == Required && o.labelAt >= 0 && len(strings.TrimSpace(string(p.body[o.labelAt:o.labelEnd]))) == 0:
		p.fail(o.labelAt-1, o.labelEnd+1, "directive/label", "this label is empty", "write the words between the brackets")
	default:
		return true
	}
	return false
}

// checkHolds reports the content of a block that must hold one list.
func (p *page) checkHolds(n *container, spec *Spec, quiet bool) bool {
	if spec == nil || spec.Holds == "" || n.broken {
		return quiet
	}
	what, example := "one numbered list", "write 1. before the first step, on a line of its own"
	if spec.Holds == "link-list" {
		what, example = "one list of links", "write - [words](page.md) for each link, on lines of their own"
	}
	fail := func(at, end int) bool {
		p.fail(at, end, "directive/content", n.name+" holds "+what+" and nothing else", example)
		return false
	}
	var list *ast.List
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *label, *nothing, *ast.LinkReferenceDefinition:
		case *ast.List:
			if list != nil || c.IsOrdered() != (spec.Holds == "ordered-list") {
				return fail(p.firstWord(c))
			}
			list = c
		default:
			return fail(p.firstWord(c))
		}
	}
	if list == nil {
		return fail(n.start, n.nameAt+len(n.name))
	}
	if n := list.ChildCount(); spec.Entries > 0 && n != spec.Entries {
		return p.miscounted(list, spec)
	}
	if spec.Holds != "link-list" {
		return quiet
	}
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if !startsWithLink(item) {
			at, end := p.firstWord(item)
			p.fail(at, end, "directive/content", "each entry of "+n.name+" starts with a link", example)
			quiet = false
		}
	}
	return quiet
}

// miscounted reports a list that has more or fewer entries than its block has
// places for, at the first one too many or at the last one.
func (p *page) miscounted(list *ast.List, spec *Spec) bool {
	has, item, help := list.ChildCount(), list.LastChild(), fmt.Sprintf("add %d more", spec.Entries-list.ChildCount())
	if has > spec.Entries {
		item, help = list.FirstChild(), fmt.Sprintf("take out %d, or join it with another", has-spec.Entries)
		for range spec.Entries {
			item = item.NextSibling()
		}
	}
	at, end := p.firstWord(item)
	p.fail(at, end, "directive/content", fmt.Sprintf("%s has places for %d entries, and this list has %d", spec.Name, spec.Entries, has), help)
	return false
}

func startsWithLink(item ast.Node) bool {
	first := item.FirstChild()
	if first == nil {
		return false
	}
	c := first.FirstChild()
	for c != nil {
		if t, ok := c.(*ast.Text); !ok || t.Segment.Len() > 0 {
			break
		}
		c = c.NextSibling()
	}
	_, ok := c.(*ast.Link)
	return ok
}

// firstWord returns the place of a block: from its first byte to the end of
// that line.
func (p *page) firstWord(n ast.Node) (start, end int) {
	for n != nil && n.Pos() < 0 {
		n = n.FirstChild()
	}
	if n == nil {
		return 0, 0
	}
	start = p.at(n)
	return start, lineEnd(p.body, start)
}
