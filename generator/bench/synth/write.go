package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Both sites have these dates, whatever the day they are written on.
const (
	date     = "2026-11-21"
	reviewBy = "2027-11-21"
)

// markdown returns a page's source file for Sotto and for Hugo.
func (s *plan) markdown(p *page) (sotto, hugo string) {
	b := &body{page: p, rand: newSource(p.number, forBody)}
	b.frontMatter()
	switch p.kind {
	case chapter:
		b.chapter(s)
	case module:
		b.module(s)
	default:
		b.plain(s)
	}
	return strings.TrimRight(b.sotto.String(), "\n") + "\n", strings.TrimRight(b.hugo.String(), "\n") + "\n"
}

// frontMatter writes the same facts in each generator's keys: what Hugo has
// no key for stands below its params.
func (b *body) frontMatter() {
	p := b.page
	b.text("---\ntitle: %q\nlinkTitle: %q\ndescription: %q\ndate: %s\n", p.title, p.linkTitle, p.description, date)
	if p.weight != 0 {
		b.text("weight: %d\n", p.weight)
	}
	var own []string
	add := func(key, value string) {
		if value != "" {
			own = append(own, fmt.Sprintf("%s: %s\n", key, value))
		}
	}
	quoted := func(s string) string {
		if s == "" {
			return ""
		}
		return fmt.Sprintf("%q", s)
	}
	add("discreetTitle", quoted(p.discreet))
	add("aim", quoted(p.aim))
	add("reviewBy", reviewBy)
	if p.kind == release {
		add("issued", `"2018-11-02"`)
		add("issuer", `"The makers of this benchmark"`)
		add("points", `["Nothing in it is new"]`)
	}
	b.sotto.WriteString(strings.Join(own, ""))
	if p.kind == section && strings.HasPrefix(p.sotto, "self-help") {
		b.hugo.WriteString("cascade: {type: self-help}\n")
	}
	if p.sotto == "news/index.md" {
		b.hugo.WriteString("outputs: [html, rss]\n")
	}
	b.hugo.WriteString("params:\n  " + strings.Join(own, "  "))
	b.text("---\n\n")
}

// tree writes files below one folder.
type tree struct{ root string }

func newTree(root string) *tree { return &tree{root} }

func (t *tree) write(name string, data []byte) error {
	file := filepath.Join(t.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}
