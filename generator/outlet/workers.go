package outlet

import (
	"context"
	"sync"
	"sync/atomic"
)

// inParallel does something with each of a list, so many at a time, until the first
// error, or the end of the context.
func inParallel[T any](ctx context.Context, workers int, list []T, do func(T) error) error {
	var next atomic.Int64
	var once sync.Once
	var first error
	var failed atomic.Bool
	fail := func(err error) {
		once.Do(func() { first = err })
		failed.Store(true)
	}
	var all sync.WaitGroup
	for range max(1, workers) {
		all.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(list) {
					return
				}
				err := ctx.Err()
				if err == nil {
					err = do(list[i])
				}
				if err != nil {
					fail(err)
					return
				}
			}
		})
	}
	all.Wait()
	return first
}
