package site

import (
	"slices"
	"strings"
)

// Part is a part of the site that a house rule speaks of.
type Part struct {
	// In are paths below content/: of folders ("law"), or of pages' files in
	// the site's first language ("help/index.md"); none stands for all.
	In []string
	// Kinds are kinds of pages; none stands for all.
	Kinds []string
}

// Holds says whether a page, in whatever language, is of the part.
func (r Part) Holds(p *Page) bool {
	if len(r.Kinds) > 0 && !slices.Contains(r.Kinds, string(p.Kind)) {
		return false
	}
	source := strings.TrimSuffix(p.Source, ".md")
	source = strings.TrimSuffix(source, "."+string(p.Lang)) + ".md"
	within := func(in string) bool { return source == in || strings.HasPrefix(source, in+"/") }
	return len(r.In) == 0 || slices.ContainsFunc(r.In, within)
}

// DateRules are the house rules on days that come due.
type DateRules struct {
	// Soon is how many days before a day it is told of.
	Soon int
	// Sources is after how many days the source of a service's facts is old; 0
	// for never.
	Sources int
	// Hours is after how many days the source of opening hours is so old that
	// readers are told; 0 for never. A source without a date is old.
	Hours int
	// Past are keys of front matter whose days cannot lie ahead.
	Past []string
	// Titles are words before a person's name: "Dr".
	Titles []string
	// Order are days that one page cannot have before another's.
	Order []DateOrder
	// Pages are parts of the site; the first that holds a page counts for it.
	Pages []DatePart
	// Services is how it is with the day by which a service must be checked.
	Services DateLimit
	// Limits is how it is with the day by which it must be checked what a
	// helper passes on.
	Limits DateLimit
	// Law is the same for the entries of law.yaml.
	Law DateLimit
}

// DateOrder says that the day Key of a page is not before the day NotBefore of
// the page that its key Of leads to.
type DateOrder struct{ Key, Of, NotBefore string }

// DateLimit is how late is too late.
type DateLimit struct {
	// Late is how many days after its day something overdue is an error; 0 for
	// never.
	Late int
}

// DatePart is what holds for the days of one part of the site.
type DatePart struct {
	Part
	DateLimit
	// Needed are keys of front matter that its pages must have.
	Needed []string
}

// Page returns what holds for a page, or nil.
func (r *DateRules) Page(p *Page) *DatePart {
	for i := range r.Pages {
		if r.Pages[i].Holds(p) {
			return &r.Pages[i]
		}
	}
	return nil
}
