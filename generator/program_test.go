package main

import (
	"bytes"
	"debug/buildinfo"
	"debug/elf"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"sotto/generator/sitetest"
)

// The tests of the program as a whole: what it is linked from. Those of a
// finished program look at the one that SOTTO_PROGRAM names, because building
// it without cgo compiles Go's library anew, which takes a minute. To have it:
//
//	CGO_ENABLED=0 go build -trimpath -o sotto ./generator
//	SOTTO_PROGRAM=$PWD/sotto go test ./generator
//
// generator/test.sh does so.
const programVariable = "SOTTO_PROGRAM"

// noLookup is what the go command says when a module is not in its cache.
const noLookup = "module lookup disabled"

// goTool runs the go command without a network, for the program as it is built
// for release, and returns what it prints.
func goTool(t *testing.T, env []string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	c := exec.Command("go", args...)
	c.Dir = ".."
	c.Env = append(append(os.Environ(), "GOPROXY=off", "CGO_ENABLED=0", "GOWORK=off"), env...)
	var o, e bytes.Buffer
	c.Stdout, c.Stderr = &o, &e
	err = c.Run()
	return o.String(), e.String(), err
}

// notStatic says why a program needs more than itself to run; "" when nothing.
func notStatic(file string) (string, error) {
	info, err := buildinfo.ReadFile(file)
	if err != nil {
		return "", err
	}
	if !slices.Contains(info.Settings, debug.BuildSetting{Key: "CGO_ENABLED", Value: "0"}) {
		return "it was built with cgo", nil
	}
	f, err := elf.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			return "it asks for a loader", nil
		}
	}
	libraries, err := f.ImportedLibraries()
	if err == nil && len(libraries) > 0 {
		return "it asks for " + strings.Join(libraries, ", "), nil
	}
	return "", err
}

// The program is one file: no loader, no library of the system.
func TestTheProgramIsStatic(t *testing.T) {
	program := os.Getenv(programVariable)
	if program == "" || runtime.GOOS != "linux" {
		t.Skip("there is no program to look at: generator/test.sh builds it (see programVariable)")
	}
	why, err := notStatic(program)
	if err != nil {
		t.Fatal(err)
	}
	if why != "" {
		t.Errorf("%s needs more than itself: %s; build it with CGO_ENABLED=0", program, why)
	}
}

// C enters by Go's own library alone, and only when cgo is on: no module has C
// of its own, without which it would be another program.
func TestNoModuleHasC(t *testing.T) {
	out, stderr, err := goTool(t, []string{"CGO_ENABLED=1"}, "list", "-deps", "-f", `{{if or .CgoFiles .CFiles .CXXFiles .SwigFiles .SysoFiles}}{{.ImportPath}} {{.Standard}}{{end}}`, "./generator")
	if strings.Contains(stderr, noLookup) {
		t.Skip("not all modules are here, and there is no network in this test: run go mod download")
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	for line := range strings.Lines(out) {
		if name, standard, _ := strings.Cut(strings.TrimSpace(line), " "); standard != "true" {
			t.Errorf("%s is partly C: sotto is built without cgo, so look for a module that is all Go", name)
		}
	}
	if out, _, _ := goTool(t, nil, "list", "-deps", "-f", `{{if .CgoFiles}}{{.ImportPath}}{{end}}`, "./generator"); strings.TrimSpace(out) != "" {
		t.Errorf("with CGO_ENABLED=0 these have C in them: %s", out)
	}
}

// go.mod and go.sum name what the program and its tests need, and nothing else:
// what only the tests of other modules need stands in no go.mod of today.
func TestModuleFilesAreTidy(t *testing.T) {
	sitetest.Costly(t)
	out, stderr, err := goTool(t, nil, "mod", "tidy", "-diff")
	switch {
	case strings.Contains(stderr, noLookup):
		t.Skip("not all modules are here, and there is no network in this test: run go mod tidy -diff once")
	case out != "":
		t.Errorf("go.mod or go.sum is not tidy: run go mod tidy, which changes\n%s", out)
	case err != nil:
		t.Fatalf("%v\n%s", err, stderr)
	}
}
