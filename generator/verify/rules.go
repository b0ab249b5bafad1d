package verify

import (
	_ "embed"

	"sotto/generator/diag"
)

//go:embed rules.md
var rules string

// Rules documents the findings of this room, sorted by code.
func Rules() []diag.Rule { return diag.Rules(rules) }
