package load

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
)

// syntax says in plain words why a document cannot be read as YAML, and where.
//
// The positions in yaml.v3's messages are often those of the line before, of
// the end of the file, or missing. So the place is found by experiment: the
// culprit is the line after the longest run of lines, from the top, that can
// be read. What is wrong with that line is then told by its shape, and by
// yaml.v3's message only when no shape fits.
func (d *doc) syntax(err error) {
	at, line := d.culprit()
	m := mark{at + 1 + d.shift, 1 + utf8.RuneCountInString(line) - utf8.RuneCountInString(strings.TrimLeft(line, " \t")), 1}
	text := strings.TrimSpace(line)
	m.length = max(1, utf8.RuneCountInString(text))
	for _, s := range shapes() {
		if g := s.pattern.FindStringSubmatchIndex(line); g != nil {
			if s.col > 0 {
				from, to := g[2*s.col], g[2*s.col+1]
				m.col = utf8.RuneCountInString(line[:from]) + 1
				m.length = max(1, utf8.RuneCountInString(line[from:to]))
			}
			message, help := s.pattern.ExpandString(nil, s.message, line, g), s.pattern.ExpandString(nil, s.help, line, g)
			if s.typed != nil {
				help = append(help, s.typed(s.pattern.FindStringSubmatch(line))...)
			}
			d.add(m, "yaml/syntax", string(message), string(help)).Fix = d.mended(m.line, line, &s, g)
			return
		}
	}
	d.add(m, "yaml/syntax", "this line cannot be read: "+plainWords(err), "compare it with the lines around it: key, colon, space, value; texts with other signs in them go in double quotes")
}

// mended is the edit that a shape's help speaks of, on a line of the file.
func (d *doc) mended(n int, line string, s *shape, g []int) []diag.Edit {
	at := d.file().Offset(diag.Pos{Line: n, Col: 1})
	switch {
	case s.typed != nil:
		return d.file().Edit(at+g[4], at+len(line), s.typed(s.pattern.FindStringSubmatch(line)))
	case s.instead != "":
		from, to := g[2*s.col], g[2*s.col+1]
		return d.file().Edit(at+from, at+to, string(s.pattern.ExpandString(nil, s.instead, line, g)))
	}
	return nil
}

// culprit returns the line (from 0) at which reading breaks off: the one after
// the most lines that are a good beginning. That a beginning is good does not
// make all shorter ones good (a list in brackets may span lines), so small
// documents are tried line by line from the end; large ones by halving, with a
// look at the next lines before the answer is believed.
func (d *doc) culprit() (int, string) {
	src := string(d.data[d.start:d.end])
	lines := slices.Collect(strings.Lines(src))
	ends := make([]int, len(lines)+1) // ends[n] is the length of the first n lines
	for i, l := range lines {
		ends[i+1] = ends[i] + len(l)
	}
	good := func(n int) bool { return n == 0 || readable(src[:ends[n]]) }
	at := len(lines) - 1
	if len(lines)*len(src) < 1<<20 {
		for !good(at) {
			at--
		}
	} else {
		at = 0
		for again := 8; again > 0; again-- {
			for bad := len(lines); bad-at > 1; {
				if mid := (at + bad) / 2; good(mid) {
					at = mid
				} else {
					bad = mid
				}
			}
			ahead := at + 2
			for ahead < len(lines) && ahead < at+20 && !good(ahead) {
				ahead++
			}
			if ahead >= len(lines) || ahead >= at+20 {
				break
			}
			at = ahead
		}
	}
	for at < len(lines)-1 && strings.TrimSpace(lines[at]) == "" {
		at++
	}
	for at > 0 && strings.TrimSpace(lines[at]) == "" {
		at--
	}
	return at, strings.TrimRight(lines[at], "\r\n")
}

// readable reports whether the first lines of a document are a good beginning:
// keys or a list, and not a sentence that YAML takes for one long text.
func readable(src string) bool {
	tree, err := parse([]byte(src))
	return err == nil && (len(tree.Content) == 0 || tree.Content[0].Kind != yaml.ScalarNode)
}

// shape is one way in which a line can be wrong. ${1} in its message and help
// is what the first group of the pattern holds.
type shape struct {
	pattern       *regexp.Regexp
	col           int // the group to point at; 0 is the whole line
	message, help string
	typed         func(g []string) string // what to type, after the help, from the second group on; or nil
	instead       string                  // what to write in the place of what it points at; or ""
}

// keyStart is the beginning of a line with a key and a space after its colon.
const keyStart = `^\s*(?:- )?([\w-]+)\s*: +`

