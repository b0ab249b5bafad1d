package outlet

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Withdrawn says that a release holds what was withdrawn after it.
type Withdrawn struct {
	Tree      string
	Addresses []string
}

func (w *Withdrawn) Error() string {
	return fmt.Sprintf("release %s holds what was withdrawn for a reason since: %s; choose a later release, or write --force if it may come back", short(w.Tree), strings.Join(w.Addresses, ", "))
}

func short(tree string) string { return tree[:min(12, len(tree))] }

// ErrNoRelease says that there is no release as it was asked for.
var ErrNoRelease = errors.New("no such release")

// Rollback points to another release: to the one whose tree begins so, or to the one
// before the current that was served. The error is a *Withdrawn when it holds what was withdrawn since.
func (d *Destination) Rollback(ctx context.Context, tree string, force bool) (*Record, error) {
	if list, _, err := d.Releases(ctx); err != nil {
		return nil, err // who may not read knows nothing of what was published
	} else if len(list) == 0 {
		return nil, fmt.Errorf("%w: nothing was published at %s", ErrNoRelease, d)
	}
	lock, err := d.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer lock.free()
	list, served, err := d.Releases(ctx)
	if err != nil {
		return nil, err
	}
	_, was, err := d.pointer(ctx)
	if err != nil {
		return nil, err
	}
	if err := d.settle(ctx, list, served); err != nil {
		return nil, err
	}
	to, err := chosen(list, served, tree)
	if err != nil || to.Tree == served {
		return to, err
	}
	if !force {
		gone, err := d.Withdrawn(ctx, list, to)
		if err != nil {
			return nil, err
		}
		if len(gone) > 0 {
			return nil, &Withdrawn{to.Tree, gone}
		}
	}
	if err := lock.check(ctx); err != nil {
		return nil, err
	}
	if err := d.swap(ctx, to, was); err != nil {
		return nil, err
	}
	if err := d.settle(ctx, list, to.Tree); err != nil {
		return nil, fmt.Errorf("release %s is served now; %w", short(to.Tree), err)
	}
	return to, nil
}

// chosen is the release that is meant. A list is sorted, the newest first.
func chosen(list []*Record, served, tree string) (*Record, error) {
	if tree == "" {
		i := slices.IndexFunc(list, func(r *Record) bool { return r.Tree == served })
		for _, r := range list[i+1:] {
			if i >= 0 && !r.Pending {
				return r, nil
			}
		}
		return nil, fmt.Errorf("%w: there is none before the current one", ErrNoRelease)
	}
	var found []*Record
	for _, r := range list {
		if strings.HasPrefix(r.Tree, tree) {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("%w: none begins with %s; sotto releases lists them", ErrNoRelease, tree)
	case 1:
		return found[0], nil
	}
	return nil, fmt.Errorf("%w: %d begin with %s; write more of it", ErrNoRelease, len(found), tree)
}

// Withdrawn are the addresses that a release holds and that a later one says are gone,
// unless the newest release has them again. A list is sorted, the newest first.
func (d *Destination) Withdrawn(ctx context.Context, list []*Record, of *Record) ([]string, error) {
	var said []string
	for _, r := range list {
		if r.Number > of.Number {
			said = append(said, r.Gone...)
		}
	}
	if len(said) == 0 {
		return nil, nil
	}
	slices.Sort(said)
	has := func(r *Record) (*manifest, error) {
		text, err := d.manifest(ctx, r.Tree)
		if err != nil {
			return nil, fmt.Errorf("reading the manifest of release %s: %w", short(r.Tree), err)
		}
		return parseManifest(text)
	}
	m, err := has(of)
	if err != nil {
		return nil, err
	}
	held := slices.DeleteFunc(slices.Compact(said), func(address string) bool { return !m.holds(address) })
	if len(held) == 0 {
		return nil, nil // and the other manifest need not be read, which is long
	}
	newest, err := has(list[0])
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(held, func(address string) bool {
		return newest.holds(address) && !slices.Contains(list[0].Gone, address)
	}), nil
}
