package sitetest

import (
	"flag"
	"os"
	"strings"
	"testing"
)

// Soak says that tests which could go on for long shall: generator/soak.sh
// asks for it by SOTTO_SOAK. Everywhere else a small number of their cases is
// taken, always the same ones.
func Soak() bool { return os.Getenv("SOTTO_SOAK") != "" }

// Some returns all cases of a soak, and otherwise the first of each so many; of twice
// so many where all tests run.
// All are returned to a run that names a case, too: it may be any of them.
func Some[T any](all []T, each int) []T {
	if Soak() || named() {
		return all
	}
	// What one case costs has doubled with the site that many of them build. A run of
	// one test, such as a mutant's, has the time.
	if pattern() == "" {
		each *= 2
	}
	var out []T
	for i := 0; i < len(all); i += each {
		out = append(out, all[i])
	}
	return out
}

// Costly passes over a test that takes seconds, such as one that builds the whole
// shipped site again and again, but in a soak and where a run names it.
func Costly(t testing.TB) {
	t.Helper()
	if !Soak() && pattern() == "" {
		t.Skip("it takes seconds: in a soak, or by its name")
	}
}

// named says whether go test was asked for a case of a test.
func named() bool { return strings.Contains(pattern(), "/") }

// pattern is which tests go test was asked for; "" is all.
func pattern() string {
	if run := flag.Lookup("test.run"); run != nil {
		return run.Value.String()
	}
	return ""
}
