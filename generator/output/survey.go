package output

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"
)

// look is what the system says of a file or a folder without opening it.
type look struct {
	file, folder bool
	mode         fs.FileMode // the bits that say who may do what
	size         int64
	sec, nsec    int64  // when it was written
	number       uint64 // by which the disk knows it; 0 where there is none
	changed      int64  // when its names, bytes or mode were last changed, in nanoseconds; 0 where nobody knows
}

// as reports whether a file is as Sotto writes one of this sum. Its time is
// made from its bytes, so that nothing has to be read.
func (l look) as(f form) bool {
	return l.file && l.mode == fileMode && l.size == f.size && l.nsec == 0 && l.sec == fileTime(f.sum).Unix()
}

// survey compares a folder with a manifest, three times in a build, and as
// cheaply as it can: each file that is listed is looked at by its path, and
// the names in each folder are counted. When all that is listed is there and
// the count is right, then nothing else is there.
type survey struct {
	m       *manifest
	folders []surveyed // sorted: those above come before those below
	in      []int32    // the folder of each of m.files
	numbers []uint64   // of all files, copies among them, as they were at the first look
	odd     []bool     // those of m.files that are not wholly as Sotto writes them

	oddFiles, oddFolders int
	strange              bool // something is there that is not listed, or a folder is not

	// settled is a time, by the disk's clock, that is long enough before the
	// first look: a folder that was changed last before it has another time
	// once a name is added. In younger ones names are counted again, since
	// two changes in one tick of the clock leave one time.
	settled int64

	before *seen // by an earlier build, or nil
}

// surveyed is a folder, how many names it must have, and what it looked like.
type surveyed struct {
	path  string
	names int
	seen  look
	spare look // of the same folder in the spare

	unchanged bool // since an earlier build
}

// clockTick is the coarsest clock of a disk (FAT).
const clockTick = 2 * time.Second

func newSurvey(m *manifest) *survey {
	dirs, above, in := folderTree(m.files)
	s := &survey{m: m, odd: make([]bool, len(m.files)), in: in, folders: make([]surveyed, len(dirs))}
	s.folders[0].names = 1 // the manifest
	for i, dir := range dirs {
		s.folders[i].path = dir
		if i > 0 {
			s.folders[above[i]].names++
		}
	}
	files := 0
	for i, f := range m.files {
		s.folders[in[i]].names += f.count()
		files += f.count()
	}
	s.numbers = make([]uint64, 0, files)
	slices.SortFunc(s.folders, func(a, b surveyed) int { return strings.Compare(a.path, b.path) })
	for i, at := range in {
		in[i], _ = s.folder(dirs[at])
	}
	return s
}

// folder is where a folder stands.
func (s *survey) folder(dir string) (int32, bool) {
	i, ok := slices.BinarySearchFunc(s.folders, dir, func(f surveyed, dir string) int { return strings.Compare(f.path, dir) })
	return int32(i), ok
}

// first looks at the folder for the first time.
func (s *survey) first(e *eye) {
	for i := range s.folders {
		f := &s.folders[i]
		l, err := e.look(f.path)
		if err != nil || !l.folder {
			s.strange = true
			continue
		}
		f.seen = l
		if f.unchanged = s.before.site(i, l); f.unchanged {
			// Its names were counted by an earlier build.
		} else if n, err := e.count(f.path); err != nil || n != f.names {
			s.strange = true
		}
		if !l.plain() {
			s.oddFolders++
		}
	}
	for i, f := range s.m.files {
		for name, as := range f.all() {
			l, err := e.look(name)
			s.numbers = append(s.numbers, l.number)
			if err != nil || !l.as(as) {
				s.odd[i] = true
				s.oddFiles++
			}
		}
	}
}

// plain reports whether a folder has the time and mode that Sotto gives it.
func (l look) plain() bool {
	return l.folder && l.mode == dirMode && l.nsec == 0 && l.sec == folderTime.Unix()
}

// intact reports whether all is exactly as Sotto wrote it.
func (s *survey) intact() bool { return s.oddFiles == 0 && s.oddFolders == 0 && !s.strange }

// still reports whether the folder is as it was at the first look, when
// nothing in it was amiss. That its files have become known under other names
// too does not count.
func (s *survey) still(e *eye) bool {
	if s.oddFiles > 0 || s.strange || !s.sameNames(e) {
		return false
	}
	at := 0
	for _, f := range s.m.files {
		if !s.has(e, f, at) {
			return false
		}
		at += f.count()
	}
	return true
}

// has reports whether a file and its copies are as they were at the first look,
// when the disk knew them by the numbers that begin at a place.
func (s *survey) has(e *eye, f Sum, at int) bool {
	for name, as := range f.all() {
		if l, err := e.look(name); err != nil || !l.as(as) || l.number != s.numbers[at] {
			return false
		}
		at++
	}
	return true
}

// sameNames reports whether no folder has got or lost a name since the first
// look.
func (s *survey) sameNames(e *eye) bool {
	for _, f := range s.folders {
		l, err := e.look(f.path)
		if err != nil || !l.folder || l.number != f.seen.number {
			return false
		}
		if l.changed == f.seen.changed && l.changed < s.settled && l.sec == f.seen.sec && l.nsec == f.seen.nsec {
			continue
		}
		if n, err := e.count(f.path); err != nil || n != f.names {
			return false
		}
	}
	return true
}

// spareIn reports whether another folder is a spare of this one: the same
// files, each known by the disk under two names, and nothing else. Where
// neither folder has changed since an earlier build found that, it is so.
func (s *survey) spareIn(e *eye) bool {
	sure := make([]bool, len(s.folders))
	for i := range s.folders {
		f := &s.folders[i]
		l, err := e.look(f.path)
		if err != nil || !l.plain() {
			return false
		}
		f.spare = l
		if sure[i] = f.unchanged && s.before.spare(i, l); sure[i] {
			continue
		}
		if n, err := e.count(f.path); err != nil || n != f.names {
			return false
		}
	}
	at := 0
	for i, f := range s.m.files {
		if !sure[s.in[i]] && !s.has(e, f, at) {
			return false
		}
		at += f.count()
	}
	return true
}

// surveyOf looks at a published site for the first time.
func surveyOf(root *os.Root, m *manifest, before *seen) (*survey, error) {
	e, err := openEye(root)
	if err != nil {
		return nil, err
	}
	defer e.close()
	s := newSurvey(m)
	if before != nil && len(before.folders) == len(s.folders) {
		s.before = before
	}
	s.first(e)
	return s, nil
}

// looksLike opens a folder and asks one of the questions above.
func looksLike(parent *os.Root, name string, ask func(*eye) bool) bool {
	root, err := parent.OpenRoot(name)
	if err != nil {
		return false
	}
	defer root.Close()
	e, err := openEye(root)
	if err != nil {
		return false
	}
	defer e.close()
	return ask(e)
}
