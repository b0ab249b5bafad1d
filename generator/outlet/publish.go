package outlet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync/atomic"
	"time"
)

// Options are what a publish needs to know.
type Options struct {
	// Now is the time of publishing.
	Now time.Time
	// Gone are addresses that are gone on purpose, from the site's root on.
	Gone []string
	// Extra are files that are published with the release, in the order in which they
	// are written.
	Extra []Extra
	// Keep is how many releases are retained, the current one among them, and KeepFor
	// how long.
	Keep    int
	KeepFor time.Duration
	// Workers are how many files are sent at a time; 1 when it is 0.
	Workers int
	// Progress is told of files and bytes that are there, of how many; from several
	// goroutines.
	Progress func(done, files int64, sent int64)
}

// Extra is a file beside those of the manifest, by its path below the site's root.
type Extra struct {
	Path string
	Data []byte
}

// Done is what a publish has done.
type Done struct {
	Record *Record
	// Nothing says that the release was current before.
	Nothing bool
	// Sent are the files that were sent, and Bytes theirs. Taken were at the
	// destination in another release, and Kept came there by a publish that was stopped.
	Sent, Taken, Kept, Bytes int64
	// Dropped are releases that were not retained.
	Dropped []*Record
}

// Publish carries a finished folder to a destination and swaps the pointer.
func (d *Destination) Publish(ctx context.Context, folder fs.FS, opt Options) (*Done, error) {
	m, err := readManifest(folder)
	if err != nil {
		return nil, err
	}
	for _, x := range opt.Extra {
		if !fs.ValidPath(x.Path) {
			return nil, fmt.Errorf("%q is no path of a file to publish", x.Path)
		}
	}
	if err := d.ready(ctx); err != nil {
		return nil, err
	}
	if r, err := d.same(ctx, m, &opt); err != nil || r != nil {
		return &Done{Record: r, Nothing: true}, err
	}
	lock, err := d.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer lock.free()
	if err := d.at("locked"); err != nil {
		return nil, err
	}
	done, err := d.publish(ctx, folder, m, &opt, lock)
	if err != nil && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return done, err
}

// same is the record of a release that is current, with the same files beside it.
func (d *Destination) same(ctx context.Context, m *manifest, opt *Options) (*Record, error) {
	list, tree, err := d.Releases(ctx)
	if err != nil || tree != m.tree {
		return nil, err
	}
	r := pointed(list, tree)
	if r == nil || r.Pending || !slices.Equal(r.Gone, opt.Gone) || len(opt.Extra) > 0 && !maps.Equal(r.Extra, sums(opt.Extra)) || r != list[0] {
		return nil, nil
	}
	text, err := d.manifest(ctx, tree)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !bytes.Equal(text, m.text) {
		return nil, fmt.Errorf("releases/%s at %s is not what was published there: somebody has changed it; sotto rollback to another release, remove that folder, and publish again", tree, d)
	}
	return r, err
}

func sums(extra []Extra) map[string]string {
	out := map[string]string{}
	for _, x := range extra {
		out[x.Path] = sum(x.Data)
	}
	return out
}

func (d *Destination) publish(ctx context.Context, folder fs.FS, m *manifest, opt *Options, lock held) (*Done, error) {
	list, tree, err := d.Releases(ctx)
	if err != nil {
		return nil, err
	}
	_, was, err := d.pointer(ctx)
	if err != nil {
		return nil, err
	}
	if err := d.settle(ctx, list, tree); err != nil {
		return nil, err
	}
	done := &Done{Record: &Record{Tree: m.tree, Number: 1, Published: opt.Now.UTC().Truncate(time.Second), Files: len(m.files), Gone: opt.Gone, Extra: sums(opt.Extra)}}
	if len(list) > 0 {
		done.Record.Number = list[0].Number + 1
	}
	for _, f := range m.files {
		done.Record.Bytes += f.Size
	}
	there, err := d.there(ctx, list, tree, m)
	if err != nil {
		return nil, err
	}
	if there == nil {
		if err := d.send(ctx, folder, m, list, tree, opt, done); err != nil {
			return nil, err
		}
		if err := d.at("sent"); err != nil {
			return nil, err
		}
		if err := d.seal(ctx, m.tree); err != nil {
			return nil, fmt.Errorf("making the release whole: %w", err)
		}
		if err := d.at("sealed"); err != nil {
			return nil, err
		}
	} else {
		if tree == m.tree && len(list) > 0 && there == list[0] {
			done.Record.Number, done.Record.Published = there.Number, there.Published // what has changed is beside it
		}
		if len(opt.Extra) == 0 {
			done.Record.Extra = there.Extra
		}
	}
	for _, x := range opt.Extra {
		if there != nil && there.Extra[x.Path] == sum(x.Data) {
			continue
		}
		if err := d.add(ctx, m.tree, x.Path, x.Data); err != nil {
			return nil, fmt.Errorf("sending %s: %w", x.Path, err)
		}
	}
	done.Record.Pending = tree != m.tree && (there == nil || there.Pending)
	if err := d.store.record(ctx, done.Record); err != nil {
		return nil, fmt.Errorf("writing the record of the release: %w", err)
	}
	if err := d.at("recorded"); err != nil {
		return nil, err
	}
	if err := lock.check(ctx); err != nil {
		return nil, err
	}
	if tree != m.tree {
		if err := d.swap(ctx, done.Record, was); err != nil {
			return nil, err
		}
	}
	if err := d.at("swapped"); err != nil {
		return nil, err
	}
	if err := d.settle(ctx, []*Record{done.Record}, m.tree); err != nil {
		return nil, fmt.Errorf("the release is published; %w", err)
	}
	retained := []*Record{done.Record}
	for _, r := range list {
		switch {
		case r.Tree == m.tree:
		case r.Pending: // nobody has ever been served it, and nobody goes on with it now
			done.Dropped = append(done.Dropped, r)
		default:
			retained = append(retained, r)
		}
	}
	done.Dropped = append(done.Dropped, surplus(retained, m.tree, tree, opt.Keep, opt.Now.Add(-opt.KeepFor))...)
	for _, r := range done.Dropped {
		if err := d.drop(ctx, r.Tree); err != nil {
			return nil, fmt.Errorf("the release is published; removing an old one: %w", err)
		}
		if err := d.at("dropped"); err != nil {
			return nil, err
		}
	}
	if err := d.tidy(ctx); err != nil {
		return nil, fmt.Errorf("the release is published; removing what others have left: %w", err)
	}
	return done, nil
}

