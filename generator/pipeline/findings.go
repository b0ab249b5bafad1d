package pipeline

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Names are what the user calls the folders of a site. "" is the usual name.
type Names struct{ Content, Templates, Static, Output string }

// rename is the only place where the path of a finding is rewritten. Other places
// and edits of one are not written to, since an outcome may hold them too.
func rename(findings []diag.Finding, to func(file string) string) []diag.Finding {
	for i := range findings {
		f := &findings[i]
		f.Pos.File = to(f.Pos.File)
		f.Also, f.Fix = slices.Clone(f.Also), slices.Clone(f.Fix)
		for j := range f.Also {
			f.Also[j].File = to(f.Also[j].File)
		}
		for j := range f.Fix {
			f.Fix[j].File = to(f.Fix[j].File)
		}
	}
	return findings
}

// inOutput says that findings are about finished files.
func inOutput(findings []diag.Finding) []diag.Finding {
	return rename(findings, func(file string) string { return site.OutputFolder + strings.TrimPrefix(file, "/") })
}

// called gives findings the names that their reader would open.
func (n Names) called(findings []diag.Finding) []diag.Finding {
	if n == (Names{}) {
		return findings
	}
	return rename(findings, func(file string) string {
		for _, d := range [][2]string{
			{site.ContentFolder, n.Content}, {site.TemplatesFolder, n.Templates}, {site.StaticFolder, n.Static}, {site.OutputFolder, n.Output},
		} {
			if rest, ok := strings.CutPrefix(file, d[0]); ok && d[1] != "" {
				return path.Join(filepath.ToSlash(d[1]), rest)
			}
		}
		return file
	})
}

// settle turns what all stages have found into what is told: each cause once, and
// at its place. pages are those that were made, or nil.
func settle(findings []diag.Finding, content fs.FS, pages *line) []diag.Finding {
	if len(findings) == 0 {
		return nil
	}
	if slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Severity == diag.Error }) {
		findings = diag.Causes(findings, Rules()) // only errors have findings that follow
	}
	list := gather(findings)
	if pages != nil {
		list = pages.blame(content, list)
	}
	return told(list)
}

// found is a finding, and on how many finished pages besides its own it stands.
type found struct {
	diag.Finding
	more int
	// blamed says that it was found in a finished page, and that its place is
	// where that page comes from.
	blamed bool
}

// gather tells what stands on many finished pages, such as a rule of the inline
// style, only once: at the first of them. It sorts the findings.
func gather(findings []diag.Finding) []found {
	type same struct{ code, message, source string }
	type seen struct {
		at   int    // in the result
		last string // the page that it was found on last
	}
	known := map[same]*seen{}
	var out []found
	for _, f := range diag.Sort(findings) {
		if !strings.HasPrefix(f.Pos.File, site.OutputFolder) || f.Source == "" && !ofFrame(f) {
			out = append(out, found{Finding: f})
			continue
		}
		k := same{f.Code, f.Message, f.Source}
		if s := known[k]; s == nil {
			known[k] = &seen{len(out), f.Pos.File}
		} else if s.last != f.Pos.File {
			out[s.at].more++
			s.last = f.Pos.File
			continue
		}
		out = append(out, found{Finding: f})
	}
	return out
}

// ofFrame reports whether a finding about a finished page as a whole says that
// its frame lacks something.
func ofFrame(f diag.Finding) bool {
	family, _, _ := strings.Cut(f.Code, "/")
	return f.Pos.Line == 0 && slices.Contains([]string{"access", "csp", "css", "fetch", "html"}, family)
}

// told ends the way of findings: those that stand on several pages say on how
// many, and errors in files that many pages depend on come first.
func told(list []found) []diag.Finding {
	type place struct {
		code, message string
		pos           diag.Pos
	}
	first := map[place]int{}
	var out []diag.Finding
	var pages []int
	for _, f := range list {
		public := strings.HasPrefix(f.Pos.File, site.OutputFolder)
		f.Shared = shared(f.Pos.File)
		k := place{f.Code, f.Message, f.Pos}
		if i, again := first[k]; again && f.Shared && pages[i] > 0 {
			pages[i] += f.more + 1
			continue
		}
		first[k] = len(out)
		out = append(out, f.Finding)
		if public || f.blamed {
			pages = append(pages, f.more+1)
		} else {
			pages = append(pages, 0)
		}
	}
	for i, n := range pages {
		if n > 1 {
			out[i].Message += fmt.Sprintf(" (on %s pages)", diag.Number(n))
		}
	}
	return diag.Sort(out)
}

// shared reports whether many pages depend on a file.
func shared(file string) bool {
	switch {
	case strings.HasPrefix(file, site.TemplatesFolder), file == site.StaticFolder+site.StyleFile, file == site.StaticFolder+site.ScriptFile:
		return true
	}
	return strings.HasPrefix(file, site.ContentFolder) && !strings.HasSuffix(file, ".md")
}
