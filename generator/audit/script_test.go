package audit

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"

	"sotto/generator/sitetest"
)

const ourScript = "../../static/script.js"

// TestScripts tries every script that reaches out, navigates, stores or hides,
// and every harmless change of the one that ships with the site.
func TestScripts(t *testing.T) {
	f := sitetest.Open(t, "testdata/scripts.txtar")
	var told strings.Builder
	refused, fine := 0, 0
	for _, s := range sitetest.Scripts(t, f, ourScript) {
		list := Script("static/script.js", []byte(s.Text))
		if s.Fine {
			fine++
			if len(list) > 0 {
				t.Errorf("%s:\n%s", s.Name, describe(list))
			}
			if wrong := secondOpinion(s.Text); wrong != "" {
				t.Errorf("%s: another reader finds %s", s.Name, wrong)
			}
			continue
		}
		refused++
		if len(list) == 0 {
			t.Errorf("%s is let be:\n%s", s.Name, s.Text[strings.LastIndex(strings.TrimSpace(s.Text), "\n"):])
		}
		fmt.Fprintf(&told, "%s:", s.Name)
		for _, finding := range list {
			if finding.Pos.Line < s.Line {
				t.Errorf("%s: found where it is not: %s", s.Name, describe(list))
			}
			fmt.Fprintf(&told, " %s %d:%d", finding.Code, finding.Pos.Line-s.Line+1, finding.Pos.Col)
		}
		told.WriteByte('\n')
	}
	f.Want(t, "findings", told.String())
	if refused < 100 || fine < 12 {
		t.Errorf("only %d scripts are refused, and %d let be", refused, fine)
	}
}

func TestOurScript(t *testing.T) {
	data, err := os.ReadFile(ourScript)
	if err != nil {
		t.Fatal(err)
	}
	if list := Script("static/script.js", data); len(list) > 0 {
		t.Error(describe(list))
	}
}

// TestScriptContract reads the table as a person would: every line is read, has
// a word on it, and stands for something that the reader knows.
func TestScriptContract(t *testing.T) {
	row := regexp.MustCompile(`^(global|member|event|exit) +(\S+) +([^|]*?) *\| [^|]+$`)
	form := regexp.MustCompile(`^(read|\.|\.replace\(exit\)|=(value|class|"")|\(((function|event|selector|class|value)(,|\)))*|\(\))$`)
	rows := 0
	for line := range strings.Lines(scriptContract) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		rows++
		m := row.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("a line cannot be read: %s", line)
			continue
		}
		forms := strings.Fields(m[3])
		if (m[1] == "global" || m[1] == "member") == (len(forms) == 0) {
			t.Errorf("how may it stand? %s", line)
		}
		for _, f := range forms {
			if !form.MatchString(f) {
				t.Errorf("%s is not read: %s", f, line)
			}
		}
	}
	if n := len(scriptNames.globals) + len(scriptNames.members) + len(scriptNames.events) + 1; n != rows {
		t.Errorf("%d rows, of which %d are read: one stands twice", rows, n)
	}
	if scriptNames.exit != ".exit" || exitClass != "exit" {
		t.Errorf("the exit link is %q, of class %q", scriptNames.exit, exitClass)
	}
	for name, u := range scriptNames.members {
		if u.read && len(u.calls) > 0 {
			t.Errorf("%s may be read, and is a function", name)
		}
	}
}

// secondOpinion reads an accepted script with another program, the parser of
// the minifier, and returns what it finds in it that may not be there.
func secondOpinion(text string) string {
	tree, err := js.Parse(parse.NewInputString(text), js.Options{})
	if err != nil {
		// What no browser would run does no harm either.
		return ""
	}
	for _, v := range tree.Undeclared {
		if _, ok := scriptNames.globals[string(v.Data)]; !ok {
			return "the undeclared name " + string(v.Data)
		}
	}
	o := &opinion{}
	js.Walk(o, tree)
	if o.wrong == "" && o.things != o.before {
		return "the page or the address handed on"
	}
	return o.wrong
}

