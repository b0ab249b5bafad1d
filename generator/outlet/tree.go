package outlet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// disk is a file system at a destination, in which a rename replaces what is there.
// Names have slashes and are relative to the destination.
type disk interface {
	read(name string) ([]byte, error)
	// create writes a new file; whole is told when its bytes are safe.
	create(name string, data []byte, at time.Time) error
	link(old, new string, size int64, at time.Time) error
	symlink(to, name string) error
	readlink(name string) (string, error)
	rename(old, new string) error
	mkdir(name string) error // with those above it
	remove(name string) error
	entries(name string) ([]fs.FileInfo, error)
	// sync makes the names in a folder safe.
	sync(name string) error
	// begun is told of a release whose files come, and sent of each that is there.
	begun(tree string) error
	sent(f File) error
	// noted is told when all are there.
	noted() error
	// whole says whether a file that an earlier publish left has come there whole.
	whole(name string, f File, info fs.FileInfo) (bool, error)
	lock(ctx context.Context) (held, error)
	close() error
}

// tree is a destination on a disk.
type tree struct {
	disk
	step func(string) error
}

func (t *tree) ready(context.Context) error {
	list, err := t.entries(".")
	if err != nil {
		return fmt.Errorf("reading the destination: %w", err)
	}
	ours := false
	for _, e := range list {
		switch {
		case e.Name() == releases && e.IsDir():
			ours = true
		case e.Name() == current && e.Mode()&fs.ModeSymlink == 0:
			return errors.New("the destination has a file or folder current that is no link: publish into an empty folder, and let the server's root be current in it")
		}
	}
	if ours {
		return nil
	}
	for _, e := range list {
		if n := e.Name(); !strings.HasPrefix(n, lockName) && n != current && n != "lost+found" {
			return fmt.Errorf("the destination holds %s, and nothing that sotto publish has written: publish into an empty folder, and let the server's root be current in it", n)
		}
	}
	return nil
}

func (t *tree) lock(ctx context.Context) (held, error) {
	if err := t.mkdir(releases); err != nil {
		return nil, err
	}
	return t.disk.lock(ctx)
}

func (t *tree) pointer(context.Context) (tree, was string, err error) {
	to, err := t.readlink(current)
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", nil
	}
	if err != nil {
		return "", "", err
	}
	tree, ok := strings.CutPrefix(to, releases+"/")
	if !ok || !isSum(tree) {
		return "", "", fmt.Errorf("current leads to %q, which is no release: somebody else has made it; remove it", to)
	}
	return tree, to, nil
}

func (t *tree) swap(_ context.Context, to *Record, was string) error {
	const next = current + ".new"
	if err := t.remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := t.symlink(releases+"/"+to.Tree, next); err != nil {
		return fmt.Errorf("making the pointer, a symbolic link: %w; without symbolic links nothing can be switched in one step: choose another disk", err)
	}
	if t.step != nil {
		if err := t.step("marked"); err != nil {
			return err
		}
	}
	if _, now, err := t.pointer(context.Background()); err != nil || now != was {
		return errors.Join(err, fmt.Errorf("%w: the pointer has changed meanwhile", ErrBusy))
	}
	if err := t.rename(next, current); err != nil {
		return fmt.Errorf("swapping the pointer: %w", err)
	}
	return t.sync(".")
}

func (t *tree) records(context.Context) ([]*Record, error) {
	list, err := t.entries(releases)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	folders := map[string]bool{}
	for _, e := range list {
		folders[e.Name()] = e.IsDir()
	}
	var out []*Record
	for _, e := range list {
		tree, ok := strings.CutSuffix(e.Name(), ".json")
		if !ok || !isSum(tree) || !folders[tree] {
			continue
		}
		text, err := t.read(path.Join(releases, e.Name()))
		if err != nil {
			return nil, err
		}
		r, err := parseRecord(text)
		if err != nil || r.Tree != tree {
			return nil, fmt.Errorf("releases/%s is no record of a release: remove it and publish again", e.Name())
		}
		out = append(out, r)
	}
	return out, nil
}

func (t *tree) record(_ context.Context, r *Record) error {
	return t.replace(path.Join(releases, r.Tree+".json"), r.text())
}

// replace writes a file in one step.
func (t *tree) replace(name string, data []byte) error {
	temp := name + ".new"
	if err := t.remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := t.create(temp, data, time.Time{}); err != nil {
		return err
	}
	if err := t.rename(temp, name); err != nil {
		return err
	}
	return t.sync(path.Dir(name))
}

func (t *tree) manifest(_ context.Context, tree string) ([]byte, error) {
	return t.read(path.Join(releases, tree, manifestName))
}

