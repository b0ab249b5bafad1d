package audit

import (
	"slices"

	"github.com/tdewolff/parse/v2/js"
)

// thing is what an expression is, as far as it matters to what may be done
// with it.
type thing struct {
	kind     thingKind
	name     string // of a name or a member; of a string, what it says
	maybe    bool   // a member after ?.
	off, end int    // of the name

	// Of a member: what it is a member of, and its name if it has one.
	ofKind thingKind
	of     string
}

type thingKind uint8

const (
	anything    thingKind = iota
	aString               // written out
	aFunction             // an arrow
	ownName               // one that the script must have declared
	globalName            // one of the table
	memberThing           // something after a dot
	exitThing             // what the page finds by the selector of the exit link
)

// expression reads values with commas between.
func (r *scriptReader) expression() thing {
	v := r.value()
	for r.take(js.CommaToken) {
		r.value()
		v = thing{}
	}
	return v
}

// value reads an expression without commas, and uses what it is.
func (r *scriptReader) value() thing {
	r.deeper()
	defer r.shallower()
	if r.atArrow() {
		return r.arrow()
	}
	v := r.operand()
	if r.atAny(js.EqToken, js.AddEqToken, js.SubEqToken, js.AndEqToken, js.OrEqToken, js.NullishEqToken) {
		return r.assignment(v)
	}
	for first := true; ; first = false {
		if !r.atAny(scriptOperators...) {
			break
		}
		if first {
			r.used(v)
			v = thing{}
		}
		r.next()
		r.used(r.operand())
	}
	if r.take(js.QuestionToken) {
		r.used(v)
		r.value()
		r.want(js.ColonToken)
		r.value()
		return thing{}
	}
	r.used(v)
	return v
}

// scriptOperators stand between two values. Which of them binds closer does
// not matter here: nothing comes out of them that could be called or set.
var scriptOperators = []js.TokenType{
	js.EqEqToken, js.EqEqEqToken, js.NotEqToken, js.NotEqEqToken, js.LtToken, js.LtEqToken, js.GtToken, js.GtEqToken,
	js.AddToken, js.SubToken, js.MulToken, js.ModToken, js.AndToken, js.OrToken, js.NullishToken,
}

// used is told that a thing stands as a value.
func (r *scriptReader) used(v thing) {
	switch v.kind {
	case ownName:
		r.uses(scriptNameUse{name: v.name, off: v.off, end: v.end})
	case globalName:
		if u := r.table.globals[v.name]; !u.read {
			r.tell("script/word#use", v.off, v.end, v.name, u.form(v.name))
		}
	case memberThing:
		r.member(v, func(u scriptUse) bool { return u.read })
	}
}

// member looks a member up, and whether it may stand as it does.
func (r *scriptReader) member(v thing, may func(scriptUse) bool) {
	switch u, ok := r.table.members[v.name]; {
	case v.ofKind == globalName && r.table.globals[v.of].leave != "":
		r.tell("script/leave#form", v.off, v.end, v.of+"."+v.name)
	case !ok:
		r.tell("script/word#member", v.off, v.end, v.name)
	case !may(u):
		r.tell("script/word#use", v.off, v.end, v.name, u.form(v.name))
	}
}

// assignment reads the sign and the value that a thing is set to.
func (r *scriptReader) assignment(to thing) thing {
	sign := r.next()
	from := r.value()
	switch to.kind {
	case ownName:
		plain := sign.kind == js.EqToken || sign.kind == js.OrEqToken || sign.kind == js.NullishEqToken
		r.uses(scriptNameUse{name: to.name, off: to.off, end: to.end, sets: true, exit: plain && from.kind == exitThing})
	case memberThing:
		r.member(to, func(u scriptUse) bool {
			return u.sets != "" && sign.kind == js.EqToken && !to.maybe && fitsScript(u.sets, from)
		})
	case globalName:
		r.used(to)
		r.tell("script/word#declared", to.off, to.end, to.name)
	default:
		r.tell("script/form#token", sign.off, sign.end, sign.text)
	}
	return thing{}
}

