package load

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// doc is a YAML document inside a file: a whole YAML file, or the front matter
// of a page.
type doc struct {
	*text
	start, end int // its bytes
	shift      int // how many lines of the file stand above it
	// noTail refuses a comment after a text on one line.
	noTail bool
	reader *quickYAML // of documents read one after the other; or nil
}

// root parses the document and checks that it holds only what plain people
// would write. It returns nil when there is nothing to decode; the reason is
// then a finding, but for an empty document.
func (d *doc) root() *yaml.Node {
	src := d.data[d.start:d.end]
	if !d.oneDocument() {
		return nil
	}
	// Front matter with comments in it is for yaml.v3, which tells where they stand.
	if !d.noTail || bytes.IndexByte(src, '#') < 0 {
		if n := cmp.Or(d.reader, &quickYAML{}).read(d.string()); n != nil {
			return n
		}
	}
	tree, err := parse(src)
	if err != nil {
		d.syntax(err)
		return nil
	}
	if len(tree.Content) == 0 {
		return nil
	}
	n := tree.Content[0]
	if !d.plain(n) {
		return nil
	}
	return n
}

// string is the document. That of a page is a part of its front matter, so that
// what is read of it needs no memory of its own.
func (d *doc) string() string {
	if d.front != "" {
		return d.front[d.start:d.end]
	}
	return string(d.data[d.start:d.end])
}

// parse guards against yaml.v3, which panics on some broken documents.
func parse(src []byte) (tree *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	tree = &yaml.Node{}
	return tree, yaml.Unmarshal(src, tree)
}

// oneDocument refuses YAML's document markers and directives: yaml.v3 would
// read the first document and pass over the rest in silence.
func (d *doc) oneDocument() bool {
	offset, first := d.start, true
	for offset < d.end {
		line, next := d.lineAt(offset)
		message, help := "", "delete the line"
		switch s := string(line[:min(len(line), 4)]); {
		case s == "---" || s == "--- ":
			message = "a YAML file here has no --- line"
			if !first || d.shift > 0 {
				message, help = "a second document begins here, which nobody would read", "delete the line, or move what follows to a file of its own"
			}
		case s == "..." || s == "... ":
			message = "the document ends here, and nobody would read what follows"
		case strings.HasPrefix(s, "%"):
			message = "YAML directives have no place here"
		case len(s) > 0 && !strings.HasPrefix(s, "#"):
			first = false
		}
		if message != "" {
			d.add(d.span(offset, offset+len(line)), "yaml/document", message, help)
			return false
		}
		offset = next
	}
	return true
}

// plain refuses anchors, aliases, merge keys and tags, which let a document
// mean something else than it shows, or grow without bound.
func (d *doc) plain(n *yaml.Node) bool {
	ok := true
	switch {
	case n.Kind == yaml.AliasNode:
		d.add(d.mark(n), "yaml/alias", fmt.Sprintf("*%s points to text elsewhere, and such pointers have no place here", n.Value),
			"write the text itself, or put it in quotes if it begins with a star")
		return false
	case n.Anchor != "":
		// yaml.v3 gives an anchor's node the position of what follows it.
		d.add(d.find(n, "&"+n.Anchor), "yaml/alias", fmt.Sprintf("&%s marks a text for use elsewhere, and such marks have no place here", n.Anchor),
			"delete it, or put the text in quotes if it begins with &")
		ok = false
	case n.Style&yaml.TaggedStyle != 0:
		d.add(d.find(n, n.Tag), "yaml/tag", fmt.Sprintf("the tag %s has no place here: each key knows its type", n.Tag),
			"delete it, or put the text in quotes if it begins with !")
		ok = false
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && child.Tag == "!!merge" {
			d.add(d.mark(child), "yaml/alias", "<< takes in keys from elsewhere, and that has no place here", "write the keys themselves")
			ok = false
			continue
		}
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Tag == "!!merge" {
			continue
		}
		ok = d.plain(child) && ok
	}
	return ok
}

// marks are those of the entries of a list.
func (d *doc) marks(list []*yaml.Node) []mark {
	out := make([]mark, len(list))
	for i, n := range list {
		out[i] = d.mark(n)
	}
	return out
}

// find marks an anchor, a tag or a comment on a node's line; the node itself
// when it is not there.
func (d *doc) find(n *yaml.Node, sign string) mark {
	m := d.mark(n)
	line := d.file().Line(m.line)
	if i := strings.Index(line, sign); i >= 0 {
		return mark{m.line, utf8.RuneCountInString(line[:i]) + 1, utf8.RuneCountInString(sign)}
	}
	return m
}

// mark is where a node stands in the file. A scalar is marked whole, as far as
// its first line goes; a list or a block of keys by its first character.
func (d *doc) mark(n *yaml.Node) mark {
	m := d.quick(n)
	if n.Kind == yaml.AliasNode {
		m.length++ // the star
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		if line := []rune(d.file().Line(m.line)); m.col <= len(line) {
			m.length = quoted(line[m.col-1:])
		}
	}
	return m
}

// quoted returns the length of the quoted text that a line begins with.
func quoted(line []rune) int {
	for i := 1; i < len(line); i++ {
		switch {
		case line[0] == '"' && line[i] == '\\':
			i++
		case line[i] == line[0] && line[0] == '\'' && i+1 < len(line) && line[i+1] == '\'':
			i++
		case line[i] == line[0]:
			return i + 1
		}
	}
	return max(1, len(line))
}

// quick is mark without looking at the source line, for marks that are kept
// in case a later check needs them: most pages never split their text into
// lines. Its length may be off where a text has escapes or several lines;
// report cuts it at the end of the line.
func (d *doc) quick(n *yaml.Node) mark {
	m := mark{n.Line + d.shift, n.Column, max(1, utf8.RuneCountInString(n.Value))}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		m.length += 2
	}
	return m
}
