package pipeline

import (
	"encoding/binary"
	"sync"
	"time"

	"sotto/generator/cache"
	"sotto/generator/load"
	"sotto/generator/site"
)

// Sources is what earlier builds have read of pages' files, by what the file
// system says of each, as Git's index has it: a file that looks as it did need
// not be opened. What is known of a file is of its front matter, and of no page
// that is withheld: those are read each time.
//
// Two writings within one tick of the disk's clock leave a file that looks the
// same. So a file is only known by its looks when it had not changed for a while
// at the moment when it was read.
type Sources struct {
	// Cache holds what is known, and takes what this build has read.
	Cache *cache.Cache
	// Now is the time by the clock of the disk that the sources are on, and
	// Device is the disk. Nothing is remembered of other disks, nor without a
	// clock. The output does not depend on either.
	Now    func() time.Time
	Device uint64

	tool string

	mu    sync.Mutex
	young map[string]bool // sources that had changed too recently when they were read
}

// restTime is for how long a file must not have changed: longer than any disk's
// clock takes from one tick to the next (FAT's takes two seconds).
const restTime = 2*time.Second + 100*time.Millisecond

// memory is what a load is given.
func (s *Sources) memory(tool string) *load.Memory {
	if s == nil {
		return nil
	}
	s.tool, s.young = tool, map[string]bool{}
	return &load.Memory{Recall: s.recall, Keep: s.keep}
}

// The name and the key of a file's record.
func ofSource(source string) string { return "source " + source }

func (s *Sources) key(of load.Stat) cache.Key {
	var looks [5 * 8]byte
	for i, n := range []uint64{uint64(of.Size), uint64(of.Written), uint64(of.Changed), of.Number, of.Device} {
		binary.BigEndian.PutUint64(looks[8*i:], n)
	}
	return cache.Digest("source", s.tool, string(looks[:]))
}

func (s *Sources) recall(source string, of load.Stat) (load.Known, bool) {
	var k load.Known
	ok := s.Cache.Find(ofSource(source), s.key(of), &k)
	return k, ok
}

// keep remembers a page's file, if it is old enough. What was known of it stays.
func (s *Sources) keep(p *site.Page, of load.Stat) {
	if s.Cache.Hold(ofSource(p.Source), s.key(of)) {
		return
	}
	if !s.rested(of) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.young[p.Source] = true
		return
	}
	s.Cache.Put(ofSource(p.Source), s.key(of), load.Known{Digest: p.Digest, Front: p.Front, Words: int(p.Words)})
}

// again is keep for a page whose file has been read a second time.
func (s *Sources) again(p *site.Page, of load.Stat) {
	if s == nil || of == (load.Stat{}) {
		return
	}
	s.mu.Lock()
	young := s.young[p.Source]
	delete(s.young, p.Source)
	s.mu.Unlock()
	if young {
		s.keep(p, of)
	}
}

// rested reports whether a file that looks so had rested when it was read, which
// is not long ago.
func (s *Sources) rested(of load.Stat) bool {
	if s.Now == nil || of.Device != s.Device {
		return false
	}
	return max(of.Written, of.Changed) < s.Now().Add(-restTime).UnixNano()
}
