package output

import (
	"bytes"
	"maps"
	"path"
	"sync"
)

// memory keeps every file in memory.
type memory struct {
	mu    sync.Mutex
	files map[string][]byte
	// seen keeps only what a browser on this computer would show: pages
	// without their padding, and no compressed copies.
	seen bool
}

// NewMemory makes a stage that keeps all files in memory; see Stage.Files.
func NewMemory() *Stage { return newStage(&memory{files: map[string][]byte{}}) }

// NewPreview makes a stage for looking at a site while it is written. It
// measures and reports everything, and keeps in memory only what a browser
// would show.
func NewPreview() *Stage { return newStage(&memory{files: map[string][]byte{}, seen: true}) }

func (m *memory) put(files []file) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range files {
		switch ending := path.Ext(f.path); {
		case m.seen && (ending == ".gz" || ending == ".br"):
		case m.seen && ending == ".html":
			m.files[f.path] = bytes.Clone(bytes.TrimRight(f.data, " "))
		default:
			m.files[f.path] = bytes.Clone(f.data)
		}
	}
	return nil
}

func (m *memory) finish(manifest []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[ManifestName] = bytes.Clone(manifest)
	return nil
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

// discard keeps nothing.
type discard struct{}

// NewDiscard makes a stage that keeps nothing. It compresses all the same,
// because only that shows which pages are too long.
func NewDiscard() *Stage { return newStage(discard{}) }

func (discard) put([]file) error    { return nil }
func (discard) finish([]byte) error { return nil }
