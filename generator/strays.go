package main

import (
	"os"

	"sotto/generator/diag"
	"sotto/generator/schema"
)

// strays names what lies in the site's folder as in a Hugo site: a build would
// silently pass it over.
func (f *inputFlags) strays() []diag.Finding {
	var out []diag.Finding
	look := func(name, answer string) {
		if answer == "" || name == f.content || name == f.templates || name == f.static {
			return
		}
		if _, err := os.Lstat(f.path(name)); err == nil {
			out = append(out, diag.Finding{
				Code: "file/hugo", Severity: diag.Error, Pos: diag.Pos{File: f.path(name)},
				Message: "Hugo's " + name + " has no place here", Help: answer,
			})
		}
	}
	for name, place := range schema.HugoFolders {
		look(name, place.Beside)
	}
	for name, answer := range schema.HugoFiles {
		look(name, answer)
	}
	return out
}
