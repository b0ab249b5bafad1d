package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"
	texts "text/template"
	"text/template/parse"

	"sotto/generator/diag"
)

// set is the templates of a site: parsed, escaped and tried once, for all of
// its languages. The words of a language are not in it: where {{word "key"}}
// stands in a template, a text of no meaning stands in the set, and the writer
// puts the word in its place (see bound).
type set struct {
	// of finds what is executed: "chapter", "components/note", "base/strip" for
	// the part strip of base.html. A template that cannot be used is missing.
	of map[string]*template.Template
	// words are the calls {{word "key"}}.
	words []wordAt
	// taken are the trees that are in use: html/template changes them.
	taken map[*parse.Tree]bool
}

// wordAt is a call {{word "key"}} in a template.
type wordAt struct {
	key  string
	file *diag.File
	tree *parse.Tree
	node parse.Node
}

// lastSet is the latest one in which nothing was found, and what it was made of: a
// preview builds again and again with the same templates, which took a third of what
// a small site takes.
var lastSet atomic.Pointer[struct {
	*set
	text  map[string]string
	views map[string]any
}]

// setOf is newSet, or the latest one if it was made of the same.
func setOf(src sources, views map[string]any) (*set, []diag.Finding) {
	if last := lastSet.Load(); last != nil && maps.Equal(last.text, src.text) && reflect.DeepEqual(last.views, views) {
		return last.set, nil
	}
	s, findings := newSet(src, views)
	if len(findings) == 0 {
		lastSet.Store(&struct {
			*set
			text  map[string]string
			views map[string]any
		}{s, src.text, views})
	}
	return s, findings
}

// newSet makes the templates ready, and says why where one cannot be used. Each
// page template is base.html with that template as its "main"; the components
// share what they define, and have what base.html defines for them.
func newSet(src sources, views map[string]any) (*set, []diag.Finding) {
	s := &set{of: map[string]*template.Template{}, taken: map[*parse.Tree]bool{}}
	var findings []diag.Finding
	bad := func(err error, view any) {
		code := "template/execute"
		if isEscape(err) || !strings.Contains(err.Error(), "executing") {
			code = "template/syntax"
		}
		f := templateFinding(err, code, src)
		unknownField(&f, view)
		findings = append(findings, f)
	}
	base, err := texts.New(folder + "base.html").Funcs(limited).Parse(src.text["base"])
	if err != nil {
		bad(err, nil)
		return s, findings
	}
	s.prepare(base, "base", src)
	components := texts.Must(base.Clone())
	parsed := map[string]*texts.Template{}
	for _, name := range names(views) {
		if name == "base" {
			continue
		}
		t, component := components, strings.HasPrefix(name, "components/")
		if !component {
			t = texts.Must(base.Clone())
		}
		own, err := t.New(folder + name + ".html").Parse(src.text[name])
		if err != nil {
			bad(err, nil)
			continue
		}
		s.prepare(own, name, src)
		// A guide to take along is a whole page by itself.
		if parsed[name] = own; !component && name != "booklet" {
			parsed[name] = texts.Must(t.AddParseTree("main", own.Tree)).Lookup(base.Name())
		}
	}
	for name := range parts {
		part := base.Lookup(name)
		if part == nil {
			findings = append(findings, diag.Finding{
				Code: "template/missing", Severity: diag.Error, Pos: diag.Pos{File: folder + "base.html"},
				Message: fmt.Sprintf("it does not define %q", name), Help: fmt.Sprintf("write {{define %q}} … {{end}}", name),
			})
			continue
		}
		parsed["base/"+name] = part
	}
	for name, t := range parsed {
		s.of[name] = s.take(template.New(t.Name()).Funcs(limited), t)
	}
	for name, t := range s.of { // only now: what was executed can be taken no more
		view := views[name]
		if part, ok := strings.CutPrefix(name, "base/"); ok {
			view = parts[part]
		}
		if err := try(t, name, view); err != nil {
			bad(err, views[name])
			delete(s.of, name)
		}
	}
	return s, findings
}

