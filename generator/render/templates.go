package render

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"html/template"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// folder is where the templates are, as findings name it.
const folder = site.TemplatesFolder

// views says which templates there are and what each is given, but for those
// of kinds that only have fields; see allViews. The keys are paths below
// templates/, without ".html"; "base" holds the parts that the others share.
var views = map[string]any{
	"home":     HomeView{},
	"page":     PageView{},
	"module":   ModuleView{},
	"chapter":  ChapterView{},
	"404":      NotFoundView{},
	"redirect": RedirectView{},

	"components/allow":          Words{},
	"components/note":           Box{},
	"components/warning":        Box{},
	"components/exercise":       Box{},
	"components/worked-example": Box{},
	"components/reflection":     Box{},
	"components/details":        Box{},
	"components/steps":          Box{},
	"components/choices":        Box{},
	"components/speaker":        Speaker{},
	"components/reading":        Box{},
	"components/ends":           Ends{},
	"components/boilerplate":    Boilerplate{},
	"components/next":           Next{},
	"components/service":        Service{},
	"components/source":         Source{},
	"components/crisis":         Crisis{},
	"components/directory":      Directory{},
	"components/proof":          ProofView{},
	"components/limits":         Limits{},
	"components/limits-line":    LimitsLine{},
	"components/phone":          Phone{},
	"components/hours":          Opening{},
	"components/text":           TextNumber{},
	"components/website":        Website{},
	"components/lang":           Words{},
	"components/law":            Law{},
	"components/stat":           "",
	"components/claim":          Claim{},
	"components/table":          Table{},
	"components/chart":          Chart{},
}

// names lists the templates that must exist, sorted.
func names(views map[string]any) []string {
	list := slices.AppendSeq([]string{"base"}, maps.Keys(views))
	slices.Sort(list)
	return list
}

func viewName(view any) string {
	if view == nil {
		return "Frame"
	}
	return reflect.TypeOf(view).Name()
}

// set is the templates of one language: words set in, white space taken out.
type set map[string]*template.Template

