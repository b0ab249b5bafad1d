package output

import (
	"slices"
	"strings"
)

// Sums are all files of the stage, compressed copies among them, sorted by path.
func (s *Stage) Sums() []Sum {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.Clone(s.files)
	slices.SortFunc(out, func(a, b Sum) int { return strings.Compare(a.Path, b.Path) })
	return out
}
