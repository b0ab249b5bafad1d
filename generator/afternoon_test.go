package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// An editor's afternoon on a copy of the site that ships with Sotto: two pages in
// English and Welsh are made, broken, mended, moved; a release is put on a day, a
// contact goes stale. Whatever mends a mistake is taken from the message of the
// command itself, by one of these:
//
//	break FILE OLD NEW   an editor types something else; OLD stands there once
//	type FILE OLD NEW    the same, on purpose
//	tells CODE HELP      sotto check has errors and warnings of this code alone, and
//	                     their help has the words HELP
//	mend WHERE           what the help of the last one says is typed: over what the
//	                     caret stands under (word), behind the key there (value), as a
//	                     line of the front matter (line); or that goes (nothing)
//	stale SERVICE CLOCK  at that instant something of the service is overdue; what the
//	                     message says to write, a later verifyBy, makes it go
//	fix                  sotto fix --yes --only CODE, of the last one
//	clean                sotto check has neither errors nor warnings; as one code after
//	                     the other is all that is told, this is asked in a soak
func TestAfternoon(t *testing.T) {
	const clock = "2026-11-28T12:00:00Z" // the latest day of a page of the site; not one to come, or nothing would be kept from one check to the next
	a := &afternoon{}
	mended := 0
	t.Cleanup(func() {
		if (mended < 1 || sitetest.Soak() && mended < 36) && !t.Failed() {
			t.Errorf("only %d mistakes were mended", mended)
		}
	})
	testscript.Run(t, testscript.Params{
		Files: []string{sampled(t, "testdata/afternoon/afternoon.txtar")},
		Setup: func(env *testscript.Env) error {
			env.Setenv("CLOCK", clock)
			for _, dir := range []string{"content", "templates", "static"} {
				if err := copyTo(env.WorkDir, dir); err != nil {
					return err
				}
			}
			if sitetest.Soak() {
				return nil
			}
			settings := filepath.Join(env.WorkDir, "content", "site.yaml")
			data, err := os.ReadFile(settings)
			if err != nil {
				return err
			}
			return os.WriteFile(settings, sitetest.Plain(t, data), 0o644)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode": exitCode,
			"break":    a.edit,
			"type":     a.edit,
			"tells":    a.tells,
			"stale":    a.stale,
			"mend": func(ts *testscript.TestScript, _ bool, args []string) {
				mended++
				a.mend(ts, args)
			},
			"fix": func(ts *testscript.TestScript, _ bool, _ []string) {
				mended++
				ts.Check(ts.Exec("sotto", "fix", "--yes", "--clock", ts.Getenv("CLOCK"), "--only", a.last.Code))
				if out := ts.ReadFile("stdout"); !strings.Contains(out, "changed ") {
					ts.Fatalf("%s is not mended:\n%s%s", a.last.Code, out, sitetest.Text([]diag.Finding{a.last}))
				}
			},
			"clean": func(ts *testscript.TestScript, _ bool, args []string) {
				if sitetest.Soak() || len(args) > 0 {
					if list := a.check(ts); len(list) > 0 {
						ts.Fatalf("it is not clean:\n%s", sitetest.Text(list))
					}
				}
			},
		},
	})
}

// sampled is a script with some of the parts whose comment begins with a tilde and
// none of those with two, and all of them in a soak. Each part with one begins and
// ends with a site that is clean; what those with two try has tests of its own.
func sampled(t *testing.T, script string) string {
	data, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitAfter(strings.ReplaceAll(string(data), "\n\n# ", "\n\n\x00# "), "\x00")
	var may []int
	for i := range parts {
		parts[i] = strings.TrimSuffix(parts[i], "\x00")
		if strings.HasPrefix(parts[i], "# ~ ") {
			may = append(may, i)
		}
	}
	taken := sitetest.Some(may, 40)
	out := ""
	for i, part := range parts {
		if strings.HasPrefix(part, "# ~~ ") && !sitetest.Soak() {
			continue
		}
		if !slices.Contains(may, i) || slices.Contains(taken, i) {
			out += part
		}
	}
	file := filepath.Join(t.TempDir(), filepath.Base(script))
	if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// copyTo copies a folder of the site.
func copyTo(to, dir string) error {
	return filepath.WalkDir("../"+dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		file := filepath.Join(to, strings.TrimPrefix(filepath.ToSlash(name), "../"))
		if d.IsDir() {
			return os.MkdirAll(file, 0o755)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(file, data, 0o644)
	})
}

// afternoon is what an editor has before them.
type afternoon struct{ last diag.Finding }

// check are the errors and warnings of sotto check.
func (a *afternoon) check(ts *testscript.TestScript) (out []diag.Finding) {
	_ = ts.Exec("sotto", "check", "--clock", ts.Getenv("CLOCK"), "--format", "json", "--max", "0") // which has an exit code of its own
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		var f struct {
			Code, Severity, File, Message, Help, Source string
			Line, Column, Length, SourceColumn          int
		}
		if json.Unmarshal([]byte(line), &f) != nil || f.Code == "" || f.Severity == "info" {
			continue
		}
		out = append(out, diag.Finding{Code: f.Code, Severity: diag.Error, Pos: diag.Pos{File: f.File, Line: f.Line, Col: f.Column}, Length: f.Length,
			Source: f.Source, SourceCol: f.SourceColumn, Message: f.Message, Help: f.Help})
	}
	return out
}

