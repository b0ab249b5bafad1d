package audit

import (
	"strconv"
	"testing"
)

// TestMemo sees that a memo never holds more than it may, and always what came last.
func TestMemo(t *testing.T) {
	var m memo[int]
	for i := range 100 {
		key := []byte(strconv.Itoa(i))
		m.put(key, i, 8)
		if v, ok := m.get(key); !ok || v != i || len(m.index) > 8 {
			t.Fatalf("after %d it holds %v", i, m.index)
		}
	}
}
