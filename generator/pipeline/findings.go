package pipeline

import (
	"fmt"
	"path"
	"strings"

	"sotto/generator/diag"
)

// outputs is the folder that findings about finished files are shown under.
const outputs = "public"

// under is where a finding says that an output file is.
func under(folder, name string) string { return path.Join(folder, strings.TrimPrefix(name, "/")) }

// inOutputs makes the paths of findings about finished files the ones that
// their reader would open.
func inOutputs(findings []diag.Finding) []diag.Finding {
	for i := range findings {
		f := &findings[i]
		f.Pos.File = under(outputs, f.Pos.File)
		for j := range f.Also {
			f.Also[j].File = under(outputs, f.Also[j].File)
		}
	}
	return findings
}

// gather sorts findings and tells one that stands on many finished pages, such
// as a rule of the inline style, only once: at the first of them.
func gather(findings []diag.Finding) []diag.Finding {
	type same struct{ code, message, source string }
	first := map[same]int{}
	more := map[int]int{}
	out := findings[:0]
	for _, f := range diag.Sort(findings) {
		if !strings.HasPrefix(f.Pos.File, outputs+"/") || f.Source == "" {
			out = append(out, f)
			continue
		}
		k := same{f.Code, f.Message, f.Source}
		if i, ok := first[k]; ok {
			if out[i].Pos.File != f.Pos.File {
				more[i]++
				continue
			}
		} else {
			first[k] = len(out)
		}
		out = append(out, f)
	}
	for i := range out {
		if n := more[i]; n > 0 {
			out[i].Message += fmt.Sprintf(" (here and on %d more)", n)
		}
	}
	return out
}
