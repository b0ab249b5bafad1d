package output

import "strings"

// Keep takes files over from an earlier build.
func (s *Stage) Keep(sums []Sum) bool {
	m, ok := s.store.(*memory)
	if !ok {
		return false
	}
	if _, kept := m.keep(file{path: "x.css"}); kept {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	size := map[string]int64{}
	for _, f := range sums {
		size[f.Path] = f.Size
	}
	for _, f := range sums {
		if !strings.HasSuffix(f.Path, ".gz") && !strings.HasSuffix(f.Path, ".br") {
			s.names.claim(s.forms(f.Path))
		}
		if strings.HasSuffix(f.Path, ".html") {
			s.sizes = append(s.sizes, Size{f.Path, int(f.Size), int(size[f.Path+".gz"]), int(size[f.Path+".br"])})
		}
	}
	s.files = append(s.files, sums...)
	return true
}
