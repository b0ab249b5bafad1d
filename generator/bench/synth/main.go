// Synth writes one synthetic site twice: for Sotto and for Hugo.
//
//	go run ./generator/bench/synth -pages 10000 -out DIR
//
// DIR/sotto then holds content/, with templates/ and static/ copied from the
// site in -site; DIR/hugo holds the same pages with Hugo's front matter, the
// same style sheet, and layouts that show what Sotto's templates show. The
// same flags always write the same bytes.
//
// Every tenth of the pages or so is a module's own page; the rest are its ten
// chapters of about 5 KB of Markdown: headings, paragraphs, lists, a table,
// eight links inside the site (three of them to a heading), an exercise and a
// reflection. Modules stand thirty to a section, and the sections are
// discreet. A home page, help, privacy, news with three releases, a 404 page
// and four Welsh twins complete it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	pages := flag.Int("pages", 10000, "how many pages the site has")
	out := flag.String("out", "", "folder to write sotto/ and hugo/ into; it must not exist, or be empty")
	site := flag.String("site", ".", "folder of the real site, whose services, words, templates and style are used")
	size := flag.String("size", "off", "privacy.size.mode of site.yaml: off or uniform")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*pages, *out, *site, *size); err != nil {
		fmt.Fprintf(os.Stderr, "synth: %v\n", err)
		os.Exit(1)
	}
}

func run(pages int, out, site, size string) error {
	switch size {
	case "off", "uniform":
	default:
		return fmt.Errorf("-size %q does not exist: write off or uniform", size)
	}
	s, err := newPlan(pages)
	if err != nil {
		return err
	}
	if old, err := os.ReadDir(out); err == nil && len(old) > 0 {
		return fmt.Errorf("%s is not empty: name a new folder", out)
	}
	if err := s.writeSotto(newTree(filepath.Join(out, "sotto")), os.DirFS(site), size); err != nil {
		return fmt.Errorf("writing Sotto's site: %w", err)
	}
	if err := s.writeHugo(newTree(filepath.Join(out, "hugo")), os.DirFS(site)); err != nil {
		return fmt.Errorf("writing Hugo's site: %w", err)
	}
	return nil
}
