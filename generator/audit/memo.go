package audit

import "sync"

// memo remembers what was worked out for some bytes, so that pages share it:
// an inline style, the address of a menu's link.
type memo[T any] struct {
	mu    sync.RWMutex
	index map[string]T
}

func (m *memo[T]) get(b []byte) (T, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.index[string(b)]
	return v, ok
}

// put keeps a value; the memo stops growing at limit entries.
func (m *memo[T]) put(b []byte, v T, limit int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.index == nil {
		m.index = make(map[string]T)
	}
	if len(m.index) < limit {
		m.index[string(b)] = v
	}
}
