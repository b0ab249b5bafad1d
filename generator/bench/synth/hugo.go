package main

import (
	"embed"
	"errors"
	"io/fs"
	"regexp"
)

// layouts is the Hugo site without its pages: configuration and layouts. The
// interface's words are Sotto's own files without what they say of the
// language: Hugo reads the same format.
//
//go:embed all:hugo
var layouts embed.FS

// language is the group of a messages file that describes its language: the
// lines after its key are indented.
var language = regexp.MustCompile(`(?m)^language:\n([ \t].*\n|\n)*`)

// writeHugo writes the same site for Hugo.
func (s *plan) writeHugo(t *tree, site fs.FS) error {
	for _, p := range s.pages {
		if p.sotto == "404.md" {
			continue // Hugo makes its 404 page from a layout, with the same words
		}
		_, text := s.markdown(p)
		if err := t.write("content/"+p.hugo, []byte(text)); err != nil {
			return err
		}
	}
	own, err := fs.Sub(layouts, "hugo")
	if err != nil {
		return err
	}
	if err := copyFolder(t, own, "."); err != nil {
		return err
	}
	for _, f := range []struct {
		from, to string
		may      bool // it may be absent
	}{
		{from: "static/style.css", to: "assets/style.css"},
		{from: "static/script.js", to: "assets/script.js", may: true},
		{from: "content/services.yaml", to: "data/services.yaml"},
		{from: "content/messages.en.yaml", to: "i18n/en.yaml"},
		{from: "content/messages.cy.yaml", to: "i18n/cy.yaml"},
	} {
		data, err := fs.ReadFile(site, f.from)
		if f.may && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := t.write(f.to, language.ReplaceAll(data, nil)); err != nil {
			return err
		}
	}
	return nil
}
