package sitetest

import (
	"flag"
	"os"
	"strings"
)

// Soak says that tests which could go on for long shall: generator/soak.sh
// asks for it by SOTTO_SOAK. Everywhere else a small number of their cases is
// taken, always the same ones.
func Soak() bool { return os.Getenv("SOTTO_SOAK") != "" }

// Some returns all cases of a soak, and otherwise the first of each so many.
// All are returned to a run that names a case, too: it may be any of them.
func Some[T any](all []T, each int) []T {
	if Soak() || named() {
		return all
	}
	var out []T
	for i := 0; i < len(all); i += each {
		out = append(out, all[i])
	}
	return out
}

// named says whether go test was asked for a case of a test.
func named() bool {
	run := flag.Lookup("test.run")
	return run != nil && strings.Contains(run.Value.String(), "/")
}
