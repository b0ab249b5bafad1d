package output

import (
	"path"
	"slices"

	"sotto/generator/site"
)

// Keep takes files whose finished forms are known from an earlier build (for each
// of them the sums that Put gave) without their bytes, from where that build has
// published them, or from the stage that this one follows. It reports whether it
// could: then the files are staged as if Put had been given them. If not, nothing
// was taken, and the caller makes the files and calls Put. It is safe for
// concurrent use.
func (s *Stage) Keep(files ...[]Sum) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.begun || s.manifest != nil {
		return false
	}
	for _, sums := range files {
		if !s.whole(sums) {
			return false
		}
	}
	if !s.store.keep(slices.Concat(files...)) {
		return false
	}
	for _, sums := range files {
		name := sums[0].Path
		if !s.names.claim(s.forms(name)) {
			continue // Finish reports it, naming both
		}
		s.files = append(s.files, sums...)
		if path.Ext(name) == ".html" {
			size := Size{Path: name, Identity: int(sums[0].Size)}
			if len(sums) > 1 {
				size.Gzip, size.Brotli = int(sums[1].Size), int(sums[2].Size)
			}
			s.sizes = append(s.sizes, size)
		}
	}
	return true
}

// whole reports whether sums are those of one file and of the siblings that it
// has by the rules of this build, and of their length.
func (s *Stage) whole(sums []Sum) bool {
	if len(sums) == 0 {
		return false
	}
	name := sums[0].Path
	if _, bad := checkPath(name); bad {
		return false
	}
	html := path.Ext(name) == ".html"
	if s.opt.Size.Mode != site.Uniform || !html && !s.compressible(name) {
		return len(sums) == 1
	}
	if len(sums) != 3 || sums[1].Path != name+".gz" || sums[2].Path != name+".br" {
		return false
	}
	page, sent := int64(s.opt.Size.PageBytes), int64(s.opt.Size.TransferBytes)
	return !html || sums[0].Size == page && sums[1].Size == sent && sums[2].Size == sent
}