// parse makes the templates ready for the edition's language. Each page
// template is the base with that template as its "main"; the components are
// one set of their own, with what base.html defines for them. A template that
// cannot be used is not in the result, and a finding says why.
func (e *edition) parse() set {
	bad := func(err error, view any) {
		code := "template/execute"
		if isEscape(err) || !strings.Contains(err.Error(), "executing") {
			code = "template/syntax"
		}
		f := templateFinding(err, code, e.src)
		unknownField(&f, view)
		e.findings = append(e.findings, f)
	}
	base := template.New(folder + "base.html").Funcs(limited).Funcs(template.FuncMap{"word": unset})
	if _, err := base.Parse(e.src.text["base"]); err != nil {
		bad(err, nil)
		return nil
	}
	e.setWords(base, "base")
	out, components := set{"base": base}, template.Must(base.Clone())
	for _, name := range names(e.views) {
		if name == "base" {
			continue
		}
		t, component := components, strings.HasPrefix(name, "components/")
		if !component {
			t = template.Must(base.Clone())
		}
		own, err := t.New(folder + name + ".html").Parse(e.src.text[name])
		if err != nil {
			bad(err, nil)
			continue
		}
		e.setWords(own, name)
		if out[name] = own; !component {
			out[name] = template.Must(t.AddParseTree("main", own.Tree)).Lookup(base.Name())
		}
	}
	for _, name := range names(e.views) { // only now: a template that was executed takes no others in
		if t := out[name]; t != nil && name != "base" {
			if err := try(t, name, e.views[name]); err != nil {
				bad(err, e.views[name])
				delete(out, name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		t := base.Lookup(name)
		if t == nil {
			e.findings = append(e.findings, diag.Finding{
				Code: "template/missing", Severity: diag.Error, Pos: diag.Pos{File: folder + "base.html"},
				Message: fmt.Sprintf("it does not define %q", name), Help: fmt.Sprintf("write {{define %q}} … {{end}}", name),
			})
			delete(out, "base")
		} else if err := try(t, "base", parts[name]); err != nil {
			bad(err, nil)
			delete(out, "base")
		}
	}
	return out
}

// unset stands for the function word until its calls have been replaced. Only
// a call that is not {{word "key"}} is left to be made.
func unset(...any) (string, error) {
	return "", errors.New("write {{word \"key\"}}, with a key in straight quotes and nothing else")
}

// setWords prepares the trees that came from one file.
func (e *edition) setWords(t *template.Template, name string) {
	for _, part := range t.Templates() {
		if part.Tree != nil && part.Tree.ParseName == folder+name+".html" {
			s := setter{edition: e, file: e.src.files[name], tree: part.Tree}
			s.list(part.Tree.Root)
			step(part.Tree.Root)
		}
	}
}

func isEscape(err error) bool {
	var e *template.Error
	return errors.As(err, &e)
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
	if err := execute(t, name, io.Discard, full.Interface()); err != nil {
		return err
	}
	return execute(t, name, io.Discard, empty.Interface())
}

// fill sets every field of a view to something.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Interface: // the fields of a kind, which the view says the type of
		full := reflect.New(v.Elem().Type()).Elem()
		fill(full)
		v.Set(full)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}

// failure is the text of an error of html/template, in its parts: where it is,
// by name, line and column, and what is wrong there.
var failure = regexp.MustCompile(`^(?:template: |html/template: ?)?((?:` + folder + `([^:]*)\.html:(\d+):(?:(\d+):)?)? *(?:executing ".*?" at )?((?s:.*)))$`)

// templateFinding makes a finding of an error of html/template.
func templateFinding(err error, code string, src sources) diag.Finding {
	if e := (*tooFar)(nil); errors.As(err, &e) {
		return e.finding()
	}
	help := "the fields that a template is given are documented in generator/render/view.go and boxes.go"
	if code == "template/syntax" {
		help = "look for a missing {{end}}, brace or quote; {{word \"key\"}} is the only function besides html/template's own"
	}
	m := failure.FindStringSubmatch(err.Error())
	if file := src.files[m[2]]; file != nil {
		line, _ := strconv.Atoi(m[3])
		col, err := strconv.Atoi(m[4])
		if err == nil {
			col++ // html/template counts columns from 0
		}
		return file.AtLine(line, col, 0, code, diag.Error, strings.TrimSpace(m[5]), help)
	}
	return diag.Finding{
		Code: code, Severity: diag.Error, Pos: diag.Pos{File: folder + "base.html"},
		Message: strings.TrimSpace(m[1]), Help: help,
	}
}

// setter prepares one parse tree: it sets the words of a language into it and
// takes out the white space that only serves whoever edits the file.
type setter struct {
	edition *edition
	file    *diag.File
	tree    *parse.Tree
}

func (s *setter) list(l *parse.ListNode) {
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
				kept = append(kept, &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(s.word(n, key))})
				continue
			}
		case *parse.IfNode:
			s.list(n.List)
			s.list(n.ElseList)
		case *parse.WithNode:
			s.list(n.List)
			s.list(n.ElseList)
		case *parse.RangeNode:
			s.list(n.List)
			s.list(n.ElseList)
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

// word looks a word up, escaped for text and for quoted attributes alike.
func (s *setter) word(n *parse.ActionNode, key string) string {
	e := s.edition
	e.used[key] = true
	if !e.words.Has(e.lang, key) {
		where, _ := s.tree.ErrorContext(n)
		_, at, _ := strings.Cut(where, ".html:")
		number, at, _ := strings.Cut(at, ":")
		line, _ := strconv.Atoi(number)
		col, _ := strconv.Atoi(at)
		message, help := missingMessage(e.lang, key)
		e.findings = append(e.findings, s.file.AtLine(line, col+1, 0, "message/missing", diag.Error, message, help))
		return ""
	}
	return html.EscapeString(e.words.Text(e.lang, key))
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
