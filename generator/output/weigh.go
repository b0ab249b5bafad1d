package output

import (
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
func overPage(name string, page []byte, limit int) diag.Finding {
	return pathFinding("size/over-page", name,
		fmt.Sprintf("the page is %s long, %s over the %s that every page has without compression",
			byteCount(len(page)), byteCount(len(page)-limit), diag.Number(limit)),
		weightHelp(page))
}

// overBudget is the finding for a page that no rung compresses enough.
func overBudget(name string, page []byte, gzip, brotli, limit int) diag.Finding {
	var over []string
	if brotli > limit {
		over = append(over, fmt.Sprintf("%s with brotli (%s over)", byteCount(brotli), diag.Number(brotli-limit)))
	}
	if gzip > limit {
		over = append(over, fmt.Sprintf("%s with gzip (%s over)", byteCount(gzip), diag.Number(gzip-limit)))
	}
	return pathFinding("size/over-budget", name,
		fmt.Sprintf("the page takes %s, and every page has %s", strings.Join(over, " and "), diag.Number(limit)),
		weightHelp(page))
}

// nearBudget is the finding for a page that fits, but has less than a tenth of
// a length left: its own without compression, or that of a compressed form.
func nearBudget(name string, page []byte, gzip, brotli int, size site.Size) []diag.Finding {
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
	f := pathFinding("size/near-budget", name, "the page is nearly as long as a page may be: "+strings.Join(near, ", "), weightHelp(page))
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

// weightHelp says what weighs most, and what to do about it.
func weightHelp(page []byte) string {
	var list []string
	for _, p := range heaviest(page, 3) {
		list = append(list, fmt.Sprintf("%s, about %s", p.name, diag.Number(p.weight)))
	}
	return "heaviest in compressed bytes: " + strings.Join(list, "; ") +
		"\nshorten what is heavy, or move a part of it to a page of its own and link to it"
}

// part is a stretch of a page with the name people know it by. Its weight is
// how many bytes gzip saves when the page lacks it.
type part struct {
	name       string
	start, end int
	weight     int
}

// maxWeighed bounds the work on a page with very many headings: only the
// longest parts are weighed.
const maxWeighed = 24

// heaviest returns the n heaviest parts of a page: its style, its script, and
// what stands under each heading.
func heaviest(page []byte, n int) []part {
	parts := split(page)
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.end-b.start, a.end-a.start) })
	e := newEncoder()
	whole := e.deflatedLen(page)
	var rest []byte
	var found []part // the heaviest so far
	for _, p := range parts[:min(len(parts), maxWeighed)] {
		if len(found) == n && p.end-p.start < found[n-1].weight {
			break // it and those after it are shorter than what they would have to save
		}
		rest = append(append(rest[:0], page[:p.start]...), page[p.end:]...)
		p.weight = max(0, whole-e.deflatedLen(rest))
		found = append(found, p)
		slices.SortStableFunc(found, func(a, b part) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.start, b.start))
		})
		found = found[:min(n, len(found))]
	}
	return found
}

// marks are where parts begin, up to an end, and markup is what a heading's text
// is without.
// The page is our own, in one form, so that this is good enough for advice.
var (
	marks    = regexp.MustCompile(`<(style|script|h[1-6])[ >]`)
	marksEnd = regexp.MustCompile(`</(?:style|script|h[1-6])>`)
	markup   = regexp.MustCompile(`<[^>]*>`)
)

// split cuts a page into its parts.
func split(page []byte) []part {
	var parts []part
	cur := part{name: "what stands before the first heading"}
	end := func(at int) {
		if cur.end = at; cur.end > cur.start {
			parts = append(parts, cur)
		}
	}
	headed := false
	for from := 0; ; {
		m, to := marks.FindSubmatchIndex(page[from:]), []int(nil)
		if m != nil {
			to = marksEnd.FindIndex(page[from+m[1]:])
		}
		if to == nil {
			break
		}
		start, name := from+m[0], string(page[from+m[2]:from+m[3]])
		from += m[1] + to[1]
		switch name {
		case "style", "script":
			parts = append(parts, part{name: "the " + name, start: start, end: from})
			if !headed {
				cur.start = from
			}
		default:
			end(start)
			cur, headed = part{name: fmt.Sprintf("%q", headingText(page[start:from])), start: start}, true
		}
	}
	end(len(page))
	return parts
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
