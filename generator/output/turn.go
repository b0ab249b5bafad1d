package output

import (
	"context"
	"fmt"
	"os"
	"time"
)

// Turn says how a build waits for another one that is starting or publishing
// in the same folder. That takes others a moment, unless they are stopped.
type Turn struct {
	// Wait is how long at most. It is the caller's to set: zero does not wait.
	Wait time.Duration
	// Tell, when not nil, is told in words that there is a wait, once it has
	// lasted for a second.
	Tell func(text string)
}

const (
	quietWait = time.Second
	pollEvery = 25 * time.Millisecond
)

// lock takes the lock of the destination's folder, which is how builds into
// one folder take turns. The lock leaves nothing behind, even when the process
// is killed.
func (d *dirStore) lock(ctx context.Context) (unlock func(), err error) {
	f, err := d.parent.Open(".")
	if err != nil {
		return nil, fmt.Errorf("locking the folder: %w", err)
	}
	if err := d.turn.take(ctx, f, d.base); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}

func (t Turn) take(ctx context.Context, f *os.File, base string) error {
	var waited time.Duration
	for told := false; busy(f); waited += pollEvery {
		if waited >= t.Wait {
			return fmt.Errorf("another build of %s has not finished in %v; build again, or wait longer with --wait", base, t.Wait)
		}
		if waited >= quietWait && !told && t.Tell != nil {
			t.Tell(fmt.Sprintf("waiting for another build of %s to finish, for %v at most", base, t.Wait))
			told = true
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(pollEvery):
		}
	}
	return nil
}
