package output

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"

	"sotto/generator/diag"
)

// overPage is the finding for a page that is too long as it is.
func overPage(name string, page []byte, limit int) diag.Finding {
	return pathFinding("size/over-page", name,
		fmt.Sprintf("the page is %s long, %s over the %s that every page has without compression",
			byteCount(len(page)), byteCount(len(page)-limit), number(limit)),
		weightHelp(page))
}

// overBudget is the finding for a page that no rung compresses enough.
func overBudget(name string, page []byte, gzip, brotli, limit int) diag.Finding {
	var over []string
	if brotli > limit {
		over = append(over, fmt.Sprintf("%s with brotli (%s over)", byteCount(brotli), number(brotli-limit)))
	}
	if gzip > limit {
		over = append(over, fmt.Sprintf("%s with gzip (%s over)", byteCount(gzip), number(gzip-limit)))
	}
	return pathFinding("size/over-budget", name,
		fmt.Sprintf("the page takes %s, and every page has %s", strings.Join(over, " and "), number(limit)),
		weightHelp(page))
}

func number(n int) string { return diag.Number(n) }

func byteCount(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return number(n) + " bytes"
}

// weightHelp says what weighs most, and what to do about it.
func weightHelp(page []byte) string {
	var list []string
	for _, p := range heaviest(page, 3) {
		list = append(list, fmt.Sprintf("%s, about %s", p.name, number(p.weight)))
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
	parts = parts[:min(len(parts), maxWeighed)]
	e := newEncoder()
	length := func(data []byte) int {
		e.set(data, 0)
		e.encode(quick)
		return len(e.deflated)
	}
	whole := length(page)
	var rest []byte
	for i, p := range parts {
		rest = append(append(rest[:0], page[:p.start]...), page[p.end:]...)
		parts[i].weight = max(0, whole-length(rest))
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.start, b.start))
	})
	return parts[:min(n, len(parts))]
}

// split cuts a page into its parts. The page is our own, with lower-case tags,
// so looking for tags in its text is good enough for advice.
func split(page []byte) []part {
	var parts []part
	at := 0
	for _, tag := range []string{"style", "script"} {
		start := bytes.Index(page, []byte("<"+tag))
		if start < 0 {
			continue
		}
		length := bytes.Index(page[start:], []byte("</"+tag+">"))
		if length < 0 {
			continue
		}
		parts = append(parts, part{name: "the " + tag, start: start, end: start + length})
		if tag == "style" {
			at = start + length
		}
	}
	cur := part{name: "what stands before the first heading", start: at}
	for {
		i := nextHeading(page, at)
		cur.end = len(page)
		if i >= 0 {
			cur.end = i
		}
		if cur.end > cur.start {
			parts = append(parts, cur)
		}
		if i < 0 {
			return parts
		}
		cur = part{name: fmt.Sprintf("%q", headingText(page[i:])), start: i}
		at = i + 1
	}
}

// nextHeading is the offset of the next <h1 to <h6 from at on, or -1.
func nextHeading(page []byte, at int) int {
	for at < len(page) {
		i := bytes.Index(page[at:], []byte("<h"))
		if i < 0 || at+i+3 >= len(page) {
			return -1
		}
		at += i
		if d := page[at+2]; '1' <= d && d <= '6' && (page[at+3] == '>' || page[at+3] == ' ') {
			return at
		}
		at++
	}
	return -1
}

// headingText is the text of the heading that b starts with, cut short.
func headingText(b []byte) string {
	if i := bytes.Index(b, []byte("</h")); i >= 0 {
		b = b[:i]
	}
	var text strings.Builder
	for len(b) > 0 {
		open := bytes.IndexByte(b, '<')
		if open < 0 {
			open = len(b)
		}
		text.Write(b[:open])
		end := bytes.IndexByte(b[open:], '>')
		if end < 0 {
			break
		}
		b = b[open+end+1:]
	}
	words := strings.Join(strings.Fields(html.UnescapeString(text.String())), " ")
	const most = 40
	if r := []rune(words); len(r) > most {
		words = strings.TrimSpace(string(r[:most])) + "…"
	}
	return words
}
