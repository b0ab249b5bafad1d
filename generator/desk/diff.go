package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/pipeline"
)

// Difference is one address that is not at one instant what it is at another.
type Difference struct {
	// Change is appears, changes or vanishes.
	Change  string `json:"change"`
	Address string `json:"address"`
	// File is the page's source; "" for what is no page.
	File  string `json:"file,omitempty"`
	Title string `json:"title,omitempty"`
}

// Changes of an address, in the order in which they are told.
const (
	Appears  = "appears"
	Changes  = "changes"
	Vanishes = "vanishes"
)

// Diff makes a site as at two instants, in memory, and tells which addresses
// differ. Nothing else but the instant differs: it is what a build at the second
// would publish over one at the first. Pages come before other files.
func Diff(ctx context.Context, in pipeline.Inputs, from, to time.Time) ([]Difference, error) {
	var b builder
	before, err := b.addresses(ctx, in, from)
	if err != nil {
		return nil, err
	}
	after, err := b.addresses(ctx, in, to)
	if err != nil {
		return nil, err
	}
	out := []Difference{}
	for path, now := range after {
		if was, ok := before[path]; !ok {
			now.Change = Appears
			out = append(out, now.Difference)
		} else if was.sum != now.sum {
			now.Change = Changes
			out = append(out, now.Difference)
		}
	}
	for path, was := range before {
		if _, ok := after[path]; !ok {
			was.Change = Vanishes
			out = append(out, was.Difference)
		}
	}
	order := []string{Appears, Vanishes, Changes}
	slices.SortFunc(out, func(a, b Difference) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Change), slices.Index(order, b.Change)),
			-cmp.Compare(min(1, len(a.File)), min(1, len(b.File))),
			strings.Compare(a.Address, b.Address),
		)
	})
	return out, nil
}

// address is what stands at one.
type address struct {
	Difference
	sum string
}

// addresses are those of a site as at an instant, by the path of their file.
// Compressed copies are no addresses, nor are the files that a server keeps for
// itself, whose names begin with a full stop.
func (b *builder) addresses(ctx context.Context, in pipeline.Inputs, at time.Time) (map[string]address, error) {
	in.Clock = at
	stage := output.NewDiscard()
	res, err := b.on(ctx, in, stage)
	if err != nil {
		return nil, err
	}
	if diag.Count(res.Findings, diag.Error) > 0 {
		return nil, &Refusal{Message: "the site as at " + at.Format(time.RFC3339) + " has errors, and so it is not known what it would be", Findings: res.Findings}
	}
	out := map[string]address{}
	for _, f := range stage.Sums() {
		if !strings.HasPrefix(f.Path, ".") {
			out[f.Path] = address{Difference{Address: "/" + f.Path}, f.Forms}
		}
	}
	for _, p := range res.Site.Pages {
		out[p.Output] = address{Difference{Address: p.Address, File: p.File(), Title: p.Title}, out[p.Output].sum}
		for _, old := range res.Site.Old(p) {
			out[old] = address{Difference{Address: "/" + strings.TrimSuffix(old, "index.html"), File: p.File(), Title: p.Title}, out[old].sum}
		}
	}
	return out, nil
}
