package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/sitetest"
)

const handbook = "../.github/HANDBOOK.md"

// block is a fenced block of the handbook, with what the comment before it says
// that it is:
//
//	lay FILE    a whole file of the site
//	set FILE    a key at the top of a YAML file, in place of the one that is there
//	add FILE    lines at the end of a file
//	body        the text of a page
//	excerpt     a part of something, which nothing is known of
//	output CMD  what a command prints while something is wrong; nobody holds it
//	try FILE    a whole file, for the commands below it in its chapter alone
//	run CMD     what a command prints: its lines are looked for in what it prints, in
//	            their order; … stands for lines between them
//
// One that is marked sh holds commands and has no comment.
type block struct {
	what, file, text string
	line             int
}

var (
	fence = regexp.MustCompile("(?ms)(?:^<!-- (lay|set|add|body|excerpt|output|try|run)(?: ([^\n]*?))? -->\n)?^```([a-z]*)\n(.*?)^```\n")
	// typed are commands in the text and in blocks of commands: to the end of the line or of the code.
	typed = regexp.MustCompile("(?m)`(sotto [^`]+)`|^(sotto .*)$|<!-- (?:output|run) (sotto .*?) -->")
)

// chapters are the handbook's chapters with their blocks.
func chapters(t *testing.T) (names []string, of map[string][]block, text string) {
	t.Helper()
	data, err := os.ReadFile(handbook)
	if err != nil {
		t.Fatal(err)
	}
	of = map[string][]block{}
	line := 1
	for _, part := range strings.SplitAfter(strings.ReplaceAll(string(data), "\n## ", "\n\x00## "), "\x00") {
		part = strings.TrimSuffix(part, "\x00")
		name, _, _ := strings.Cut(strings.TrimPrefix(part, "## "), "\n")
		names = append(names, name)
		for _, g := range fence.FindAllStringSubmatchIndex(part, -1) {
			get := func(i int) string {
				if g[2*i] < 0 {
					return ""
				}
				return part[g[2*i]:g[2*i+1]]
			}
			b := block{get(1), get(2), get(4), line + strings.Count(part[:g[0]], "\n")}
			if b.what == "" && get(3) != "sh" {
				t.Errorf("%s:%d: nothing says what this block is", handbook, b.line)
			}
			of[name] = append(of[name], b)
		}
		line += strings.Count(part, "\n")
	}
	return names, of, string(data)
}

// What the handbook tells people to write is right: each chapter's examples, laid
// into the site that ships with Sotto, pass the check.
func TestHandbookExamples(t *testing.T) {
	sitetest.Costly(t)
	names, of, _ := chapters(t)
	if len(names) < 15 {
		t.Fatalf("%d chapters", len(names))
	}
	var with []string
	for _, name := range names {
		for _, b := range of[name] {
			if b.what == "lay" || b.what == "set" || b.what == "add" || b.what == "body" {
				with = append(with, name)
				break
			}
		}
	}
	laid := fstest.MapFS{}
	for _, dir := range []string{"content", "templates", "static"} {
		for name, f := range sitetest.Folder(t, os.DirFS("../"+dir)) {
			laid[dir+"/"+name] = f
		}
	}
	// A chart is of the table in the chapter before it; so all are laid together,
	// but the few that set one key of a file twice.
	put := func(name, text string) { laid[name] = &fstest.MapFile{Data: []byte(text)} }
	get := func(name string) string {
		if laid[name] == nil {
			return ""
		}
		return string(laid[name].Data)
	}
	size := regexp.MustCompile(`(?m)^size: .*`)
	put("content/site.yaml", size.ReplaceAllString(get("content/site.yaml"), "size: {mode: off}"))
	var where []string
	body := "---\ntitle: As in the book\ndescription: What the handbook shows, on one page.\ndate: 2026-11-01\nreviewBy: 2027-05-01\n---\nRead on.\n"
	for _, name := range with {
		for _, b := range of[name] {
			switch b.what {
			case "lay":
				put(b.file, b.text)
			case "add":
				put(b.file, get(b.file)+b.text)
			case "body":
				body += "\n" + b.text
			case "set":
				key, _, _ := strings.Cut(b.text, ":")
				old := regexp.MustCompile(`(?m)^` + key + `:.*\n(?:[ \t-].*\n|\n)*`)
				if n := len(old.FindAllString(get(b.file), -1)); n != 1 {
					t.Errorf("%s:%d: %s has %s %d times", handbook, b.line, b.file, key, n)
				}
				put(b.file, old.ReplaceAllLiteralString(get(b.file), b.text+"\n"))
			default:
				continue
			}
			where = append(where, b.file)
		}
	}
	put("content/news-of-the-book.md", body)
	in := pipeline.Inputs{Clock: time.Date(2026, 12, 2, 12, 0, 0, 0, time.UTC)}
	for name, to := range map[string]*fs.FS{"content": &in.Content, "templates": &in.Templates, "static": &in.Static} {
		var err error
		if *to, err = fs.Sub(laid, name); err != nil {
			t.Fatal(err)
		}
	}
	res, err := pipeline.Build(context.Background(), in, output.NewMemory())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Findings {
		if f.Severity == diag.Error {
			t.Errorf("%s:%d: %s[%s]: %s (%s)\n%s", f.Pos.File, f.Pos.Line, f.Severity, f.Code, f.Message, f.Help, f.Source)
		}
	}
	if len(where) < 12 {
		t.Errorf("only %d examples are laid", len(where))
	}
}