// take puts a template into a name space, with all that it calls and no more:
// html/template goes through all that it has escaped there whenever it escapes
// another.
func (s *set) take(to *template.Template, t *texts.Template) *template.Template {
	tree := t.Tree
	if s.taken[tree] {
		tree = tree.Copy()
	}
	s.taken[tree] = true
	own := template.Must(to.AddParseTree(t.Name(), tree))
	walk(tree.Root, func(n parse.Node) {
		if n, ok := n.(*parse.TemplateNode); ok && to.Lookup(n.Name) == nil && t.Lookup(n.Name) != nil {
			s.take(to, t.Lookup(n.Name))
		}
	})
	return own
}

// walk calls f for every node of a template.
func walk(l *parse.ListNode, f func(parse.Node)) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		f(n)
		switch n := n.(type) {
		case *parse.IfNode:
			walk(n.List, f)
			walk(n.ElseList, f)
		case *parse.WithNode:
			walk(n.List, f)
			walk(n.ElseList, f)
		case *parse.RangeNode:
			walk(n.List, f)
			walk(n.ElseList, f)
		}
	}
}

// try executes a template with everything present and with nothing, so that a
// field that does not exist is found at once and not by the first page that
// happens to need it.
func try(t *template.Template, name string, view any) error {
	kind := reflect.TypeOf(view)
	full, empty := reflect.New(kind), reflect.New(kind)
	empty.Elem().Set(reflect.ValueOf(view))
	full.Elem().Set(reflect.ValueOf(view))
	fill(full.Elem())
	if err := execute(t, name, &bound{to: io.Discard}, full.Interface()); err != nil {
		return err
	}
	return execute(t, name, &bound{to: io.Discard}, empty.Interface())
}

// prepare makes the trees ready that came from one file.
func (s *set) prepare(t *texts.Template, name string, src sources) {
	for _, part := range t.Templates() {
		if part.Tree != nil && part.Tree.ParseName == folder+name+".html" {
			p := preparer{set: s, file: src.files[name], tree: part.Tree}
			p.list(part.Tree.Root)
			step(part.Tree.Root)
		}
	}
}

// preparer prepares one parse tree: it puts a placeholder where a word belongs
// and takes out the white space that only serves whoever edits the file.
type preparer struct {
	set  *set
	file *diag.File
	tree *parse.Tree
}

func (p *preparer) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	kept := l.Nodes[:0]
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			if n.Text = squeeze(n.Text); len(n.Text) == 0 {
				continue
			}
		case *parse.ActionNode:
			if key, ok := wordCall(n); ok {
				p.set.words = append(p.set.words, wordAt{key, p.file, p.tree, n})
				kept = append(kept, &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(placeholder + key)})
				continue
			}
		case *parse.IfNode:
			p.list(n.List)
			p.list(n.ElseList)
		case *parse.WithNode:
			p.list(n.List)
			p.list(n.ElseList)
		case *parse.RangeNode:
			p.list(n.List)
			p.list(n.ElseList)
			step(n.List)
		}
		kept = append(kept, n)
	}
	l.Nodes = kept
}

// wordCall recognises {{word "key"}}.
func wordCall(n *parse.ActionNode) (string, bool) {
	if id, ok := n.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode); !ok || id.Ident != "word" {
		return "", false
	}
	call, ok := strings.CutPrefix(n.Pipe.String(), "word ")
	key, err := strconv.Unquote(call)
	return key, ok && err == nil && call[0] != '\''
}

// squeeze takes out the line breaks of a template's text, with the
// indentation around them: all of it after a tag or an action and before a
// tag, and down to one space between words or attributes. White space without
// a line break is what the author wrote on purpose and stays.
func squeeze(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for first, more := true, true; more; first = false {
		var line []byte
		if line, text, more = bytes.Cut(text, []byte("\n")); more {
			line = bytes.TrimRight(line, " \t\r")
		}
		if !first {
			line = bytes.TrimLeft(line, " \t\r")
			if (len(line) > 0 || !more) && len(out) > 0 && out[len(out)-1] != '>' && !bytes.HasPrefix(line, []byte("<")) {
				out = append(out, ' ')
			}
		}
		out = append(out, line...)
	}
	return out
}
