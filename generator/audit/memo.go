package audit

import "sync"

// memo remembers what was worked out for some bytes, so that pages share it:
// an inline style, the address of a menu's link. It is for what comes again soon
// and often: when it is full it forgets everything, and what is still asked for is
// soon there again. Of what it has forgotten nothing depends but the cost.
type memo[T any] struct {
	mu    sync.RWMutex
	index map[string]T
}

// maxMemo is how many small things are remembered of a kind: more than pages that
// are near each other have in common.
const maxMemo = 1 << 9

func (m *memo[T]) get(b []byte) (T, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.index[string(b)]
	return v, ok
}

// put keeps a value, one of limit at most.
func (m *memo[T]) put(b []byte, v T, limit int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.index) >= limit {
		clear(m.index)
	}
	if m.index == nil {
		m.index = make(map[string]T)
	}
	m.index[string(b)] = v
}
