package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
)

// seen is what a build leaves with a spare: what the folders of the site and
// of its spare looked like when it had made sure of their names. A folder that
// looks so still has those names, because whatever adds or removes one changes
// a time that nobody can set. So the next build need not read them: that is
// half of what looking at a site costs.
//
// It is a hint. One that is damaged, or of another site, is as good as none.
type seen struct {
	tree    string // the site's hash
	settled int64  // see survey
	folders []seenFolder
}

// seenFolder is one folder, by its numbers and times; zero where the last
// build changed it, or did not look.
type seenFolder struct{ site, spare mark }

type mark struct{ number, changed uint64 }

const seenMarker = "sotto-seen 1\n"

// bytes are the form of a file: the marker, the hash, and then numbers, with
// the sum of all that at the end.
func (s *seen) bytes() []byte {
	b := []byte(seenMarker + s.tree)
	b = binary.LittleEndian.AppendUint64(b, uint64(s.settled))
	for _, f := range s.folders {
		for _, n := range [...]uint64{f.site.number, f.site.changed, f.spare.number, f.spare.changed} {
			b = binary.LittleEndian.AppendUint64(b, n)
		}
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// parseSeen reads what bytes wrote; nil when it is anything else.
func parseSeen(data []byte) *seen {
	const head, each = len(seenMarker) + 2*sha256.Size + 8, 32
	n := len(data) - head - sha256.Size
	if n < 0 || n%each != 0 || !bytes.HasPrefix(data, []byte(seenMarker)) {
		return nil
	}
	if sum := sha256.Sum256(data[:head+n]); !bytes.Equal(sum[:], data[head+n:]) {
		return nil
	}
	s := &seen{
		tree:    string(data[len(seenMarker) : head-8]),
		settled: int64(binary.LittleEndian.Uint64(data[head-8:])),
		folders: make([]seenFolder, n/each),
	}
	for i := range s.folders {
		at := data[head+i*each:]
		number := func(i int) uint64 { return binary.LittleEndian.Uint64(at[8*i:]) }
		s.folders[i] = seenFolder{mark{number(0), number(1)}, mark{number(2), number(3)}}
	}
	return s
}

// seen is what the build that left the spare had seen; nil when nobody knows.
func (s *spare) seen() *seen {
	if s == nil {
		return nil
	}
	data, err := s.staging.ReadFile(seenFile)
	if err != nil {
		return nil
	}
	return parseSeen(data)
}

// of is s when it is of a site of this hash.
func (s *seen) of(tree string) *seen {
	if s == nil || s.tree != tree {
		return nil
	}
	return s
}

// site reports whether a folder of the site looks as it did.
func (s *seen) site(i int, l look) bool { return s != nil && s.same(s.folders[i].site, l) }

// spare reports whether a folder of the spare looks as it did.
func (s *seen) spare(i int, l look) bool { return s != nil && s.same(s.folders[i].spare, l) }

func (s *seen) same(m mark, l look) bool {
	return l.plain() && l.changed > 0 && l.changed < s.settled && m == markOf(l)
}

func markOf(l look) mark { return mark{l.number, uint64(l.changed)} }

// seenNow is what this build knows of the folders of the site that it has
// swapped in and of the old one, which is the spare: of those that it did not
// change.
func (d *dirStore) seenNow(diff *difference) *seen {
	s := &seen{tree: d.sum.String()}
	var old []surveyed
	if d.began.survey != nil {
		old, s.settled = d.began.survey.folders, d.began.survey.settled
	}
	for _, dir := range diff.folders {
		var f seenFolder
		_, touched := slices.BinarySearch(diff.touched, dir)
		i, there := slices.BinarySearchFunc(old, dir, func(f surveyed, dir string) int { return strings.Compare(f.path, dir) })
		if there && !touched {
			f.spare = markOf(old[i].seen)
			if d.adopted {
				f.site = markOf(old[i].spare)
			}
		}
		s.folders = append(s.folders, f)
	}
	return s
}
