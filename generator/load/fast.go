package load

import (
	"bytes"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// plainKeys reads the front matter that nearly all pages have: one key and one
// simple value on each line. It makes the nodes that yaml.v3 would make, at a
// tenth of the time and memory, which on a large site is half of what loading
// costs. On anything else, right or wrong, it gives up and returns nil:
// everything that can be wrong is then found by yaml.v3. FuzzPlainKeys holds
// the two against each other.
func plainKeys(src []byte) *yaml.Node {
	if len(src) == 0 || src[len(src)-1] != '\n' {
		return nil
	}
	for _, b := range breaks {
		if bytes.Contains(src, b) {
			return nil
		}
	}
	text := string(src) // one allocation for all keys and values
	nodes := make([]yaml.Node, 1, 1+2*strings.Count(text, "\n"))
	line := 0
	for len(text) > 0 {
		line++
		var s string
		s, text, _ = strings.Cut(text, "\n")
		if s == "" {
			continue
		}
		key, value, ok := strings.Cut(s, ": ")
		if !ok || !plainWord(key) {
			return nil
		}
		v := yaml.Node{Kind: yaml.ScalarNode, Line: line, Column: len(key) + 3}
		if v.Tag, v.Value, v.Style = plainValue(value); v.Tag == "" {
			return nil
		}
		nodes = append(nodes, yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key, Line: line, Column: 1}, v)
	}
	if len(nodes) == 1 {
		return nil
	}
	root := &nodes[0]
	*root = yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: nodes[1].Line, Column: 1, Content: make([]*yaml.Node, len(nodes)-1)}
	for i := range root.Content {
		root.Content[i] = &nodes[i+1]
	}
	return root
}

// breaks are the characters beyond ASCII that YAML takes for the end of a line
// or for a byte order mark.
var breaks = [][]byte{[]byte("\u0085"), []byte("\u2028"), []byte("\u2029"), []byte("\uFEFF")}

// plainWord reports whether a key is made of letters and is not one of YAML's
// own words.
func plainWord(s string) bool {
	for i := range len(s) {
		if !letter(s[i]) {
			return false
		}
	}
	return s != "" && !ownWord(s)
}

func ownWord(s string) bool {
	return len(s) <= 5 && (strings.EqualFold(s, "true") || strings.EqualFold(s, "false") || strings.EqualFold(s, "null"))
}

// plainValue returns the tag that YAML gives a value, and the value itself
// without its quotes; the tag is "" for a value that is not simple.
func plainValue(s string) (tag, value string, style yaml.Style) {
	if s == "" {
		return "", "", 0
	}
	last := s[len(s)-1]
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7F {
			return "", "", 0
		}
	}
	switch c := s[0]; {
	case c == '"':
		if len(s) < 2 || last != '"' || strings.ContainsAny(s[1:len(s)-1], `"\`) {
			return "", "", 0
		}
		return "!!str", s[1 : len(s)-1], yaml.DoubleQuotedStyle
	case letter(c):
		switch {
		case s == "true" || s == "false":
			return "!!bool", s, 0
		case ownWord(s), last == ' ', strings.ContainsAny(s, ":#"):
			return "", "", 0
		}
		return "!!str", s, 0
	case c >= '1' && c <= '9':
		if wholeNumber.MatchString(s) {
			return "!!int", s, 0
		}
		if _, ok := readDate(s, time.UTC); ok && len(s) == 10 {
			return "!!timestamp", s, 0
		}
	}
	return "", "", 0
}
