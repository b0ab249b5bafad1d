package editorial

import (
	"regexp"
	"strings"

	"sotto/generator/diag"
)

// entries makes a list of lines that begin with a typed bullet, as far as they
// follow one another, with empty lines between them or without.
func (s *sheet) entries(at, end int) (out []diag.Edit) {
	from, to := s.line(at)
	kind, number := "", 0
	// A line that a word processor has begun with a bullet, a letter or a number:
	// what stands before it, the bullet, and the space behind. It is compiled for
	// pasted text alone, which few builds meet.
	typedEntry := regexp.MustCompile(`^([ \t]*(?:[-*+] )?)([•●○◦▪▫■□‣⁃►▸▶➢➤✓✔✗✘❖◆◇☐☑☒∙·\x{F0B7}\x{F0A7}\x{F0D8}\x{F0FC}\x{F076}\x{F0A8}\x{F06F}\x{F0FE}–—*+-]|o|\[[ xX]\]|(?:\d{1,2} ?[.)])|\(?(?:[a-zA-Z]|[ivxIVX]{1,4}|\d{1,2})[.)])([ \t\x{00A0}\x{2002}\x{2003}\x{2009}]*)`)
	for {
		m := typedEntry.FindSubmatchIndex(s.text[from:to])
		switch {
		case s.blank(from, to):
		case m == nil || from+m[1] == to:
			return out
		default:
			bullet := string(s.text[from+m[4] : from+m[5]])
			k := kindOfBullet(bullet)
			if kind == "" {
				kind = k
				if from+m[4] > at || at >= from+m[5] {
					return nil // it is another that was told of
				}
			}
			if k != kind {
				return out
			}
			number++
			text := "- "
			if k == "number" {
				text = strings.Trim(bullet, " .()") + ". "
			} else if m[3] > m[2] && strings.TrimSpace(string(s.text[from+m[2]:from+m[3]])) != "" {
				text = "" // an entry of a list already
			}
			out = append(out, s.edit(from+m[4], from+m[7], text)...)
		}
		next, ok := s.next(to)
		if !ok {
			return out
		}
		from = next
		_, to = s.line(from)
	}
}

// kindOfBullet is what bullets of one list have in common.
func kindOfBullet(bullet string) string {
	switch first := strings.TrimLeft(bullet, "("); {
	case digit(first[0]):
		return "number"
	case strings.HasSuffix(bullet, ")"), strings.HasSuffix(bullet, "."):
		return "letter"
	case bullet[0] == '[':
		return "box"
	}
	return bullet
}

// indent sets what stands beside an entry as far in as the entry's words.
func (s *sheet) indent(at, _ int) (out []diag.Edit) {
	from, to := s.line(at)
	own, _ := s.margin(from, to)
	want := -1
	marker := regexp.MustCompile(`^([ \t]*)([-*+]|\d{1,9}[.)])( {1,4})`) // of an entry
	for start, end, ok := s.above(from); ok; start, end, ok = s.above(start) {
		if s.blank(start, end) {
			continue
		}
		m := marker.FindSubmatch(s.text[start:end])
		if m == nil {
			continue
		}
		if columns, _ := s.margin(start, end); columns < own {
			want = columns + len(m[2]) + len(m[3])
			break
		}
	}
	if want <= own {
		return nil
	}
	for {
		columns, _ := s.margin(from, to)
		switch {
		case s.blank(from, to):
		case columns < own:
			return out
		default:
			out = append(out, s.edit(from, from, strings.Repeat(" ", want-own))...)
		}
		next, ok := s.next(to)
		if !ok {
			return out
		}
		from = next
		_, to = s.line(from)
	}
}
