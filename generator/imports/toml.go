package imports

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// readTOML reads what Hugo sites use of TOML: keys, tables, arrays of tables,
// texts of all four forms, numbers, days and times, lists and inline tables. It
// makes the nodes that a YAML document of the same meaning would make, so that
// nothing behind it knows of two languages. Whatever else a document holds is an
// error with its place, never a guess.
func readTOML(text string) (n *yaml.Node, err error) {
	t := &toml{text: text, root: mapping(1), tables: map[*yaml.Node]bool{}}
	defer func() {
		if e, ok := recover().(tomlError); ok {
			n, err = nil, e
		}
	}()
	t.document()
	return t.root, nil
}

// tomlError says what is wrong at a byte of the text.
type tomlError struct {
	at      int
	message string
}

func (e tomlError) Error() string { return e.message }

// toml reads one document.
type toml struct {
	text string
	at   int
	root *yaml.Node
	// tables are those that a head has named: they have one head only.
	tables map[*yaml.Node]bool
	deep   int
}

// deepest is how deep lists and inline tables may stand inside each other.
const deepest = 50

func (t *toml) fail(at int, format string, args ...any) {
	panic(tomlError{at, fmt.Sprintf(format, args...)})
}

func mapping(line int) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: line, Column: 1}
}

func scalar(tag, value string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
	if tag == "!!str" {
		n.SetString(value)
		if plainNeedsQuotes(value) {
			n.Style = yaml.DoubleQuotedStyle
		}
	}
	return n
}

// plainNeedsQuotes says whether YAML would take a text for something else.
func plainNeedsQuotes(s string) bool {
	var n yaml.Node
	err := yaml.Unmarshal([]byte(s), &n)
	return err != nil || len(n.Content) != 1 || n.Content[0].Kind != yaml.ScalarNode || n.Content[0].Tag != "!!str" || n.Content[0].Value != s
}

func (t *toml) rest() string { return t.text[t.at:] }

// space passes over spaces and tabs; with lines, also over line ends and comments.
func (t *toml) space(lines bool) {
	for t.at < len(t.text) {
		switch c := t.text[t.at]; {
		case c == ' ' || c == '\t':
			t.at++
		case lines && (c == '\n' || c == '\r'):
			t.at++
		case lines && c == '#':
			t.comment()
		default:
			return
		}
	}
}

func (t *toml) comment() {
	if i := strings.IndexByte(t.rest(), '\n'); i >= 0 {
		t.at += i
	} else {
		t.at = len(t.text)
	}
}

// end is the end of a line, with a comment or without.
func (t *toml) end() {
	t.space(false)
	if strings.HasPrefix(t.rest(), "#") {
		t.comment()
	}
	if r := t.rest(); r != "" && r[0] != '\n' && !strings.HasPrefix(r, "\r\n") {
		t.fail(t.at, "the line goes on where its value has ended")
	}
}

func (t *toml) sign(s string) bool {
	if strings.HasPrefix(t.rest(), s) {
		t.at += len(s)
		return true
	}
	return false
}

func (t *toml) document() {
	here := t.root
	for t.space(true); t.at < len(t.text); t.space(true) {
		start := t.at
		switch {
		case t.sign("[["):
			path := t.key()
			t.close("]]")
			here = t.element(start, path)
		case t.sign("["):
			path := t.key()
			t.close("]")
			here = t.table(start, t.root, path)
			if t.tables[here] {
				t.fail(start, "the table [%s] stands twice", strings.Join(path, "."))
			}
			t.tables[here] = true
		default:
			t.pair(here)
		}
		t.end()
	}
}

