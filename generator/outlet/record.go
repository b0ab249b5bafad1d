package outlet

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Record is what a destination knows of a release.
type Record struct {
	Tree string `json:"tree"`
	// Number counts the releases of the destination, from 1.
	Number int64 `json:"number"`
	// Published is when, by the clock of whoever did.
	Published time.Time `json:"published"`
	Files     int       `json:"files"`
	Bytes     int64     `json:"bytes"`
	// Gone are the addresses that were gone on purpose then, from the site's root on.
	Gone []string `json:"gone,omitempty"`
	// Pending says that the pointer has not been swapped to the release yet. It stays with
	// one whose publish was killed before that.
	Pending bool `json:"pending,omitempty"`
	// Extra are the digests of files beside those of the manifest: what was signed.
	Extra map[string]string `json:"extra,omitempty"`
}

func (r *Record) text() []byte {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		panic(err) // it has no field that could not be written
	}
	return append(text, '\n')
}

func parseRecord(text []byte) (*Record, error) {
	r := new(Record)
	if err := json.Unmarshal(text, r); err != nil {
		return nil, fmt.Errorf("reading the record of a release: %w", err)
	}
	if !isSum(r.Tree) || r.Number < 1 {
		return nil, fmt.Errorf("the record of a release names no tree or no number")
	}
	return r, nil
}

// newestFirst sorts records by their numbers.
func newestFirst(list []*Record) {
	slices.SortFunc(list, func(a, b *Record) int { return int(b.Number - a.Number) })
}

// surplus are the releases that need not be retained: all but the newest so many, and
// those published before an instant. The current one stays, and so does the one that was
// served until a moment ago: a reader may be between the pointer and a page.
func surplus(list []*Record, current, before string, keep int, oldest time.Time) []*Record {
	var out []*Record
	for i, r := range list {
		if r.Tree != current && r.Tree != before && (i >= keep || r.Published.Before(oldest)) {
			out = append(out, r)
		}
	}
	return out
}
