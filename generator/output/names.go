package output

import (
	"fmt"
	"slices"
	"strings"

	"sotto/generator/diag"
)

// names are the files that were put, to find two for one path. Paths that differ
// only in case are one path, because they are one file on the disks of many people
// who will unpack the site.
type names struct {
	// put says of each path that was put, in small letters, whether its compressed
	// copies have paths of their own, which are not here.
	put map[string]bool
	// spelled is how paths with capital letters were put, which are rare.
	spelled map[string]string
	// again are paths that were put already; clash says that there are any, or that
	// one is that of a copy.
	again []string
	clash bool
}

// claim reports whether no file was put under a path before, nor under those of
// its copies, if it has any.
func (n *names) claim(path string, copies bool) bool {
	folded := strings.ToLower(path)
	taken := n.taken(folded)
	for _, ending := range endings[1:] {
		taken = taken || copies && n.taken(folded+ending)
	}
	n.clash = n.clash || taken
	if had, known := n.put[folded]; known {
		n.again = append(n.again, path)
		n.put[folded] = had || copies
		return false
	}
	n.put[folded] = copies
	if folded != path {
		if n.spelled == nil {
			n.spelled = map[string]string{}
		}
		n.spelled[folded] = path
	}
	return !taken
}

// taken reports whether a path in small letters is that of a file or of a copy.
func (n *names) taken(folded string) bool {
	if _, ok := n.put[folded]; ok {
		return true
	}
	for _, ending := range endings[1:] {
		if base, ok := strings.CutSuffix(folded, ending); ok && n.put[base] {
			return true
		}
	}
	return false
}

// clashes returns a finding for each path that was put twice, and for each
// that is a file and a folder at once. It depends on what was put, not on the
// order. copies says which files have copies.
func (n *names) clashes(copies func(path string) bool) []diag.Finding {
	wrong := n.clash
	for path := range n.put {
		for dir := dirOf(path); dir != "." && !wrong; dir = dirOf(dir) {
			wrong = n.taken(dir)
		}
		if wrong {
			break
		}
	}
	if !wrong {
		return nil // as nearly always
	}
	all := spellings{first: map[string]string{}, more: map[string][]string{}}
	for folded := range n.put {
		path := folded
		if own, ok := n.spelled[folded]; ok {
			path = own
		}
		all.note(path, copies(path))
	}
	for _, path := range n.again {
		all.note(path, copies(path))
	}
	return all.clashes()
}

// spellings are the paths of all files, copies among them, by what each is in small
// letters.
type spellings struct {
	first map[string]string   // as each was put for the first time
	more  map[string][]string // and again
}

func (n spellings) note(path string, copies bool) {
	for i, ending := range endings {
		if i > 0 && !copies {
			break
		}
		p := path + ending
		if folded := strings.ToLower(p); n.first[folded] == "" {
			n.first[folded] = p
		} else {
			n.more[folded] = append(n.more[folded], p)
		}
	}
}

// of are all paths that are one, sorted.
func (n spellings) of(folded string) []string {
	list := append([]string{n.first[folded]}, n.more[folded]...)
	slices.Sort(list)
	return list
}

// clashes returns the findings.
func (n spellings) clashes() []diag.Finding {
	folders := map[string]string{} // the first path in each, of all that are put
	for folded, p := range n.first {
		if n.more[folded] != nil {
			p = n.of(folded)[0]
		}
		for d := dirOf(p); d != "."; d = dirOf(d) {
			// What is above a folder has this path or an earlier one.
			if had, ok := folders[strings.ToLower(d)]; ok && had <= p {
				break
			}
			folders[strings.ToLower(d)] = p
		}
	}
	var wrong []string
	for folded := range n.first {
		if n.more[folded] != nil || folders[folded] != "" {
			wrong = append(wrong, folded)
		}
	}
	slices.SortFunc(wrong, func(a, b string) int { return strings.Compare(n.of(a)[0], n.of(b)[0]) })
	var out []diag.Finding
	for _, folded := range wrong {
		// A clash of two pages is told once, not again for their siblings.
		if base := strings.TrimSuffix(strings.TrimSuffix(folded, ".gz"), ".br"); base != folded && n.more[base] != nil {
			continue
		}
		list := n.of(folded)
		p := list[0]
		if len(list) > 1 {
			f := pathFinding("output/duplicate", p, fmt.Sprintf("two files want the path %s", p),
				"give one of the two sources another name or another slug, or take the alias away")
			if other := list[len(list)-1]; other != p {
				f.Message = fmt.Sprintf("the paths %s and %s differ only in capital letters", p, other)
				f.Help = "many disks cannot hold both: give one of them another name, best in small letters"
				f.Also = []diag.Pos{{File: other}}
			}
			out = append(out, f)
		}
		if inside, ok := folders[folded]; ok {
			f := pathFinding("output/duplicate", p, fmt.Sprintf("%s would be both a file and the folder of %s", p, inside),
				"give one of the two another name")
			f.Also = []diag.Pos{{File: inside}}
			out = append(out, f)
		}
	}
	return out
}

