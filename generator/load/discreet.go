package load

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// words are the sensitive words of one language, each entry in its words.
type words [][]string

func newWords(list []string) words {
	var w words
	for _, entry := range list {
		var phrase []string
		for _, t := range tokens(nil, entry) {
			phrase = append(phrase, t.word)
		}
		if len(phrase) > 0 {
			w = append(w, phrase)
		}
	}
	return w
}

// token is one word of a text, in lower case, and where it stands.
type token struct {
	word       string
	start, end int
}

// tokens appends the words of a text, which are runs of letters and digits.
func tokens(to []token, s string) []token {
	in := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) }
	out := func(r rune) bool { return !in(r) }
	for at := 0; ; {
		start := strings.IndexFunc(s[at:], in)
		if start < 0 {
			return to
		}
		start += at
		if at = start + strings.IndexFunc(s[start:], out); at < start {
			at = len(s)
		}
		to = append(to, token{strings.ToLower(s[start:at]), start, at})
	}
}

// find returns where the words stand in a text: whole words in any case, with
// or without a plural s.
func (w words) find(s string) [][2]int {
	var out [][2]int
	all := tokens(make([]token, 0, 32), s) // on the stack, as a rule
	for i := 0; i < len(all); i++ {
		longest := 0
		for _, phrase := range w {
			if n := len(phrase); n > longest && i+n <= len(all) && same(phrase, all[i:i+n]) {
				longest = n
			}
		}
		if longest > 0 {
			out = append(out, [2]int{all[i].start, all[i+longest-1].end})
			i += longest - 1
		}
	}
	return out
}

func same(phrase []string, ts []token) bool {
	for i, t := range ts {
		if t.word != phrase[i] && strings.TrimSuffix(t.word, "s") != phrase[i] {
			return false
		}
	}
	return true
}

// neutral reports the sensitive words in a text that others may see.
func (p *page) neutral(d *doc, c *config, q pair) {
	s := strings.TrimSpace(q.value.Value)
	found := c.sensitive[p.Lang].find(s)
	for i, f := range found {
		if i == perFile {
			break
		}
		m := d.mark(q.value)
		line := d.file().Line(m.line)
		if i := strings.Index(line, s); i >= 0 {
			m.col = utf8.RuneCountInString(line[:i+f[0]]) + 1
			m.length = utf8.RuneCountInString(s[f[0]:f[1]])
		}
		where := "the browser's tab and history show it"
		if q.name == "description" {
			where = "search results and shared links show it"
		}
		d.add(m, "discreet/word", fmt.Sprintf("%q is a sensitive word, and this page is in a discreet section", s[f[0]:f[1]]),
			"say it with a word that gives nothing away: "+where+"\n(the words are listed in content/site.yaml, under sensitive)")
	}
}
