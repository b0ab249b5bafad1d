package load

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// quickYAML reads a document that is written as most are: blocks of keys and
// lists, lists and groups in brackets, and texts that end on their line. It
// makes the nodes that yaml.v3 makes, without comments, in an eighth of the time
// and a third of the memory, and a build reads a document for each page. Where
// it is not sure it gives up, and yaml.v3 reads the document: whatever is wrong
// in one is found there. FuzzQuickYAML compares the two.
type quickYAML struct {
	src  string
	at   int // what is read next
	line int // that at is on, from 1
	// start is where the line begins; col are the characters from there up to
	// counted.
	start, col, counted int
	depth               int
	// nodes are what was made, for this document or for one before; made is how
	// many are of this one.
	nodes []*[nodesAtOnce]yaml.Node
	made  int
	open  []*yaml.Node // what is in the collections that are not closed yet
}

// read returns the node of a document, or nil when it gives up; what it returned
// before must have been let go. checkBytes has found nothing in src that YAML
// cannot read.
func (q *quickYAML) read(src string) *yaml.Node {
	if strings.ContainsAny(src, "\t\r") || strings.HasPrefix(src, "\uFEFF") {
		return nil
	}
	*q = quickYAML{src: src, line: 1, nodes: q.nodes, open: q.open[:0]}
	q.toContent()
	if n := q.block(); q.at == len(src) {
		return n
	}
	return nil
}

// nodesAtOnce is how many nodes are made together.
const nodesAtOnce = 48

// node makes a node of what begins here.
func (q *quickYAML) node(kind yaml.Kind, style yaml.Style, tag string) *yaml.Node {
	if q.made == nodesAtOnce*len(q.nodes) {
		q.nodes = append(q.nodes, new([nodesAtOnce]yaml.Node))
	}
	n := &q.nodes[q.made/nodesAtOnce][q.made%nodesAtOnce]
	q.made++
	q.col, q.counted = q.col+utf8.RuneCountInString(q.src[q.counted:q.at]), q.at
	*n = yaml.Node{Kind: kind, Style: style, Tag: tag, Line: q.line, Column: q.col + 1}
	return n
}

// close gives a collection what was put into open since it held base nodes.
func (q *quickYAML) close(n *yaml.Node, base int) *yaml.Node {
	n.Content = slices.Clone(q.open[base:])
	q.open = q.open[:base]
	q.depth--
	return n
}

// is reports whether a sign stands here with a space or the line's end behind it.
func (q *quickYAML) is(sign byte) bool {
	return q.at < len(q.src) && q.src[q.at] == sign && (q.at+1 == len(q.src) || q.src[q.at+1] == ' ' || q.src[q.at+1] == '\n')
}

func (q *quickYAML) spaces() {
	for q.at < len(q.src) && q.src[q.at] == ' ' {
		q.at++
	}
}

func (q *quickYAML) newLine() {
	q.at++
	q.line, q.start, q.col, q.counted = q.line+1, q.at, 0, q.at
}

// column is that of what stands here, in bytes: in front of a key or of an entry
// there are only spaces and hyphens.
func (q *quickYAML) column() int { return q.at - q.start }

// toContent goes on to what is neither space, comment nor end of a line.
func (q *quickYAML) toContent() {
	for q.spaces(); q.at < len(q.src); q.spaces() {
		switch q.src[q.at] {
		case '#':
			if i := strings.IndexByte(q.src[q.at:], '\n'); i >= 0 {
				q.at += i
			} else {
				q.at = len(q.src)
			}
		case '\n':
			q.newLine()
		default:
			return
		}
	}
}

// gap is toContent between what stands in brackets: something follows.
func (q *quickYAML) gap() bool {
	q.toContent()
	return q.at < len(q.src)
}

// endLine reports whether nothing but a comment stands behind a value, and goes
// on to the next content.
func (q *quickYAML) endLine() bool {
	at := q.at
	q.spaces()
	if q.at < len(q.src) && q.src[q.at] != '\n' && (q.src[q.at] != '#' || q.at == at) {
		return false
	}
	q.toContent()
	return true
}

// block reads what stands here up to the end of its last line: a list or a group
// with all its lines, or a single value.
func (q *quickYAML) block() *yaml.Node {
	if q.is('-') {
		return q.list()
	}
	column := q.column()
	n := q.inline(false)
	if n == nil {
		return nil
	}
	if n.Kind == yaml.ScalarNode && q.is(':') {
		return q.group(n, column)
	}
	if !q.endLine() {
		return nil
	}
	return n
}

// quickDepth is how deep quickYAML follows lists and groups in each other.
const quickDepth = 64

func (q *quickYAML) list() *yaml.Node {
	column, base := q.column(), len(q.open)
	n := q.node(yaml.SequenceNode, 0, "!!seq")
	if q.depth++; q.depth > quickDepth {
		return nil
	}
	for q.is('-') && q.column() == column {
		q.at++
		at := q.at
		q.spaces()
		if q.at == len(q.src) || q.src[q.at] == '\n' || q.src[q.at] == '#' {
			if q.at = at; !q.endLine() || q.column() <= column {
				return nil
			}
		}
		entry := q.block()
		if entry == nil || q.at < len(q.src) && q.column() > column {
			return nil
		}
		q.open = append(q.open, entry)
	}
	return q.close(n, base)
}

