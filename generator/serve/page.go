package serve

import (
	"fmt"
	"html/template"
	"net/url"
	"path/filepath"
	"strings"

	"sotto/generator/diag"
)

// Page is what the desk tells of a page.
type Page struct {
	Title string
	// File is the source as people call it ("content/law/index.md").
	File string
	// Twins are the page in the site's other languages.
	Twins []Twin
	// Marks say why readers do not see the page, or not for long, and what is
	// overdue: "a draft: readers do not see this page".
	Marks []string
	// Reading is how hard the page is to read, Review how it is with its
	// review, in words; "" when nothing is known.
	Reading, Review string
	// Sizes are how long the page is, and how long it may be.
	Sizes []Size
}

// Twin is a page in another language.
type Twin struct{ Lang, Name, Address string }

// Size is a length in bytes; Most is 0 when there is no limit.
type Size struct {
	Form    string // "as it is", "with gzip"
	Of, Max int
}

// Share is how much of the limit is used, in hundredths.
func (s Size) Share() int {
	if s.Max <= 0 {
		return 0
	}
	return (100*s.Of + s.Max - 1) / s.Max
}

// Used says the length in words.
func (s Size) Used() string {
	if s.Max <= 0 {
		return diag.Number(s.Of) + " bytes"
	}
	return fmt.Sprintf("%s bytes, %d %% of %s", diag.Number(s.Of), s.Share(), diag.Number(s.Max))
}

// Register is a list on the status page.
type Register struct {
	Title string
	// None is what is said when there are no Rows.
	None string
	Rows []Row
}

// Row is one thing that somebody has to do, or to wait for.
type Row struct {
	When, What, Why string
	File            string // "" for none
	Line            int
}

// place is a place in a file as people write it, and a link that opens it in an
// editor.
type place struct {
	Text string
	Edit template.URL // "" where nothing can be opened
}

// editor makes links that open files in an editor on this computer. It is false
// for who looks from another one, whom it does not concern where files lie.
type editor struct {
	sources []string
	here    bool
}

// at is the place in a file. Links are made to sources alone: finished files are
// nowhere on the disk.
func (e editor) at(file string, line, col int) place {
	if file == "" {
		return place{}
	}
	p := place{Text: position(file, line, col)}
	whole, err := filepath.Abs(file)
	if err != nil || !e.here || !e.source(whole) {
		return p
	}
	whole = filepath.ToSlash(whole)
	if !strings.HasPrefix(whole, "/") { // Windows: C:/site
		whole = "/" + whole
	}
	// The path is escaped, so that the address is what it seems to be.
	p.Edit = template.URL("vscode://file" + position((&url.URL{Path: whole}).EscapedPath(), max(1, line), max(1, col)))
	return p
}

func (e editor) source(whole string) bool {
	for _, s := range e.sources {
		dir, err := filepath.Abs(s)
		if err != nil {
			continue
		}
		if rest, err := filepath.Rel(dir, whole); err == nil && filepath.IsLocal(rest) {
			return true
		}
	}
	return false
}
