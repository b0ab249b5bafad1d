package pipeline

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// ofALanguage are codes, names and words of some languages. Help and
// explanations may name them as examples; a string that is one of them, and
// nothing else, decides something.
var ofALanguage = regexp.MustCompile(`^(en|cy|pl|fr|de|English|Welsh|Polish|Cymraeg|Polski|January|Monday|midday|here|click here|Ionawr|dydd Llun|yma)$`)

// TestNoLanguageInGo: a language is data, and Go knows none.
func TestNoLanguageInGo(t *testing.T) {
	seen := 0
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			// Tools for developers write sites in English and Welsh.
			if d != nil && d.IsDir() && (name == "bench" || name == "e2e" || d.Name() == "testdata" || d.Name() == "node_modules") {
				return fs.SkipDir
			}
			return err
		}
		seen++
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path.Join("..", name), nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr: // Example: "en" shows people how it is written, Into: "English" names a field
				key, ok := n.Key.(*ast.Ident)
				return !ok || key.Name != "Example" && key.Name != "Into"
			case *ast.BasicLit:
				if s, _ := strconv.Unquote(n.Value); n.Kind == token.STRING && ofALanguage.MatchString(s) {
					t.Errorf("%s: %s: what belongs to one language goes to its messages file", files.Position(n.Pos()), n.Value)
				}
			case *ast.SelectorExpr: // x/text's language.English
				if x, ok := n.X.(*ast.Ident); ok && (x.Name == "language" || x.Name == "site") && ofALanguage.MatchString(n.Sel.Name) {
					t.Errorf("%s: %s.%s: what belongs to one language goes to its messages file", files.Position(n.Pos()), x.Name, n.Sel.Name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || seen < 100 {
		t.Fatal(seen, err)
	}
}
