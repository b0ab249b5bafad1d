package imports

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"sotto/generator/locale"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// parse guards against yaml.v3, which panics on some broken documents.
func parse(text []byte) (n *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	var tree yaml.Node
	if err := yaml.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	if len(tree.Content) == 0 {
		return mapping(1), nil
	}
	if tree.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("yaml: line %d: keys and values are wanted", tree.Content[0].Line)
	}
	if pointed(tree.Content[0]) {
		return nil, fmt.Errorf("yaml: line %d: anchors and aliases (& and *) are not read", tree.Content[0].Line)
	}
	return tree.Content[0], nil
}

func pointed(n *yaml.Node) bool {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return true
	}
	for _, c := range n.Content {
		if pointed(c) {
			return true
		}
	}
	return false
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

// cut parts a page into its front matter and its text. from is the byte at which
// the front matter's own text begins; body that of the page's text.
func cut(data []byte) (front *yaml.Node, body int, at int, err error) {
	start := 0
	if bytes.HasPrefix(data, []byte("\uFEFF")) {
		start = 3
	}
	d := data[start:]
	line, _, _ := bytes.Cut(d, []byte("\n"))
	switch fence := string(bytes.TrimRight(line, " \t\r")); {
	case fence == "---" || fence == "+++":
		from := start + min(len(line)+1, len(d))
		for i := from; i <= len(data); {
			line, _, more := bytes.Cut(data[i:], []byte("\n"))
			if string(bytes.TrimRight(line, " \t\r")) == fence {
				text, body := data[from:i], min(i+len(line)+1, len(data))
				if fence == "---" {
					front, err = parse(text)
					return front, body, from, err
				}
				front, err = readTOML(string(text))
				return front, body, from + place(err), err
			}
			if !more {
				break
			}
			i += len(line) + 1
		}
		return nil, 0, start, fmt.Errorf("the front matter that begins with %s has no end", fence)
	case bytes.HasPrefix(d, []byte("{")) && !bytes.HasPrefix(d, []byte("{{")):
		end := jsonEnd(d)
		if end < 0 {
			return nil, 0, start, fmt.Errorf("the front matter that begins with { has no end")
		}
		front, err = parse(d[:end]) // JSON is YAML
		return front, start + end, start, err
	}
	return mapping(1), start, start, nil
}

