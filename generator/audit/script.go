package audit

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
)

// What a script may do is a table, contract/script.txt, and a small language:
// the part of JavaScript that scripttokens.go and scriptread.go read. Whatever
// is in neither is refused.
//
// A checker that reads a script differently from the browser proves nothing.
// The language is therefore a part of JavaScript that can be read in one way
// only. It has no template, regular expression, division, escape or HTML-like
// comment, so that every program that splits it into tokens does so alike; no
// statement that ends without a semicolon but before a brace, so that none is
// put in by the browser; no var and no function but arrows, so that a name is
// known where its block says; no this, new, class, object or destructuring, and
// no member by a computed name, so that a thing can be got at only by a name
// that is seen.
//
// What follows is a matter of the table. A member that may be read is never a
// function, and one that is may only be called: so no function of the browser's
// can be kept, handed on, or called by another name. The page, the address and
// the window are things that stand only before a member of theirs. The one way
// off the page is the exit link's own address.
//
// The rule says where a script can lead, and not when: that it leaves only at a
// click or a key is watched in browsers (generator/e2e).

// scriptContract is the table.
//
//go:embed contract/script.txt
var scriptContract string

// scriptTable is the table, read.
type scriptTable struct {
	globals, members map[string]scriptUse
	events           []string
	exit             string // the selector of the exit link
}

// scriptUse is how a name may stand.
type scriptUse struct {
	read  bool
	dot   bool   // a member must follow
	leave string // the one member that may follow, called with the exit
	sets  string // what it may be set to, "" for nothing
	calls [][]string
}

var scriptNames = readScriptContract(scriptContract)

// scriptManual is the table as people are shown it, with its manual.
func scriptManual() string {
	return strings.TrimSpace(strings.NewReplacer("# ", "", "#\t", "  ", "#\n", "\n").Replace(scriptContract))
}

func readScriptContract(text string) *scriptTable {
	t := &scriptTable{globals: map[string]scriptUse{}, members: map[string]scriptUse{}}
	for line := range strings.Lines(text) {
		row, _, _ := strings.Cut(line, "|")
		f := strings.Fields(row)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		switch f[0] {
		case "global":
			t.globals[f[1]] = readScriptUse(f[2:])
		case "member":
			t.members[f[1]] = readScriptUse(f[2:])
		case "event":
			t.events = append(t.events, f[1])
		case "exit":
			t.exit = f[1]
		}
	}
	return t
}

func readScriptUse(forms []string) scriptUse {
	var u scriptUse
	for _, form := range forms {
		switch {
		case form == "read":
			u.read = true
		case form == ".":
			u.dot = true
		case form[0] == '.':
			u.leave = strings.TrimSuffix(form[1:], "(exit)")
		case form[0] == '=':
			u.sets = form[1:]
		case form == "()":
			u.calls = append(u.calls, nil)
		default:
			u.calls = append(u.calls, strings.Split(strings.Trim(form, "()"), ","))
		}
	}
	return u
}

// form says how a name may stand, for a message.
func (u scriptUse) form(name string) string {
	var out []string
	if u.read {
		out = append(out, name)
	}
	if u.dot {
		out = append(out, name+".NAME")
	}
	if u.leave != "" {
		out = append(out, name+"."+u.leave+"(LINK.href)")
	}
	if u.sets != "" {
		out = append(out, name+" = "+u.sets)
	}
	for _, args := range u.calls {
		out = append(out, name+"("+strings.Join(args, ", ")+")")
	}
	return strings.Join(out, " or ")
}

// maxScriptFindings is how many findings a script is told of.
const maxScriptFindings = 20

// checkScript reads a script and says what in it is not allowed.
func checkScript(body []byte) []located {
	toks, bad := scriptTokens(body)
	if bad != nil {
		return []located{*bad}
	}
	r := &scriptReader{table: scriptNames, toks: toks}
	r.program()
	slices.SortStableFunc(r.found, func(a, b located) int { return a.off - b.off })
	return r.found[:min(len(r.found), maxScriptFindings)]
}

// exitClass is the class that the selector of the exit link names.
var exitClass = strings.TrimPrefix(scriptNames.exit, ".")

// holdsExitClass reports whether it is one of the classes in an attribute.
func holdsExitClass(value []byte) bool {
	for class := range bytes.FieldsSeq(value) {
		if string(class) == exitClass {
			return true
		}
	}
	return false
}

// exitHolder looks at an element of the exit link's class. Where the page has a
// script, it must be that link: the script goes where it leads.
func (p *page) exitHolder(el *element) {
	t, o := &p.scan.tok, &p.opener
	ok := el.name == "a" && o.href.kind == addressOutside
	if exit := p.auditor.policy.Exit; ok && exit != "" {
		ok = string(p.decode(o.hrefOff, o.hrefEnd, false, &p.buf)) == exit
	}
	if !ok {
		p.frame.falseExit = [2]int{t.start, t.end}
	}
}