func (t *toml) close(sign string) {
	t.space(false)
	if !t.sign(sign) {
		t.fail(t.at, "%s is missing", sign)
	}
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+`)

// key is a key with dots between its parts.
func (t *toml) key() []string {
	var path []string
	for {
		t.space(false)
		switch r := t.rest(); {
		case strings.HasPrefix(r, `"""`) || strings.HasPrefix(r, "'''"):
			t.fail(t.at, "a key stands on one line")
		case strings.HasPrefix(r, `"`) || strings.HasPrefix(r, "'"):
			path = append(path, t.str().Value)
		default:
			k := bareKey.FindString(r)
			if k == "" {
				t.fail(t.at, "a key of letters, digits, - and _ is missing")
			}
			t.at += len(k)
			path = append(path, k)
		}
		t.space(false)
		if !t.sign(".") {
			return path
		}
		if len(path) > deepest {
			t.fail(t.at, "more than %d keys in one", deepest)
		}
	}
}

// get returns the value of a key in a table, or nil.
func get(table *yaml.Node, key string) *yaml.Node {
	for i := 0; table != nil && table.Kind == yaml.MappingNode && i+1 < len(table.Content); i += 2 {
		if table.Content[i].Value == key {
			return table.Content[i+1]
		}
	}
	return nil
}

func (t *toml) line(at int) int { return strings.Count(t.text[:at], "\n") + 1 }

func (t *toml) put(at int, table *yaml.Node, key string, value *yaml.Node) {
	if get(table, key) != nil {
		t.fail(at, "the key %s stands twice", key)
	}
	k := scalar("!!str", key)
	k.Line, value.Line = t.line(at), t.line(at)
	table.Content = append(table.Content, k, value)
}

// table goes down from a table, and makes what is not there.
func (t *toml) table(at int, from *yaml.Node, path []string) *yaml.Node {
	for _, k := range path {
		next := get(from, k)
		if next == nil {
			next = mapping(t.line(at))
			t.put(at, from, k, next)
		}
		if next.Kind == yaml.SequenceNode && len(next.Content) > 0 && t.tables[next] {
			next = next.Content[len(next.Content)-1]
		}
		if next.Kind != yaml.MappingNode || next.Style == yaml.FlowStyle {
			t.fail(at, "%s is no table", k)
		}
		from = next
	}
	return from
}

// element begins the next of an array of tables.
func (t *toml) element(at int, path []string) *yaml.Node {
	last := path[len(path)-1]
	in := t.table(at, t.root, path[:len(path)-1])
	list := get(in, last)
	if list == nil {
		list = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		t.put(at, in, last, list)
		t.tables[list] = true
	}
	if !t.tables[list] || list.Kind != yaml.SequenceNode {
		t.fail(at, "%s is no array of tables", last)
	}
	next := mapping(t.line(at))
	list.Content = append(list.Content, next)
	return next
}

func (t *toml) pair(table *yaml.Node) {
	start := t.at
	path := t.key()
	if !t.sign("=") {
		t.fail(t.at, "= is missing after the key")
	}
	t.space(false)
	value := t.value()
	t.put(start, t.table(start, table, path[:len(path)-1]), path[len(path)-1], value)
}

var (
	tomlTime   = regexp.MustCompile(`^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?)?`)
	tomlClock  = regexp.MustCompile(`^\d\d:\d\d:\d\d(\.\d+)?`)
	tomlNumber = regexp.MustCompile(`^[+-]?(0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|(\d[\d_]*)(\.\d[\d_]*)?([eE][+-]?\d+)?|inf|nan)`)
)

func (t *toml) value() *yaml.Node {
	if t.deep++; t.deep > deepest {
		t.fail(t.at, "lists and tables stand more than %d deep", deepest)
	}
	defer func() { t.deep-- }()
	r := t.rest()
	switch {
	case strings.HasPrefix(r, `"`) || strings.HasPrefix(r, "'"):
		return t.str()
	case t.sign("["):
		return t.list()
	case t.sign("{"):
		return t.inline()
	case t.sign("true"):
		return scalar("!!bool", "true")
	case t.sign("false"):
		return scalar("!!bool", "false")
	}
	for _, form := range []struct {
		is  *regexp.Regexp
		tag string
	}{{tomlTime, "!!timestamp"}, {tomlClock, "!!str"}, {tomlNumber, "!!int"}} {
		if s := form.is.FindString(r); s != "" {
			t.at += len(s)
			if form.tag == "!!int" {
				s = strings.ReplaceAll(s, "_", "")
				if strings.ContainsAny(s, ".einf") && !strings.HasPrefix(s, "0x") {
					form.tag = "!!float"
				}
			}
			return scalar(form.tag, s)
		}
	}
	t.fail(t.at, "a value is missing, or a text stands without quotation marks")
	return nil
}

func (t *toml) list() *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Style: yaml.FlowStyle}
	for {
		t.space(true)
		if t.sign("]") {
			return n
		}
		n.Content = append(n.Content, t.value())
		t.space(true)
		if !t.sign(",") && !strings.HasPrefix(t.rest(), "]") {
			t.fail(t.at, "a comma or ] is missing in a list")
		}
	}
}

func (t *toml) inline() *yaml.Node {
	n := mapping(t.line(t.at))
	for {
		t.space(true)
		if t.sign("}") {
			n.Style = yaml.FlowStyle
			return n
		}
		t.pair(n)
		t.space(true)
		if !t.sign(",") && !strings.HasPrefix(t.rest(), "}") {
			t.fail(t.at, "a comma or } is missing in a table")
		}
	}
}

// str is a text in one of its four forms.
func (t *toml) str() *yaml.Node {
	start := t.at
	quote := t.text[t.at : t.at+1]
	long := strings.HasPrefix(t.rest(), strings.Repeat(quote, 3))
	if long {
		quote = strings.Repeat(quote, 3)
	}
	t.at += len(quote)
	if long && !t.sign("\n") {
		t.sign("\r\n")
	}
	var b strings.Builder
	for {
		switch r := t.rest(); {
		case strings.HasPrefix(r, quote):
			t.at += len(quote)
			for long && t.at < len(t.text) && t.text[t.at] == quote[0] { // up to two more belong to it
				b.WriteByte(quote[0])
				t.at++
			}
			return scalar("!!str", b.String())
		case r == "" || !long && r[0] == '\n':
			t.fail(start, "the quotation marks are not closed")
		case r[0] == '\\' && quote[0] == '"':
			t.escape(&b, long)
		default:
			c, size := utf8.DecodeRuneInString(r)
			if c == utf8.RuneError && size == 1 {
				t.fail(t.at, "bytes that are no UTF-8")
			}
			if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f {
				t.fail(t.at, "a control character")
			}
			b.WriteString(r[:size])
			t.at += size
		}
	}
}

var escapes = map[byte]string{'b': "\b", 't': "\t", 'n': "\n", 'f': "\f", 'r': "\r", '"': `"`, '\\': `\`, 'e': "\x1b"}

func (t *toml) escape(b *strings.Builder, long bool) {
	start, r := t.at, t.rest()
	if len(r) < 2 {
		t.fail(start, "the quotation marks are not closed")
	}
	t.at += 2
	if s, ok := escapes[r[1]]; ok {
		b.WriteString(s)
		return
	}
	n := map[byte]int{'u': 4, 'U': 8, 'x': 2}[r[1]]
	switch {
	case n > 0 && len(r) >= 2+n:
		v, err := strconv.ParseUint(r[2:2+n], 16, 32)
		if err != nil || !utf8.ValidRune(rune(v)) {
			t.fail(start, "\\%c wants %d hexadecimal digits of a character", r[1], n)
		}
		t.at += n
		b.WriteRune(rune(v))
	case long && strings.TrimLeft(strings.SplitN(r[1:], "\n", 2)[0], " \t\r") == "" && strings.Contains(r, "\n"):
		t.at--
		for t.at < len(t.text) && strings.ContainsRune(" \t\r\n", rune(t.text[t.at])) {
			t.at++
		}
	default:
		t.fail(start, "there is no \\%c in TOML", r[1])
	}
}

// place is the byte of the text that an error is about.
func place(err error) int {
	var e tomlError
	if errors.As(err, &e) {
		return e.at
	}
	return 0
}
