package diag

import (
	"fmt"
	"strings"
)

// Rules reads the rules of a room from its rules.md, which is put into the
// program: prose for people, one heading for each code.
//
//	# link/missing: a link leads to a source file that is not there
//
//	Paragraphs that explain it.
//
//	# site/404 (warning): there is no page for addresses that do not exist
//
//	# service/unknown (after content/services.yaml): there is no such service
//
// A rule is of error level unless its heading says otherwise. What stands after
// "after" are the files that its findings follow from ([Rule.After]). Rules come
// in the order of the file. A file that cannot be read is a mistake in the
// program.
func Rules(text string) []Rule {
	var out []Rule
	for _, part := range strings.Split("\n"+text, "\n# ")[1:] {
		head, explain, _ := strings.Cut(part, "\n")
		code, summary, ok := strings.Cut(head, ": ")
		r := Rule{Severity: Error, Summary: summary, Explain: strings.Trim(explain, "\n")}
		var in string
		r.Code, in, _ = strings.Cut(code, " ")
		for _, word := range strings.Split(strings.Trim(in, "()"), ", ") {
			switch files, after := strings.CutPrefix(word, "after "); {
			case after:
				r.After = strings.Fields(files)
			case word == "warning":
				r.Severity = Warning
			case word == "info":
				r.Severity = Info
			default:
				ok = ok && word == ""
			}
		}
		if !ok || r.Explain == "" || strings.Count(r.Code, "/") != 1 {
			panic(fmt.Sprintf("rules.md: %q is no rule", head))
		}
		out = append(out, r)
	}
	return out
}
