package editorial

import "sotto/generator/diag"

// Rules documents the findings of this room, sorted by code.
func Rules() []diag.Rule {
	rule := func(code, summary, explain string) diag.Rule {
		return diag.Rule{Code: code, Severity: diag.Error, Summary: summary, Explain: explain}
	}
	return []diag.Rule{
		rule("chapter/exercise", "a chapter has nothing to do in it",
			`Most readers read one page of a guide and never come back. So every chapter
holds at least one thing that can be done at once, in the head or on paper:

    :::exercise[Ten slow breaths]{minutes=2}
    Breathe out slowly, ten times.
    :::

or a worked example, in :::worked-example[Name].`),
		rule("chapter/reflection", "a chapter ends without a reflection, or has two",
			`A chapter closes with two or three questions that the reader takes along:

    :::reflection
    - What helped, even a little?
    :::

Exactly one, so that readers learn where a chapter ends.`),
	}
}
