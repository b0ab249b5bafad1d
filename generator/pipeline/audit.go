package pipeline

import (
	"fmt"
	"io/fs"

	"sotto/generator/audit"
	"sotto/generator/derived"
	"sotto/generator/diag"
)

// AuditOptions say what to expect of a folder from another generator.
type AuditOptions struct {
	// Name is what findings call the folder.
	Name string
	// BaseURL is the address the folder is served at; "" when unknown.
	BaseURL string
	// Outbound are the hosts that pages may link to; none means any.
	Outbound []string
}

// Audit checks a folder of finished HTML, from any generator, and tells what
// it amounts to in a few lines.
func Audit(fsys fs.FS, o AuditOptions) ([]diag.Finding, []string, error) {
	res, err := audit.Dir(fsys, audit.Policy{
		Profile: audit.General, Kinds: kinds(derived.Types()), BaseURL: o.BaseURL, Outbound: o.Outbound,
		Decode: map[string]func([]byte) ([]byte, error){".br": decodeBrotli},
	})
	if err != nil {
		return nil, nil, err
	}
	t := res.Totals
	lines := []string{fmt.Sprintf("%s files, %s pages, %s links inside, %d hosts linked to, %d inline styles, %d inline scripts",
		diag.Number(t.Files), diag.Number(t.Pages), diag.Number(t.Links), len(t.Outbound), len(t.Styles), len(t.Scripts))}
	for _, h := range t.Outbound {
		lines = append(lines, "links to "+h)
	}
	return Names{Output: o.Name}.called(inOutput(res.Findings)), lines, nil
}
