package cms

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/schema"
	"sotto/generator/sitetest"
)

// field is a field as a configuration declares it.
type field struct {
	Name, Widget string
	Required     bool
	Options      []string
	Fields       []field
}

type entry struct {
	Name, File, Folder string
	Fields             []field
}

type config struct {
	I18n struct {
		Locales []string
		Omit    bool `yaml:"omit_default_locale_from_file_path"`
	}
	Collections []struct {
		entry `yaml:",inline"`
		Files []entry
	}
}

// of finds the fields that a page is edited by.
func (c *config) of(source string) []field {
	base := source
	if len(c.I18n.Locales) > 1 {
		for _, l := range c.I18n.Locales[1:] {
			base = strings.TrimSuffix(strings.TrimSuffix(base, ".md"), "."+l)
		}
		base = strings.TrimSuffix(base, ".md") + ".md"
	}
	for _, col := range c.Collections {
		for _, f := range col.Files {
			if strings.Replace(f.File, ".{{locale}}", "", 1) == base {
				return f.Fields
			}
		}
	}
	for _, col := range c.Collections {
		if col.Folder == path.Dir(base) {
			return col.Fields
		}
	}
	return nil
}

var clock = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

// inputs are the site that ships.
func inputs(t *testing.T, content fs.FS) pipeline.Inputs {
	t.Helper()
	return pipeline.Inputs{Content: content, Templates: os.DirFS("../../templates"), Static: os.DirFS("../../static"), Clock: clock}
}

// shipped is the site that ships, built once for all tests.
var shipped struct {
	once  sync.Once
	res   *pipeline.Result
	stage *output.Stage
}

func buildShipped(t *testing.T) (*pipeline.Result, map[string][]byte) {
	t.Helper()
	shipped.once.Do(func() {
		shipped.stage = output.NewMemory()
		shipped.res = build(t, sitetest.Shipped(t), shipped.stage)
	})
	if shipped.res == nil {
		t.Fatal("the site that ships cannot be built")
	}
	return shipped.res, shipped.stage.Files()
}

func build(t *testing.T, content fs.FS, stage *output.Stage) *pipeline.Result {
	t.Helper()
	res, err := pipeline.Build(context.Background(), inputs(t, content), stage)
	if err != nil {
		t.Fatal(err)
	}
	if n := diag.Count(res.Findings, diag.Error); n > 0 {
		t.Fatalf("%d errors:\n%.3000s", n, sitetest.Text(res.Findings))
	}
	return res
}

// write is what a system writes of a front matter: the fields in their order, no
// comments, and texts in the style.
func write(fields []field, n *yaml.Node, style yaml.Style) (*yaml.Node, error) {
	out := &yaml.Node{Kind: yaml.MappingNode}
	left := len(n.Content) / 2
	for _, f := range fields {
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, v := n.Content[i], n.Content[i+1]
			if key.Value != f.Name {
				continue
			}
			left--
			v, err := f.write(v, style)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.Name, err)
			}
			out.Content = append(out.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: f.Name}, v)
		}
		if f.Required && f.Name != "body" && !slices.ContainsFunc(out.Content, func(k *yaml.Node) bool { return k.Value == f.Name }) {
			return nil, fmt.Errorf("%s is required and not there", f.Name)
		}
	}
	if left > 0 {
		return nil, fmt.Errorf("%d keys have no field, and would be lost", left)
	}
	return out, nil
}

func (f field) write(v *yaml.Node, style yaml.Style) (*yaml.Node, error) {
	text := func(v *yaml.Node) *yaml.Node {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: v.Value, Style: style}
	}
	switch {
	case f.Widget == "list" && v.Kind == yaml.SequenceNode:
		out := &yaml.Node{Kind: yaml.SequenceNode}
		for _, e := range v.Content {
			switch {
			case f.Fields != nil && e.Kind == yaml.MappingNode:
				w, err := write(f.Fields, e, style)
				if err != nil {
					return nil, err
				}
				out.Content = append(out.Content, w)
			case f.Fields == nil && e.Kind == yaml.ScalarNode:
				out.Content = append(out.Content, text(e))
			default:
				return nil, fmt.Errorf("an entry of the list has another form")
			}
		}
		return out, nil
	case v.Kind != yaml.ScalarNode || f.Widget == "list":
		return nil, fmt.Errorf("the value does not fit a %s", f.Widget)
	case f.Widget == "boolean" || f.Widget == "number":
		return &yaml.Node{Kind: yaml.ScalarNode, Value: v.Value}, nil
	case f.Widget == "select" && !slices.Contains(f.Options, v.Value):
		return nil, fmt.Errorf("%s is not offered", v.Value)
	}
	return text(v), nil
}

