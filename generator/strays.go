package main

import (
	"os"

	"sotto/generator/diag"
)

// hugoPlaces are the files and folders that a Hugo site has beside content/,
// and where their contents go here. A build would silently pass them over.
var hugoPlaces = []struct{ name, instead string }{
	{"archetypes", "copy a page that is like the new one: its front matter is the pattern"},
	{"assets", "the style and the script go to static/style.css and static/script.js, pictures to static/"},
	{"config", "the site's settings go to content/site.yaml"},
	{"config.toml", "the site's settings go to content/site.yaml"},
	{"config.yaml", "the site's settings go to content/site.yaml"},
	{"data", "services go to content/services.yaml, tables into the pages"},
	{"hugo.json", "the site's settings go to content/site.yaml"},
	{"hugo.toml", "the site's settings go to content/site.yaml"},
	{"hugo.yaml", "the site's settings go to content/site.yaml"},
	{"i18n", "the interface's words go to content/messages.en.yaml and messages.cy.yaml"},
	{"layouts", "templates go to templates/, one for each kind of page"},
	{"themes", "there are no themes: templates/ and static/ are the site's look"},
}

// strays names what lies in the site's folder as in a Hugo site.
func (f *inputFlags) strays() []diag.Finding {
	var out []diag.Finding
	for _, p := range hugoPlaces {
		if p.name == f.content || p.name == f.templates || p.name == f.static {
			continue
		}
		if _, err := os.Lstat(f.path(p.name)); err == nil {
			out = append(out, diag.Finding{
				Code: "file/hugo", Severity: diag.Error, Pos: diag.Pos{File: f.path(p.name)},
				Message: "Hugo's " + p.name + " has no place here", Help: p.instead,
			})
		}
	}
	return out
}