// shapes are tried in order on the culprit line. A site without mistakes needs
// none of them.
var shapes = sync.OnceValue(func() []shape {
	return []shape{
		{regexp.MustCompile(`^ *(\t)`), 1,
			"the line begins with a tab", "use spaces: two for each step to the right", nil, "  "},
		{regexp.MustCompile(`^([-–—=_*~+]{2,})\s*$`), 1,
			"the closing fence is exactly three hyphens", "write --- alone on this line", nil, "---"},
		{regexp.MustCompile(keyStart + `("(?:[^"\\]|\\.)*")\s*([^\s#].*)$`), 3,
			"the text goes on after its closing quote", "put the whole text in single quotes: ${1}: ",
			func(g []string) string { return singleQuote(whole(g[2] + " " + g[3])) }, ""},
		{regexp.MustCompile(keyStart + `('[^']*')([^\s#'].*)$`), 3,
			"an apostrophe ends a text in single quotes", "put the whole text in double quotes: ${1}: ",
			func(g []string) string { return quote(whole(g[2] + g[3])) }, ""},
		{regexp.MustCompile(keyStart + `("[^"\\]*(\\[^0abtnvfre "/\\N_LPxuU]).*)$`), 3,
			"a backslash in double quotes begins a special character", "put the text in single quotes, or write it twice: ",
			func(g []string) string { return strings.ReplaceAll(g[3], `\`, `\\`) }, ""},
		{regexp.MustCompile(keyStart + `("[^"]*|'[^']*)$`), 2,
			"the quote that opens here is never closed", "write ${1}: ",
			func(g []string) string { return g[2] + g[2][:1] }, ""},
		{regexp.MustCompile(keyStart + "(([@`%*&!|>\\]},]).*)$"), 2,
			"a text cannot begin with ${3} unless it is in quotes", "write ${1}: ",
			func(g []string) string { return quote(g[2]) }, ""},
		{regexp.MustCompile(keyStart + `((\[)[^\]]*|(\{)[^}]*)$`), 2,
			"the ${3}${4} that opens here is never closed", "write ${1}: ",
			func(g []string) string {
				return strings.TrimRight(g[2], " ,") + map[string]string{"[": "]", "{": "}"}[g[2][:1]]
			}, ""},
		{regexp.MustCompile(`^\s*- ([\w-]+)\s*: +[^"'\[{].*?(: |:$)`), 2, // a text as a whole, or a key of an entry
			"a text with a colon in it goes in quotes", "put everything after ${1}: in double quotes", nil, ""},
		{regexp.MustCompile(keyStart + `([^"'\[{].*?(: |:$).*)$`), 3,
			"a text with a colon in it goes in quotes", "write ${1}: ",
			func(g []string) string { return quote(strings.TrimRight(g[2], " \t")) }, ""},
		{regexp.MustCompile(`^\s*([\w-]+)(:)\S`), 2,
			"there is no space after the colon", "write ${1}: with a space after it", nil, ": "},
		{regexp.MustCompile(`^\s*([\w-]+)\s*(=)\s*(.*)$`), 2,
			"a colon, not an equals sign, stands between key and value", "write ${1}: ${3}", nil, ":"},
		{regexp.MustCompile(`^\s*(-)[^ -].*$`), 1,
			"there is no space after the hyphen", "begin each entry of a list with a hyphen and a space", nil, "- "},
		{regexp.MustCompile(`^\s*[\w-]+\s*: +(- .*)$`), 1,
			"a list begins on the line after its key", "move the hyphen to the next line, two spaces in", nil, ""},
		{regexp.MustCompile(`^ +([\w-]+)\s*:(?: |$)`), 1,
			"this line is not in line with the ones it belongs to", "begin it at the same column as the other keys beside it", nil, ""},
		{regexp.MustCompile(`^\s*(- .*)$`), 1,
			"this entry of a list is not in line with its key", "begin it two spaces in, below the key that the list belongs to", nil, ""},
		{regexp.MustCompile(`^[^:#]+$`), 0,
			"this line has no key", "write it as key: value, or begin it with two spaces if it goes on from the line above;\nif the text of the page begins here, put --- on a line of its own before it", nil, ""},
	}
})

// quote writes a text so that YAML reads it as it stands.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// singleQuote is quote for a text with double quotes in it.
func singleQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// whole takes the outer quotes off a text that begins and ends with the same.
func whole(s string) string {
	if len(s) > 1 && s[0] == s[len(s)-1] {
		return s[1 : len(s)-1]
	}
	return s
}

var yamlPosition = regexp.MustCompile(`^yaml: (line \d+: )?`)

// plainWords puts yaml.v3's commonest messages, without their positions, into
// words that need no knowledge of YAML.
func plainWords(err error) string {
	s := yamlPosition.ReplaceAllString(err.Error(), "")
	for _, w := range [][2]string{
		{"did not find expected key", "a key is expected here"},
		{"could not find expected ':'", "a colon is missing"},
		{"mapping values are not allowed", "a second colon stands where none can"},
		{"mapping keys are not allowed", "a key stands where none can"},
		{"block sequence entries are not allowed", "a list begins where none can"},
		{"did not find expected '-' indicator", "an entry of a list is expected here"},
		{"did not find expected ','", "a comma or a closing bracket is missing"},
		{"did not find expected node content", "a value is missing"},
		{"found unexpected end of stream", "something that was opened is not closed"},
		{"found unexpected document indicator", "something that was opened is not closed"},
		{"found character that cannot start any token", "a value cannot begin so without quotes"},
		{"tab character", "there is a tab where spaces must be"},
		{"unknown anchor", "a text cannot begin with a star unless it is in quotes"},
		{"exceeded max depth", "too many brackets inside each other"},
	} {
		if strings.Contains(s, w[0]) {
			return w[1]
		}
	}
	return s
}
