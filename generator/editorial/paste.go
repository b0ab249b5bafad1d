package editorial

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/markdown"
)

// wrong says what a slip of the Markdown is, and what to type instead.
type wrong struct {
	code          string
	severity      diag.Severity
	message, help string
}

// slipped are the slips, by kind.
var slipped = map[markdown.SlipKind]wrong{
	markdown.CodeByIndent: {"paste/code", diag.Error, "the spaces before this line make it code, which is shown as it is typed",
		"delete the spaces before it; for an entry of a list begin it with - or 1."},
	markdown.TabbedRow: {"paste/table", diag.Error, "this is pasted from a table, and is none here",
		"write each row like this: | 2018 | 7,002 |, and below the first | ---- | ----: |"},
	markdown.TypedBullet: {"paste/list", diag.Error, "this makes no list: the lines run on as one paragraph", "begin each entry with a hyphen and a space, or with 1. and a space"},
	markdown.HashesNoHeading: {"paste/heading", diag.Error, "this is no heading, and is shown with its number signs",
		"put a plain space behind them: ## Heading; for a number sign in text write \\#"},
	markdown.MarksShown:     {"paste/mark", diag.Error, "this mark is shown as it is typed", "close it, as in **words**, without a space inside it; for the mark itself put \\ before it"},
	markdown.ShortRow:       {"paste/row", diag.Error, "this row has fewer cells than its table", "write as many cells as the first row has, empty ones too: | |"},
	markdown.GluedRow:       {"paste/row", diag.Error, "this line has become a row of the table above it", "put an empty line above it"},
	markdown.LooseEntry:     {"paste/entry", diag.Error, "this stands beside the entry above it, not inside it", "put as many spaces before it as the entry's words are away from the margin: two below -, three below 1."},
	markdown.UnderlinedText: {"paste/underline", diag.Error, "the line of dashes below this makes a heading of it", "put an empty line below it"},
	markdown.BoldParagraph:  {"paste/bold", diag.Warning, "this looks like a heading and is none: people who listen to a page cannot find it", "write ## before it, without the stars"},
}

// slips raises what the Markdown has noted of pasted text.
func (r *reader) slips() {
	u := r.u
	for _, s := range u.doc.Slips {
		w := slipped[s.Kind]
		if s.Kind == markdown.BoldParagraph && !isTitle(strings.Trim(string(u.source[s.Start:s.End]), "*_ ")) {
			continue
		}
		u.index()
		f := u.file.At(s.Start, s.End, w.code, w.severity, w.message, w.help)
		f.Fix = u.mended(s)
		u.add(f)
	}
}

// isTitle says whether words look like a heading: few, and no sentence.
func isTitle(s string) bool {
	return s != "" && len(strings.Fields(s)) <= 10 && strings.IndexByte(".!?:,;", s[len(s)-1]) < 0
}

// gap looks at what stands before word at, which is more than a space.
func (r *reader) gap(start int, gap string, at int) {
	ends := false
	for i := 0; i < len(gap); i++ {
		switch c := gap[i]; c {
		case ' ', ',', ';', ':', ')', '(', '/', '-', '\'':
		case '.', '!', '?':
			ends = ends || r.ends(start, gap, i, at)
			if c != '.' && i+1 < len(gap) && gap[i+1] == c {
				n := 2
				for i+n < len(gap) && gap[i+n] == c {
					n++
				}
				r.marks2(start+i, n, c)
				i += n - 1
			}
		case '[':
			if start+i >= r.covered {
				r.bracket(start+i, at-1)
			}
		case '{', '}':
			if start+i >= r.covered {
				r.tracked(start + i)
			}
		case '"':
			r.quotes.straight = true
		default:
			if c >= utf8.RuneSelf {
				char, n := utf8.DecodeRuneInString(gap[i:])
				if char == '…' {
					ends = ends || r.ends(start, gap, i+n-1, at)
				}
				n = r.strange(start, gap, i, char, n, at)
				i += n - 1
			}
		}
	}
	r.spacing(start, gap, at)
	if ends {
		r.sentence(at)
	}
}

// ends says whether the mark at gap[i] ends a sentence: a space follows, or
// the end of the passage, and it is no initial.
func (r *reader) ends(start int, gap string, i, at int) bool {
	rest := strings.TrimLeft(gap[i+1:], ".!?…)\"'”’*]")
	if rest == "" {
		return at == r.p.last
	}
	if rest[0] != ' ' && rest[0] != '\n' && !strings.HasPrefix(rest, "\u00A0") {
		return false
	}
	if gap[i] == '.' && at-1 >= r.p.first {
		was := r.u.words[at-1]
		if was.end-was.start == 1 && isUpper(r.u.text[was.start:]) && was.end == start && r.u.text[was.start] != 'I' {
			return false
		}
	}
	return true
}