// operand reads a value with the signs before and after it.
func (r *scriptReader) operand() thing {
	r.deeper()
	defer r.shallower()
	switch {
	case r.atAny(js.NotToken, js.SubToken, js.AddToken, js.VoidToken):
		r.next()
		r.used(r.operand())
		return thing{}
	case r.atAny(js.IncrToken, js.DecrToken):
		r.next()
		r.counted(r.chain())
		return thing{}
	}
	v := r.chain()
	if r.atAny(js.IncrToken, js.DecrToken) && !r.tok().newLine {
		r.next()
		r.counted(v)
		return thing{}
	}
	return v
}

// counted is told that ++ or -- stands beside a thing.
func (r *scriptReader) counted(v thing) {
	if v.kind != ownName {
		r.stop("script/form#token")
		return
	}
	r.uses(scriptNameUse{name: v.name, off: v.off, end: v.end, sets: true})
}

// chain reads a value and what is got from it: members, calls, items.
func (r *scriptReader) chain() thing {
	v := r.primary()
	for {
		maybe := false
		switch t := r.tok(); {
		case t.kind == js.DotToken, t.kind == js.OptChainToken && isScriptWord(r.after()):
			maybe = r.next().kind == js.OptChainToken
			if !isScriptWord(r.tok().kind) {
				r.stop("script/form#token")
				return thing{}
			}
			name := r.next()
			if u := r.table.globals[v.name]; v.kind != globalName || !u.dot && u.leave == "" {
				r.used(v)
			}
			v = thing{kind: memberThing, name: name.text, maybe: maybe, off: name.off, end: name.end, ofKind: v.kind, of: v.name}
		case t.kind == js.OptChainToken && r.after() == js.OpenParenToken:
			r.next()
			v.maybe = true
			v = r.call(v)
		case t.kind == js.OpenParenToken:
			v = r.call(v)
		case t.kind == js.OpenBracketToken:
			r.used(v)
			r.next()
			if !r.at(js.IntegerToken) {
				r.stop("script/form#computed")
				return thing{}
			}
			r.next()
			r.want(js.CloseBracketToken)
			v = thing{}
		default:
			return v
		}
	}
}

// after is the kind of the token after the next.
func (r *scriptReader) after() js.TokenType { return r.toks[min(r.i+1, len(r.toks)-1)].kind }

// isScriptWord says what may stand after a dot.
func isScriptWord(k js.TokenType) bool { return js.IsIdentifierName(k) }

// primary reads what stands by itself.
func (r *scriptReader) primary() thing {
	t := r.tok()
	switch {
	case isScriptName(t.kind):
		r.next()
		if _, ok := r.table.globals[t.text]; ok {
			return thing{kind: globalName, name: t.text, off: t.off, end: t.end}
		}
		return thing{kind: ownName, name: t.text, off: t.off, end: t.end}
	case t.kind == js.StringToken:
		r.next()
		return thing{kind: aString, name: t.text[1 : len(t.text)-1], off: t.off, end: t.end}
	case js.IsNumeric(t.kind), t.kind == js.TrueToken, t.kind == js.FalseToken, t.kind == js.NullToken:
		r.next()
	case t.kind == js.OpenParenToken:
		r.next()
		v := r.expression()
		r.want(js.CloseParenToken)
		if v.kind == aFunction {
			return v
		}
	case t.kind == js.OpenBracketToken:
		r.list(js.CloseBracketToken)
	default:
		r.stop("script/form#token")
	}
	return thing{}
}

// list reads values with commas between, from a bracket to the one that closes
// it.
func (r *scriptReader) list(closing js.TokenType) []thing {
	r.next()
	var items []thing
	for !r.atAny(closing, js.ErrorToken) {
		items = append(items, r.value())
		if !r.take(js.CommaToken) {
			break
		}
	}
	r.want(closing)
	return items
}

