package schema

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sotto/generator/site"
)

// TestOneFileForAKind: nothing but its own file in this room knows that there
// is a kind, when it has fields and no structure of its own.
func TestOneFileForAKind(t *testing.T) {
	places := map[string][]string{} // of each kind's name, written in Go
	for _, k := range New(site.Config{}).Kinds {
		structured := func(r Row) bool { return r.Into != "" }
		if k.Name == site.Essentials {
			continue // its pages are in another language than their frame knows
		}
		if k.Section && len(k.Keys) > 0 && !slices.ContainsFunc(k.Keys, structured) {
			places[string(k.Name)] = nil
		}
	}
	if len(places) < 2 {
		t.Fatalf("there are only %d kinds to look for", len(places))
	}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (name == "bench" || name == "e2e" || d.Name() == "testdata") {
				return fs.SkipDir // tools that write and visit pages of every kind
			}
			return err
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", name), nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := strconv.Unquote(lit.Value)
				if found, ok := places[text]; ok && !slices.Contains(found, name) {
					places[text] = append(found, name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for kind, found := range places {
		if !slices.Equal(found, []string{"schema/" + kind + ".go"}) {
			t.Errorf("the kind %s is written in %v, not in schema/%s.go alone: let the room read what the schema declares", kind, found, kind)
		}
	}
}
