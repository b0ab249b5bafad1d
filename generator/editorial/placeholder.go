package editorial

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

const (
	notWritten = "this is a placeholder: its text is not written yet"
	writeIt    = "write the text, or delete this"
)

// hold marks a placeholder.
func (r *reader) hold(start, end int, code, message, help string) {
	r.covered = max(r.covered, end)
	r.mark(start, end, code, diag.Error, heavy, message, help)
}

// phrase keeps a listed phrase until the passage has been read.
func (r *reader) phrase(f found) {
	if len(r.found) < most {
		r.found = append(r.found, f)
	}
}

// phrases says what the listed phrases of the passage mean.
func (r *reader) phrases() {
	u := r.u
	for _, f := range r.found {
		e := r.t.entries[f.id]
		start, end := u.words[f.first].start, u.words[f.last-1].end
		switch e.kind {
		case isPlaceholder:
			r.hold(start, end, "placeholder/words", notWritten, writeIt)
		case isAlone:
			if r.alone(f, start, end) {
				r.hold(start, end, "placeholder/words", notWritten, writeIt)
			}
		case isAround:
			if last := r.around(f, e.say); last > 0 {
				r.hold(start, u.words[last].end, "placeholder/words", notWritten, writeIt)
			}
		case isWrong:
			if !r.right(f) && !r.isName(f.first, f.last) && !r.t.keep[u.words[f.first].plain] {
				say, sure := r.instead(f, e)
				m := r.mark(start, end, "words/spelling", diag.Warning, light, "this is not how it is written here", "write "+say)
				if sure {
					m.write(say)
				}
			}
		}
	}
}

// instead is what is written instead of a phrase, with the end that the
// phrase has here: "received" for "recieved", when "recieve" is in the list. It is
// sure where the phrase stands as it is listed, but for an end like that.
func (r *reader) instead(f found, e entry) (say string, sure bool) {
	text := r.u.text[r.u.words[f.first].start:r.u.words[f.last-1].end]
	rest, sure := strings.CutPrefix(asTyped.Replace(lower(text)), asTyped.Replace(e.as))
	if sure && rest != "" {
		if e.as[len(e.as)-1] != e.say[len(e.say)-1] {
			return asWritten(text, e.say), false
		}
		return asWritten(text, e.say+rest), true
	}
	return asWritten(text, e.say), sure
}

// right says whether a phrase stands in one in which it is right.
func (r *reader) right(f found) bool {
	for _, o := range r.found {
		if r.t.entries[o.id].kind == isRight && o.first <= f.first && f.last <= o.last {
			return true
		}
	}
	return false
}

// alone says whether a phrase that may be part of a sentence is none here: it
// is in capitals, in brackets, or all that is said, at most behind a colon.
func (r *reader) alone(f found, start, end int) bool {
	u := r.u
	text := u.text[start:end]
	if strings.ToUpper(text) == text {
		return true
	}
	before := strings.TrimRight(u.text[r.p.start:start], " \u00A0“‘\"'*")
	after := strings.TrimLeft(u.text[end:r.p.end], " \u00A0”’\"'*")
	if open := strings.LastIndexAny(before[max(0, len(before)-40):], "([{<)]}>"); open >= 0 && after != "" && strings.IndexByte(")]}>.,;", after[0]) >= 0 {
		inside := before[max(0, len(before)-40)+open:]
		if strings.IndexByte("([{<", inside[0]) >= 0 && strings.Count(inside, " ") < 2 {
			return true
		}
	}
	last := strings.Trim(after, ".… ") == ""
	return last && (before == "" || before[len(before)-1] == ':')
}

// around returns the word that ends a phrase with a few words in its middle,
// or 0.
func (r *reader) around(f found, last string) int {
	for at := f.last; at < min(r.p.last, f.last+8) && r.u.joined(at); at++ {
		if r.u.words[at].plain == last {
			return at
		}
	}
	return 0
}

// bracket looks at square brackets that open at a byte; before is the word
// before them.
func (r *reader) bracket(open, before int) {
	u := r.u
	text := u.text[open:min(r.p.end, open+200)]
	end := strings.IndexByte(text, ']')
	if end < 0 {
		return
	}
	inner := strings.TrimSpace(text[1:end])
	end++
	if before >= r.p.first && r.t.comments[u.words[before].plain] && strings.TrimSpace(u.text[u.words[before].end:open]) == "" &&
		strings.IndexFunc(inner, unicode.IsDigit) > 0 {
		r.hold(u.words[before].start, open+end, "placeholder/marks", "this is a comment of a word processor", "settle it and delete it")
		return
	}
	if open == r.p.start && len(inner) == 1 && 'a' <= inner[0] && inner[0] <= 'z' && r.p.start+end < r.p.end && isUpper(u.text[open+end:]) {
		r.hold(open, open+end, "placeholder/marks", "this is a comment of a word processor", "settle it and delete it, with its mark in the text")
		return
	}
	letters, small := 0, false
	for _, c := range inner {
		if unicode.IsLetter(c) {
			letters++
			small = small || unicode.IsLower(c)
		}
	}
	switch {
	case letters == 0:
		if !strings.Contains(inner, "?") {
			return
		}
	case !small:
		if letters == 1 || r.t.known[inner] || strings.Trim(inner, "IVX") == "" {
			return
		}
	case !r.isNote(inner):
		return
	}
	r.hold(open, open+end, "placeholder/brackets", "what stands in these brackets is not written yet", "write it, without the brackets")
}