// marks2 tells of several marks in a row.
func (r *reader) marks2(at, n int, c byte) {
	before := r.u.text[r.p.start:at]
	if c == '?' && (before == "" || strings.IndexByte(" (/", before[len(before)-1]) >= 0) {
		r.hold(at, at+n, "placeholder/words", notWritten, writeIt)
		return
	}
	r.mark(at, at+n, "words/shout", diag.Warning, middling, "one mark is enough: several shout at the reader", "write "+string(c)).write(string(c))
}

// strange looks at a character beyond ASCII, and returns how many bytes of the
// gap it has dealt with.
func (r *reader) strange(start int, gap string, i int, char rune, n, at int) int {
	switch {
	case isHard(char):
		end, hard := i+n, 1
		for end < len(gap) {
			next, m := utf8.DecodeRuneInString(gap[end:])
			if !isHard(next) && next != ' ' {
				break
			}
			if isHard(next) {
				hard++
			}
			end += m
		}
		if hard > 1 {
			r.mark(start+i, start+end, "paste/spaces", diag.Warning, middling, "these spaces do not break, and push the text off a narrow screen", "write one plain space").write(" ")
		}
		return end - i
	case isWide(char):
		end := i + n
		for end < len(gap) {
			next, m := utf8.DecodeRuneInString(gap[end:])
			if !isWide(next) {
				break
			}
			end += m
		}
		r.wide(start+i, start+end)
		return end - i
	case char == '´' || char == '‘' && i == 0 && len(gap) == n && at > r.p.first && at < r.p.last:
		if at > r.p.first && at < r.p.last && len(gap) == n {
			r.mark(start+i, start+i+n, "paste/quotes", diag.Warning, middling, "this is no apostrophe", "write '").write("'")
		}
	default:
		r.quote(start+i, char)
	}
	return n
}

// isHard says whether a character is a space that does not break.
func isHard(r rune) bool { return r == '\u00A0' || r == '\u2007' || r == '\u202F' }

// isWide says whether a character is one of those that are as wide as a
// Chinese one, which some keyboards type for the plain one.
func isWide(r rune) bool { return r >= '\uFF01' && r <= '\uFF5E' || r == '\u3000' }

// wide tells of wide characters, in a text in which they are not at home.
func (r *reader) wide(start, end int) {
	if start < r.covered || start == r.p.start && strings.Trim(r.u.text[start:end], "＃") == "" || strings.ContainsFunc(r.u.text[r.p.start:r.p.end], isEastern) {
		return
	}
	r.covered = r.p.end // once
	plain := strings.Map(func(c rune) rune {
		if c == '\u3000' {
			return ' '
		}
		return c - '\uFF01' + '!'
	}, r.u.text[start:end])
	r.mark(start, end, "paste/wide", diag.Error, heavy, "these are not the characters that they look like: they are wide ones", "write "+plain).write(plain)
}

// isEastern says whether a letter is Chinese, Japanese or Korean.
func isEastern(r rune) bool { return r >= '\u3040' && r <= '\u9FFF' || r >= '\uAC00' && r <= '\uD7A3' }

// spacing looks for a space before a mark, and for none behind one.
func (r *reader) spacing(start int, gap string, at int) {
	u, p := r.u, r.p
	if at == p.first || start < r.covered || at == p.first+1 && digit(u.text[p.start]) {
		return // nothing is before it, or the number of an entry
	}
	if gap[0] == ' ' && len(gap) > 1 && strings.IndexByte(r.t.tight, gap[1]) >= 0 {
		end := strings.TrimLeft(gap[1:], r.t.tight)
		close := end == "" && gap[1] != '.' && gap[1] != ':' && at < p.last || end == "" && at == p.last || end != "" && (end[0] == ' ' || strings.HasPrefix(end, "\u00A0") || strings.HasPrefix(end, "”"))
		if close && !(gap[1] == '?' && len(gap) > 2 && gap[2] == '?') {
			r.mark(start, start+2, "words/spacing", diag.Warning, light, "a space stands before "+gap[1:2], "delete the space").write(gap[1:2])
		}
		return
	}
	if len(gap) != 1 || strings.IndexByte(r.t.tight, gap[0]) < 0 || gap[0] == ':' || at == p.last {
		return
	}
	was, w := u.words[at-1], u.words[at]
	letters := was.end-was.start > 1 && w.end-w.start > 1 && beginsWithLetter(u.text[was.start:]) && beginsWithLetter(u.text[w.start:])
	last, _ := utf8.DecodeLastRuneInString(u.text[was.start:was.end])
	if !letters || gap[0] == '.' && !(isUpper(u.text[w.start:]) && !isUpper(u.text[w.start+1:]) && strings.ToUpper(string(last)) != string(last)) {
		return
	}
	r.mark(start, start+1, "words/spacing", diag.Warning, light, fmt.Sprintf("no space stands behind this %s", gap), "put a space behind it").write(gap + " ")
}
