package main

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// writeSotto writes the site for Sotto: the pages, a site.yaml, and the real
// site's rules, services, words, templates and static files.
func (s *plan) writeSotto(t *tree, site fs.FS, size string) error {
	for _, p := range s.pages {
		text, _ := s.markdown(p)
		if err := t.write("content/"+p.sotto, []byte(text)); err != nil {
			return err
		}
	}
	real, err := fs.ReadFile(site, "content/site.yaml")
	if err != nil {
		return err
	}
	settings, err := s.settings(string(real), size)
	if err != nil {
		return err
	}
	if err := t.write("content/site.yaml", []byte(settings)); err != nil {
		return err
	}
	rules, err := fs.ReadFile(site, "content/rules.yaml")
	if err != nil {
		return err
	}
	if err := t.write("content/rules.yaml", []byte(s.rules(string(rules)))); err != nil {
		return err
	}
	data, err := fs.Glob(site, "content/[ms]e*.yaml") // the services and the words of each language
	if err != nil {
		return err
	}
	for _, dir := range append(data, "templates", "static") {
		if err := copyFolder(t, site, dir); err != nil {
			return err
		}
	}
	return nil
}

// settings is the real site.yaml with the parts replaced that speak of pages
// the synthetic site does not have, so that a setting added there is
// measured here as well.
func (s *plan) settings(real, size string) (string, error) {
	var shelves strings.Builder
	for _, name := range s.sections {
		fmt.Fprintf(&shelves, "  %s: {kind: module, discreet: true}\n", name)
	}
	own := map[string]string{
		"title":    "title: {en: \"Help for a better week\", cy: \"Help ar gyfer wythnos well\"}\n",
		"baseURL":  "baseURL: https://bench.example.org/\n",
		"pages":    "pages: {help: help/index.md, privacy: privacy.md, privateReading: reading-privately.md, limits: help/confidentiality.md#limits}\n",
		"menus":    "menus:\n  main: [help/index.md, " + s.sections[0] + "/index.md, news/index.md, about.md]\n  footer: [privacy.md, reading-privately.md, about.md]\n",
		"sections": "sections:\n  news: {kind: release}\n" + shelves.String(),
	}
	var out strings.Builder
	for _, block := range blocks(real) {
		key, _, _ := strings.Cut(block, ":")
		if text, ok := own[key]; ok {
			out.WriteString(text)
			delete(own, key)
			continue
		}
		if key == "booklets" { // the other programs make none either
			continue
		}
		if key == "size" {
			was := sizeMode.FindStringIndex(block)
			if was == nil {
				return "", errors.New("content/site.yaml: size has no mode")
			}
			block = block[:was[0]] + "mode: " + size + block[was[1]:]
			own[key] = ""
		}
		out.WriteString(block)
	}
	if _, ok := own["size"]; !ok {
		return "", errors.New("content/site.yaml: there is no size")
	}
	for _, key := range []string{"title", "baseURL", "menus", "sections"} {
		if _, ok := own[key]; ok {
			return "", fmt.Errorf("content/site.yaml: there is no %s", key)
		}
	}
	return out.String(), nil
}

// rules are the real site's, for the pages that the synthetic site has: all the
// words to look for are those of the real site. That some pages are to be in
// both languages and say of what text they are translations is left out, and how
// plain a page has to be: that is counted, and nothing is told of it.
func (s *plan) rules(real string) string {
	real = strings.Replace(real, "stamped: true", "stamped: false", 1)
	real = aims.ReplaceAllString(real, "${1}: 1")
	real = oldest.ReplaceAllString(real, "${1}: 25")
	var out strings.Builder
	for line := range strings.Lines(real) {
		at := placeList.FindStringSubmatchIndex(line)
		if at == nil {
			out.WriteString(line)
			continue
		}
		var here []string
		for _, name := range strings.Split(line[at[2]:at[3]], ", ") {
			switch {
			case name == "self-help":
				here = append(here, s.sections...)
			case s.has(name):
				here = append(here, name)
			}
		}
		entry := strings.HasPrefix(strings.TrimSpace(line), "- {")
		if entry && (len(here) == 0 || strings.Contains(line, "rule: both") || strings.Contains(line, "until:")) {
			continue
		}
		if len(here) == 0 {
			here = s.sections[:1] // a rule for pages that are not here costs as much there
		}
		out.WriteString(line[:at[2]] + strings.Join(here, ", ") + line[at[3]:])
	}
	return out.String()
}

// aims are how easy a page may be, and how much alike its sentences; oldest is how
// hard.
var (
	aims   = regexp.MustCompile(`\b(youngest|middle): \d+`)
	oldest = regexp.MustCompile(`\b(oldest): \d+`)
)

// placeList is a list of pages or folders in the rules.
var placeList = regexp.MustCompile(`\b(?:in|notIn|errorIn|where|hopePages): \[([^\]]*)\]`)

// has says whether there is such a page or folder.
func (s *plan) has(name string) bool {
	return slices.ContainsFunc(s.pages, func(p *page) bool {
		return p.sotto == name || strings.HasPrefix(p.sotto, name+"/")
	})
}

var sizeMode = regexp.MustCompile(`\bmode: *\w+`)

// blocks cuts a YAML mapping before each of its top-level keys.
func blocks(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if top := line[0] >= 'a' && line[0] <= 'z'; top || len(out) == 0 {
			out = append(out, "")
		}
		out[len(out)-1] += line
	}
	return out
}

// copyFolder copies every file below a folder.
func copyFolder(t *tree, from fs.FS, dir string) error {
	return fs.WalkDir(from, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		return t.write(name, data)
	})
}
