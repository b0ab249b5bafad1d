package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/cache"
	"sotto/generator/pipeline"
)

// What builds leave for the next one lies in .cache/ in the site's folder, in one
// file, which Git ignores. It holds nothing that is not published: a build that
// shows what is withheld, or the site as at a time to come, neither reads nor
// writes it.

const (
	cacheFolder = ".cache"
	cacheFile   = "outcomes"
)

// keepFlags say whether a build takes over what earlier ones have left.
type keepFlags struct{ without bool }

func (f *keepFlags) register(c *cobra.Command) {
	c.Flags().BoolVar(&f.without, "no-cache", false, "make everything anew, and leave nothing for the next build")
}

// store is the file of the cache, and what was read of it.
type store struct {
	path  string
	cache *cache.Cache
}

// open reads the cache of a site into the inputs of a build. It is nil for a
// build that does without.
func (f *keepFlags) open(flags *inputFlags, in *pipeline.Inputs) *store {
	if f.without || flags.drafts || flags.future || flags.expired || in.Clock.After(time.Now()) {
		return nil
	}
	tool, err := program()
	if err != nil {
		return nil // without its name, nothing could be told from what another program left
	}
	s := &store{path: flags.path(filepath.Join(cacheFolder, cacheFile))}
	data, _ := os.ReadFile(s.path) // what cannot be read is not there
	s.cache = cache.Open(data)
	in.Cache, in.Tool = s.cache, tool
	return s
}

// save writes what the build has left. It replaces the file in one step; what a
// power cut leaves of it is told from a whole one by its digest.
func (s *store) save() error {
	if s == nil || s.cache.Same() {
		return nil
	}
	if err := s.write(s.cache.Bytes()); err != nil {
		return fmt.Errorf("keeping what need not be made again: %w (the build itself is whole)", err)
	}
	return nil
}

func (s *store) write(data []byte) error {
	dir := filepath.Dir(s.path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, cacheFile+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // when it was not renamed
	_, err = f.Write(data)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), s.path)
}

// program is the digest of this program, by which it knows its own cache: what
// it writes may change with any byte of it.
func program() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
