package output

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// overPage is the finding for a page that is too long as it is.
func (e *encoder) overPage(name string, page []byte, limit int) diag.Finding {
	e.searched = false // it was another page
	return pathFinding("size/over-page", name,
		fmt.Sprintf("the page is %s long, %s over the %s that every page has without compression",
			byteCount(len(page)), byteCount(len(page)-limit), diag.Number(limit)),
		e.weightHelp(page))
}

// overBudget is the finding for a page that no rung compresses enough.
func (e *encoder) overBudget(name string, page []byte, gzip, brotli, limit int) diag.Finding {
	var over []string
	if brotli > limit {
		over = append(over, fmt.Sprintf("%s with brotli (%s over)", byteCount(brotli), diag.Number(brotli-limit)))
	}
	if gzip > limit {
		over = append(over, fmt.Sprintf("%s with gzip (%s over)", byteCount(gzip), diag.Number(gzip-limit)))
	}
	return pathFinding("size/over-budget", name,
		fmt.Sprintf("the page takes %s, and every page has %s", strings.Join(over, " and "), diag.Number(limit)),
		e.weightHelp(page))
}

// OverBooklet is the finding for a guide to take along that does not fit into the
// length of all of them.
func OverBooklet(name string, has, limit int) diag.Finding {
	return pathFinding("size/over-booklet", name,
		fmt.Sprintf("the guide takes %s as an EPUB, %s over the %s that every one has", byteCount(has), byteCount(has-limit), diag.Number(limit)),
		"raise booklets.epubBytes in content/site.yaml, or shorten the guide's parts")
}

// ofBooklet makes a finding about a page's length one about that of a guide that is
// one page, which setting gives.
func ofBooklet(f diag.Finding, setting string) diag.Finding {
	heaviest, _, _ := strings.Cut(f.Help, "\n")
	if f.Severity == diag.Error {
		f.Code = "size/over-booklet"
	}
	f.Message = strings.NewReplacer("the page", "the guide on one page", "every page", "every one", "a page may", "one may").Replace(f.Message)
	f.Help = heaviest + "\nraise booklets." + setting + " in content/site.yaml, or shorten the guide's parts"
	return f
}

// nearBudget is the finding for a page that fits, but has less than a tenth of
// a length left: its own without compression, or that of a compressed form.
func (e *encoder) nearBudget(name string, page []byte, gzip, brotli int, size site.Size) []diag.Finding {
	var near []string
	tell := func(form string, n, limit int) {
		if n*10 > limit*9 {
			near = append(near, fmt.Sprintf("%s of %s%s", number(n), byteCount(limit), form))
		}
	}
	tell("", len(page), size.PageBytes)
	tell(" with brotli", brotli, size.TransferBytes)
	tell(" with gzip", gzip, size.TransferBytes)
	if near == nil {
		return nil
	}
	f := pathFinding("size/near-budget", name, "the page is nearly as long as a page may be: "+strings.Join(near, ", "), e.weightHelp(page))
	f.Severity = diag.Info
	return []diag.Finding{f}
}

func number(n int) string { return diag.Number(n) }

func byteCount(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return diag.Number(n) + " bytes"
}

// weightHelp says what weighs most, and what to do about it. It takes the
// encoder's buffers: what has been encoded in them is gone.
func (e *encoder) weightHelp(page []byte) string {
	var list []string
	for _, p := range e.heaviest(page, 3) {
		list = append(list, fmt.Sprintf("%s, about %s", p.name, diag.Number(p.weight)))
	}
	return "heaviest in compressed bytes: " + strings.Join(list, "; ") +
		"\nshorten what is heavy, or move a part of it to a page of its own and link to it"
}

// part is what editors know a stretch of a page by. Its weight is about how many
// bytes it takes in a compressed form, where it is a block of its own: what it
// repeats of an earlier part costs it little.
type part struct {
	name   string
	weight int
}

// cut is where a page goes on with one of its parts. A part is in two pieces
// where the script stands in it.
type cut struct{ at, part int }

// heaviest returns the n heaviest parts of a page: its style, its script, and
// what stands under each heading.
func (e *encoder) heaviest(page []byte, n int) []part {
	parts, cuts := split(page)
	if !e.searched {
		e.matches = e.matches[:0]
		for block := range slices.Chunk(page, maxQuick) {
			e.matches = e.search.FindMatches(e.matches, block)
		}
	}
	e.deflate.Reset()
	rest := e.matches
	for i, from := 0, 0; i < len(cuts); i++ {
		next := len(page)
		if i+1 < len(cuts) {
			next = cuts[i+1].at
		}
		k, to := 0, from
		for k < len(rest) && to < next { // to the end of a match: a few bytes belong to a neighbour
			to += rest[k].Unmatched + rest[k].Length
			k++
		}
		if k == 0 {
			continue
		}
		e.deflated = e.deflate.Encode(e.deflated[:0], page[from:to], rest[:k], false)
		parts[cuts[i].part].weight += len(e.deflated)
		rest, from = rest[k:], to
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.weight, a.weight) })
	parts = slices.DeleteFunc(parts, func(p part) bool { return p.name == "" || p.weight == 0 })
	return parts[:min(n, len(parts))]
}

// markup is what a heading's text is without.
var markup = regexp.MustCompile(`<[^>]*>`)

// partName is the element that begins a part where html does: a style, a script
// or a heading. The page is our own, in one form, so that this is good enough
// for advice.
func partName(html []byte) string {
	for _, name := range [...]string{"h1", "h2", "h3", "h4", "h5", "h6", "style", "script"} {
		if n := 1 + len(name); len(html) > n && string(html[1:n]) == name && (html[n] == ' ' || html[n] == '>') {
			return name
		}
	}
	return ""
}

// split finds the parts of a page and where it goes from one to another. The
// first has no name: it is the page's head before its style or script.
func split(page []byte) (parts []part, cuts []cut) {
	parts = []part{{}, {name: "what stands before the first heading"}}
	cuts = []cut{{0, 1}}
	for at, under := 0, 1; ; at++ {
		i := bytes.IndexByte(page[at:], '<')
		if i < 0 {
			return parts, cuts
		}
		at += i
		name := partName(page[at:])
		if name == "" {
			continue
		}
		end := "</" + name + ">"
		length := bytes.Index(page[at:], []byte(end))
		if length < 0 {
			return parts, cuts
		}
		start := at
		at += length + len(end)
		cuts = append(cuts, cut{start, len(parts)})
		switch name {
		case "style", "script":
			if len(parts) == 2 {
				cuts[0].part = 0
			}
			it := slices.IndexFunc(parts, func(p part) bool { return p.name == "the "+name })
			if it < 0 { // the first of several
				it, parts = len(parts), append(parts, part{name: "the " + name})
			}
			cuts[len(cuts)-1].part = it
			cuts = append(cuts, cut{at, under})
		default:
			under = len(parts)
			parts = append(parts, part{name: fmt.Sprintf("%q", headingText(page[start:at]))})
		}
		at--
	}
}

// headingText is the text of a heading, cut short.
func headingText(heading []byte) string {
	text := html.UnescapeString(string(markup.ReplaceAll(heading, nil)))
	words := strings.Join(strings.Fields(text), " ")
	const most = 40
	if r := []rune(words); len(r) > most {
		words = strings.TrimSpace(string(r[:most])) + "…"
	}
	return words
}
