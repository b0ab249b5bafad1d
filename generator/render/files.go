package render

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
)

// sources are the template files as read.
type sources struct {
	files map[string]*diag.File // by name, such as "components/note"
	text  map[string]string
}

// readTemplates reads every file of the templates folder, and reports those
// that are missing or that nothing uses.
func readTemplates(fsys fs.FS, views map[string]any) (sources, []diag.Finding, error) {
	src := sources{map[string]*diag.File{}, map[string]string{}}
	var findings []diag.Finding
	wanted, unread := names(views), map[string]bool{}
	err := fs.WalkDir(fsys, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, ok := strings.CutSuffix(file, ".html")
		switch {
		case d.IsDir() && utf8.ValidString(file):
			return nil
		case !d.IsDir() && !d.Type().IsRegular():
			// A link may lead out of the folder, and to read a pipe waits for ever.
			unread[name] = true
			findings = append(findings, diag.Finding{
				Code: "template/special", Severity: diag.Error, Pos: diag.Pos{File: folder + file},
				Message: "this is no file but a link, a pipe or a device", Help: "put the file itself there",
			})
			return nil
		}
		if !ok || !slices.Contains(wanted, name) {
			help := "no page kind and no component has this name; delete the file"
			if near := diag.Nearest(name, wanted); near != "" {
				help = "did you mean " + folder + near + ".html?"
			}
			findings = append(findings, diag.Finding{
				Code: "template/unused", Severity: diag.Error, Pos: diag.Pos{File: folder + file},
				Message: "nothing uses this template", Help: help,
			})
			if d.IsDir() { // of a name that cannot be opened
				return fs.SkipDir
			}
			return nil
		}
		text, err := read(fsys, file)
		if err != nil {
			return err
		}
		if len(text) > maxTemplate {
			unread[name] = true
			findings = append(findings, diag.Finding{
				Code: "template/size", Severity: diag.Error, Pos: diag.Pos{File: folder + file},
				Message: fmt.Sprintf("this template is longer than %d KiB", maxTemplate>>10),
				Help:    "take out what is no template: no page that a phone can load is that long",
			})
			return nil
		}
		src.text[name] = string(text)
		src.files[name] = diag.NewFile(folder+file, text)
		return nil
	})
	if err != nil {
		return src, nil, fmt.Errorf("reading the templates: %w", err)
	}
	for _, name := range wanted {
		if src.files[name] == nil && !unread[name] {
			what := "pages of this kind need it"
			if strings.HasPrefix(name, "components/") {
				what = "the directive " + path.Base(name) + " needs it"
			} else if name == "base" {
				what = "every page needs it"
			}
			findings = append(findings, diag.Finding{
				Code: "template/missing", Severity: diag.Error, Pos: diag.Pos{File: folder + name + ".html"},
				Message: "there is no such template, and " + what,
				Help:    "put the file back; the fields it is given are those of " + viewName(views[name]) + " in generator/render" + declared(views[name]),
			})
		}
	}
	return src, findings, nil
}

// read reads a template, and of one that is too long one byte more than it may
// have.
func read(fsys fs.FS, file string) ([]byte, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxTemplate+1))
}
