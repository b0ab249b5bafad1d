package build

import "sotto/generator/diag"

func ownRules() []diag.Rule { return nil }
