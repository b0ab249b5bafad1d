package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a word processor puts before the entries of a list, and Markdown takes
// for text.
const (
	// bullets stand before an entry and nowhere else; at the beginning of a
	// line one is enough. Boxes are among them: "☐".
	bullets = "•●○◦▪▫■□‣⁃►▸▶➢➤✓✔✗✘❖◆◇☐☑☒∙·" + symbolBullets
	// symbolBullets are those of the fonts Symbol and Wingdings, which have no
	// letters of their own: a browser shows a box.
	symbolBullets = "\uF0B7\uF0A7\uF0D8\uF0FC\uF076\uF0A8\uF06F\uF0FE"
	// dashes may stand in a sentence too, and a line may begin with them.
	dashes = "–—"
	// hyphens are Markdown's own, and make a list only before a plain space.
	hyphens = "-*+"
)

// bulletKinds looks at the lines of one paragraph, one after another.
type bulletKinds struct {
	// inList says that an entry's own text is looked at, quoted that it is a
	// quotation, which may end in a dash and a name.
	inList, quoted bool
	// at is where the first of several lines stands that look like entries,
	// -1 for none; width is how many bytes the bullet has.
	at, width int

	weak  string // which weak bullet the line before began with, "" for none
	wide  int    // and its width
	colon bool   // it ended in a colon
	start int    // of the line before
}

// bullet says whether a line begins with a typed bullet: a strong one, or a
// weak one as the line before does.
func (k *bulletKinds) bullet(line []byte, first bool) bool {
	k.at = -1
	if line[0] < utf8.RuneSelf && !isLetter(line[0]) && !isDigit(line[0]) && strings.IndexByte("-*+([", line[0]) < 0 {
		k.weak = ""
		return false
	}
	s := string(line[:min(len(line), 16)])
	if n := strongBullet(s); n > 0 {
		k.width = n
		return true
	}
	weak, width := weakBullet(s)
	before, wide := k.weak, k.wide
	if first {
		before = ""
	}
	k.weak, k.wide = weak, width
	if weak == "" {
		return false
	}
	k.width = width
	switch {
	case weak == "typed": // the number of an entry that lacks its space
		return true
	case first && weak == "o":
		return !k.inList
	case first && weak == "dash":
		return !k.quoted
	case !first && k.colon && weak != "letter":
		return true
	case !first && before == weak:
		k.at, k.width = k.start, wide
		return true
	}
	return false
}

// before notes what the next line needs to know of this one.
func (k *bulletKinds) before(line []byte, start int) {
	k.colon = line[len(line)-1] == ':'
	k.start = start
}

// strongBullet returns the width of a bullet that can be nothing else.
func strongBullet(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	after := s[n:]
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case strings.ContainsRune(bullets, r) && (r != '·' && r != '∙' || unicode.IsSpace(next)):
		return n
	case strings.ContainsRune(hyphens, r) && (next == '\u00A0' || next == '\u2002' || next == '\u2003' || next == '\u2009'):
		return n
	case r == '-' && unicode.IsLetter(next):
		return n
	case r == 'o' && (next == '\t' || next == '\u00A0'):
		return n
	case strings.HasPrefix(s, "[ ] "), strings.HasPrefix(s, "[x] "), strings.HasPrefix(s, "[X] "):
		return 3
	}
	return 0
}

// weakBullet says which bullet a line begins with that may be something else,
// and its width: "o" and "dash", "letter" for "a)", "(ii)" and the like, and
// "typed" for a number that Markdown would take if it were typed otherwise.
func weakBullet(s string) (string, int) {
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	switch {
	case r == 'o' && next == ' ':
		return "o", 1
	case strings.ContainsRune(dashes, r) && unicode.IsSpace(next):
		return "dash", n
	}
	i := 0
	open := s[0] == '('
	if open {
		i = 1
	}
	from := i
	for i < len(s) && (isDigit(s[i]) || isLetter(s[i])) {
		i++
	}
	inner := s[from:i]
	switch {
	case inner == "" || len(inner) > 4 || i == len(s):
	case !open && isNumber(inner) && len(inner) < 3 && strings.HasPrefix(s[i:], " ") && i+2 < len(s) && (s[i+1] == '.' || s[i+1] == ')') && s[i+2] == ' ':
		return "typed", i + 2
	case s[i] != ')' && (s[i] != '.' || open):
	case !open && isNumber(inner) && len(inner) < 3 && i+1 < len(s):
		if next, _ := utf8.DecodeRuneInString(s[i+1:]); unicode.IsUpper(next) || next == '\u00A0' {
			return "typed", i + 1
		}
	case i+1 < len(s) && s[i+1] == ' ' && (len(inner) == 1 || isNumber(inner) || strings.Trim(inner, "ivxIVX") == ""):
		return "letter", i + 1
	}
	return "", 0
}

// isNumber says whether a text is digits and nothing else.
func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }
