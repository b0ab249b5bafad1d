package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/editorial"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// Spelling is looked up by hunspell or aspell, where one of them is installed
// with a dictionary of the language: sotto has none. Only words leave the
// program, sorted, by its standard input; a build never does this.

// spell looks up the words of all pages, language by language.
func spell(ctx context.Context, content fs.FS, res *pipeline.Result) ([]diag.Finding, error) {
	var out []diag.Finding
	dictionaries := editorial.Dictionaries(res.Site)
	for _, l := range res.Site.Languages {
		name := dictionaries[l.Code]
		if name == "" {
			continue
		}
		words := wordsOf(res, l.Code)
		if len(words) == 0 {
			continue
		}
		wrong, ok, err := look(ctx, name, words)
		if err != nil {
			return nil, err
		}
		if !ok {
			out = append(out, diag.Finding{Code: "words/dictionary", Severity: diag.Info,
				Message: fmt.Sprintf("nothing on this computer can look up the spelling of %s words: there is no dictionary %s", l.English, name),
				Help:    "install hunspell or aspell and a dictionary: hunspell-en-gb and aspell-cy are packages of Debian"})
			continue
		}
		out = append(out, misspelled(content, res, l.Code, wrong)...)
	}
	return out, nil
}

// wordsOf are the words of a language, each once, sorted.
func wordsOf(res *pipeline.Result, l site.Lang) []string {
	var out []string
	for i := range res.Outcomes {
		for _, w := range res.Outcomes[i].Said.Words {
			if w.Lang == l {
				out = append(out, w.Parts...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dictionaryName is what may stand in the command line of another program.
var dictionaryName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

// look asks the first program that knows the dictionary for the words that are
// not in it; ok is false when none does.
func look(ctx context.Context, dictionary string, words []string) (wrong map[string]bool, ok bool, err error) {
	if !dictionaryName.MatchString(dictionary) {
		return nil, false, nil
	}
	for _, args := range [][]string{
		{"hunspell", "-l", "-i", "utf-8", "-d", dictionary},
		{"aspell", "list", "--encoding=utf-8", "--lang=" + dictionary},
	} {
		program, err := exec.LookPath(args[0])
		if err != nil {
			continue
		}
		c := exec.CommandContext(ctx, program, args[1:]...)
		c.Stdin = strings.NewReader(strings.Join(words, "\n") + "\n")
		// Without a home there is no dictionary of one person's own, by which
		// two computers would differ.
		c.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8"}
		answer, err := c.Output()
		if ctx.Err() != nil {
			return nil, false, context.Cause(ctx)
		}
		if err != nil {
			continue // it has no such dictionary
		}
		wrong = map[string]bool{}
		for w := range bytes.FieldsSeq(answer) {
			wrong[string(w)] = true
		}
		return wrong, true, nil
	}
	return nil, false, nil
}

// misspelled are the findings about words, each at the first place on its
// page. A word with parts is as right as they are.
func misspelled(content fs.FS, res *pipeline.Result, l site.Lang, wrong map[string]bool) []diag.Finding {
	var out []diag.Finding
	for i := range res.Outcomes {
		o := &res.Outcomes[i]
		var lines []string
		for _, w := range o.Said.Words {
			if w.Lang != l {
				continue
			}
			n := slices.IndexFunc(w.Parts, func(s string) bool { return wrong[s] })
			if n < 0 {
				continue
			}
			if lines == nil {
				// The build has let the text go. Of a file that has changed since,
				// no line is shown.
				text, err := fs.ReadFile(content, o.Source)
				if err == nil && sha256.Sum256(text) == res.Site.Pages[i].Digest {
					lines = strings.Split(string(text), "\n")
				}
			}
			f := diag.Finding{Code: "words/spelling", Severity: diag.Warning, Pos: diag.Pos{File: site.Shown(o.Source), Line: w.Line, Col: w.Col}, Length: w.Length,
				Message: "the dictionary has no word " + w.Parts[n], Help: "spell it otherwise; if it is right, add it to words of spelling in content/rules.yaml"}
			if w.Line <= len(lines) {
				f.Source = strings.TrimSuffix(lines[w.Line-1], "\r")
			}
			out = append(out, f)
		}
	}
	return out
}
