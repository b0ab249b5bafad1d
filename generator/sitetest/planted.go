package sitetest

import (
	"strings"
	"testing"
)

// Plant is one violation in an otherwise good site: a section of a file in
// generator/audit/testdata/planted, whose name says what is planted.
//
//	general                 (in the General sample; without it, the Strict one)
//	policy script none      (change the policy)
//	in law/index.html       (the file to change, or a new one; style and script are those of all pages)
//	- <p>old text</p>       (one line of the file)
//	+ <p>new text</p>       (what to put there; \n, \t, \xNN and \uNNNN are read)
//	? html/element#form     (the check that it is there for; "elsewhere" after
//	                         it when it is told at another line than the change)
//	! html/element law/index.html:12:4    (every finding it raises, exactly)
type Plant struct {
	Name, In string
	General  bool
	Policy   [][2]string
	Old, New string
	Checks   []string
	// Elsewhere says that the finding is told at another place than the change.
	Elsewhere bool

	file  *File
	lines []string // as written, without its "!" lines
}

// Plants reads the violations in a file.
func Plants(t testing.TB, f *File) []*Plant {
	t.Helper()
	var out []*Plant
	for _, s := range f.archive.Files {
		p := &Plant{Name: s.Name, file: f}
		var old, fresh []string
		for line := range strings.Lines(string(s.Data)) {
			line = strings.TrimSuffix(line, "\n")
			key, value, _ := strings.Cut(line, " ")
			switch key {
			case "general":
				p.General = true
			case "policy":
				name, value, _ := strings.Cut(value, " ")
				p.Policy = append(p.Policy, [2]string{name, value})
			case "in":
				p.In = value
			case "-":
				old = append(old, Unquote(value))
			case "+":
				fresh = append(fresh, Unquote(value))
			case "?":
				check, where, _ := strings.Cut(value, " ")
				p.Checks, p.Elsewhere = append(p.Checks, check), where == "elsewhere"
			case "!":
				continue
			case "":
			default:
				t.Fatalf("%s: %s: a line begins with %q", f.path, p.Name, key)
			}
			p.lines = append(p.lines, line)
		}
		p.Old, p.New = strings.Join(old, "\n"), strings.Join(fresh, "\n")
		out = append(out, p)
	}
	return out
}

// Want compares the places of the findings that a violation raises with those
// that its case expects, or rewrites them.
func (p *Plant) Want(t testing.TB, places []string) {
	t.Helper()
	p.file.Want(t, p.Name, p.text(places))
}

// Noticed reports whether the places are others than the case expects.
func (p *Plant) Noticed(places []string) bool { return p.file.Section(p.Name) != p.text(places) }

func (p *Plant) text(places []string) string {
	text := strings.TrimRight(strings.Join(p.lines, "\n"), "\n") + "\n"
	for _, place := range places {
		text += "! " + place + "\n"
	}
	return text + "\n"
}

// Unquote reads the escapes \n, \t, \xNN and \uNNNN of Go in a text; a
// backslash before anything else is one.
func Unquote(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		switch c := s[i+1]; c {
		case 'n':
			b.WriteByte('\n')
			i++
		case 't':
			b.WriteByte('\t')
			i++
		case 'x', 'u', 'U':
			n := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
			r := hex(s[i+2 : min(len(s), i+2+n)])
			if c == 'x' {
				b.WriteByte(byte(r))
			} else {
				b.WriteRune(r)
			}
			i += 1 + n
		default:
			b.WriteByte('\\')
		}
	}
	return b.String()
}

func hex(digits string) (r rune) {
	for _, d := range strings.ToLower(digits) {
		r = r*16 + rune(strings.IndexRune("0123456789abcdef", d))
	}
	return r
}
