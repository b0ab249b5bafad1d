package editorial

import (
	"slices"
	"strings"

	"sotto/generator/diag"
)

// outweigh takes out what is said of the form of words that are wrong
// altogether: whoever mends them, mends it too.
func (u *unit) outweigh() {
	if len(u.findings) < 2 || !slices.ContainsFunc(u.findings, isForm) {
		return
	}
	errors := map[int][]diag.Finding{} // by line
	for _, f := range u.findings {
		if f.Severity == diag.Error && !isForm(f) && len(errors[f.Pos.Line]) < most {
			errors[f.Pos.Line] = append(errors[f.Pos.Line], f)
		}
	}
	u.findings = slices.DeleteFunc(u.findings, func(f diag.Finding) bool {
		return isForm(f) && f.Length > 0 && slices.ContainsFunc(errors[f.Pos.Line], func(o diag.Finding) bool {
			return f.Pos.Col < o.Pos.Col+o.Length && o.Pos.Col < f.Pos.Col+f.Length
		})
	})
}

// isForm says whether a finding is about the form of words only.
func isForm(f diag.Finding) bool {
	return strings.HasPrefix(f.Code, "words/") && f.Code != "words/long-sentence" && f.Code != "words/long-paragraph" || f.Code == "paste/wide"
}
