package render

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"
	"text/template/parse"

	"sotto/generator/diag"
)

// What a template may cost, however it loops or calls itself. The longest page
// that ships with Sotto takes a thousandth of it.
const (
	// maxTemplate is the longest template file, in bytes. The longest that
	// ships with Sotto is a tenth of it.
	maxTemplate = 64 << 10
	// maxSteps is how often one page or component may go round in loops, call
	// templates and write: less than a second.
	maxSteps = 2_000_000
	// maxWritten is the most one page or component may write, in bytes.
	maxWritten = 32 << 20
	// maxString is the most that a function of a template may make at once, in
	// bytes: what doubles itself in a loop is no longer for its writer to stop.
	maxString = 64 << 10
)

// bound is what a template writes to. Go's templates cannot be stopped from
// outside, and one that loops may write nothing; so every round of a loop and
// every call of a template begins with a text of no length (see step), which
// is written here and counted like any other.
//
// It also puts in the words of a language, which are not in the templates: see
// set.
type bound struct {
	to             io.Writer
	words          map[string][]byte // by their keys
	steps, written int
	// pieces are what was written, in its order, where trace asks for it.
	trace  bool
	pieces []piece
}

// placeholder begins a text of a template that stands for a word; the word's
// key follows.
const placeholder = "\x00"

var (
	errSteps   = fmt.Errorf("it loops or calls templates more than %s times", diag.Number(maxSteps))
	errWritten = fmt.Errorf("it writes more than %d MiB", maxWritten>>20)
)

func (b *bound) Write(p []byte) (int, error) {
	text := p
	if len(p) > 0 && p[0] == placeholder[0] {
		if word, ok := b.words[string(p[1:])]; ok {
			text = word
		}
	}
	b.steps++
	b.written += len(text)
	switch {
	case b.steps > maxSteps:
		return 0, errSteps
	case b.written > maxWritten:
		return 0, errWritten
	case len(text) == 0:
		return len(p), nil
	}
	if b.trace {
		b.note(&p[0], text)
	}
	_, err := b.to.Write(text)
	return len(p), err
}

// execute is the only way in which templates are executed. name is that of the
// set, whose file is told of one that goes too far.
func execute(t *template.Template, name string, to *bound, data any) error {
	err := t.Execute(to, data)
	if errors.Is(err, errSteps) || errors.Is(err, errWritten) {
		return &tooFar{name, err}
	}
	return err
}

// tooFar is the error of a template that goes past a limit. Go does not say at
// which line it was.
type tooFar struct {
	name string
	error
}

func (e *tooFar) finding() diag.Finding {
	if strings.HasPrefix(e.name, "base/") {
		e.name = "base"
	}
	return diag.Finding{
		Code: "template/execute", Severity: diag.Error, Pos: diag.Pos{File: folder + e.name + ".html"}, Message: e.Error(),
		Help: "look for a {{range}} over a number, or for templates that call each other, here and in what it uses of base.html",
	}
}

// step puts a text of no length at the head of a loop's body or a template.
func step(l *parse.ListNode) {
	if l != nil {
		l.Nodes = append([]parse.Node{&parse.TextNode{NodeType: parse.NodeText, Pos: l.Pos}}, l.Nodes...)
	}
}

// limited are the functions of templates whose results can grow, which are Go's
// own, but with an end; and word.
var limited = template.FuncMap{
	"word":     unset,
	"print":    func(args ...any) (string, error) { return short(fmt.Sprint(args...)) },
	"println":  func(args ...any) (string, error) { return short(fmt.Sprintln(args...)) },
	"printf":   func(format string, args ...any) (string, error) { return short(fmt.Sprintf(format, args...)) },
	"js":       func(args ...any) (string, error) { return short(template.JSEscaper(args...)) },
	"html":     func(args ...any) (string, error) { return short(template.HTMLEscaper(args...)) },
	"urlquery": func(args ...any) (string, error) { return short(template.URLQueryEscaper(args...)) },
}

// unset stands for the function word, whose calls are replaced. Only a call that
// is not {{word "key"}} is left to be made.
func unset(...any) (string, error) {
	return "", errors.New("write {{word \"key\"}}, with a key in straight quotes and nothing else")
}

func short(s string) (string, error) {
	if len(s) > maxString {
		return "", fmt.Errorf("the text is longer than %d KiB", maxString>>10)
	}
	return s, nil
}
