package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// jsonFinding is the stable shape of a finding for programs.
type jsonFinding struct {
	Code     string `json:"code"`
	Rule     string `json:"rule,omitempty"`
	Severity string `json:"severity"`
	Pos
	Length  int    `json:"length,omitempty"`
	Message string `json:"message"`
	Help    string `json:"help,omitempty"`
	Source  string `json:"source,omitempty"`
	// From is the column of the first character of Source, when that is not the
	// first of its line.
	From int   `json:"sourceColumn,omitempty"`
	Also []Pos `json:"also,omitempty"`
	// Fix is what to change, in bytes of the files.
	Fix []Edit `json:"fix,omitempty"`
}

// JSON prints findings as one JSON object a line.
func JSON(w io.Writer, list []Finding) error {
	enc := json.NewEncoder(VisibleJSON(w))
	enc.SetEscapeHTML(false)
	for _, f := range list {
		f = utf8Finding(excerpt(f))
		if err := enc.Encode(jsonFinding{f.Code, f.Rule, f.Severity.String(), f.Pos, f.Length, f.Message, f.Help, f.Source, f.SourceCol, f.Also, f.Fix}); err != nil {
			return err
		}
	}
	return nil
}

// utf8Finding writes the bytes of names that are not UTF-8, which JSON cannot
// hold, as other printers do.
func utf8Finding(f Finding) Finding {
	for _, s := range []*string{&f.Pos.File, &f.Message, &f.Help} {
		if !utf8.ValidString(*s) {
			*s = VisibleLines(*s)
		}
	}
	f.Also = slices.Clone(f.Also)
	for i := range f.Also {
		if !utf8.ValidString(f.Also[i].File) {
			f.Also[i].File = Visible(f.Also[i].File)
		}
	}
	f.Fix = slices.DeleteFunc(slices.Clone(f.Fix), func(e Edit) bool { return !utf8.ValidString(e.File) || !utf8.ValidString(e.New) })
	return f
}

// GitHub prints findings as workflow commands, which GitHub shows beside the
// lines of a pull request.
func GitHub(w io.Writer, list []Finding) error {
	level := map[Severity]string{Info: "notice", Warning: "warning", Error: "error"}
	// Workflow commands escape data and properties differently.
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, f := range list {
		props := []string{"title=" + property.Replace(f.Code)}
		if f.Pos.File != "" {
			props = append(props, "file="+property.Replace(Visible(f.Pos.File)))
		}
		if f.Pos.Line > 0 {
			props = append(props, fmt.Sprintf("line=%d", f.Pos.Line))
		}
		if f.Pos.Col > 0 {
			props = append(props, fmt.Sprintf("col=%d", f.Pos.Col))
		}
		text := f.Message
		if f.Help != "" {
			text += "\nhelp: " + f.Help
		}
		if _, err := fmt.Fprintf(w, "::%s %s::%s\n", level[f.Severity], strings.Join(props, ","), data.Replace(VisibleLines(text))); err != nil {
			return err
		}
	}
	return nil
}

// SARIF prints findings as one SARIF 2.1.0 log, the exchange format of code
// scanners. rules are the rules to describe; those not found are left out.
func SARIF(w io.Writer, list []Finding, rules []Rule, version string) error {
	type text struct {
		Text string `json:"text"`
	}
	type rule struct {
		ID    string `json:"id"`
		Short text   `json:"shortDescription"`
		Full  text   `json:"fullDescription"`
	}
	type region struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	type location struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region *region `json:"region,omitempty"`
		} `json:"physicalLocation"`
	}
	type result struct {
		RuleID    string     `json:"ruleId"`
		Level     string     `json:"level"`
		Message   text       `json:"message"`
		Locations []location `json:"locations,omitempty"`
	}
	type run struct {
		Tool struct {
			Driver struct {
				Name    string `json:"name"`
				Version string `json:"version"`
				Rules   []rule `json:"rules"`
			} `json:"driver"`
		} `json:"tool"`
		ColumnKind string   `json:"columnKind"`
		Results    []result `json:"results"`
	}
	level := map[Severity]string{Info: "note", Warning: "warning", Error: "error"}
	out := run{ColumnKind: "unicodeCodePoints", Results: []result{}}
	used := map[string]bool{}
	for _, f := range list {
		uri := (&url.URL{Path: f.Pos.File}).EscapedPath()
		f = utf8Finding(f)
		used[f.Code] = true
		r := result{RuleID: f.Code, Level: level[f.Severity], Message: text{f.Message}}
		if f.Help != "" {
			r.Message.Text += "\nhelp: " + f.Help
		}
		if f.Pos.File != "" {
			var l location
			l.Physical.Artifact.URI = uri
			if f.Pos.Line > 0 {
				l.Physical.Region = &region{StartLine: f.Pos.Line, StartColumn: f.Pos.Col}
				if f.Pos.Col > 0 && f.Length > 0 {
					l.Physical.Region.EndColumn = f.Pos.Col + f.Length
				}
			}
			r.Locations = []location{l}
		}
		out.Results = append(out.Results, r)
	}
	tool := &out.Tool.Driver
	tool.Name, tool.Version, tool.Rules = "sotto", version, []rule{}
	for _, r := range rules {
		if used[r.Code] {
			tool.Rules = append(tool.Rules, rule{r.Code, text{r.Summary}, text{r.Explain}})
		}
	}
	enc := json.NewEncoder(VisibleJSON(w))
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []run{out}})
}
