package outlet

import (
	"context"
	"crypto/md5" // what stores call an entity tag; nothing is trusted to it that has another reader
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// bucket is a destination in an object store. A release is whole when its record is
// there; the pointer is an object that names it, in its text and in its metadata, which
// a server in front can read.
type bucket struct {
	*client
	prefix string
	typeOf func(name string) string
	// paths are those of the release that is sent, and cache the Cache-Control of all.
	paths map[string]bool
	cache string
}

// pointerText is the object current.
type pointerText struct {
	Tree   string    `json:"tree"`
	Number int64     `json:"number"`
	Time   time.Time `json:"time"`
}

func (b *bucket) at(parts ...string) string { return b.prefix + path.Join(parts...) }

func (b *bucket) ready(context.Context) error { return nil }
func (b *bucket) close() error                { b.http.CloseIdleConnections(); return nil }

func (b *bucket) get(ctx context.Context, name string) (*answer, error) {
	return b.do(ctx, http.MethodGet, b.at(name), nil, nil, nil)
}

func (b *bucket) pointer(ctx context.Context) (tree, was string, err error) {
	a, err := b.get(ctx, current)
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", nil
	}
	if err != nil {
		return "", "", err
	}
	var p pointerText
	if json.Unmarshal(a.body, &p) != nil || !isSum(p.Tree) || a.header.Get("ETag") == "" {
		return "", "", errors.New("the object current is none of sotto publish: remove it, or choose another prefix")
	}
	return p.Tree, a.header.Get("ETag"), nil
}

func (b *bucket) swap(ctx context.Context, to *Record, was string) error {
	text, err := json.Marshal(pointerText{to.Tree, to.Number, time.Now().UTC()})
	if err != nil {
		return err
	}
	headers := map[string]string{"Content-Type": "application/json", "Cache-Control": "no-store", "X-Amz-Meta-Tree": to.Tree, "If-Match": was}
	if was == "" {
		delete(headers, "If-Match")
		headers["If-None-Match"] = "*"
	}
	if _, err = b.do(ctx, http.MethodPut, b.at(current), nil, headers, text); errors.Is(err, errChanged) {
		return fmt.Errorf("%w, or was quicker: the pointer has changed meanwhile; publish again", ErrBusy)
	}
	if err != nil {
		return fmt.Errorf("swapping the pointer: %w", err)
	}
	return nil
}

func (b *bucket) records(ctx context.Context) ([]*Record, error) {
	all, _, err := b.list(ctx, b.at(releases)+"/", "/")
	if err != nil {
		return nil, err
	}
	var out []*Record
	for _, o := range all {
		tree, ok := strings.CutSuffix(path.Base(o.Key), ".json")
		if !ok || !isSum(tree) {
			continue
		}
		a, err := b.get(ctx, releases+"/"+tree+".json")
		if errors.Is(err, fs.ErrNotExist) {
			continue // dropped meanwhile
		}
		if err != nil {
			return nil, err
		}
		r, err := parseRecord(a.body)
		if err != nil || r.Tree != tree {
			return nil, fmt.Errorf("releases/%s.json is no record of a release: remove it and publish again", tree)
		}
		out = append(out, r)
	}
	return out, nil
}

func (b *bucket) record(ctx context.Context, r *Record) error {
	_, err := b.do(ctx, http.MethodPut, b.at(releases, r.Tree+".json"), nil, map[string]string{"Content-Type": "application/json"}, r.text())
	return err
}

func (b *bucket) manifest(ctx context.Context, tree string) ([]byte, error) {
	a, err := b.get(ctx, path.Join(releases, tree, manifestName))
	if err != nil {
		return nil, err
	}
	return a.body, nil
}

// begin looks at what is there of a release. An object comes whole or not at all, and
// its entity tag is the MD5 of its bytes in most stores; where it is not, it is sent
// again.
func (b *bucket) begin(ctx context.Context, m *manifest, local fs.FS) (map[string]bool, error) {
	b.paths = map[string]bool{}
	for _, f := range m.files {
		b.paths[f.Path] = true
	}
	text, err := fs.ReadFile(local, "_headers")
	if err != nil {
		return nil, fmt.Errorf("reading the headers that the site promises: %w", err)
	}
	b.cache = "no-store"
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), "Cache-Control: "); ok {
			b.cache = value
		}
	}
	prefix := b.at(releases, m.tree) + "/"
	all, _, err := b.list(ctx, prefix, "")
	if err != nil {
		return nil, err
	}
	there := map[string]object{}
	for _, o := range all {
		there[strings.TrimPrefix(o.Key, prefix)] = o
	}
	kept := map[string]bool{}
	for _, f := range m.files {
		o, ok := there[f.Path]
		if !ok || o.Size != f.Size {
			continue
		}
		data, err := whole(local, f)
		if err != nil {
			return nil, err
		}
		digest := md5.Sum(data)
		kept[f.Path] = strings.Trim(o.ETag, `"`) == hex.EncodeToString(digest[:])
	}
	return kept, nil
}

// headers are those of a file: a compressed copy is of its file's type.
func (b *bucket) headers(name string) map[string]string {
	out := map[string]string{"Cache-Control": b.cache}
	for ending, encoding := range map[string]string{".br": "br", ".gz": "gzip"} {
		if base, ok := strings.CutSuffix(name, ending); ok && b.paths[base] {
			name, out["Content-Encoding"] = base, encoding
			break
		}
	}
	out["Content-Type"] = "application/octet-stream"
	if b.typeOf != nil {
		if t := b.typeOf(name); t != "" {
			out["Content-Type"] = t
		}
	}
	return out
}

