package output

import "sotto/generator/site"

// Keep takes files whose finished forms are known from an earlier build (for each
// of them the Sum that Put gave) without their bytes, from where that build has
// published them, or from the stage that this one follows. It reports whether it
// could: then the files are staged as if Put had been given them. If not, nothing
// was taken, and the caller makes the files and calls Put. It is safe for
// concurrent use.
func (s *Stage) Keep(sums ...Sum) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.begun || s.finished || len(sums) == 0 {
		return false
	}
	for _, f := range sums {
		if !s.fits(f) {
			return false
		}
	}
	if !s.store.keep(sums) {
		return false
	}
	for _, f := range sums {
		if s.names.claim(f.Path, s.copied(f.Path)) { // or else Finish reports it, naming both
			s.files = append(s.files, f)
		}
	}
	return true
}

// fits reports whether a Sum is of one file and of the copies that it has by the
// rules of this build, and of their length.
func (s *Stage) fits(f Sum) bool {
	if _, bad := checkPath(f.Path); bad || !f.whole() {
		return false
	}
	if s.opt.Size.Mode != site.Uniform || !s.copied(f.Path) {
		return f.count() == 1
	}
	if f.count() == 1 {
		return false
	}
	size := s.opt.Booklets.Of(s.opt.Size, f.Path)
	page, sent := int64(size.PageBytes), int64(size.TransferBytes)
	return !isPage(f.Path) || f.form(0).size == page && f.form(1).size == sent && f.form(2).size == sent
}
