package audit

import (
	"slices"
	"sync"
)

// intern gives every string a small number, so that 10,000 pages that link to
// the same menu hold it once. Numbers depend on which page came first and are
// never shown or sorted by.
type intern struct {
	mu    sync.RWMutex
	index map[string]uint32
	names []string
}

// of returns the number of a string; it allocates only for one not seen yet.
func (n *intern) of(b []byte) uint32 {
	n.mu.RLock()
	i, ok := n.index[string(b)]
	n.mu.RUnlock()
	if ok {
		return i
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if i, ok := n.index[string(b)]; ok {
		return i
	}
	if n.index == nil {
		n.index = make(map[string]uint32)
		n.names = []string{""} // 0 is nothing
	}
	i = uint32(len(n.names))
	s := string(b)
	n.names = append(n.names, s)
	n.index[s] = i
	return i
}

// name returns the string behind a number.
func (n *intern) name(i uint32) string {
	if i == 0 {
		return ""
	}
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.names[i]
}

// memo remembers the value worked out for some bytes.
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

func (m *memo[T]) has(b []byte) bool {
	_, ok := m.get(b)
	return ok
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

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
