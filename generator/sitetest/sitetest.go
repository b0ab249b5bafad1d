// Package sitetest is the one harness for tests that are small sites: every
// room's cases are txtar files (see golang.org/x/tools/txtar) of one grammar.
//
// A file begins with words on what it is about. Among them, a line that starts
// with the name of a setting is that setting; each room says which it reads:
//
//	clock 2026-12-01T07:00:00Z   build as at this time
//	drafts, expired, future      build with the flags -D, -E, -F
//	baseURL http://localhost/    build with the flag -b
//	without content/404.md       take a file out of the base site
//	escapes                      read \u{200B} as a character, \x{E9} as a byte
//
// Then come the files of the site, and sections with what must come of it. What
// is compared whole (findings, a model, HTML) is rewritten by
//
//	go test ./generator/ROOM -update
//
// Look at the difference before you believe it. A section that is only looked
// for (has/PATH, nowhere …) is never rewritten.
package sitetest

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/diag"
)

// Update says that what is expected is to be rewritten.
var Update = flag.Bool("update", false, "rewrite what the cases in testdata expect")

// File is one file of cases.
type File struct {
	path    string
	archive *txtar.Archive
	changed bool
}

// Open reads a file of cases. What Want changes in it is written when the test
// ends.
func Open(t testing.TB, path string) *File {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f := &File{path: path, archive: a}
	t.Cleanup(func() {
		if f.changed && !t.Failed() {
			if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
				t.Error(err)
			}
		}
	})
	return f
}

// Each runs a test for every file that a pattern matches; there must be at
// least so many.
func Each(t *testing.T, pattern string, least int, run func(*testing.T, *File)) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) < least {
		t.Fatalf("%s: %d files, want at least %d (%v)", pattern, len(paths), least, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { run(t, Open(t, path)) })
	}
}

// Settings returns what follows the name on every line of the comment that
// begins with it.
func (f *File) Settings(name string) []string {
	var out []string
	for line := range strings.Lines(string(f.archive.Comment)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if word == name {
			out = append(out, rest)
		}
	}
	return out
}

// Setting returns the first of them, and whether there is one.
func (f *File) Setting(name string) (string, bool) {
	if all := f.Settings(name); len(all) > 0 {
		return all[0], true
	}
	return "", false
}

// Section returns a section's text, or "".
func (f *File) Section(name string) string {
	for _, s := range f.archive.Files {
		if s.Name == name {
			return string(s.Data)
		}
	}
	return ""
}

// Names lists the sections, in their order.
func (f *File) Names() []string {
	var out []string
	for _, s := range f.archive.Files {
		out = append(out, s.Name)
	}
	return out
}

var escape = regexp.MustCompile(`\\([ux])\{([0-9A-F]+)\}`)

// Sources are the files below a folder of the archive, laid over those of a
// base site without the ones that the settings take out.
func (f *File) Sources(folder string, base fstest.MapFS) fstest.MapFS {
	less := maps.Clone(base)
	for _, name := range f.Settings("without") {
		delete(less, name)
	}
	return f.Twin(folder, less)
}

// Twin is Sources over the whole base site: the good twin of a bad case.
func (f *File) Twin(folder string, base fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	maps.Copy(out, base)
	_, escapes := f.Setting("escapes")
	for _, s := range f.archive.Files {
		name, ok := strings.CutPrefix(s.Name, folder)
		if !ok {
			continue
		}
		data := s.Data
		if escapes {
			data = escape.ReplaceAllFunc(data, func(m []byte) []byte {
				g := escape.FindSubmatch(m)
				n, _ := strconv.ParseUint(string(g[2]), 16, 32)
				if g[1][0] == 'x' {
					return []byte{byte(n)}
				}
				return utf8.AppendRune(nil, rune(n))
			})
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	return out
}

// Want compares a result with a section, or rewrites the section. A result of
// "" wants no section.
func (f *File) Want(t testing.TB, name, got string) {
	t.Helper()
	i := slices.IndexFunc(f.archive.Files, func(s txtar.File) bool { return s.Name == name })
	if want := f.Section(name); want == got {
		return
	} else if !*Update {
		t.Errorf("%s of %s (-want +got); if it should be so, run with -update:\n%s", name, f.path, cmp.Diff(want, got))
		return
	}
	f.changed = true
	switch {
	case got == "":
		f.archive.Files = slices.Delete(f.archive.Files, i, i+1)
	case i < 0:
		f.archive.Files = append(f.archive.Files, txtar.File{Name: name, Data: []byte(got)})
	default:
		f.archive.Files[i].Data = []byte(got)
	}
}

// Text is what people see of findings.
func Text(list []diag.Finding) string {
	var b bytes.Buffer
	if err := diag.Text(&b, list); err != nil {
		return err.Error()
	}
	return b.String()
}

// Folder reads a folder of the disk, so that a test can change it: its files, but not
// their bytes, which those of the repository share.
func Folder(t testing.TB, fsys fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	ours := fsys == os.DirFS("../../content") || fsys == os.DirFS("../../templates") || fsys == os.DirFS("../../static")
	if ours {
		if read, ok := repository.Load(fsys); ok {
			for name, data := range read.(map[string][]byte) {
				out[name] = &fstest.MapFile{Data: data}
			}
			return out
		}
	}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if ours {
		read := map[string][]byte{}
		for name, f := range out {
			read[name] = slices.Clip(f.Data)
		}
		repository.Store(fsys, read)
	}
	return out
}

// repository are the bytes of the folders of the site that ships, read once.
var repository sync.Map
