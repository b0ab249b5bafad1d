package audit

// scriptScope is a stretch of a script in which names are declared: a block,
// or an arrow with its parameters.
type scriptScope struct {
	outer *scriptScope
	names map[string]*scriptBinding
	// uses are those of names that are not known to be declared here. A block
	// knows its names from its start, wherever they are declared in it, so they
	// are looked up at its end.
	uses []scriptNameUse
}

// scriptBinding is a declared name.
type scriptBinding struct {
	// other means that it is, or may at some time be, something else than the
	// exit link.
	other bool
}

// scriptNameUse is one use of a name.
type scriptNameUse struct {
	name     string
	off, end int
	sets     bool // the name is given a value
	exit     bool // which is the exit link
	leaves   bool // the page is left for where it leads
}

func (r *scriptReader) openScope() {
	r.scope = &scriptScope{outer: r.scope, names: map[string]*scriptBinding{}}
}

// closeScope finds the names of this scope in what was used in it, and leaves
// the others to the scope around it.
func (r *scriptReader) closeScope() {
	s := r.scope
	r.scope = s.outer
	for _, u := range s.uses {
		if b := s.names[u.name]; b != nil && u.sets && !u.exit {
			b.other = true
		}
	}
	for _, u := range s.uses {
		b := s.names[u.name]
		switch {
		case b == nil && r.scope != nil:
			r.scope.uses = append(r.scope.uses, u)
		case b == nil:
			r.tell("script/word#name", u.off, u.end, u.name)
		case u.leaves && b.other:
			r.tell("script/leave#other", u.off, u.end, u.name)
		}
	}
}

// declare makes a name known in the scope. other says that it may be something
// else than the exit link.
func (r *scriptReader) declare(t scriptToken, other bool) {
	if _, taken := r.table.globals[t.text]; taken || t.text == "eval" || t.text == "arguments" {
		r.tell("script/word#declared", t.off, t.end, t.text)
		return
	}
	b := r.scope.names[t.text]
	if b == nil {
		b = &scriptBinding{}
		r.scope.names[t.text] = b
	}
	b.other = b.other || other
}

// uses notes the use of a name that the script must have declared.
func (r *scriptReader) uses(u scriptNameUse) { r.scope.uses = append(r.scope.uses, u) }
