package pipeline

import (
	"crypto/sha256"
	"hash"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"sotto/generator/cache"
)

// recorder is a folder of sources that remembers what has been read of it: what
// the keys of a cache are made of must be the bytes that the build has seen, not
// those that are there a moment later. Pages are left out: their texts are in
// the model, and each is part of its own key.
type recorder struct {
	folder fs.FS

	mu   sync.Mutex
	seen map[string]string // the digest of what was read, by file
	torn bool              // something was read twice, and was not the same
}

func record(folder fs.FS) *recorder {
	return &recorder{folder: folder, seen: map[string]string{}}
}

// isPage says that a file is one of those that are left out.
func isPage(name string) bool { return path.Ext(name) == ".md" }

// note remembers what was read of a file.
func (r *recorder) note(name, digest string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if before, ok := r.seen[name]; ok && before != digest {
		r.torn = true
	}
	r.seen[name] = digest
}

// digest is that of all that was read. It is not to be used when the sources
// changed while they were read; ok is then false.
func (r *recorder) digest() (key cache.Key, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(r.seen)) {
		parts = append(parts, name, r.seen[name])
	}
	return cache.Digest(parts...), !r.torn
}

// Open opens a file or a folder.
func (r *recorder) Open(name string) (fs.File, error) {
	f, err := r.folder.Open(name)
	if err != nil || isPage(name) {
		return f, err
	}
	if info, err := f.Stat(); err != nil || info.IsDir() {
		return f, err
	}
	return &recorded{File: f, Hash: sha256.New(), name: name, by: r}, nil
}

// Stat, Lstat and ReadLink tell of no content.
func (r *recorder) Stat(name string) (fs.FileInfo, error)  { return fs.Stat(r.folder, name) }
func (r *recorder) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(r.folder, name) }
func (r *recorder) ReadLink(name string) (string, error)   { return fs.ReadLink(r.folder, name) }

// recorded is a file whose bytes are noted when it is closed.
type recorded struct {
	fs.File
	hash.Hash
	name string
	by   *recorder
}

func (f *recorded) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.Hash.Write(p[:n])
	return n, err
}

// Close closes the file.
func (f *recorded) Close() error {
	f.by.note(f.name, string(f.Hash.Sum(nil)))
	return f.File.Close()
}

var _ interface {
	fs.StatFS
	fs.ReadLinkFS
} = (*recorder)(nil)
