package output

import (
	"bytes"
	"maps"
	"path"
	"sync"
)

// memory keeps files in memory, those that keep says, and of each what it says.
type memory struct {
	keep  func(file) (data []byte, kept bool)
	mu    sync.Mutex
	files map[string][]byte
}

func newMemory(keep func(file) ([]byte, bool)) *Stage {
	return newStage(&memory{keep: keep, files: map[string][]byte{}})
}

// NewMemory makes a stage that keeps all files in memory; see Stage.Files.
func NewMemory() *Stage { return newMemory(func(f file) ([]byte, bool) { return f.data, true }) }

// NewPreview makes a stage for looking at a site while it is written. It
// measures and reports everything, and keeps in memory only what a browser on
// this computer would show: pages without their padding, and no compressed
// copies.
func NewPreview() *Stage {
	return newMemory(func(f file) ([]byte, bool) {
		switch path.Ext(f.path) {
		case ".gz", ".br":
			return nil, false
		case ".html":
			return bytes.TrimRight(f.data, " "), true
		}
		return f.data, true
	})
}

// NewDiscard makes a stage that keeps nothing. It compresses all the same,
// because only that shows which pages are too long.
func NewDiscard() *Stage { return newMemory(func(file) ([]byte, bool) { return nil, false }) }

func (m *memory) put(files []file) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range files {
		if data, kept := m.keep(f); kept {
			m.files[f.path] = bytes.Clone(data)
		}
	}
	return nil
}

func (m *memory) finish(manifest []byte) error {
	return m.put([]file{{path: ManifestName, data: manifest}})
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
