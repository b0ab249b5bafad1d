package load

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"io/fs"
	"sync/atomic"

	"sotto/generator/site"
)

// Stat is what a file system says of a file without opening it. As long as it
// says the same, the file is the same: whatever writes to a file, or puts another
// in its place, changes the time Changed, which nobody can set.
type Stat struct {
	Size, Written, Changed int64 // the times in nanoseconds
	Number, Device         uint64
}

// Known is what a load needs to know of a page's file in which it has found
// nothing wrong: not its text.
type Known struct {
	Digest [sha256.Size]byte // of the file
	Front  string            // the file up to its Markdown
	Words  int               // of the Markdown
}

// Memory is what earlier loads have learnt of files. Pages are then read of which
// it knows nothing.
type Memory struct {
	// Recall says what is known of a page's file that looks so. It is called from
	// several goroutines.
	Recall func(source string, of Stat) (Known, bool)
	// Keep is called for the pages that are published and in whose files nothing
	// was found wrong, with what their files looked like before they were read.
	Keep func(p *site.Page, of Stat)
}

// recall looks for what is known of a page's file.
func (m *Memory) recall(f file) (Known, bool) {
	if m == nil || f.looks == (Stat{}) {
		return Known{}, false
	}
	return m.Recall(f.path, f.looks)
}

// keep tells of the pages that are worth remembering.
func (m *Memory) keep(pages []*page) {
	for _, p := range pages {
		if m != nil && p.held == nil && p.sound && p.looks != (Stat{}) {
			m.Keep(p.Page, p.looks)
		}
	}
}

// StatOf is what a file system says of a file; it is zero where that is too
// little to know the file by.
func StatOf(info fs.FileInfo, err error) Stat {
	if err != nil || !info.Mode().IsRegular() {
		return Stat{}
	}
	s, ok := systemStat(info.Sys())
	if !ok {
		return Stat{}
	}
	s.Size, s.Written = info.Size(), info.ModTime().UnixNano()
	return s
}

// reader reads one page after the other, in one goroutine.
type reader struct {
	yaml  quickYAML
	room  []byte        // where texts are read that nobody keeps
	left  *atomic.Int64 // how many bytes of texts may still be kept; nil for all
	own   bool          // the text lies in memory of its own
	spare *site.Seldom  // that the last page had no use for
}

// seldom is an empty one for the next page.
func (r *reader) seldom() *site.Seldom {
	s := cmp.Or(r.spare, &site.Seldom{})
	r.spare = nil
	return s
}

// space is room for a text: its own, when it will stay.
func (r *reader) space(n int64) []byte {
	if r.own = r.left == nil || r.left.Load() >= n; r.own {
		return make([]byte, n)
	}
	if int64(cap(r.room)) < n {
		r.room = make([]byte, n+n/2)
	}
	return r.room[:n]
}

// letGo parts a page that has been read from the room its text lies in. The text
// stays when there is a finding, whose lines may be asked for again, and as long
// as there is leave to keep some.
func (r *reader) letGo(p *page) {
	p.lines = nil
	if len(p.data) == 0 {
		return
	}
	if len(p.findings) > 0 || r.left == nil || r.left.Add(-int64(len(p.data))) >= 0 {
		if !r.own {
			p.data = bytes.Clone(p.data)
		}
		p.Text = p.data
		return
	}
	p.data = nil
}
