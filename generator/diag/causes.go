package diag

import (
	"path"
	"slices"
)

// Causes leaves out what only follows from a broken file. When services.yaml
// cannot be read, there is no service on any page, and none of those findings
// is worth a word.
//
// Which findings can follow from which files is said by the rules ([Rule.After]).
// A finding that follows from no other file is a cause of its own, and so is one
// at a line of the file itself; while a file has an error that is such a cause,
// the findings that could follow from it are dropped. So whatever is dropped leaves an error behind, and comes back, if it
// is still true, once that is mended.
func Causes(list []Finding, rules []Rule) []Finding {
	after := map[string][]string{}
	for _, r := range rules {
		if len(r.After) > 0 {
			after[r.Code] = r.After
		}
	}
	var broken []string
	for i := range list {
		f := &list[i]
		if f.Severity == Error && !f.Known && !follows(f, after[f.Code]) && !slices.Contains(broken, f.Pos.File) {
			broken = append(broken, f.Pos.File)
		}
	}
	lost := map[string]bool{}
	for code, patterns := range after {
		lost[code] = slices.ContainsFunc(broken, func(file string) bool { return matches(patterns, file) })
	}
	return slices.DeleteFunc(list, func(f Finding) bool { return lost[f.Code] && follows(&f, after[f.Code]) })
}

// follows reports whether a finding follows from a file, and is at no line of it.
func follows(f *Finding, patterns []string) bool {
	return len(patterns) > 0 && (f.Pos.Line == 0 || !matches(patterns, f.Pos.File))
}

func matches(patterns []string, file string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, _ := path.Match(p, file)
		return ok
	})
}