func (b *bucket) put(ctx context.Context, tree string, f File, data []byte, _ time.Time) error {
	_, err := b.do(ctx, http.MethodPut, b.at(releases, tree, f.Path), nil, b.headers(f.Path), data)
	return err
}

// take lets the store copy an object, which has to have the same headers here: with
// those that the store keeps, the copy has them too.
func (b *bucket) take(ctx context.Context, from string, f File, tree, name string, _ time.Time) error {
	headers := b.headers(name)
	headers["X-Amz-Copy-Source"] = escaped("/"+b.bucket+"/"+b.at(releases, from, f.Path), true)
	headers["X-Amz-Metadata-Directive"] = "REPLACE"
	_, err := b.do(ctx, http.MethodPut, b.at(releases, tree, name), nil, headers, nil)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errChanged) {
		return fmt.Errorf("%w: %w", errUnlinked, err)
	}
	return err
}

func (b *bucket) seal(context.Context, string) error { return nil }

func (b *bucket) add(ctx context.Context, tree, name string, data []byte) error {
	_, err := b.do(ctx, http.MethodPut, b.at(releases, tree, name), nil, b.headers(name), data)
	return err
}

func (b *bucket) drop(ctx context.Context, tree string) error {
	if _, err := b.do(ctx, http.MethodDelete, b.at(releases, tree+".json"), nil, nil, nil); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	all, _, err := b.list(ctx, b.at(releases, tree)+"/", "")
	if err != nil {
		return err
	}
	return inParallel(ctx, 8, all, func(o object) error {
		_, err := b.do(ctx, http.MethodDelete, o.Key, nil, nil, nil)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

// tidy removes releases without a record, which nobody sends: the lock is held.
func (b *bucket) tidy(ctx context.Context) error {
	served, _, err := b.pointer(ctx)
	if err != nil {
		return err
	}
	all, folders, err := b.list(ctx, b.at(releases)+"/", "/")
	if err != nil {
		return err
	}
	whole := map[string]bool{served: true}
	for _, o := range all {
		whole[strings.TrimSuffix(path.Base(o.Key), ".json")] = true
	}
	for _, folder := range folders {
		if tree := path.Base(folder); isSum(tree) && !whole[tree] {
			if err := b.drop(ctx, tree); err != nil {
				return err
			}
		}
	}
	return nil
}

// lock makes an object that must not be there. The store has to keep that condition,
// or two could swap the pointer at once: it is tried.
func (b *bucket) lock(ctx context.Context) (held, error) {
	mine := []byte(owner())
	only := map[string]string{"If-None-Match": "*", "Content-Type": "text/plain"}
	for range 2 {
		_, err := b.do(ctx, http.MethodPut, b.at(lockName), nil, only, mine)
		if err == nil {
			l := lease(func() { b.renew(ctx, mine) }, func() error { return b.isLock(ctx, mine) }, func() {
				b.once(context.WithoutCancel(ctx), http.MethodDelete, b.at(lockName), nil, nil, nil)
			})
			_, err := b.do(ctx, http.MethodPut, b.at(lockName), nil, only, append([]byte("tried: "), mine...))
			switch {
			case err == nil:
				l.remove()
				l.free()
				return nil, errors.New("the store does not keep conditions (If-None-Match), so two publishes could meet there: choose a store that does")
			case !errors.Is(err, errChanged):
				l.free()
				return nil, fmt.Errorf("trying the lock: %w", err)
			}
			return l, nil
		}
		if !errors.Is(err, errChanged) {
			return nil, fmt.Errorf("making the lock: %w", err)
		}
		a, err := b.get(ctx, lockName)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it has gone meanwhile
		}
		if err != nil {
			return nil, fmt.Errorf("reading the lock: %w", err)
		}
		now, nowErr := http.ParseTime(a.header.Get("Date"))
		then, thenErr := http.ParseTime(a.header.Get("Last-Modified"))
		if nowErr != nil || thenErr != nil {
			return nil, fmt.Errorf("%w, and the store does not say since when: if none is, delete the object lock", ErrBusy)
		}
		if age := now.Sub(then); age < stale {
			return nil, taken(a.body, age)
		}
		// Whoever is the first to write over it has it.
		_, err = b.once(ctx, http.MethodPut, b.at(lockName), nil, map[string]string{"If-Match": a.header.Get("ETag"), "Content-Type": "text/plain"}, mine)
		if err != nil {
			return nil, fmt.Errorf("%w, or was quicker: %w", ErrBusy, err)
		}
		return lease(func() { b.renew(ctx, mine) }, func() error { return b.isLock(ctx, mine) }, func() {
			b.once(context.WithoutCancel(ctx), http.MethodDelete, b.at(lockName), nil, nil, nil)
		}), nil
	}
	return nil, fmt.Errorf("%w", ErrBusy)
}

func (b *bucket) renew(ctx context.Context, mine []byte) {
	if a, err := b.get(ctx, lockName); err == nil && string(a.body) == string(mine) {
		b.once(ctx, http.MethodPut, b.at(lockName), nil, map[string]string{"If-Match": a.header.Get("ETag"), "Content-Type": "text/plain"}, mine)
	}
}

func (b *bucket) isLock(ctx context.Context, mine []byte) error {
	a, err := b.get(context.WithoutCancel(ctx), lockName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err != nil || string(a.body) != string(mine) {
		return fmt.Errorf("%w: this one was paused for so long that its lock has ended; publish again", ErrBusy)
	}
	return nil
}
