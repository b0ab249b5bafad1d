package output

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"iter"
	"slices"
	"strings"
)

// Sum is what is remembered of one finished file and of its compressed copies. A
// site has hundreds of thousands of files, and each of them is remembered until
// the site is published: so a Sum is plain data in two strings.
type Sum struct {
	// Path is the file's. Those of the copies follow from it.
	Path string
	// Forms are one piece for each file, the file's own first: its length in eight
	// bytes, and its SHA-256.
	Forms string
}

// endings are those of a file's forms, in the order of Sum.Forms.
var endings = [...]string{"", ".gz", ".br"}

const formSize = 8 + sha256.Size

// form is one file of a Sum, by its length and its bytes.
type form struct {
	size int64
	sum  digest
}

// digest is the SHA-256 of a file.
type digest [sha256.Size]byte

func hash(data []byte) digest { return sha256.Sum256(data) }

func (d digest) String() string { return hex.EncodeToString(d[:]) }

// sumOf is what is remembered of a file, given first, and of its copies.
func sumOf(files []file) Sum {
	var room [len(endings) * formSize]byte
	forms := room[:0]
	for _, f := range files {
		forms = appendForm(forms, form{int64(len(f.data)), f.sum})
	}
	return Sum{files[0].path, string(forms)}
}

func appendForm(to []byte, f form) []byte {
	return append(binary.BigEndian.AppendUint64(to, uint64(f.size)), f.sum[:]...)
}

// count is how many files a Sum is of.
func (s Sum) count() int { return len(s.Forms) / formSize }

// whole reports whether a Sum is of a file alone, or of one with all copies.
func (s Sum) whole() bool {
	return len(s.Forms) == formSize || len(s.Forms) == len(endings)*formSize
}

// form is the i-th file of a Sum.
func (s Sum) form(i int) form {
	piece := s.Forms[i*formSize : (i+1)*formSize]
	f := form{sum: digest([]byte(piece[8:]))}
	for i := range 8 {
		f.size = f.size<<8 | int64(piece[i])
	}
	return f
}

// all are the paths and the forms of a Sum's files.
func (s Sum) all() iter.Seq2[string, form] {
	return func(yield func(string, form) bool) {
		for i := range s.count() {
			if !yield(s.Path+endings[i], s.form(i)) {
				return
			}
		}
	}
}

// size is the length of a page in each form.
func (s Sum) size() Size {
	z := Size{Path: s.Path, Identity: int(s.form(0).size)}
	if s.count() > 1 {
		z.Gzip, z.Brotli = int(s.form(1).size), int(s.form(2).size)
	}
	return z
}

func byPath(a, b Sum) int { return strings.Compare(a.Path, b.Path) }

// namesOf are the paths of all files of sums, and more.
func namesOf(sums []Sum, more ...string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, s := range sums {
			for i := range s.count() {
				if !yield(s.Path + endings[i]) {
					return
				}
			}
		}
		for _, name := range more {
			if !yield(name) {
				return
			}
		}
	}
}

// folderTree are the folders that hold the files of sums, which are sorted, and
// those above them, from "." on, each after the one above it; for each folder but
// the first which one that is; and for each sum in which it lies. What is in a
// folder stands together, so that no folder has to be looked up.
func folderTree(sums []Sum) (dirs []string, above, in []int32) {
	dirs, above, in = []string{"."}, []int32{0}, make([]int32, len(sums))
	at := int32(0)
	for i, s := range sums {
		dir := dirOf(s.Path)
		for at != 0 && dir != dirs[at] && !(strings.HasPrefix(dir, dirs[at]) && dir[len(dirs[at])] == '/') {
			at = above[at]
		}
		for from := 0; dir != "." && dir != dirs[at]; {
			if at != 0 {
				from = len(dirs[at]) + 1
			}
			end := len(dir)
			if n := strings.IndexByte(dir[from:], '/'); n >= 0 {
				end = from + n
			}
			dirs, above = append(dirs, dir[:end]), append(above, at)
			at = int32(len(dirs) - 1)
		}
		in[i] = at
	}
	return dirs, above, in
}

// foldersOf are the folders that hold files and those above them, sorted.
func foldersOf(sums []Sum) []string {
	dirs, _, _ := folderTree(sums)
	slices.Sort(dirs)
	return dirs
}

// sharedFolders are those of foldersOf in which anything lies but one file with its
// copies.
func sharedFolders(sums []Sum) []string {
	dirs, above, in := folderTree(sums)
	files, folders := make([]int32, len(dirs)), make([]bool, len(dirs))
	for _, at := range in {
		files[at]++
	}
	for _, at := range above { // the topmost is above itself: in it lies the manifest
		folders[at] = true
	}
	shared := dirs[:0]
	for i, dir := range dirs {
		if files[i] > 1 || folders[i] {
			shared = append(shared, dir)
		}
	}
	slices.Sort(shared)
	return shared
}

// Sums are all files of the stage, sorted by path; compressed copies are in the
// sums of their files.
func (s *Stage) Sums() []Sum {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sort()
	return slices.Clone(s.files)
}

// sort sorts the files by path, in which they stand in no order until then.
func (s *Stage) sort() { slices.SortFunc(s.files, byPath) }

// Count is how many files the site has, the manifest among them.
func (s *Stage) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 1
	for _, f := range s.files {
		n += f.count()
	}
	return n
}

// Sizes returns the lengths of every HTML page, sorted by path, for the report
// of what the network can learn.
func (s *Stage) Sizes() []Size {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sort()
	out := make([]Size, 0, len(s.files))
	for _, f := range s.files {
		if isPage(f.Path) {
			out = append(out, f.size())
		}
	}
	return out
}
