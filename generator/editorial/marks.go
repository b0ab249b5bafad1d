package editorial

import (
	"fmt"

	"sotto/generator/diag"
	"sotto/generator/markdown"
)

// Notes that were typed as plain numbers in brackets come along when a release
// is pasted: "(2)" in a sentence, and a paragraph that begins with "(2)" below.
// Markdown holds its own footnotes, [^2], against their marks; these are held
// against each other here.

// plainMark is such a number, with the passage and the bytes that it stands in.
type plainMark struct {
	number     string
	passage    *passage
	start, end int
}

// marks wants a note for every mark, and a mark for every note.
func marks(u *unit) {
	if u.page == nil || !u.page.Section.Figures || u.page.Kind != u.page.Section.Kind {
		return
	}
	var marks, notes []plainMark
	for i := range u.passages {
		p := &u.passages[i]
		if p.prose != nil || p.kind == markdown.Cell {
			continue
		}
		for at := p.start; at < p.end; at++ {
			if u.text[at] != '(' || at > p.start && (wordAt(u.text[at-1:at]) || u.text[at-1] == ']') {
				continue // section 4(2)
			}
			end := at + 1
			for end < p.end && end < at+3 && u.text[end] >= '0' && u.text[end] <= '9' {
				end++
			}
			if end == at+1 || end >= p.end || u.text[end] != ')' {
				continue
			}
			m := plainMark{u.text[at+1 : end], p, at, end + 1}
			if at == p.start {
				notes = append(notes, m)
			} else {
				marks = append(marks, m)
			}
		}
	}
	told := func(list, others []plainMark, message, help string) {
		for _, m := range list {
			if !hasNumber(others, m.number) {
				u.at(m.passage, m.start, m.end, "figure/mark", diag.Error, fmt.Sprintf(message, m.number), fmt.Sprintf(help, m.number, m.number))
			}
		}
	}
	told(marks, notes, "the mark (%s) leads to no note", "write [^%s] here, and [^%s]: with the note on a line of its own below; or delete the mark")
	told(notes, marks, "no mark in the text leads to the note (%s)", "write [^%s]: before it, and [^%s] where it belongs in the text; for a numbered list write 1. 2. 3.")
}

func hasNumber(list []plainMark, number string) bool {
	for _, m := range list {
		if m.number == number {
			return true
		}
	}
	return false
}
