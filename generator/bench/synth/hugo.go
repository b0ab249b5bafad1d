package main

import (
	"embed"
	"errors"
	"io/fs"
)

// layouts is the Hugo site without its pages: configuration and layouts. The
// interface's words are Sotto's own files: Hugo reads the same format.
//
//go:embed all:hugo
var layouts embed.FS

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
		if err := t.write(f.to, data); err != nil {
			return err
		}
	}
	return nil
}
