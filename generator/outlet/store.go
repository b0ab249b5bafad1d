package outlet

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// ErrBusy says that another publish is under way at the destination, or was quicker.
var ErrBusy = errors.New("another publish is under way")

// errUnlinked says that a file could not be taken from another release.
var errUnlinked = errors.New("no second name")

// Names at a destination.
const (
	releases = "releases"
	current  = "current"
	partial  = ".part"
	lockName = "lock"
)

// store is a destination. Names are relative to it; what is not there is an
// fs.ErrNotExist. Methods that name a file are safe for concurrent use.
type store interface {
	// ready refuses a place that is no destination and cannot become one.
	ready(ctx context.Context) error
	// lock keeps other publishes out, until it is let go; ErrBusy when one is there.
	lock(ctx context.Context) (held, error)
	// pointer is the tree that is served, "" when there is none, and what swap has to
	// find there still.
	pointer(ctx context.Context) (tree, was string, err error)
	swap(ctx context.Context, to *Record, was string) error
	// records are those of whole releases.
	records(ctx context.Context) ([]*Record, error)
	record(ctx context.Context, r *Record) error
	// manifest is the text of a whole release's.
	manifest(ctx context.Context, tree string) ([]byte, error)

	// begin makes a release ready for its files, and says which of them an earlier
	// publish has sent whole.
	begin(ctx context.Context, m *manifest, local fs.FS) (sent map[string]bool, err error)
	put(ctx context.Context, tree string, f File, data []byte, at time.Time) error
	// take gives a file of another release a name in this one, or says errUnlinked.
	take(ctx context.Context, from string, f File, tree, name string, at time.Time) error
	// seal makes the release whole, and durable.
	seal(ctx context.Context, tree string) error
	// add puts a file into a whole release.
	add(ctx context.Context, tree, name string, data []byte) error
	// drop removes a release, and its record first.
	drop(ctx context.Context, tree string) error
	// tidy removes what other publishes have left, but not releases.
	tidy(ctx context.Context) error
	close() error
}

// held is a lock that was taken.
type held interface {
	// check says whether it still is.
	check(ctx context.Context) error
	free()
}

// Destination is where a site is published.
type Destination struct {
	store
	name string
	// step is told of each step, by tests; its error ends the publish there.
	step func(string) error
}

// String is the destination as it was written, without what is secret.
func (d *Destination) String() string { return d.name }

// Close ends the connection.
func (d *Destination) Close() error { return d.close() }

func (d *Destination) at(step string) error {
	if d.step == nil {
		return nil
	}
	return d.step(step)
}

// Pointed is the record of the release that is served; nil when there is none.
func pointed(list []*Record, tree string) *Record {
	for _, r := range list {
		if r.Tree == tree {
			return r
		}
	}
	return nil
}

// Releases are the releases of a destination, the newest first, and the tree of the
// one that is served.
func (d *Destination) Releases(ctx context.Context) (list []*Record, tree string, err error) {
	if list, err = d.records(ctx); err != nil {
		return nil, "", fmt.Errorf("reading the releases of %s: %w", d, err)
	}
	if tree, _, err = d.pointer(ctx); err != nil {
		return nil, "", fmt.Errorf("reading the pointer of %s: %w", d, err)
	}
	newestFirst(list)
	return list, tree, nil
}

// stepped tells somebody of each step.
func (d *Destination) stepped(tell func(string) error) {
	d.step = tell
	if t, ok := d.store.(*tree); ok {
		t.step = tell
	}
}
