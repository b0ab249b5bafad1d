package asset

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// sheet is a style sheet taken apart: its rules in their order, those inside
// conditions and other rules among them.
type sheet struct {
	src       []byte
	rules     []sheetRule
	ats       []string // the at-rules in it: "@media"
	keyframes []string // the names of those that it defines
}

// sheetRule is a rule with the conditions that it stands under.
type sheetRule struct {
	selectors  []string // as written, white space evened out
	conditions []string // the at-rules around it, in lower case: "@media print"
	decls      []decl
}

// decl is one declaration. value is as written, but for comments, and without
// !important.
type decl struct {
	name       string // in lower case, but for a custom property
	value      string
	start, end int // the bytes of its name
	// colon is where a colon stands in the value outside of brackets, counted in
	// the file: the semicolon before what it belongs to is missing. 0 for none.
	colon   int
	valueAt int // the first byte of the value
}

// read takes a style sheet apart that has no open bracket, string or comment
// (see checkCSS). Descriptors of at-rules that style nothing are left out.
func read(src []byte) *sheet {
	s := &sheet{src: src}
	tokens := make([]cssToken, 0, len(src)/2)
	lexer := css.NewLexer(parse.NewInputBytes(bytes.Clone(src))) // which writes into what it is given
	for at := 0; ; {
		kind, data := lexer.Next()
		if kind == css.ErrorToken {
			break
		}
		if kind != css.CommentToken {
			tokens = append(tokens, cssToken{kind, at, at + len(data)})
		}
		at += len(data)
	}
	s.block(tokens, nil, nil)
	return s
}

type cssToken struct {
	kind       css.TokenType
	start, end int
}

// plainRules are the at-rules whose blocks hold rules for elements.
var plainRules = []string{"@media", "@supports", "@layer", "@container", "@scope", "@starting-style"}

// block reads rules and declarations. in is the rule that they stand in.
func (s *sheet) block(tokens []cssToken, conditions []string, in *sheetRule) {
	for i := 0; i < len(tokens); {
		t := tokens[i]
		if t.kind == css.WhitespaceToken || t.kind == css.SemicolonToken {
			i++
			continue
		}
		stop := stopOf(tokens, i)
		if stop == len(tokens) || tokens[stop].kind == css.SemicolonToken {
			if in != nil && t.kind != css.AtKeywordToken {
				s.declare(in, tokens[i:stop])
			}
			s.at(tokens[i:stop])
			i = stop + 1
			continue
		}
		close := closes(tokens, stop)
		prelude, body := tokens[i:stop], tokens[stop+1:close]
		head := strings.Join(strings.Fields(s.text(prelude)), " ")
		s.at(prelude)
		if t.kind == css.AtKeywordToken {
			name, _, _ := strings.Cut(strings.ToLower(head), " ")
			if slices.Contains(plainRules, name) {
				under := append(slices.Clip(conditions), strings.ToLower(head))
				if in == nil {
					s.block(body, under, nil)
				} else { // its declarations hold for the rule around it
					nested := &sheetRule{selectors: in.selectors, conditions: under}
					s.block(body, under, nested)
					s.keep(nested)
				}
			}
			i = close + 1
			continue
		}
		r := &sheetRule{selectors: list(head), conditions: conditions}
		s.block(body, conditions, r)
		s.keep(r)
		i = close + 1
	}
}

func (s *sheet) keep(r *sheetRule) {
	if len(r.decls) > 0 {
		s.rules = append(s.rules, *r)
	}
}

// stopOf finds the ; or { that ends what begins at i.
func stopOf(tokens []cssToken, i int) int {
	custom := tokens[i].kind == css.CustomPropertyNameToken
	for nest := 0; i < len(tokens); i++ {
		switch tokens[i].kind {
		case css.LeftParenthesisToken, css.FunctionToken, css.LeftBracketToken:
			nest++
		case css.RightParenthesisToken, css.RightBracketToken:
			nest--
		case css.LeftBraceToken:
			if custom {
				i = closes(tokens, i)
			} else if nest <= 0 {
				return i
			}
		case css.SemicolonToken:
			if nest <= 0 {
				return i
			}
		}
	}
	return len(tokens)
}

// closes finds the } that closes the { at open.
func closes(tokens []cssToken, open int) int {
	nest := 0
	for i := open; i < len(tokens); i++ {
		switch tokens[i].kind {
		case css.LeftBraceToken:
			nest++
		case css.RightBraceToken:
			if nest--; nest == 0 {
				return i
			}
		}
	}
	return len(tokens)
}

// declare adds a declaration to a rule.
func (s *sheet) declare(r *sheetRule, tokens []cssToken) {
	name := tokens[0]
	d := decl{name: string(s.src[name.start:name.end]), start: name.start, end: name.end}
	i := 1
	for i < len(tokens) && tokens[i].kind == css.WhitespaceToken {
		i++
	}
	if i == len(tokens) || tokens[i].kind != css.ColonToken {
		return // which checkCSS has told
	}
	value := tokens[i+1:]
	for len(value) > 0 && value[0].kind == css.WhitespaceToken {
		value = value[1:]
	}
	if !strings.HasPrefix(d.name, "--") {
		d.name = strings.ToLower(d.name)
		nest := 0
		for _, t := range value {
			switch t.kind {
			case css.LeftParenthesisToken, css.FunctionToken, css.LeftBracketToken:
				nest++
			case css.RightParenthesisToken, css.RightBracketToken:
				nest--
			case css.ColonToken:
				if nest == 0 && d.colon == 0 {
					d.colon = t.start
				}
			}
		}
	}
	if len(value) > 0 {
		d.valueAt = value[0].start
	}
	d.value = strings.TrimSpace(s.text(value))
	d.value = important.ReplaceAllString(d.value, "")
	r.decls = append(r.decls, d)
}

var important = regexp.MustCompile(`(?i)\s*!\s*important$`)

// text is the source of some tokens, without comments.
func (s *sheet) text(tokens []cssToken) string {
	var b strings.Builder
	for _, t := range tokens {
		b.Write(s.src[t.start:t.end])
	}
	return b.String()
}

// list cuts a list of selectors, or of values, at its commas.
func list(text string) []string {
	var out []string
	nest, from := 0, 0
	for i, r := range text + "," {
		switch r {
		case '(', '[':
			nest++
		case ')', ']':
			nest--
		case ',':
			if nest == 0 {
				out = append(out, strings.TrimSpace(text[from:i]))
				from = i + 1
			}
		}
	}
	return out
}

// value is what a rule says of a property last; nil when it says nothing.
func (r *sheetRule) value(names ...string) *decl {
	for i := len(r.decls) - 1; i >= 0; i-- {
		if slices.Contains(names, r.decls[i].name) {
			return &r.decls[i]
		}
	}
	return nil
}
