package main

import (
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/cache"
	"sotto/generator/load"
	"sotto/generator/pipeline"
)

// What builds leave for the next one lies in .cache/ in the site's folder, which
// Git ignores: in outcomes, what is left of pages, and in sources, by what their
// files are known. Both hold nothing that is not published: a build that shows
// what is withheld, or the site as at a time to come, neither reads nor writes
// them.
//
// While a build goes on, what it will leave lies in a scratch file beside each of
// them, which nobody else can open: its name is taken from it as soon as it is
// there, where the system allows that, so that it is gone with the program,
// however that ends. What has kept its name is removed by the next build.

const (
	cacheFolder  = ".cache"
	outcomesFile = "outcomes"
	sourcesFile  = "sources"
	clockFile    = "clock" // is there for a moment
)

// keepFlags say whether a build takes over what earlier ones have left.
type keepFlags struct{ without bool }

func (f *keepFlags) register(c *cobra.Command) {
	c.Flags().BoolVar(&f.without, "no-cache", false, "make everything anew, and leave nothing for the next build")
}

// store is the folder of the cache, and what was read of it.
type store struct {
	folder            string
	made              bool // by this build
	outcomes, sources *kept
}

// kept is one file of the store.
type kept struct {
	name    string // with its folder
	cache   *cache.Cache
	before  *os.File // that is read; nil for none
	scratch *os.File // that is written until the build has ended; nil for none
	named   bool     // it has kept its name until then
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
	s := &store{folder: flags.path(cacheFolder)}
	s.made = os.Mkdir(s.folder, 0o755) == nil
	s.sweep()
	s.outcomes, s.sources = open(s.folder, outcomesFile, tool), open(s.folder, sourcesFile, tool)
	in.Cache, in.Tool = s.outcomes.cache, tool
	in.Sources = &pipeline.Sources{Cache: s.sources.cache}
	in.Sources.Now, in.Sources.Device = diskClock(filepath.Join(s.folder, clockFile))
	return s
}

// without makes the build do without what was read.
func (s *store) without(in *pipeline.Inputs) {
	if s == nil {
		return
	}
	in.Cache, in.Sources = nil, nil
	s.close()
}

// next are the inputs of a further build, of which nothing is kept.
func (s *store) next(in *pipeline.Inputs) {
	if s == nil {
		return
	}
	in.Cache = s.outcomes.cache.Next()
	in.Sources = &pipeline.Sources{Cache: s.sources.cache.Next()}
}

// sweep removes what builds have left that were killed. A build that works beside
// this one may lose what it is just writing, and writes it again.
func (s *store) sweep() {
	list, _ := os.ReadDir(s.folder)
	for _, e := range list {
		if strings.HasPrefix(e.Name(), outcomesFile+".") || strings.HasPrefix(e.Name(), sourcesFile+".") {
			os.Remove(filepath.Join(s.folder, e.Name()))
		}
	}
}

// open reads one file of the store. What cannot be read is not there.
func open(folder, name, program string) *kept {
	k := &kept{name: filepath.Join(folder, name)}
	d := cache.Disk{Program: program, Scratch: k.begin}
	if f, err := os.Open(k.name); err == nil {
		k.before = f
		if info, err := f.Stat(); err == nil {
			d.File, d.Size = f, info.Size()
		}
	}
	k.cache = cache.On(d)
	return k
}

// beside makes a file beside the one that is kept, which only its owner can read.
func (k *kept) beside() (*os.File, error) {
	folder, name := filepath.Split(k.name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	return os.CreateTemp(folder, name+".*")
}

// begin makes the scratch file.
func (k *kept) begin() (cache.Scratch, error) {
	f, err := k.beside()
	if err != nil {
		return nil, err
	}
	k.scratch, k.named = f, os.Remove(f.Name()) != nil
	return f, nil
}

// save writes what the build has left. It replaces each file in one step; what a
// power cut leaves of one is told from a whole one by its digest. The two need not
// be of one build: what they hold is right by itself. The store is of no use then.
func (s *store) save() error {
	if s == nil {
		return nil
	}
	if err := errors.Join(s.outcomes.save(), s.sources.save()); err != nil {
		return fmt.Errorf("keeping what need not be made again: %w (the build itself is whole)", err)
	}
	return nil
}

func (k *kept) save() error {
	defer k.close()
	if k.cache.Same() {
		return nil
	}
	var err error
	for range 3 { // a build beside this one may sweep
		if err = k.replace(); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return err
}

func (k *kept) replace() error {
	f, err := k.beside()
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // when it was not renamed
	err = k.cache.Write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err = os.Rename(f.Name(), k.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		k.let() // some systems put nothing in the place of a file that is open
		err = os.Rename(f.Name(), k.name)
	}
	return err
}

// failed is told why there is no site. Where a file is not what it was known as,
// what is known of files must not be believed a second time.
func (s *store) failed(err error) {
	if s != nil && errors.Is(err, pipeline.ErrChanged) {
		s.sources.let()
		os.Remove(s.sources.name)
	}
}

// close removes what a build leaves that has saved nothing: the scratch files, and
// the folder when this build has made it.
func (s *store) close() {
	if s == nil {
		return
	}
	s.outcomes.close()
	s.sources.close()
	if s.made {
		os.Remove(s.folder)
	}
}

func (k *kept) close() {
	k.let()
	if k.scratch != nil {
		k.scratch.Close()
	}
	if k.named {
		os.Remove(k.scratch.Name())
		k.named = false
	}
}

// let lets go of the file that was read.
func (k *kept) let() {
	if k.before != nil {
		k.before.Close()
	}
}

// diskClock makes a clock that goes by that of a disk, and never before it: from
// the moment when a file is written there, it counts the time that has passed. A
// disk of another computer may have another time.
func diskClock(name string) (now func() time.Time, device uint64) {
	f, err := os.Create(name)
	if err != nil {
		return nil, 0
	}
	defer os.Remove(name)
	defer f.Close()
	began := time.Now()
	looks := load.StatOf(f.Stat())
	if looks == (load.Stat{}) {
		return nil, 0
	}
	at, wall := time.Unix(0, min(looks.Written, looks.Changed)), began.Round(0)
	return func() time.Time {
		now := time.Now()
		// A clock that was set back is believed, and a computer that slept not.
		return at.Add(min(now.Sub(began), now.Round(0).Sub(wall)))
	}, looks.Device
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
