package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Compiling and linking a mutant takes longer than the tests that kill it. So
// one program holds many: beside each function that mutants are in stands a
// copy for each of them, and the function begins by asking which one is on
// ("mutant schemata", Untch, Offutt and Harrold 1993). A mutant outside of
// functions, or in one whose copy could not be called alike, has a program of
// its own.

// numbered is a mutant and its number in the program, from 1.
type numbered struct {
	mutant
	number int
}

// edit is a change to a text, which is told in the text's own offsets.
type edit struct {
	start, end int
	text       string
}

// schemata returns the text of a Go file to which the mutants are added whose
// number is written in the file named by on, and the numbers of those that are
// in it. With no mutants that can be in it the text is as it was.
func schemata(name string, text []byte, list []numbered) (out []byte, in []int, err error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, err
	}
	offset := func(p token.Pos) int { return fset.Position(p).Offset }
	var edits []edit
	var copies strings.Builder
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		call, blanks, ok := callOf(fn)
		if !ok {
			continue
		}
		start, body, end := offset(fn.Pos()), offset(fn.Body.Lbrace)+1, offset(fn.End())
		ifs := ""
		for _, m := range list {
			at := strings.Index(string(text), m.old)
			if at < body || at+len(m.old) > end {
				continue
			}
			in = append(in, m.number)
			other := fn.Name.Name + "Mutant" + strconv.Itoa(m.number)
			run := "return " + call(other)
			if fn.Type.Results == nil {
				run = call(other) + "; return"
			}
			ifs += fmt.Sprintf(" if mutantOn == %d { %s };", m.number, run)
			// What does not compile is told by the mutant's name.
			fmt.Fprintf(&copies, "\n//line %s:1\n", m.name)
			copies.Write(apply(text[start:end], []edit{
				{offset(fn.Name.Pos()) - start, offset(fn.Name.End()) - start, other},
				{at - start, at - start + len(m.old), m.new},
			}))
			copies.WriteByte('\n')
		}
		if ifs == "" {
			continue
		}
		edits = append(edits, edit{body, body, ifs})
		for i, blank := range blanks {
			edits = append(edits, edit{offset(blank.Pos()), offset(blank.End()), argument(i)})
		}
	}
	return append(apply(text, edits), copies.String()...), in, nil
}

// callOf returns what calls another function as fn was called, and the
// parameters of fn that need a name for it. It is false for a function whose
// copy could not be called alike: a generic one, or one of unnamed parameters.
func callOf(fn *ast.FuncDecl) (call func(name string) string, blanks []*ast.Ident, ok bool) {
	before := ""
	if fn.Recv != nil {
		names := fn.Recv.List[0].Names
		if len(names) == 0 || names[0].Name == "_" {
			return nil, nil, false
		}
		before = names[0].Name + "."
	}
	if fn.Type.TypeParams != nil {
		return nil, nil, false
	}
	var args []string
	for _, field := range fn.Type.Params.List {
		if len(field.Names) == 0 {
			return nil, nil, false
		}
		for _, name := range field.Names {
			arg := name.Name
			if arg == "_" {
				arg = argument(len(blanks))
				blanks = append(blanks, name)
			}
			if _, variadic := field.Type.(*ast.Ellipsis); variadic {
				arg += "..."
			}
			args = append(args, arg)
		}
	}
	return func(name string) string { return before + name + "(" + strings.Join(args, ", ") + ")" }, blanks, true
}

// argument names the parameter that has no name of its own.
func argument(i int) string { return "mutantArgument" + strconv.Itoa(i) }

// apply returns the text with the changes made, which do not overlap.
func apply(text []byte, edits []edit) []byte {
	edits = slices.SortedFunc(slices.Values(edits), func(a, b edit) int { return a.start - b.start })
	var out []byte
	last := 0
	for _, e := range edits {
		out = append(append(out, text[last:e.start]...), e.text...)
		last = e.end
	}
	return append(out, text[last:]...)
}

// asks is a file of a package that holds mutants: which of them is on, when the
// program starts, is written in the file named on. It is a file since tests run
// programs that are given no environment.
func asks(name, on string) []byte {
	return fmt.Appendf(nil, `package %s

import (
	"os"
	"strconv"
)

var mutantOn = func() int {
	data, _ := os.ReadFile(%q)
	n, _ := strconv.Atoi(string(data))
	return n
}()
`, name, on)
}

// packageOf returns the name of a Go file's package.
func packageOf(name string, text []byte) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.PackageClauseOnly)
	if err != nil {
		return "", err
	}
	return f.Name.Name, nil
}

// beside is where the file of asks would be in the folder of a Go file.
func beside(name string) string { return filepath.Join(filepath.Dir(name), "zz_mutant_on.go") }
