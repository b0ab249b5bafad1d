package booklet

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A parser of HTML mends what is not well nested: it opens again, in every
// paragraph that follows, each <b> or <a> that nobody has closed, and for each tag
// it goes through all elements that are open. So a few kilobytes can become
// millions of nodes. Before a piece is parsed, its tags are looked at once, in time
// that grows with their number: none may stand too deep, and what the parser would
// open again must be closed where it was opened. All that the site's own Markdown
// and templates write is.

// maxDepth is more than any page has, or can be shown with.
const maxDepth = 200

// formatting are the elements that a parser opens again (HTML Living Standard,
// section 13.2.4.3).
var formatting = []atom.Atom{
	atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U,
}

// nested reports what a parser would have to mend at length.
func nested(source string) error {
	var open []atom.Atom
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return unclosed(open)
		case html.SelfClosingTagToken: // which only an element of a drawing can be
			if slices.Contains(open, atom.Svg) || slices.Contains(open, atom.Math) {
				continue
			}
			fallthrough
		case html.StartTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if (tag == atom.A || tag == atom.Nobr) && slices.Contains(open, tag) {
				return fmt.Errorf("<%s> stands within <%s>, in a part of a booklet", tag, tag)
			}
			if !slices.Contains(empty, string(name)) {
				open = append(open, tag)
			}
			if len(open) > maxDepth {
				return fmt.Errorf("a part of a booklet is nested more than %d elements deep", maxDepth)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			at := len(open) - 1
			for at >= 0 && open[at] != tag {
				at--
			}
			if at < 0 {
				continue // closes nothing
			}
			if err := unclosed(open[at+1:]); err != nil {
				return err
			}
			open = open[:at]
		}
	}
}

// unclosed reports that one of these elements would be opened again.
func unclosed(open []atom.Atom) error {
	for _, tag := range open {
		if slices.Contains(formatting, tag) {
			return fmt.Errorf("<%s> is not closed where it was opened, in a part of a booklet", tag)
		}
	}
	return nil
}
