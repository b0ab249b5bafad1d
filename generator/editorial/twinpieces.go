package editorial

import (
	"fmt"
	"slices"
	"strings"

	"sotto/generator/diag"
)

// stray is a directive that only one of two sections has.
type stray struct {
	Piece
	section *Section // of the translation
	other   *Section // of the original
}

// pieces compares the directives. One that tells how to get help and is only in
// one language harms its readers; others had better be in both.
func (l *level) pieces(pairs []pair) {
	var missing, extra []stray
	for _, p := range pairs {
		if p.original < 0 || p.twin < 0 {
			continue
		}
		a, b := &l.a.Sections[p.original], &l.b.Sections[p.twin]
		lost, found := onlyIn(a.Pieces, b.Pieces)
		if len(lost)+len(found) == 0 {
			l.orderOf(a, b)
		}
		for _, x := range lost {
			// Another of its kind in its place?
			if i := slices.IndexFunc(found, func(y Piece) bool { return kindOf(y) == kindOf(x) }); i >= 0 {
				l.tell(found[i].Place, codeOf(x), severityOf(x), fmt.Sprintf("here stands %s, and in the original (%s) %s", found[i].Typed, l.line(x.Place), x.Typed), "write the same in both", x.Place)
				found = slices.Delete(found, i, i+1)
				continue
			}
			missing = append(missing, stray{x, b, a})
		}
		for _, x := range found {
			extra = append(extra, stray{x, b, a})
		}
	}
	for _, x := range missing {
		if i := slices.IndexFunc(extra, func(y stray) bool { return y.Name == x.Name }); i >= 0 {
			l.tell(extra[i].Place, "level/directive", diag.Warning, fmt.Sprintf("%s stands in another section than in the original (%s)", x.Typed, l.line(x.Place)), "put it in the same section", x.Place)
			extra = slices.Delete(extra, i, i+1)
			continue
		}
		l.tell(x.section.Place, codeOf(x.Piece), severityOf(x.Piece), fmt.Sprintf("the original has %s in this section (%s), and this translation has not", x.Typed, l.line(x.Place)), "write it here too: "+x.Typed, x.Place)
	}
	for _, x := range extra {
		l.tell(x.Place, codeOf(x.Piece), severityOf(x.Piece), fmt.Sprintf("the original has no %s in this section (%s)", x.Typed, l.line(x.other.Place)), "add it there too, or take it out here", x.other.Place)
	}
}

// onlyIn returns what only one of two lists has; each is sorted as it stands.
func onlyIn(a, b []Piece) (lost, found []Piece) {
	found = slices.Clone(b)
	for _, x := range a {
		if i := slices.IndexFunc(found, func(y Piece) bool { return y.Name == x.Name }); i >= 0 {
			found = slices.Delete(found, i, i+1)
		} else {
			lost = append(lost, x)
		}
	}
	return lost, found
}

// orderOf compares in which order two sections have the same directives: those
// on lines of their own, for in a sentence each language has its own order.
func (l *level) orderOf(a, b *Section) {
	alone := func(list []Piece) (out []Piece) {
		for _, p := range list {
			if p.Alone {
				out = append(out, p)
			}
		}
		return out
	}
	x, y := alone(a.Pieces), alone(b.Pieces)
	for i := range min(len(x), len(y)) {
		if x[i].Name != y[i].Name {
			l.tell(y[i].Place, "level/directive", diag.Warning, fmt.Sprintf("here stands %s, and in the original (%s) %s comes first", y[i].Typed, l.line(x[i].Place), x[i].Typed), "put them in one order", x[i].Place)
			return
		}
	}
}

// kindOf is the name of the directive.
func kindOf(p Piece) string {
	if i := strings.IndexAny(p.Name, " ["); i >= 0 {
		return p.Name[:i]
	}
	return p.Name
}

func codeOf(p Piece) string {
	if p.Help {
		return "level/help"
	}
	return "level/directive"
}

func severityOf(p Piece) diag.Severity {
	if p.Help {
		return diag.Error
	}
	return diag.Warning
}