// jsonEnd is where the object at the start of a text ends; -1 when it does not.
func jsonEnd(d []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(d); i++ {
		switch c := d[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && c == '{':
			depth++
		case !quoted && c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// counterpart is the key here of a key there; "" when there is none. A key that
// Hugo knows goes by its row; one that schema answers with "write NAME:" by that.
func counterpart(set *schema.Set, key string) string {
	for _, k := range set.Kinds {
		for i := range k.Rows {
			if r := &k.Rows[i]; r.Hugo != "" && strings.EqualFold(r.Hugo, key) {
				return r.Name
			}
		}
	}
	if name, ok := strings.CutPrefix(schema.Foreign[strings.ToLower(key)].Answer, "write "); ok {
		if name, _, ok := strings.Cut(name, ":"); ok && !strings.Contains(name, " ") && set.Kind(site.Plain).Key(name) != nil {
			return name
		}
	}
	if strings.EqualFold(key, "summary") {
		return "description"
	}
	return ""
}

var (
	day    = regexp.MustCompile(`^\d{4}-\d\d-\d\d`)
	moment = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$`)
)

// value is what a value there is here; nil when it has no place.
func value(r *schema.Row, n *yaml.Node) *yaml.Node {
	plain := n.Kind == yaml.ScalarNode
	text := strings.TrimSpace(n.Value)
	switch r.Type {
	case schema.Line:
		if text = strings.Join(strings.Fields(text), " "); plain && text != "" && n.Tag != "!!null" {
			return quoted(text)
		}
	case schema.Moment:
		if moment.MatchString(text) {
			if _, err := time.Parse(time.RFC3339, text); err == nil {
				return &yaml.Node{Kind: yaml.ScalarNode, Value: text}
			}
		}
		if _, err := time.Parse(time.DateOnly, day.FindString(text)); plain && err == nil {
			return &yaml.Node{Kind: yaml.ScalarNode, Value: day.FindString(text)}
		}
	case schema.Number:
		var v int
		if plain && n.Decode(&v) == nil && v >= r.Least && v <= r.Most {
			return &yaml.Node{Kind: yaml.ScalarNode, Value: fmt.Sprint(v)}
		}
	case schema.Bool:
		if plain && (text == "true" || text == "false") {
			return &yaml.Node{Kind: yaml.ScalarNode, Value: text}
		}
	case schema.Slug, schema.Names:
		if plain && locale.Slug(text) == text && text != "" {
			return &yaml.Node{Kind: yaml.ScalarNode, Value: text}
		}
	}
	return nil
}

// quoted is a text in quotation marks where YAML needs them.
func quoted(s string) *yaml.Node {
	n := scalar("!!str", s)
	if strings.ContainsAny(s, "#:") {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// texts are those of a list, or of one text alone.
func texts(n *yaml.Node) []string {
	var out []string
	switch {
	case n == nil:
	case n.Kind == yaml.ScalarNode && n.Tag != "!!null" && n.Value != "":
		out = append(out, n.Value)
	default:
		for _, c := range n.Content {
			if c.Kind == yaml.ScalarNode {
				out = append(out, c.Value)
			}
		}
	}
	return out
}

// translate writes the front matter of a page. Aliases are those that the page
// gets besides its own. It returns how many keys are kept as comments.
func (h *hugo) translate(p *page) (out []byte, kept int) {
	var b, comments bytes.Buffer
	have := map[string]bool{}
	rows := h.keys.Kind(site.Plain)
	comment := func(key, v *yaml.Node) {
		kept++
		text, err := yaml.Marshal(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{bare(key), bare(v)}})
		if err != nil {
			text = []byte(key.Value + ": " + v.Value + "\n")
		}
		for line := range strings.Lines(string(text)) {
			comments.WriteString("# " + strings.TrimRight(line, "\n") + "\n")
		}
	}
	put := func(name string, v *yaml.Node) {
		have[name] = true
		text, err := yaml.Marshal(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar("!!str", name), v}})
		if err == nil {
			b.Write(text)
		}
	}
	// Keys by Hugo's own names come first: of two for one thing, they hold.
	for _, exact := range []bool{true, false} {
		for i := 0; i+1 < len(p.front.Content); i += 2 {
			key, v := p.front.Content[i], p.front.Content[i+1]
			name := counterpart(h.keys, key.Value)
			if exact != (name != "" && strings.EqualFold(name, key.Value)) || strings.EqualFold(key.Value, "aliases") || strings.EqualFold(key.Value, "url") || p.menu(key.Value) {
				continue
			}
			row := rows.Key(name)
			if row == nil || have[name] || name == "slug" && p.index() {
				comment(key, v)
				continue
			}
			if made := value(row, v); made != nil {
				put(name, made)
			} else {
				comment(key, v)
			}
		}
	}
	if len(p.aliases) > 0 {
		list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, a := range p.aliases {
			list.Content = append(list.Content, scalar("!!str", a))
		}
		put("aliases", list)
	}
	if !have["title"] {
		put("title", quoted(p.title()))
	}
	text := "---\n" + b.String()
	if kept > 0 {
		text += "# From Hugo, without a counterpart here:\n" + comments.String()
	}
	return []byte(text + "---\n"), kept
}

// bare is a node without comments, which would stand in other places.
func bare(n *yaml.Node) *yaml.Node {
	c := *n
	c.HeadComment, c.LineComment, c.FootComment = "", "", ""
	c.Content = nil
	for _, x := range n.Content {
		c.Content = append(c.Content, bare(x))
	}
	return &c
}