// Whatever page is saved, the site comes out the same.
func TestRoundTrip(t *testing.T) {
	content := sitetest.Shipped(t)
	was, _ := buildShipped(t)
	styles := map[string]yaml.Style{"double": yaml.DoubleQuotedStyle, "folded": yaml.FoldedStyle}
	for _, name := range Names {
		var c config
		if err := yaml.Unmarshal(Config(name, was.Site, schema.New(was.Site.Config)), &c); err != nil {
			t.Fatal(err)
		}
		if name == "sveltia" && (!c.I18n.Omit || len(c.I18n.Locales) < 2) {
			t.Error("twins are not edited together")
		}
		for _, quotes := range sitetest.Some([]string{"double", "folded"}, 2) {
			saved, pages := fstest.MapFS{}, 0
			for file, f := range content {
				saved[file] = f
				if !strings.HasSuffix(file, ".md") || strings.HasPrefix(file, "_") {
					continue
				}
				pages++
				_, rest, _ := bytes.Cut(f.Data, []byte("---\n"))
				front, body, ok := bytes.Cut(rest, []byte("\n---\n"))
				var tree yaml.Node
				if err := yaml.Unmarshal(front, &tree); err != nil || !ok {
					t.Fatalf("%s: %v", file, err)
				}
				fields := c.of("content/" + file)
				if fields == nil {
					t.Errorf("%s: no collection of %s has it", file, name)
					continue
				}
				n, err := write(fields, tree.Content[0], styles[quotes])
				if err != nil {
					t.Errorf("%s in %s: %v", file, name, err)
					continue
				}
				text, err := yaml.Marshal(n)
				if err != nil {
					t.Fatal(err)
				}
				saved[file] = &fstest.MapFile{Data: slices.Concat([]byte("---\n"), text, []byte("---\n"), body)}
			}
			if t.Failed() {
				return
			}
			now := build(t, saved, output.NewDiscard())
			if pages < 50 || was.Tree != now.Tree {
				t.Errorf("%s, texts %s: the site is another one when its %d pages have been saved", name, quotes, pages)
			}
		}
	}
}

// A key that is not declared is a key that is lost: the test would see it.
func TestRoundTripSees(t *testing.T) {
	var n yaml.Node
	if err := yaml.Unmarshal([]byte("title: x\nweight: 1\nlist: [a]\n"), &n); err != nil {
		t.Fatal(err)
	}
	for _, fields := range [][]field{
		{{Name: "title", Widget: "string"}, {Name: "weight", Widget: "number"}},
		{{Name: "title", Widget: "string"}, {Name: "weight", Widget: "number"}, {Name: "list", Widget: "string"}},
		{{Name: "title", Widget: "select"}, {Name: "weight", Widget: "number"}, {Name: "list", Widget: "list"}},
		{{Name: "title", Widget: "string"}, {Name: "weight", Widget: "number"}, {Name: "list", Widget: "list"}, {Name: "more", Required: true}},
	} {
		if _, err := write(fields, n.Content[0], 0); err == nil {
			t.Errorf("%v loses nothing", fields)
		}
	}
}

// No such system is in what is published, nor in what it is made from.
func TestNoCMSIsShipped(t *testing.T) {
	files := 0
	look := func(name string, data []byte) {
		files++
		for _, word := range []string{"sveltia", "decap", "netlify-cms", "netlify-identity", "/admin/", "config.yml"} {
			if bytes.Contains(bytes.ToLower(data), []byte(word)) || strings.Contains(strings.ToLower(name), word) {
				t.Errorf("%s has %q in it", name, word)
			}
		}
	}
	_, built := buildShipped(t)
	for name, data := range built {
		look("the site's "+name, data)
	}
	for _, root := range []string{"../../templates", "../../static"} {
		for name, f := range sitetest.Folder(t, os.DirFS(root)) {
			look(root+"/"+name, f.Data)
		}
	}
	if files < 200 {
		t.Errorf("only %d files were looked at", files)
	}
}
