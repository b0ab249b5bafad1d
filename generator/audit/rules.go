package audit

import (
	"slices"
	"strings"

	"sotto/generator/diag"
)

// Rules documents every code this room raises, sorted by code.
func Rules() []diag.Rule {
	// Lists in the explanations are the tables themselves, so that they cannot
	// be out of date.
	tables := strings.NewReplacer("{elements}", strings.TrimSpace(htmlContract), "{global}", strings.TrimSpace(htmlGlobal+ariaContract),
		"{svg}", strings.TrimSpace(svgContract), "{xml}", strings.TrimSpace(xmlContract),
		"{functions}", strings.Join(cssFunctions, " "), "{atrules}", strings.Join(cssAtRules, " "))
	var rules []diag.Rule
	for block := range strings.SplitSeq(rulesHTML+rulesReach+rulesFiles, "\n== ") {
		head, text, ok := strings.Cut(strings.TrimSpace(block), "\n")
		code, summary, _ := strings.Cut(strings.TrimPrefix(head, "== "), ": ")
		if !ok {
			continue
		}
		text = strings.TrimSpace(text)
		text = tables.Replace(text)
		rules = append(rules, diag.Rule{Code: code, Severity: severityOf(code), Summary: summary, Explain: text})
	}
	slices.SortFunc(rules, func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) })
	return rules
}

// severityOf is the severity of a rule's gravest check.
func severityOf(code string) diag.Severity {
	most := diag.Info
	for check, w := range strictRules.says {
		if c, _, _ := strings.Cut(check, "#"); c == code {
			most = max(most, w.severity)
		}
	}
	return most
}
