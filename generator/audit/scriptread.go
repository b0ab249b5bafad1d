package audit

import (
	"slices"

	"github.com/tdewolff/parse/v2/js"
)

// scriptReader reads the statements of a script. Each method reads one form of
// the language; where none fits, it is the end: see stop.
type scriptReader struct {
	table   *scriptTable
	toks    []scriptToken
	i       int
	depth   int
	scope   *scriptScope
	found   []located
	stopped bool
}

// maxScriptDepth is how deep statements and expressions may be nested.
const maxScriptDepth = 100

// tell notes something that is not allowed, after which reading goes on.
func (r *scriptReader) tell(check string, off, end int, args ...string) {
	if !r.stopped {
		r.found = append(r.found, located{check, off, end, args})
	}
}

// stop tells of a form that the language does not have. What comes after it
// cannot be read: the reader is at the end then, where every loop ends.
func (r *scriptReader) stop(check string) {
	t := r.tok()
	what := t.text
	if t.kind == js.ErrorToken {
		what = "the end"
	}
	r.tell(check, t.off, max(t.end, t.off+1), what)
	r.stopped = true
	r.i = len(r.toks) - 1
}

func (r *scriptReader) tok() scriptToken       { return r.toks[r.i] }
func (r *scriptReader) at(k js.TokenType) bool { return r.toks[r.i].kind == k }

// atAny reports whether the next token is one of some.
func (r *scriptReader) atAny(kinds ...js.TokenType) bool {
	return slices.Contains(kinds, r.toks[r.i].kind)
}

// next takes the next token.
func (r *scriptReader) next() scriptToken {
	t := r.toks[r.i]
	r.i = min(r.i+1, len(r.toks)-1)
	return t
}

// take takes the next token if it is of a kind.
func (r *scriptReader) take(k js.TokenType) bool {
	if !r.at(k) {
		return false
	}
	r.next()
	return true
}

// want takes the next token, which must be of a kind.
func (r *scriptReader) want(k js.TokenType) {
	if !r.take(k) {
		r.stop("script/form#token")
	}
}

// deeper counts how deep the reader is; shallower is its other half.
func (r *scriptReader) deeper() {
	if r.depth++; r.depth == maxScriptDepth {
		r.stop("script/form#deep")
	}
}

func (r *scriptReader) shallower() { r.depth-- }

// program reads the whole script.
func (r *scriptReader) program() {
	r.openScope()
	for !r.at(js.ErrorToken) {
		r.statement(true)
	}
	r.closeScope()
}

// block reads statements up to the brace that closes them.
func (r *scriptReader) block() {
	r.want(js.OpenBraceToken)
	r.openScope()
	for !r.atAny(js.CloseBraceToken, js.ErrorToken) {
		r.statement(true)
	}
	r.closeScope()
	r.want(js.CloseBraceToken)
}

// statement reads one statement; one that stands alone after an if or a for
// declares nothing.
func (r *scriptReader) statement(listed bool) {
	r.deeper()
	defer r.shallower()
	switch t := r.tok(); t.kind {
	case js.SemicolonToken:
		r.next()
	case js.OpenBraceToken:
		r.block()
	case js.ConstToken, js.LetToken:
		if !listed {
			r.stop("script/form#token")
			return
		}
		r.next()
		r.declarations(t.kind == js.ConstToken)
		r.end()
	case js.IfToken:
		r.next()
		r.want(js.OpenParenToken)
		r.expression()
		r.want(js.CloseParenToken)
		r.statement(false)
		if r.take(js.ElseToken) {
			r.statement(false)
		}
	case js.ForToken:
		r.next()
		r.forOf()
	case js.ReturnToken:
		r.next()
		if !r.atAny(js.SemicolonToken, js.CloseBraceToken) {
			if r.tok().newLine { // a browser reads a return with nothing there
				r.stop("script/form#end")
				return
			}
			r.expression()
		}
		r.end()
	default:
		r.expression()
		r.end()
	}
}

// end reads the end of a statement. A browser puts no semicolon in where one
// stands, before a closing brace or at the very end.
func (r *scriptReader) end() {
	if r.atAny(js.CloseBraceToken, js.ErrorToken) || r.take(js.SemicolonToken) {
		return
	}
	check := "script/form#token"
	if r.tok().newLine {
		check = "script/form#end"
	}
	r.stop(check)
}

// name takes a name that is to be declared.
func (r *scriptReader) name() scriptToken {
	if !isScriptName(r.tok().kind) {
		r.stop("script/form#token")
	}
	return r.next()
}

// isScriptName says which words may be names. The others mean something in
// some place of JavaScript.
func isScriptName(k js.TokenType) bool {
	return k == js.IdentifierToken || k == js.TargetToken || k == js.MetaToken || k == js.FromToken
}

// declarations reads what follows const or let.
func (r *scriptReader) declarations(constant bool) {
	for {
		t := r.name()
		other := false
		if r.take(js.EqToken) {
			other = r.value().kind != exitThing
		} else if constant {
			r.stop("script/form#token")
		}
		if !r.stopped {
			r.declare(t, other)
		}
		if !r.take(js.CommaToken) {
			return
		}
	}
}

// forOf reads for (const NAME of LIST) STATEMENT, the one loop there is: it
// ends.
func (r *scriptReader) forOf() {
	r.want(js.OpenParenToken)
	if !r.take(js.ConstToken) && !r.take(js.LetToken) {
		r.stop("script/form#loop")
		return
	}
	r.openScope()
	t := r.name()
	if !r.take(js.OfToken) {
		r.stop("script/form#loop")
	}
	if !r.stopped {
		r.declare(t, true)
	}
	r.value()
	r.want(js.CloseParenToken)
	r.statement(false)
	r.closeScope()
}
