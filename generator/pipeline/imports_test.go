package pipeline

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// levels says who may import whom: a room imports rooms of lower levels only.
// Rooms on one level never import each other; pipeline joins them.
var levels = map[string]int{
	"diag":     0,
	"site":     1,
	"markdown": 2, "figures": 2, "locale": 2, "schema": 2,
	"load": 3, "links": 3, "editorial": 3, "render": 3, "asset": 3, "derived": 3, "audit": 3, "output": 3, "booklet": 3, "cache": 3,
	"pipeline": 4,
	"serve":    5, "desk": 5, "lsp": 5, "imports": 5, "cms": 5, "measure": 5, "verify": 5, "outlet": 5,
	"": 6, // package main
	// Tools for developers stand outside the house and may use all of it.
	"bench": 7, "e2e": 7, "mutate": 7, "sitetest": 7,
}

// owners says which room alone imports an outside library.
var owners = map[string][]string{
	"gopkg.in/yaml.v3":                 {"load", "imports"}, // imports reads another generator's front matter, which is no page here yet
	"github.com/yuin/goldmark":         {"markdown"},
	"golang.org/x/text":                {"locale"},
	"github.com/nicksnyder/go-i18n/v2": {"locale"},
	"html/template":                    {"render", "serve"}, // serve's own pages are none of the site's
	"github.com/fsnotify/fsnotify":     {"serve"},
	"rsc.io/qr":                        {"serve"},
	"golang.org/x/net":                 {"audit", "booklet"},
	"golang.org/x/mod":                 {"verify"},
	"golang.org/x/crypto":              {"verify", "outlet"}, // outlet speaks SSH
	"github.com/pkg/sftp":              {"outlet"},
	"github.com/hiddeco/sshsig":        {"verify"},
	"github.com/tdewolff/parse/v2":     {"audit", "asset"}, // asset checks the style as it is written, audit as it is published
	"github.com/tdewolff/minify/v2":    {"asset"},
	"github.com/andybalholm/brotli":    {"output", "verify"}, // verify trusts nothing that made the bytes
	"golang.org/x/sys":                 {"output"},
	"golang.org/x/sync":                {"pipeline"},
	"github.com/spf13/cobra":           {""},
	"github.com/creachadair/jrpc2":     {"lsp"},
	"github.com/rogpeppe/go-internal":  {"sitetest"},                               // and tests
	"github.com/google/go-cmp":         {"sitetest"},                               // and tests
	"gonum.org/v1/gonum":               {},                                         // tests
	"os/exec":                          {"", "bench", "e2e", "mutate", "sitetest"}, // in spelling.go alone: see invariant 1
	"net/http":                         {"", "serve", "verify", "outlet", "bench", "e2e"},
	"math/rand":                        {},
	"math/rand/v2":                     {},
}

// forbidden are imports that the levels would allow and that must not be, with
// the reason.
var forbidden = map[string]string{
	"audit imports site": "the audit must not be fooled by what the model believes",
}

func TestImports(t *testing.T) {
	rooms := map[string]bool{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			if d != nil && d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules") {
				return fs.SkipDir
			}
			return err
		}
		room, _, nested := strings.Cut(path.Dir(name), "/")
		if room == "." {
			room = ""
		}
		if nested && levels[room] < 7 {
			t.Errorf("generator/%s: rooms have no rooms inside them", name)
		}
		rooms[room] = true
		level, known := levels[room]
		if !known {
			t.Errorf("generator/%s is not a room of the house: add it to levels, or move the file into one", room)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path.Join("..", name), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		test := strings.HasSuffix(name, "_test.go")
		for _, spec := range file.Imports {
			imp, _ := strconv.Unquote(spec.Path.Value)
			if other, ok := strings.CutPrefix(imp, "sotto/generator/"); ok {
				if test && (other == "sitetest" || other == room) {
					continue
				}
				if levels[other] >= level && room != "bench" && room != "e2e" {
					t.Errorf("generator/%s may not import %s: rooms import lower levels only; let pipeline hand over a value", name, other)
				}
				if why, ok := forbidden[room+" imports "+other]; ok && !test {
					t.Errorf("generator/%s may not import %s: %s", name, other, why)
				}
				continue
			}
			if strings.HasPrefix(imp, "C") || test {
				continue
			}
			for lib, who := range owners {
				if (imp == lib || strings.HasPrefix(imp, lib+"/")) && !slices.Contains(who, room) {
					t.Errorf("generator/%s may not import %s: only %q may; use what that room exports", name, imp, who)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(rooms) < 10 {
		t.Errorf("only %d rooms were read: is the test looking in the right folder?", len(rooms))
	}
}
