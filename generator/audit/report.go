package audit

import (
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
)

// report collects the findings of one file.
type report struct {
	rules *ruleset
	off   map[string]bool // checks that are switched off
	path  string
	data  []byte
	file  *diag.File
	list  []diag.Finding

	// within is set when data is not the file itself but a text inside it,
	// such as the HTML in a feed: findings then go to that text's place.
	within     *report
	start, end int
}

func (a *Auditor) report(path string, data []byte) *report {
	return &report{rules: a.rules, off: a.off, path: path, data: data}
}

// about raises a check about a file as such.
func (a *Auditor) about(path, check string, args ...string) []diag.Finding {
	r := a.report(path, nil)
	r.at(check, 0, 0, args...)
	return r.list
}

// at raises a check about the bytes from off to end. The arguments fill the
// places {0}, {1}… in its words.
func (r *report) at(check string, off, end int, args ...string) {
	if r.off[check] {
		return
	}
	if r.within != nil {
		r.within.at(check, r.start, r.end, args...)
		return
	}
	w, asked := r.rules.says[check]
	if !asked {
		return // not in this profile
	}
	code, _, _ := strings.Cut(check, "#")
	f := diag.Finding{Code: code, Severity: w.severity, Pos: diag.Pos{File: r.path}, Message: fill(w.message, args), Help: fill(w.help, args)}
	if len(r.data) > 0 && !w.wholeFile {
		if r.file == nil {
			r.file = diag.NewFile(r.path, r.data)
		}
		f = r.file.At(off, end, code, w.severity, f.Message, f.Help)
	}
	r.list = append(r.list, f)
}

// fill puts arguments in their places. What a file says is shown cut short,
// on one line.
func fill(text string, args []string) string {
	for i, arg := range args {
		text = strings.ReplaceAll(text, "{"+string(rune('0'+i))+"}", short(arg))
	}
	return text
}

// short makes text from a file fit to be shown in a message.
func short(s string) string {
	const limit = 80
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r == utf8.RuneError || invisible(r) {
			return '\u2423' // open box
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) > limit {
		s = string([]rune(s)[:limit]) + "…"
	}
	return s
}
