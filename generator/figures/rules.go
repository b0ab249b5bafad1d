package figures

import (
	_ "embed"

	"sotto/generator/diag"
)

//go:embed rules.md
var rules string

// Rules documents the findings about words that state a figure, sorted by code.
// They are raised by the rooms that read such words: load for front matter,
// render for the text of pages.
func Rules() []diag.Rule { return diag.Rules(rules) }
