package lsp

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// moved mends what leads to files that get other names: to maps their sources,
// old to new. read gives a file's bytes, links those of a page's Markdown. What
// stands in a moved file is mended where it is now: it moves with the file.
func moved(to map[string]string, pages, data []string, read func(string) []byte, links func(string) []markdown.Link) []diag.Edit {
	var out []diag.Edit
	for _, from := range pages {
		text, now := read(from), cmp.Or(to[from], from)
		if now == from && !mentions(text, to) {
			continue
		}
		for _, l := range links(from) {
			if l.Image || l.Dest == "" || !strings.HasSuffix(l.Dest, ".md") || strings.Contains(l.Dest, ":") {
				continue
			}
			old := named(from, l.Dest)
			fresh := cmp.Or(to[old], old)
			dest := site.Relative(now, fresh)
			if strings.HasPrefix(l.Dest, "/") {
				dest = "/" + fresh
			}
			if fresh == old && named(now, l.Dest) == old || dest == l.Dest {
				continue // it leads there still
			}
			end := l.End
			if i := bytes.IndexByte(text[l.Offset:l.End], '#'); i >= 0 {
				end = l.Offset + i
			}
			out = append(out, diag.Edit{File: site.Shown(from), Start: l.Offset, End: end, New: dest})
		}
	}
	for _, file := range data {
		text := read(file)
		for old, fresh := range to {
			for _, at := range wordsOf(text, old) {
				out = append(out, diag.Edit{File: site.Shown(file), Start: at, End: at + len(old), New: fresh})
			}
		}
	}
	return sorted(out)
}

// mentions says that a text may name one of some files.
func mentions(text []byte, to map[string]string) bool {
	for old := range to {
		if bytes.Contains(text, []byte(old[strings.LastIndexByte(old, '/')+1:])) {
			return true
		}
	}
	return false
}

// wordsOf finds a path that stands alone in a YAML file: between blanks, quotes,
// brackets or commas, or before the # of a place.
func wordsOf(text []byte, path string) []int {
	var out []int
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte(path))
		if i < 0 {
			return out
		}
		start, end := from+i, from+i+len(path)
		if from = end; !comment(text, start) && alone(text, start-1, " \t\n\"'[{,") && alone(text, end, " \t\r\n\"']},#") {
			out = append(out, start)
		}
	}
}

// alone says that a byte of a text is one of some, or outside it.
func alone(text []byte, i int, of string) bool {
	return i < 0 || i >= len(text) || strings.IndexByte(of, text[i]) >= 0
}

// comment says that a byte stands in a line that is a comment.
func comment(text []byte, at int) bool {
	line := text[bytes.LastIndexByte(text[:at], '\n')+1 : at]
	return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("#"))
}

func sorted(list []diag.Edit) []diag.Edit {
	slices.SortFunc(list, func(a, b diag.Edit) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Start-b.Start, a.End-b.End)
	})
	return slices.Compact(list)
}