// call reads the arguments of a call, and looks whether the thing may be
// called with them.
func (r *scriptReader) call(f thing) thing {
	open := r.tok()
	args := r.list(js.CloseParenToken)
	may := func(u scriptUse) bool {
		return slices.ContainsFunc(u.calls, func(want []string) bool { return r.fits(want, args) })
	}
	switch f.kind {
	case ownName:
		r.used(f)
	case globalName:
		if u := r.table.globals[f.name]; !may(u) || f.maybe {
			r.tell("script/word#use", f.off, f.end, f.name, u.form(f.name))
		}
	case memberThing:
		if f.ofKind == globalName && f.name == r.table.globals[f.of].leave {
			r.leaves(f, args)
			break
		}
		r.member(f, may)
		if f.ofKind == globalName && f.of == "document" && f.name == "querySelector" && !f.maybe && len(args) == 1 && args[0].kind == aString && args[0].name == r.table.exit {
			return thing{kind: exitThing}
		}
	case aFunction:
	default:
		r.tell("script/form#call", open.off, open.end)
	}
	return thing{}
}

// leaves checks a call that leaves the page: with the href of the exit link.
func (r *scriptReader) leaves(f thing, args []thing) {
	ok := !f.maybe && len(args) == 1 && args[0].kind == memberThing && args[0].name == "href" && !args[0].maybe
	switch {
	case ok && args[0].ofKind == exitThing:
	case ok && args[0].ofKind == ownName:
		r.uses(scriptNameUse{name: args[0].of, off: args[0].off, end: args[0].end, leaves: true})
	default:
		r.tell("script/leave#form", f.off, f.end, f.of+"."+f.name)
	}
}

// isScriptClass says whether a string is one class.
func isScriptClass(s string) bool {
	return s != "" && s[0] >= 'a' && s[0] <= 'z' && only([]byte(s), "abcdefghijklmnopqrstuvwxyz0123456789-")
}

// fits reports whether arguments are those that the table names.
func (r *scriptReader) fits(want []string, args []thing) bool {
	if len(want) != len(args) {
		return false
	}
	for i, w := range want {
		if w == "event" {
			if args[i].kind != aString || !slices.Contains(r.table.events, args[i].name) {
				return false
			}
		} else if !fitsScript(w, args[i]) {
			return false
		}
	}
	return true
}

// fitsScript reports whether a thing is what a word of the table means.
func fitsScript(word string, v thing) bool {
	switch word {
	case "value":
		return true
	case "function":
		return v.kind == aFunction || v.kind == ownName
	case "selector":
		return v.kind == aString
	case "class":
		return v.kind == aString && isScriptClass(v.name) && v.name != exitClass
	case `""`:
		return v.kind == aString && v.name == ""
	}
	return false
}

// atArrow reports whether an arrow function begins here.
func (r *scriptReader) atArrow() bool {
	if r.at(js.OpenParenToken) {
		end := r.tok().partner
		return end > 0 && end+1 < len(r.toks) && r.toks[end+1].kind == js.ArrowToken
	}
	return isScriptName(r.tok().kind) && r.after() == js.ArrowToken
}

// arrow reads a function. Its parameters are names, and nothing more.
func (r *scriptReader) arrow() thing {
	r.openScope()
	defer r.closeScope()
	if r.take(js.OpenParenToken) {
		for !r.atAny(js.CloseParenToken, js.ErrorToken) {
			r.parameter()
			if !r.take(js.CommaToken) {
				break
			}
		}
		r.want(js.CloseParenToken)
	} else {
		r.parameter()
	}
	if r.tok().newLine {
		r.stop("script/form#token")
	}
	r.want(js.ArrowToken)
	if r.at(js.OpenBraceToken) {
		r.block()
	} else {
		r.value()
	}
	return thing{kind: aFunction}
}

func (r *scriptReader) parameter() {
	if t := r.name(); !r.stopped {
		r.declare(t, true)
	}
}
