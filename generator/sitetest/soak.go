package sitetest

import "os"

// Soak says that tests which could go on for long shall: generator/soak.sh
// asks for it by SOTTO_SOAK. Everywhere else a small number of their cases is
// taken, always the same ones.
func Soak() bool { return os.Getenv("SOTTO_SOAK") != "" }

// Some returns all cases of a soak, and otherwise the first of each so many.
func Some[T any](all []T, each int) []T {
	if Soak() {
		return all
	}
	var out []T
	for i := 0; i < len(all); i += each {
		out = append(out, all[i])
	}
	return out
}