// dirOf is the folder of a path of the site, or "." for the topmost: what
// path.Dir says of such a path, which needs no cleaning.
func dirOf(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return "."
}

// pathFinding points at an output path, relative to the output folder.
func pathFinding(code, name, message, help string) diag.Finding {
	return diag.Finding{Code: code, Severity: diag.Error, Pos: diag.Pos{File: name}, Message: message, Help: help}
}

// maxPath is a length that every file system and archive format can hold
// below some folder of its own; maxName is the limit of one part of a path.
const (
	maxPath = 200
	maxName = 100
)

// checkPath says why a path cannot be published. The alphabet is small on
// purpose: these paths are addresses too, and anything else would be longer on
// the wire, or different on another disk.
func checkPath(name string) (diag.Finding, bool) {
	if plainPath(name) {
		return diag.Finding{}, false
	}
	return checkAny(name)
}

// checkAny is checkPath for paths of every kind.
func checkAny(name string) (diag.Finding, bool) {
	bad := func(why, help string) (diag.Finding, bool) {
		return pathFinding("output/path", printable(name), fmt.Sprintf("%q cannot be a path of the site: %s", name, why), help), true
	}
	const rename = "rename the source, using a to z, 0 to 9, hyphens and full stops"
	if name == "" || len(name) > maxPath {
		return bad(fmt.Sprintf("it has %d characters, and 1 to %d are allowed", len(name), maxPath), "choose a shorter slug or file name")
	}
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.', c == '/':
		case c == '\\':
			return bad("folders are separated by /, not by a backslash", "write / instead")
		default:
			return bad(fmt.Sprintf("it holds %q", []rune(name[i:])[0]), rename)
		}
	}
	for part := range strings.SplitSeq(name, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(part), ".")
		switch {
		case part == "":
			return bad("it starts or ends with / or has // inside", "leave out the extra /")
		case part == "." || part == "..":
			return bad("it would lead out of its folder", "leave out ./ and ../")
		case strings.HasSuffix(part, "."):
			return bad("a name in it ends with a full stop, which some disks drop", rename)
		case len(part) > maxName:
			return bad(fmt.Sprintf("a name in it has %d characters, and %d are allowed", len(part), maxName), "choose a shorter slug or file name")
		case reserved(stem):
			return bad(fmt.Sprintf("%q means a device on some systems", stem), "choose another name")
		}
	}
	return diag.Finding{}, false
}

// plainPath reports whether a path is so plain that nothing can be wrong with it:
// small letters, digits, hyphens and full stops, in parts that begin with none of
// the latter two and with no letter that a device's name begins with. checkPath is
// asked three times of every file of a site.
func plainPath(name string) bool {
	if len(name) > maxName {
		return false
	}
	last := byte('/')
	for i := range len(name) {
		c := name[i]
		switch {
		case c == '.' || c == '/':
			if last == '/' || last == '.' {
				return false
			}
		case last == '/' && (c == 'a' || c == 'c' || c == 'l' || c == 'n' || c == 'p'):
			// aux, con, com1, lpt1, nul and prn end with their third or fourth letter.
			if end := strings.IndexAny(name[i:], "./"); end == 3 || end == 4 || end < 0 {
				return false
			}
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-':
		default:
			return false
		}
		last = c
	}
	return last != '/' && last != '.'
}

// reserved reports the device names of Windows, which are not files there
// whatever their ending.
func reserved(stem string) bool {
	switch stem {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && '0' <= stem[3] && stem[3] <= '9'
}

// printable keeps control characters of a bad path out of the terminal.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, name)
}
