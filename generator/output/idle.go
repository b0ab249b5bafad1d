package output

import "sync"

// idle are things that nobody is using just now. There are never more of a kind
// than were in use at one time. A sync.Pool would make many more: what one
// processor has put there another cannot take, and each collection of garbage
// throws things away that take megabytes and the time to fill them.
type idle[T any] struct {
	mu   sync.Mutex
	list []*T
}

// take returns the thing that was given back last, or what make returns.
func (i *idle[T]) take(make func() *T) *T {
	i.mu.Lock()
	defer i.mu.Unlock()
	n := len(i.list) - 1
	if n < 0 {
		return make()
	}
	t := i.list[n]
	i.list = i.list[:n]
	return t
}

func (i *idle[T]) give(t *T) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.list = append(i.list, t)
}

// all takes all that is idle.
func (i *idle[T]) all() []*T {
	i.mu.Lock()
	defer i.mu.Unlock()
	list := i.list
	i.list = nil
	return list
}
