package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/sitetest"
)

// asCommand is set in the environment of a test binary that is to be sotto.
const asCommand = "SOTTO_TEST_AS_COMMAND"

// The scripts in testdata run the real command as its users do: a small whole
// site lies in the working folder, and each script changes it.
func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		os.Exit(run(os.Args[1:]))
	}
	if m := mischief[os.Getenv(asMischief)]; m.do != nil {
		args := append(os.Args[1:], "", "")
		if err := m.do(args[0], args[1]); err != nil {
			panic(err)
		}
		return
	}
	testscript.Main(m, map[string]func(){
		"sotto": func() { os.Exit(run(os.Args[1:])) },
	})
}

func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: sitetest.Some(files, 20),
		Setup: laySite,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode": exitCode,
			"rested":   rested,
		},
	})
}

// rested waits until the files that are there have not changed for so long that a
// build knows them by their looks.
func rested(ts *testscript.TestScript, _ bool, _ []string) {
	name := ts.MkAbs("rested")
	write := func() time.Time {
		ts.Check(os.WriteFile(name, nil, 0o644))
		info, err := os.Stat(name)
		ts.Check(err)
		return info.ModTime()
	}
	for first := write(); write().Sub(first) < 3*time.Second; {
		time.Sleep(50 * time.Millisecond)
	}
}

// laySite writes the small site of the build tests, with the real templates,
// style, script and messages, wherever the script has no file of its own. RECIPES is
// the folder of the recipes for pipelines.
func laySite(env *testscript.Env) error {
	recipes, err := filepath.Abs("../.github/recipes")
	if err != nil {
		return err
	}
	env.Setenv("RECIPES", recipes)
	write := func(name string, data []byte) error {
		file := filepath.Join(env.WorkDir, filepath.FromSlash(name))
		if _, err := os.Stat(file); err == nil {
			return nil
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, data, 0o644)
	}
	base, err := txtar.ParseFile("pipeline/testdata/base.txtar")
	if err != nil {
		return err
	}
	for _, f := range base.Files {
		if strings.HasPrefix(f.Name, "content/") {
			if err := write(f.Name, f.Data); err != nil {
				return err
			}
		}
	}
	for _, name := range []string{"content/messages.en.yaml", "content/messages.cy.yaml"} {
		data, err := os.ReadFile("../" + name)
		if err != nil {
			return err
		}
		if err := write(name, data); err != nil {
			return err
		}
	}
	for _, dir := range []string{"templates", "static"} {
		err := filepath.WalkDir("../"+dir, func(name string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			return write(strings.TrimPrefix(filepath.ToSlash(name), "../"), data)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// exitCode runs sotto in process-like fashion and compares its exit code:
// exitcode 2 sotto build --nonsense.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exitcode N command...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s\n%s", got, args[0], ts.ReadFile("stderr"))
	}
}