// What the handbook says that a command prints, it prints: in the shipped site with
// what the chapter has laid and tried so far, on the day after its pages were written.
func TestHandbookRuns(t *testing.T) {
	names, of, _ := chapters(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	verbs := map[string]bool{}
	slices.Reverse(names) // the first is an afternoon of nine builds: for a soak
	for _, name := range sitetest.Some(slices.DeleteFunc(names, func(name string) bool {
		return !slices.ContainsFunc(of[name], func(b block) bool { return b.what == "run" })
	}), 99) {
		dir := t.TempDir()
		for _, folder := range []string{"content", "templates", "static"} {
			if err := copyTo(dir, folder); err != nil {
				t.Fatal(err)
			}
		}
		for _, b := range of[name] {
			switch b.what {
			case "lay", "try":
				file := filepath.Join(dir, b.file)
				if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(b.text), 0o644)); err != nil {
					t.Fatal(err)
				}
			case "run":
				words := strings.Fields(b.file)[1:]
				verbs[words[0]] = true
				c := exec.Command(self, append(words, "--clock", "2026-11-28T09:00:00Z")...)
				c.Dir, c.Env = dir, append(os.Environ(), asCommand+"=1")
				out, _ := c.CombinedOutput() // an exit code may be part of the story
				rest := "\n" + string(out)
				for line := range strings.Lines(b.text) {
					line = strings.TrimRight(line, "\n")
					if strings.TrimSpace(line) == "…" {
						continue
					}
					_, after, ok := strings.Cut(rest, "\n"+line+"\n")
					if !ok {
						t.Errorf("%s:%d: %s does not print\n%s\nbut\n%s", handbook, b.line, b.file, line, out)
						break
					}
					rest = "\n" + after
				}
			}
		}
	}
	for _, v := range []string{"new", "move", "fix", "diff", "status", "build", "explain"} {
		if !verbs[v] && sitetest.Soak() {
			t.Errorf("the handbook shows nothing of what sotto %s prints", v)
		}
	}
}

// What the handbook tells people to run is there: each verb with each flag.
func TestHandbookCommands(t *testing.T) {
	_, of, text := chapters(t)
	root := command()
	seen := 0
	check := func(line string) {
		words := strings.Fields(line)[1:]
		c, rest, err := root.Find(words)
		if err != nil || c == root {
			t.Errorf("there is no %q", line)
			return
		}
		seen++
		for _, word := range rest {
			name, isFlag := strings.CutPrefix(word, "-")
			if !isFlag {
				continue
			}
			name, _, _ = strings.Cut(name, "=")
			if long, is := strings.CutPrefix(name, "-"); is && c.Flags().Lookup(long) == nil || !is && c.Flags().ShorthandLookup(name) == nil {
				t.Errorf("%q: sotto %s has no flag %s", line, c.Name(), word)
			}
		}
	}
	for _, g := range typed.FindAllStringSubmatch(text, -1) {
		check(g[1] + g[2] + g[3])
	}
	if seen < 15 {
		t.Errorf("only %d commands were looked at", seen)
	}
	for name, list := range of {
		for _, b := range list {
			if (b.what == "output" || b.what == "run") && !strings.HasPrefix(b.file, "sotto ") {
				t.Errorf("%s, %s:%d: nothing says which command prints this", name, handbook, b.line)
			}
		}
	}
}
