package audit

import (
	"bytes"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// scriptToken is one token of a script.
type scriptToken struct {
	kind     js.TokenType
	text     string
	off, end int
	newLine  bool // the first of its line
	partner  int  // of a bracket: the index of the one that closes it
}

// scriptSigns are the tokens that the language has, besides names, numbers and
// strings.
var scriptSigns = []js.TokenType{
	js.OpenBraceToken, js.CloseBraceToken, js.OpenParenToken, js.CloseParenToken, js.OpenBracketToken, js.CloseBracketToken,
	js.DotToken, js.OptChainToken, js.SemicolonToken, js.CommaToken, js.QuestionToken, js.ColonToken, js.ArrowToken,
	js.EqToken, js.AddEqToken, js.SubEqToken, js.AndEqToken, js.OrEqToken, js.NullishEqToken, js.IncrToken, js.DecrToken,
	js.EqEqToken, js.EqEqEqToken, js.NotEqToken, js.NotEqEqToken, js.LtToken, js.LtEqToken, js.GtToken, js.GtEqToken,
	js.AddToken, js.SubToken, js.MulToken, js.ModToken, js.NotToken, js.AndToken, js.OrToken, js.NullishToken,
}

var scriptNumber = regexp.MustCompile(`^(\d+(\.\d+)?|\.\d+)(e\d+)?$`)

// isScriptString says whether a token is a string as a script may have it. It
// holds no colon, slash or backslash: no address, and nothing that is read
// otherwise than it is written.
func isScriptString(token []byte) bool {
	quoted := func(c byte) bool { return c == '"' || c == '\'' }
	n := len(token)
	return n > 1 && quoted(token[0]) && quoted(token[n-1]) && only(token, alphanumeric+` .,#>*+~=_()!?'"[]^$|-`)
}

// scriptTokens splits a script into tokens, or says at which place it holds
// what no script may hold. The last token is an ErrorToken, at the end.
func scriptTokens(body []byte) ([]scriptToken, *located) {
	if i := oddByte(body); i >= 0 {
		return nil, &located{"script/form#character", i, i + 1, nil}
	}
	// The lexer writes a byte behind what it is given.
	lexer := js.NewLexer(parse.NewInputBytes(append(bytes.Clone(body), 0)[:len(body)]))
	var toks []scriptToken
	var open []int
	newLine := false
	for off := 0; ; {
		kind, text := lexer.Next()
		t := scriptToken{kind: kind, text: string(text), off: off, end: off + len(text), newLine: newLine}
		off = t.end
		refused := func(check string) ([]scriptToken, *located) {
			return nil, &located{check, t.off, max(t.end, t.off+1), []string{t.text}}
		}
		switch {
		case kind == js.ErrorToken && off == len(body) && len(text) == 0:
			toks = append(toks, t)
			return toks, nil
		case kind == js.WhitespaceToken:
			continue
		case kind == js.LineTerminatorToken:
			newLine = true
			continue
		case kind == js.CommentToken, kind == js.CommentLineTerminatorToken:
			newLine = newLine || kind == js.CommentLineTerminatorToken
			if len(text) < 2 || text[0] != '/' || bytes.ContainsAny(text, "#@") {
				return refused("script/form#comment")
			}
			continue
		case !isASCII(text) || bytes.IndexByte(text, '\\') >= 0:
			return refused("script/form#escape")
		case kind == js.StringToken:
			if !isScriptString(text) {
				return refused("script/form#string")
			}
		case js.IsNumeric(kind):
			if !scriptNumber.Match(text) {
				return refused("script/form#token")
			}
		case kind == js.GtToken && len(toks) > 0 && toks[len(toks)-1].kind == js.DecrToken && toks[len(toks)-1].end == t.off:
			return refused("script/form#comment") // -->, which is one at the start of a line
		case !js.IsIdentifierName(kind) && !slices.Contains(scriptSigns, kind):
			return refused("script/form#token")
		}
		switch kind {
		case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken:
			open = append(open, len(toks))
		case js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken:
			if len(open) == 0 {
				return refused("script/form#token")
			}
			toks[open[len(open)-1]].partner = len(toks)
			open = open[:len(open)-1]
		}
		toks = append(toks, t)
		newLine = false
	}
}

// oddByte finds the first character that no script may hold, not even in a
// comment: one that ends a line without being seen to, or that cannot be seen.
func oddByte(body []byte) int {
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		switch {
		case r == '\r' && i+1 < len(body) && body[i+1] == '\n', r == '\n', r == '\t':
		case r < ' ', r == 0x7F, r == utf8.RuneError && n == 1, r == 0x2028, r == 0x2029, invisible(r):
			return i
		}
		i += n
	}
	return -1
}

func isASCII(text []byte) bool {
	return !bytes.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}