// begin makes the folders of a release. One that was renamed and has no record is
// taken up again.
func (t *tree) begin(ctx context.Context, m *manifest, _ fs.FS) (map[string]bool, error) {
	part := path.Join(releases, m.tree+partial)
	if err := t.rename(path.Join(releases, m.tree), part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err := t.begun(m.tree); err != nil {
		return nil, err
	}
	there := map[string]fs.FileInfo{}
	if err := t.names(part, "", func(name string, e fs.FileInfo) { there[name] = e }); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	meant := map[string]bool{}
	for _, f := range m.files {
		meant[f.Path] = true
		for dir := path.Dir(f.Path); !meant[dir]; dir = path.Dir(dir) {
			meant[dir] = true
		}
	}
	for name := range there {
		if !meant[name] {
			delete(there, name)
			if err := t.clear(path.Join(part, name)); err != nil {
				return nil, err
			}
		}
	}
	kept := map[string]bool{}
	for _, f := range m.files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if there[f.Path] == nil {
			continue
		}
		name := path.Join(part, f.Path)
		ok, err := t.whole(name, f, there[f.Path])
		if err != nil {
			return nil, err
		}
		if kept[f.Path] = ok; !ok {
			if err := t.clear(name); err != nil {
				return nil, err
			}
		}
	}
	if err := t.mkdir(part); err != nil {
		return nil, err
	}
	for _, dir := range folders(m.files) {
		if there[dir] == nil {
			if err := t.mkdir(path.Join(part, dir)); err != nil {
				return nil, err
			}
		}
	}
	return kept, nil
}

// folders are those of files, those above first.
func folders(files []File) []string {
	seen := map[string]bool{".": true}
	var out []string
	for _, f := range files {
		for dir := path.Dir(f.Path); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			out = append(out, dir)
		}
	}
	slices.Sort(out)
	return out
}

// names tells of everything below a folder.
func (t *tree) names(at, below string, tell func(string, fs.FileInfo)) error {
	list, err := t.entries(path.Join(at, below))
	if err != nil {
		return err
	}
	for _, e := range list {
		name := path.Join(below, e.Name())
		tell(name, e)
		if e.IsDir() {
			if err := t.names(at, name, tell); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tree) put(_ context.Context, tree string, f File, data []byte, at time.Time) error {
	name := path.Join(releases, tree+partial, f.Path)
	// Beside all files of the site, and of a length that each name may have.
	temp := path.Join(releases, tree+partial, ".new-"+sum([]byte(f.Path))[:20])
	if err := t.remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := t.create(temp, data, at); err != nil {
		return err
	}
	if err := t.rename(temp, name); err != nil {
		return err
	}
	return t.sent(f)
}

func (t *tree) take(_ context.Context, from string, f File, tree, name string, at time.Time) error {
	if err := t.link(path.Join(releases, from, f.Path), path.Join(releases, tree+partial, name), f.Size, at); err != nil {
		return err
	}
	f.Path = name
	return t.sent(f)
}

func (t *tree) seal(_ context.Context, tree string) error {
	if err := t.noted(); err != nil {
		return err
	}
	part := path.Join(releases, tree+partial)
	var dirs []string
	err := t.names(part, "", func(name string, e fs.FileInfo) {
		if e.IsDir() {
			dirs = append(dirs, name)
		}
	})
	if err != nil {
		return err
	}
	for _, dir := range append(dirs, "") {
		if err := t.sync(path.Join(part, dir)); err != nil {
			return err
		}
	}
	if err := t.rename(part, path.Join(releases, tree)); err != nil {
		return err
	}
	return t.sync(releases)
}

func (t *tree) add(_ context.Context, tree, name string, data []byte) error {
	name = path.Join(releases, tree, name)
	if old, err := t.read(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := t.mkdir(path.Dir(name)); err != nil {
		return err
	}
	return t.replace(name, data)
}

func (t *tree) drop(_ context.Context, tree string) error {
	if err := t.remove(path.Join(releases, tree+".json")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return t.clear(path.Join(releases, tree))
}

// clear removes a file or a folder with all that is in it.
func (t *tree) clear(name string) error {
	err := t.remove(name)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	list, dirErr := t.entries(name)
	if dirErr != nil {
		return err
	}
	for _, e := range list {
		if e.IsDir() {
			err = t.clear(path.Join(name, e.Name()))
		} else {
			err = t.remove(path.Join(name, e.Name()))
		}
		if err != nil {
			return err
		}
	}
	return t.remove(name)
}

// tidy removes what is no release: parts, and folders without a record.
func (t *tree) tidy(ctx context.Context) error {
	served, _, err := t.pointer(ctx)
	if err != nil {
		return err
	}
	list, err := t.entries(releases)
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for _, e := range list {
		names[e.Name()] = true
	}
	for _, e := range list {
		base := e.Name()
		for _, ending := range []string{".new", ".json", partial, ".sent"} {
			base = strings.TrimSuffix(base, ending)
		}
		if !isSum(base) || base == served && e.Name() == served {
			continue
		}
		whole := names[base] && names[base+".json"]
		if whole && (e.Name() == base || e.Name() == base+".json") {
			continue
		}
		if err := t.clear(path.Join(releases, e.Name())); err != nil {
			return err
		}
	}
	if err := t.remove(current + ".new"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
