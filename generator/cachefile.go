package main

import (
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
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

// program tells this program from all others, to the byte: what it writes may
// change with any of them. It is the name that Go's linker has written into it,
// which holds a digest of all of it; and where there is none, the program's own
// digest, which takes 30 ms.
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
	if id := buildID(f); id != "" {
		return id, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// buildID is the name in a program of Linux or another system with ELF files; ""
// in others.
func buildID(f io.ReaderAt) string {
	program, err := elf.NewFile(f)
	if err != nil {
		return ""
	}
	section := program.Section(".note.go.buildid")
	if section == nil {
		return ""
	}
	note, err := section.Data()
	// Three numbers of four bytes, "Go" with two zeros, and the name.
	if err != nil || len(note) <= 16 || string(note[12:16]) != "Go\x00\x00" {
		return ""
	}
	id := strings.TrimRight(string(note[16:]), "\x00")
	if strings.Count(id, "/") < 3 { // not that of a whole program
		return ""
	}
	return id
}