// settle writes into the record of the release that is served that it is.
func (d *Destination) settle(ctx context.Context, list []*Record, served string) error {
	r := pointed(list, served)
	if r == nil || !r.Pending {
		return nil
	}
	r.Pending = false
	if err := d.store.record(ctx, r); err != nil {
		return fmt.Errorf("writing the record of the release that is served: %w", err)
	}
	return nil
}

// there is the record of a release that is whole already. The served one may have lost
// its record.
func (d *Destination) there(ctx context.Context, list []*Record, served string, m *manifest) (*Record, error) {
	if r := pointed(list, m.tree); r != nil || served != m.tree {
		return r, nil
	}
	text, err := d.manifest(ctx, served)
	if err != nil || !bytes.Equal(text, m.text) {
		return nil, errors.Join(err, fmt.Errorf("the release that %s serves has no record and is not what is to be published: sotto rollback to another one first", d))
	}
	return &Record{Tree: served}, nil
}

// send makes the files of a release be at the destination.
func (d *Destination) send(ctx context.Context, folder fs.FS, m *manifest, list []*Record, tree string, opt *Options, done *Done) error {
	kept, err := d.begin(ctx, m, folder)
	if err != nil {
		return fmt.Errorf("beginning a release: %w", err)
	}
	if err := d.at("begun"); err != nil {
		return err
	}
	old, err := d.have(ctx, list, tree)
	if err != nil {
		return err
	}
	all := append(slices.Clone(m.files), File{manifestName, int64(len(m.text)), m.tree})
	var there, sent, taken, keptN, size, half atomic.Int64
	err = inParallel(ctx, opt.Workers, all, func(f File) error {
		if half.Add(1) == int64(len(all)/2) {
			if err := d.at("half"); err != nil {
				return err
			}
		}
		defer func() {
			if n := there.Add(1); opt.Progress != nil {
				opt.Progress(n, int64(len(all)), size.Load())
			}
		}()
		if kept[f.Path] {
			keptN.Add(1)
			return nil
		}
		info, err := fs.Stat(folder, f.Path)
		if err != nil {
			return fmt.Errorf("reading what the manifest names: %w; build again", err)
		}
		if from, ok := old[f.Sum]; ok {
			err := d.take(ctx, from.tree, from.file, m.tree, f.Path, info.ModTime())
			if err == nil {
				taken.Add(1)
				return nil
			}
			if !errors.Is(err, errUnlinked) {
				return fmt.Errorf("taking %s from an older release: %w", f.Path, err)
			}
		}
		data, err := whole(folder, f)
		if err != nil {
			return err
		}
		if err := d.put(ctx, m.tree, f, data, info.ModTime()); err != nil {
			return fmt.Errorf("sending %s: %w", f.Path, err)
		}
		sent.Add(1)
		size.Add(f.Size)
		return nil
	})
	done.Sent, done.Taken, done.Kept, done.Bytes = sent.Load(), taken.Load(), keptN.Load(), size.Load()
	return err
}

// one is a file of a release at the destination.
type one struct {
	tree string
	file File
}

// have are the files of all releases by their digests, those of the current one first.
func (d *Destination) have(ctx context.Context, list []*Record, tree string) (map[string]one, error) {
	out := map[string]one{}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *Record) int {
		switch tree {
		case a.Tree:
			return -1
		case b.Tree:
			return 1
		}
		return 0
	})
	for _, r := range list {
		text, err := d.manifest(ctx, r.Tree)
		if errors.Is(err, fs.ErrNotExist) || err == nil && sum(text) != r.Tree {
			continue // somebody's hand was in it: nothing is taken from there
		}
		if err != nil {
			return nil, err
		}
		m, err := parseManifest(text)
		if err != nil {
			continue
		}
		for _, f := range m.files {
			if _, ok := out[f.Sum]; !ok {
				out[f.Sum] = one{r.Tree, f}
			}
		}
	}
	return out, nil
}

// whole reads a file, which has to be what the manifest says.
func whole(folder fs.FS, f File) ([]byte, error) {
	in, err := folder.Open(f.Path)
	if err != nil {
		return nil, fmt.Errorf("opening what the manifest names: %w", err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, f.Size+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.Path, err)
	}
	if int64(len(data)) != f.Size || sum(data) != f.Sum {
		return nil, fmt.Errorf("%s is not what the manifest says: build again, and publish what was built", f.Path)
	}
	return data, nil
}
