package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// jsonFinding is the stable shape of a finding for programs.
type jsonFinding struct {
	Code     string    `json:"code"`
	Severity string    `json:"severity"`
	File     string    `json:"file,omitempty"`
	Line     int       `json:"line,omitempty"`
	Column   int       `json:"column,omitempty"`
	Length   int       `json:"length,omitempty"`
	Message  string    `json:"message"`
	Help     string    `json:"help,omitempty"`
	Source   string    `json:"source,omitempty"`
	Also     []jsonPos `json:"also,omitempty"`
}

type jsonPos struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// JSON prints findings as one JSON object a line.
func JSON(w io.Writer, list []Finding) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, f := range list {
		j := jsonFinding{
			Code: f.Code, Severity: f.Severity.String(), File: f.Pos.File, Line: f.Pos.Line,
			Column: f.Pos.Col, Length: f.Length, Message: f.Message, Help: f.Help, Source: f.Source,
		}
		for _, p := range f.Also {
			j.Also = append(j.Also, jsonPos{p.File, p.Line, p.Col})
		}
		if err := enc.Encode(j); err != nil {
			return err
		}
	}
	return nil
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
			props = append(props, "file="+property.Replace(f.Pos.File))
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
		if _, err := fmt.Fprintf(w, "::%s %s::%s\n", level[f.Severity], strings.Join(props, ","), data.Replace(text)); err != nil {
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
	type artifact struct {
		URI string `json:"uri"`
	}
	type physical struct {
		Artifact artifact `json:"artifactLocation"`
		Region   *region  `json:"region,omitempty"`
	}
	type location struct {
		Physical physical `json:"physicalLocation"`
	}
	type result struct {
		RuleID    string     `json:"ruleId"`
		Level     string     `json:"level"`
		Message   text       `json:"message"`
		Locations []location `json:"locations,omitempty"`
	}
	where := func(p Pos, length int) location {
		l := location{physical{Artifact: artifact{p.File}}}
		if p.Line > 0 {
			l.Physical.Region = &region{StartLine: p.Line, StartColumn: p.Col}
			if p.Col > 0 && length > 0 {
				l.Physical.Region.EndColumn = p.Col + length
			}
		}
		return l
	}
	level := map[Severity]string{Info: "note", Warning: "warning", Error: "error"}
	results, used := []result{}, map[string]bool{}
	for _, f := range list {
		used[f.Code] = true
		r := result{RuleID: f.Code, Level: level[f.Severity], Message: text{f.Message}}
		if f.Help != "" {
			r.Message.Text += "\nhelp: " + f.Help
		}
		if f.Pos.File != "" {
			r.Locations = append(r.Locations, where(f.Pos, f.Length))
		}
		results = append(results, r)
	}
	described := []rule{}
	for _, r := range rules {
		if used[r.Code] {
			described = append(described, rule{r.Code, text{r.Summary}, text{r.Explain}})
		}
	}
	type driver struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		Rules   []rule `json:"rules"`
	}
	type tool struct {
		Driver driver `json:"driver"`
	}
	type run struct {
		Tool       tool     `json:"tool"`
		ColumnKind string   `json:"columnKind"`
		Results    []result `json:"results"`
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}{
		"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0",
		[]run{{tool{driver{"sotto", version, described}}, "unicodeCodePoints", results}},
	})
}
