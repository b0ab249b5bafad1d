package diag

import (
	"bytes"
	"cmp"
	"slices"
)

// Apply changes a file by edits of it, which may come in any order. Where two
// overlap, or do the same, the first in the list wins, and how many others were
// left is told: their finding, if it is still there, has new ones when the file
// has been looked at again.
func Apply(data []byte, edits []Edit) (out []byte, left int) {
	var taken []Edit
	for _, e := range edits {
		if e.Start < 0 || e.End < e.Start || e.End > len(data) || slices.ContainsFunc(taken, e.meets) {
			left++
			continue
		}
		taken = append(taken, e)
	}
	slices.SortFunc(taken, func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
	var b bytes.Buffer
	at := 0
	for _, e := range taken {
		b.Write(data[at:e.Start])
		b.WriteString(e.New)
		at = e.End
	}
	b.Write(data[at:])
	return b.Bytes(), left
}

// meets says whether two edits of one file cannot both be made: they share a byte,
// or both put something at the same place.
func (e Edit) meets(other Edit) bool {
	return e.Start < other.End && other.Start < e.End || e.Start == other.Start
}
