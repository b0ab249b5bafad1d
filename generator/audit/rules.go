package audit

import (
	_ "embed"
	"strings"

	"sotto/generator/diag"
)

//go:embed rules.md
var prose string

// Rules documents every code this room raises, sorted by code.
func Rules() []diag.Rule {
	// Lists in the explanations are the tables themselves, so that they cannot
	// be out of date.
	tables := strings.NewReplacer("{elements}", strings.TrimSpace(htmlContract), "{global}", strings.TrimSpace(htmlGlobal+ariaContract),
		"{svg}", strings.TrimSpace(svgContract), "{xml}", strings.TrimSpace(xmlContract), "{script}", scriptManual(),
		"{functions}", strings.Join(cssFunctions, " "), "{atrules}", strings.Join(cssAtRules, " "))
	gravest := make(map[string]diag.Severity, len(strictRules.says))
	for check, w := range strictRules.says {
		code, _, _ := strings.Cut(check, "#")
		gravest[code] = max(gravest[code], w.severity)
	}
	rules := diag.Rules(prose)
	for i, r := range rules {
		rules[i].Explain, rules[i].Severity = tables.Replace(r.Explain), gravest[r.Code]
	}
	return rules
}
