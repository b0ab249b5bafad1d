package pipeline

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Names are what the user calls the folders of a site. "" is the usual name.
type Names struct{ Content, Templates, Static, Output string }

// rename is the only place where the path of a finding is rewritten.
func rename(findings []diag.Finding, to func(file string) string) []diag.Finding {
	for i := range findings {
		f := &findings[i]
		f.Pos.File = to(f.Pos.File)
		for j := range f.Also {
			f.Also[j].File = to(f.Also[j].File)
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

// gather sorts findings and tells one that stands on many finished pages, such
// as a rule of the inline style, only once: at the first of them.
func gather(findings []diag.Finding) []diag.Finding {
	type same struct{ code, message, source string }
	first := map[same]int{}
	more := map[int]int{}
	out := findings[:0]
	for _, f := range diag.Sort(findings) {
		if !strings.HasPrefix(f.Pos.File, site.OutputFolder) || f.Source == "" {
			out = append(out, f)
			continue
		}
		k := same{f.Code, f.Message, f.Source}
		i, seen := first[k]
		if seen && out[i].Pos.File != f.Pos.File {
			more[i]++
			continue
		}
		if !seen {
			first[k] = len(out)
		}
		out = append(out, f)
	}
	for i, n := range more {
		out[i].Message += fmt.Sprintf(" (here and on %d more)", n)
	}
	return out
}