func (a *afternoon) stale(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: stale SERVICE CLOCK")
	}
	now := ts.Getenv("CLOCK")
	ts.Setenv("CLOCK", args[1])
	defer ts.Setenv("CLOCK", now)
	of := func() int {
		list := a.check(ts)
		return slices.IndexFunc(list, func(f diag.Finding) bool {
			a.last = f
			return strings.HasPrefix(f.Code, "date/") && strings.HasSuffix(f.Pos.File, "services.yaml") && strings.Contains(f.Message, " of "+args[0])
		})
	}
	for range 20 { // as many as a service has channels
		if of() < 0 {
			return
		}
		if !strings.Contains(a.last.Help, "write asOf and a later verifyBy") {
			ts.Fatalf("the help does not say what to write:\n%s", sitetest.Text([]diag.Finding{a.last}))
		}
		lines := strings.SplitAfter(ts.ReadFile(a.last.Pos.File), "\n")
		at := a.last.Pos.Line - 1
		later := regexp.MustCompile(`verifyBy: \d{4}-\d\d-\d\d`).ReplaceAllString(lines[at], "verifyBy: "+args[1][:4]+"-12-31")
		if later == lines[at] {
			ts.Fatalf("no verifyBy stands in the line that is told:\n%s", sitetest.Text([]diag.Finding{a.last}))
		}
		lines[at] = later
		a.write(ts, a.last.Pos.File, strings.Join(lines, ""))
	}
	ts.Fatalf("%s is overdue for ever", args[0])
}

func (a *afternoon) tells(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: tells CODE HELP")
	}
	list := a.check(ts)
	if args[0] != "level/behind" { // until the mistake is mended, the translation is behind
		list = slices.DeleteFunc(list, func(f diag.Finding) bool { return f.Code == "level/behind" })
	}
	if len(list) == 0 || slices.ContainsFunc(list, func(f diag.Finding) bool { return f.Code != args[0] }) {
		ts.Fatalf("want %s alone, got:\n%s%s", args[0], sitetest.Text(list), ts.ReadFile("stderr"))
	}
	if a.last = list[0]; !strings.Contains(a.last.Help, args[1]) {
		ts.Fatalf("the help is not %q:\n%s", args[1], sitetest.Text(list[:1]))
	}
}

func (a *afternoon) edit(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: type FILE OLD NEW")
	}
	unescape := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\u`, "\u00A0").Replace
	old, text := unescape(args[1]), ts.ReadFile(args[0])
	if n := strings.Count(text, old); n != 1 {
		ts.Fatalf("%s has %q %d times:\n%s", args[0], old, n, text)
	}
	a.write(ts, args[0], strings.Replace(text, old, unescape(args[2]), 1))
}

func (a *afternoon) write(ts *testscript.TestScript, file, text string) {
	ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text), 0o644))
}

// typable is what a help says to type.
var typable = []*regexp.Regexp{
	regexp.MustCompile(`^did you mean ([^\n?]+)\?`),
	regexp.MustCompile(`^(?:add a line|put it in quotes|write it once|write): ([^\n;]+)`),
	regexp.MustCompile(`^write ([^\n]+?)(?: in its place)?(?:\n|$)`),
	regexp.MustCompile(`then write ([^\n]+)`),
}

func (a *afternoon) mend(ts *testscript.TestScript, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: mend WHERE")
	}
	f, say := a.last, ""
	for _, re := range typable {
		if m := re.FindStringSubmatch(f.Help); m != nil {
			say = m[1]
			break
		}
	}
	if say == "" && args[0] != "nothing" {
		ts.Fatalf("the help says nothing that can be typed:\n%s", sitetest.Text([]diag.Finding{f}))
	}
	text := ts.ReadFile(f.Pos.File)
	lines := strings.SplitAfter(text, "\n")
	line := []rune(lines[f.Pos.Line-1])
	from, to := f.Pos.Col-1, min(f.Pos.Col-1+f.Length, len(line))
	before, under, after := string(line[:from]), "", string(line[to:])
	switch args[0] {
	case "word":
		under = say
	case "nothing":
	case "value":
		key, value, _ := strings.Cut(say, ": ")
		if !strings.HasSuffix(before, key+": ") {
			ts.Fatalf("%s is not behind %s", before, key)
		}
		under = value
	case "line":
		end := strings.Index(text[3:], "\n---\n") + 4
		a.write(ts, f.Pos.File, text[:end]+say+"\n"+text[end:])
		return
	default:
		ts.Fatalf("mend where? %s", args[0])
	}
	lines[f.Pos.Line-1] = before + under + after
	a.write(ts, f.Pos.File, strings.Join(lines, ""))
}