// isNote says whether words in brackets begin as a note to oneself does.
func (r *reader) isNote(inner string) bool {
	low := lower(inner)
	words := strings.FieldsFunc(low, func(c rune) bool { return !isWord(c) && !inWord(c) })
	if len(words) == 0 {
		return false
	}
	first := plainWord(words[0])
	return r.t.brackets[first] || len(words) > 1 && r.t.brackets[first+" "+plainWord(words[1])]
}

// criticMarks are the marks of CriticMarkup, by which changes are tracked in a
// plain text, as they are and as typography leaves them.
var criticMarks = [][2]string{{"{++", "++}"}, {"{--", "--}"}, {"{–", "–}"}, {"{—", "—}"}, {"{~~", "~~}"}, {"{>>", "<<}"}, {"{==", "==}"}}

// tracked looks at a brace that may begin or end the mark of a change.
func (r *reader) tracked(at int) {
	text := r.u.text[r.p.start:r.p.end]
	i := at - r.p.start
	for _, m := range criticMarks {
		start, end := i, i
		switch {
		case strings.HasPrefix(text[i:], m[0]):
			end = i + len(m[0])
			if close := strings.Index(text[end:min(len(text), end+1000)], m[1]); close >= 0 {
				end += close + len(m[1])
			}
		case strings.HasSuffix(text[:i+1], m[1]):
			start, end = i+1-len(m[1]), i+1
		default:
			continue
		}
		r.hold(r.p.start+start, r.p.start+end, "placeholder/marks", "this is a change that nobody has accepted or refused", "keep what is meant, and delete the marks")
		return
	}
}

// blank finds letters and noughts that stand for a number: "xx/xx/2026",
// "£X", "00/00/2026".
func (r *reader) blank(at int, low string) {
	u, w := r.u, r.u.words[at]
	if w.start < r.covered {
		return
	}
	before, after := u.text[r.p.start:w.start], u.text[w.end:r.p.end]
	start := w.start
	for _, sign := range []string{"£", "€", "$"} {
		if strings.HasSuffix(before, sign) {
			start -= len(sign)
		}
	}
	switch {
	case low == "00" || low == "0000":
		if after == "" || after[0] != '/' && after[0] != '-' || at+1 == r.p.last || strings.Trim(u.of(u.words[at+1]), "0") != "" || u.words[at+1].start != w.end+1 {
			return
		}
	case strings.Trim(low, "x") != "":
		return
	case len(low) == 1:
		if start == w.start && !strings.HasPrefix(after, "%") && !strings.HasPrefix(after, ",xxx") {
			return
		}
	case r.isRoman(at):
		return
	}
	end := w.end
	for next := at + 1; next < r.p.last; next++ {
		n := u.words[next]
		x := strings.Trim(u.of(n), "x") == ""
		if gap := u.text[end:n.start]; !x && strings.Trim(u.of(n), "0123456789") != "" || len(gap) != 1 || strings.IndexByte(",/.-:", gap[0]) < 0 && !(x && gap == " ") {
			break
		}
		end = n.end
	}
	if strings.HasPrefix(u.text[end:r.p.end], "%") {
		end++
	}
	r.hold(start, end, "placeholder/words", "this stands for a number that is not known yet", "write the number, or the sentence without it")
}

// isRoman says whether capital letters are a number: "Part XX".
func (r *reader) isRoman(at int) bool {
	u, w := r.u, r.u.words[at]
	if at == r.p.first || u.text[w.start] != 'X' || u.text[w.end-1] != 'X' {
		return false
	}
	was := u.words[at-1]
	if u.text[was.end:w.start] != " " && u.text[was.end:w.start] != "\u00A0" || !isUpper(u.text[was.start:]) {
		return false
	}
	after := u.text[w.end:r.p.end]
	return !(len(after) > 4 && after[0] == ' ' && isWord(rune(after[1])) && !isUpper(after[1:]) && isWord(rune(after[2])) && isWord(rune(after[3])))
}

// nothing finds a page without text.
func (r *reader) nothing() {
	u := r.u
	if u.page.Kind == site.Essentials { // it is made of its keys
		return
	}
	if len(bytes.TrimSpace(u.source[u.page.BodyStart:])) == 0 {
		u.top("placeholder/empty", diag.Error, "this page has no text", "write it below the front matter, or add a line to the front matter: draft: true")
		return
	}
	if len(u.doc.Passages) < 2 || len(u.doc.Directives) > 0 || len(u.doc.Slips) > 0 || strings.Contains(u.doc.HTML, "<pre>") || strings.Contains(u.doc.HTML, "<img") {
		return
	}
	for _, p := range u.doc.Passages {
		if p.Kind != markdown.Title {
			return
		}
	}
	p := &u.passages[0]
	u.at(p, p.start, p.end, "placeholder/empty", diag.Error, fmt.Sprintf("this page has %s and no text", plural(len(u.doc.Passages), "heading")), "write what stands below them, or add a line to the front matter: draft: true")
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return diag.Number(n) + " " + noun
}
