package output

import (
	"bytes"
	"maps"
	"path"
	"sync"
)

// memory keeps files in memory, as kind says.
type memory struct {
	kind  kind
	mu    sync.Mutex
	files map[string][]byte
	sums  manifest // of all files, once it is finished

	before *memory // finished; see Stage.Follow
}

// kind is how much of the files a memory keeps.
type kind int

const (
	everything kind = iota
	shown           // what a browser on this computer would show
	nothing
)

func newMemory(k kind) *Stage {
	return newStage(&memory{kind: k, files: map[string][]byte{}})
}

// NewMemory makes a stage that keeps all files in memory; see Stage.Files.
func NewMemory() *Stage { return newMemory(everything) }

// NewPreview makes a stage for looking at a site while it is written. It
// measures and reports everything, and keeps in memory only what a browser on
// this computer would show: pages without their padding, and no compressed
// copies.
func NewPreview() *Stage { return newMemory(shown) }

// NewDiscard makes a stage that keeps nothing. It compresses all the same,
// because only that shows which pages are too long.
func NewDiscard() *Stage { return newMemory(nothing) }

// Follow lets a stage in memory keep files of an earlier one, which must be
// finished and of the same kind. The two share the bytes. The earlier stage's
// own predecessor is let go, so that of many builds in a row two are held at
// most. It does nothing for other stages, or when before is nil.
func (s *Stage) Follow(before *Stage) {
	if before == nil || !before.finished {
		return
	}
	m, ok := s.store.(*memory)
	b, also := before.store.(*memory)
	if ok && also && m.kind == b.kind {
		m.before, b.before = b, nil
		m.files = make(map[string][]byte, len(b.files)+len(b.files)/16)
		s.expect(len(b.sums.files))
	}
}

// what is kept of a file.
func (m *memory) what(f file) (data []byte, kept bool) {
	if m.kind == nothing {
		return nil, false
	}
	if m.kind == shown {
		switch path.Ext(f.path) {
		case ".gz", ".br":
			return nil, false
		case ".html":
			return bytes.TrimRight(f.data, " "), true
		}
	}
	return f.data, true
}

func (m *memory) put(files []file) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range files {
		if data, kept := m.what(f); kept {
			m.files[f.path] = bytes.Clone(data)
		}
	}
	return nil
}

// keep takes files over from the stage before. What keeps nothing has nothing
// to take.
func (m *memory) keep(sums []Sum) bool {
	if m.kind == nothing {
		return true
	}
	if m.before == nil {
		return false
	}
	for _, f := range sums {
		if i, ok := m.before.sums.index(f.Path); !ok || m.before.sums.files[i] != f {
			return false
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for name := range namesOf(sums) {
		if data, ok := m.before.files[name]; ok {
			m.files[name] = data
		}
	}
	return true
}

func (m *memory) finish(files []Sum, _ digest) error {
	m.sums, m.before = manifest{files}, nil
	if m.kind == nothing {
		return nil
	}
	return m.put([]file{{path: ManifestName, data: m.sums.text()}})
}

// Files returns the files of a stage that keeps them in memory, by path, and
// nil for any other stage.
func (s *Stage) Files() map[string][]byte {
	if m, ok := s.store.(*memory); ok {
		m.mu.Lock()
		defer m.mu.Unlock()
		return maps.Clone(m.files)
	}
	return nil
}