// source is a piece of a script as it is written.
func source(n js.INode) string {
	var b strings.Builder
	n.JS(&b)
	return b.String()
}

type opinion struct {
	wrong string
	// things is how often the page and the address are named, before how often
	// a member follows.
	things, before int
}

func isThing(n js.INode) bool {
	v, ok := n.(*js.Var)
	return ok && (string(v.Data) == "document" || string(v.Data) == "location")
}

func (o *opinion) Enter(n js.INode) js.IVisitor {
	switch n := n.(type) {
	case *js.DotExpr:
		if isThing(n.X) {
			o.before++
		}
		name := source(n.Y)
		if _, ok := scriptNames.members[name]; !ok && name != "replace" {
			o.wrong = "the member " + name
		}
		if name == "replace" && source(n.X) != "location" {
			o.wrong = "replace of " + source(n.X)
		}
	case *js.BinaryExpr:
		// Whatever is set is a name of the script's own, or may be set.
		set := n.Op == js.EqToken || n.Op == js.AddEqToken || n.Op == js.SubEqToken || n.Op == js.AndEqToken || n.Op == js.OrEqToken || n.Op == js.NullishEqToken
		if to, ok := n.X.(*js.DotExpr); set && ok && (n.Op != js.EqToken || scriptNames.members[source(to.Y)].sets == "") {
			o.wrong = "the setting of " + source(n.X)
		}
	case *js.CallExpr:
		if f, ok := n.X.(*js.DotExpr); ok && source(f.Y) != "replace" && len(scriptNames.members[source(f.Y)].calls) == 0 {
			o.wrong = "a call of " + source(n.X)
		}
	case *js.IndexExpr:
		if l, ok := n.Y.(*js.LiteralExpr); !ok || l.TokenType != js.IntegerToken {
			o.wrong = "the member " + source(n.Y)
		}
	case *js.Var:
		if isThing(n) {
			o.things++
		}
		if n.Decl == js.NoDecl && slices.Contains([]string{"eval", "arguments"}, string(n.Data)) {
			o.wrong = string(n.Data)
		}
	case *js.LiteralExpr:
		if n.TokenType == js.StringToken && strings.ContainsAny(string(n.Data), `/:\`) || n.TokenType == js.RegExpToken {
			o.wrong = "the text " + string(n.Data)
		}
	case *js.TemplateExpr, *js.ObjectExpr, *js.NewExpr, *js.NewTargetExpr, *js.ImportMetaExpr, *js.FuncDecl, *js.ClassDecl, *js.YieldExpr,
		*js.WithStmt, *js.TryStmt, *js.ThrowStmt, *js.WhileStmt, *js.DoWhileStmt, *js.ForStmt, *js.ForInStmt, *js.SwitchStmt, *js.LabelledStmt,
		*js.ImportStmt, *js.ExportStmt, *js.DebuggerStmt, *js.BindingArray, *js.BindingObject:
		o.wrong = fmt.Sprintf("a %T", n)
	}
	return o
}

func (o *opinion) Exit(js.INode) {}

// FuzzScript sees that the rule takes any bytes, and that another reader finds
// in what it accepts no name that is neither declared nor in the table.
func FuzzScript(f *testing.F) {
	for _, s := range sitetest.Scripts(f, sitetest.Open(f, "testdata/scripts.txtar"), ourScript) {
		f.Add(s.Text)
		lines := strings.SplitAfter(s.Text, "\n")
		if s.Line > 0 {
			f.Add(strings.Join(lines[s.Line-1:], ""))
		}
	}
	f.Add(strictSample(f).script)
	f.Fuzz(func(t *testing.T, text string) {
		if list := Script("a.js", []byte(text)); len(list) > 0 {
			for _, finding := range list {
				checkPlace(t, finding, text)
			}
			return
		}
		if wrong := secondOpinion(text); wrong != "" {
			t.Errorf("accepted, but another reader finds %s:\n%s", wrong, text)
		}
	})
}
