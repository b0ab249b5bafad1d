package serve

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"sotto/generator/diag"
)

// panelMost is how many findings of one severity are shown. Whoever has more is
// told how to see all.
const panelMost = 50

// panel is what a build has found, as the desk shows it.
type panel struct {
	Trouble string // why the build could not go on
	Old     bool   // what is shown is of an earlier build
	Nothing bool   // there is nothing to show
	Groups  []group
	Digest  string // tells one panel from another
}

// group are the findings of one severity. Only errors are open.
type group struct {
	Name  string // "2 errors"
	Open  bool
	Shown []shownFinding
	More  int
}

// shownFinding is a finding with its source line in three parts: before the
// place, the place, and behind it.
type shownFinding struct {
	Code, Message       string
	Help                []string
	At                  place
	Also                []place
	Line                int
	Before, Here, After string
}

// Errors is how many errors there are, in words; "" for none.
func (p panel) Errors() string {
	if p.Trouble != "" {
		return "the build broke off"
	}
	for _, g := range p.Groups {
		if g.Open {
			return g.Name
		}
	}
	return ""
}

// Title says what the panel is about.
func (p panel) Title() string {
	switch e := p.Errors(); {
	case e != "" && p.Nothing:
		return "Nothing to show yet: " + e
	case e != "":
		return "Your last change is not shown yet: " + e
	case len(p.Groups) > 0:
		return "Worth a look"
	}
	return "Nothing to mend"
}

func panelOf(s *state, e editor) panel {
	p := panel{Old: s.broken() && s.good, Nothing: !s.good}
	if s.err != nil {
		p.Trouble = s.err.Error()
	}
	for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		n := diag.Count(s.findings, severity)
		if n == 0 {
			continue
		}
		g := group{Name: fmt.Sprintf("%s %s", diag.Number(n), severity), Open: severity == diag.Error}
		if n > 1 {
			g.Name = fmt.Sprintf("%s %ss", diag.Number(n), severity)
		}
		if severity == diag.Info {
			g.Name = diag.Number(n) + " to know"
		}
		for _, f := range s.findings {
			if f.Severity == severity && len(g.Shown) < panelMost {
				g.Shown = append(g.Shown, shown(f, e))
			}
		}
		g.More = n - len(g.Shown)
		p.Groups = append(p.Groups, g)
	}
	h := sha256.Sum256(fmt.Appendf(nil, "%+v", p))
	p.Digest = hex.EncodeToString(h[:8])
	return p
}

func shown(f diag.Finding, e editor) shownFinding {
	out := shownFinding{Code: f.Code, Message: diag.Visible(f.Message), At: e.at(f.Pos.File, f.Pos.Line, f.Pos.Col)}
	for line := range lines(diag.VisibleLines(f.Help)) {
		out.Help = append(out.Help, line)
	}
	for _, p := range f.Also {
		out.Also = append(out.Also, e.at(p.File, p.Line, p.Col))
	}
	if f.Pos.Line > 0 && f.Source != "" {
		source := []rune(f.Source)
		at := min(len(source), max(0, f.Pos.Col-max(1, f.SourceCol)))
		end := min(len(source), at+max(1, f.Length))
		if f.Pos.Col == 0 { // the whole line is meant
			at, end = 0, 0
		}
		out.Line = f.Pos.Line
		out.Before, out.Here, out.After = diag.Visible(string(source[:at])), diag.Visible(string(source[at:end])), diag.Visible(string(source[end:]))
	}
	return out
}

// count is how many findings there are of each code, most first.
func count(list []diag.Finding) (rows []Row) {
	byCode := map[string]int{}
	severity := map[string]diag.Severity{}
	for _, f := range list {
		byCode[f.Code]++
		severity[f.Code] = max(severity[f.Code], f.Severity)
	}
	var codes []string
	for _, f := range list {
		if !slices.Contains(codes, f.Code) {
			codes = append(codes, f.Code)
		}
	}
	slices.SortFunc(codes, func(a, b string) int {
		if byCode[a] != byCode[b] {
			return byCode[b] - byCode[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	for _, c := range codes {
		rows = append(rows, Row{When: diag.Number(byCode[c]), What: c, Why: severity[c].String() + "; sotto explain " + c + " tells more"})
	}
	return rows
}