// group reads a group of keys in a column; the first has been read.
func (q *quickYAML) group(key *yaml.Node, column int) *yaml.Node {
	base := len(q.open)
	n := q.node(yaml.MappingNode, 0, "!!map")
	n.Line, n.Column = key.Line, key.Column
	if q.depth++; q.depth > quickDepth {
		return nil
	}
	for {
		if key == nil || key.Kind != yaml.ScalarNode || !q.is(':') {
			return nil
		}
		q.at++
		value := q.value(column)
		if value == nil || q.at < len(q.src) && q.column() > column {
			return nil
		}
		q.open = append(q.open, key, value)
		if q.at == len(q.src) || q.column() < column {
			return q.close(n, base)
		}
		key = q.inline(false)
	}
}

// value reads what belongs to a key in a column: what stands behind it, or below
// it and further in. The hyphens of a list may stand right below the key.
func (q *quickYAML) value(column int) *yaml.Node {
	if !q.endLine() { // it stands on this line
		n := q.inline(false)
		if n == nil || !q.endLine() {
			return nil
		}
		return n
	}
	if q.at == len(q.src) || q.column() < column || q.column() == column && !q.is('-') {
		return nil // there is none
	}
	return q.block()
}

// inline reads a text or what stands in brackets; inside is whether that itself
// does.
func (q *quickYAML) inline(inside bool) *yaml.Node {
	if q.at == len(q.src) {
		return nil
	}
	switch q.src[q.at] {
	case '[':
		return q.brackets(yaml.SequenceNode, "!!seq", ']')
	case '{':
		return q.brackets(yaml.MappingNode, "!!map", '}')
	case '"':
		return q.quoted(yaml.DoubleQuotedStyle, '"')
	case '\'':
		return q.quoted(yaml.SingleQuotedStyle, '\'')
	}
	return q.plain(inside)
}

// brackets reads a list or a group in brackets.
func (q *quickYAML) brackets(kind yaml.Kind, tag string, closing byte) *yaml.Node {
	base := len(q.open)
	n := q.node(kind, yaml.FlowStyle, tag)
	if q.depth++; q.depth > quickDepth {
		return nil
	}
	for q.at++; q.gap(); {
		if q.src[q.at] == closing {
			q.at++
			return q.close(n, base)
		}
		entry := q.inline(true)
		if entry == nil {
			return nil
		}
		q.open = append(q.open, entry)
		if kind == yaml.MappingNode {
			if entry.Kind != yaml.ScalarNode || !q.is(':') {
				return nil
			}
			if q.at++; !q.gap() {
				return nil
			}
			if entry = q.inline(true); entry == nil {
				return nil
			}
			q.open = append(q.open, entry)
		}
		switch {
		case !q.gap():
			return nil
		case q.src[q.at] == ',':
			q.at++
		case q.src[q.at] != closing:
			return nil
		}
	}
	return nil
}

// quickKey is how long a text on one line may be that could be a key: yaml.v3
// takes no longer ones.
const quickKey = 1000

// text makes a node of a text that ends at end, and goes on there.
func (q *quickYAML) text(style yaml.Style, value string, end int) *yaml.Node {
	n := q.node(yaml.ScalarNode, style, "!!str")
	n.Value = value
	if c := q.src[q.at]; style == 0 && (!letter(c) || strings.IndexByte("fFnNoOtTyY", c) >= 0) {
		n.Tag = ""
		n.Tag = n.ShortTag() // it may be a number, a date, true, false or nothing
	}
	long := end-q.at > quickKey
	if q.at = end; long && q.is(':') {
		return nil
	}
	return n
}

// quoted reads a text in quotes.
func (q *quickYAML) quoted(style yaml.Style, quote byte) *yaml.Node {
	escapes := false
	for i := q.at + 1; i < len(q.src); i++ {
		switch c := q.src[i]; {
		case c == '\n':
			return nil
		case c == '\\' && quote == '"':
			if i++; i == len(q.src) || q.src[i] != '"' && q.src[i] != '\\' {
				return nil
			}
			escapes = true
		case c == quote && quote == '\'' && i+1 < len(q.src) && q.src[i+1] == quote:
			i++
			escapes = true
		case c == quote:
			value := q.src[q.at+1 : i]
			if escapes {
				value = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(value)
			}
			if escapes && quote == '\'' {
				value = strings.ReplaceAll(q.src[q.at+1:i], "''", "'")
			}
			return q.text(style, value, i+1)
		}
	}
	return nil
}

// plain reads a text without quotes, up to a comment, to the colon behind a key
// or, in brackets, to what parts it from the next.
func (q *quickYAML) plain(inside bool) *yaml.Node {
	// What begins otherwise in YAML, and <<, which means something.
	if strings.IndexByte("-?:,[]{}#&*!|>'\"%@`<\n ", q.src[q.at]) >= 0 {
		return nil
	}
	end := q.at
scan:
	for i := q.at; i < len(q.src); i++ {
		switch c := q.src[i]; c {
		case '\n':
			break scan
		case ' ':
			continue // it belongs to the text if something follows
		case '#':
			if q.src[i-1] == ' ' {
				break scan
			}
		case ':':
			if i+1 == len(q.src) || q.src[i+1] == ' ' || q.src[i+1] == '\n' {
				break scan
			}
		case ',', ']', '}':
			if inside {
				break scan
			}
		case '?', '[', '{':
			if inside {
				return nil
			}
		}
		end = i + 1
	}
	return q.text(0, q.src[q.at:end], end)
}
