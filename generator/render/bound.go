package render

import (
	"errors"
	"fmt"
	"html/template"
	"io"
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
type bound struct {
	to             io.Writer
	steps, written int
}

var (
	errSteps   = fmt.Errorf("it loops or calls templates more than %s times", diag.Number(maxSteps))
	errWritten = fmt.Errorf("it writes more than %d MiB", maxWritten>>20)
)

func (b *bound) Write(p []byte) (int, error) {
	b.steps++
	b.written += len(p)
	switch {
	case b.steps > maxSteps:
		return 0, errSteps
	case b.written > maxWritten:
		return 0, errWritten
	case len(p) == 0:
		return 0, nil
	}
	return b.to.Write(p)
}

// execute is the only way in which templates are executed. name is the file
// that is told of one that goes too far.
func execute(t *template.Template, name string, w io.Writer, data any) error {
	err := t.Execute(&bound{to: w}, data)
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

// limited are the functions of templates whose results can grow: Go's own, but
// with an end.
var limited = template.FuncMap{
	"print":    func(args ...any) (string, error) { return short(fmt.Sprint(args...)) },
	"println":  func(args ...any) (string, error) { return short(fmt.Sprintln(args...)) },
	"printf":   func(format string, args ...any) (string, error) { return short(fmt.Sprintf(format, args...)) },
	"js":       func(args ...any) (string, error) { return short(template.JSEscaper(args...)) },
	"html":     func(args ...any) (string, error) { return short(template.HTMLEscaper(args...)) },
	"urlquery": func(args ...any) (string, error) { return short(template.URLQueryEscaper(args...)) },
}

func short(s string) (string, error) {
	if len(s) > maxString {
		return "", fmt.Errorf("the text is longer than %d KiB", maxString>>10)
	}
	return s, nil
}
