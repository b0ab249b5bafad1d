// Package output is the stage of a build: finished files go in, in any order
// and from many goroutines, and one whole site comes out, all at once.
//
// # Life of a stage
//
// [NewDir] (files beside the destination), [NewMemory] (everything, for
// tests), [NewPreview] (what a browser here would show) and [NewDiscard]
// (nothing kept, everything measured) make one. [Stage.Begin] tells it the
// rules, [Stage.Put] gives it files, [Stage.Finish] closes it, and
// [Stage.Commit] swaps it in. [Stage.Abort] throws away what was not
// committed, and does nothing afterwards.
//
// # What becomes of a file
//
// In uniform mode (see site.Size) HTML, CSS, SVG, XML and text get two
// compressed siblings, name.gz and name.br, which a web server sends in their
// place. What stands in a folder whose name starts with a full stop is for the
// server's eyes and gets none. Every HTML file is made one length in each
// of its three forms. The page itself ends in spaces. The gzip form carries
// filler in its header (RFC 1952, FEXTRA, or FCOMMENT for gaps under 6 bytes),
// the brotli form in metadata blocks (RFC 7932, section 9.2), which decoders
// skip. Both decode to exactly the padded page. Filler is zeros and spaces:
// nothing in it depends on the page. A page that does not fit is a finding.
// With size mode off, every file is written as it is and gets no siblings.
//
// # Cost
//
// Compressed lengths are constant, so compressing harder than the budget asks
// gains nothing. Each page starts on the cheapest rung of a ladder, and climbs
// only while it does not fit; see [rung]. Every compressed file is decoded again by an
// independent decoder and compared before it is written, so that an audit of
// the page is an audit of all its forms. It takes as long as the encoding.
//
// # What holds in a folder
//
// Whole: whoever looks sees the old site or the new one. The new one is built
// beside the destination and exchanged with it in one step.
//
// Durable: after a power cut, too. All of the new tree is synced before the
// swap, and the swap before the old tree goes, so at every moment a whole site
// is safe on the disk; a sync that fails fails the build. What a cut leaves of
// a build that was under way, the next one tidies up.
//
// Ordered: a build that began before the one now published cannot replace it
// ([ErrOvertaken]): it may have read pages that were withdrawn since. Builds
// into one folder take turns at their start and at the swap; see [Turn].
//
// # Warm builds
//
// A caller that knows from an earlier build what a page became gives its sums
// to [Stage.Keep] in place of the page to Put. A warm stage (see NewDir) then
// does what the changes cost, not what the site costs. Equal files that are
// put all the same are not written either. The tree is what a cold build
// makes, with the same modes and times.
//
// What is kept gets a second name in the new site (a hard link), file by file,
// or has one already: after a swap the old site is not removed but becomes the
// spare. What is not in the new site goes from it, what is new is linked into
// it, and so it is the published site under other names, holds nothing that is
// withheld, and takes no room but its folders. Beside it lies what those looked
// like, so that the next build reads the names only of those that have changed
// ([seen]): to make sure of a file takes one system call. The next warm build
// checks that it is so still, moves what is new into it, and swaps it in. A
// spare in which anything is strange is removed and done without, and so is one
// that a build meets that is not warm. When the new site equals the published
// one, Commit writes nothing at all.
//
// So two sites share files, and nothing here ever writes over one. People may:
// an edit of a published file is one of the spare, and of a new site that is
// just being built, too. It is found by the file's time, at the start and
// before the swap, and refused, as it ever was. Only what comes between that
// look and the swap is published, where it was lost before; the next build
// finds it.
//
// Links need a disk that knows them (else files are copied, and checked), and
// a spare needs locks, to tell whether a build is using it.
//
// A preview takes over from the one before it ([Stage.Follow]), and shares its
// bytes.
//
// # Trust
//
// The manifest (.manifest, which servers keep to themselves) lists every file with its SHA-256 and size. Its
// own SHA-256 is the tree hash: the same sources give the same tree hash on
// any machine. It is also how Sotto knows its own output: a destination that
// holds anything else is refused, and only what a manifest lists is deleted.
// What only a disk does to a file is mended and told ([Stage.Damage]); a warm
// build then writes all files anew.
//
// A file's modification time is made from its bytes: see times.go.
package output

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Options are the rules of one build. They are known only when the site has
// been loaded, so they come with Begin and not with the constructors.
type Options struct {
	Size site.Size
	// Booklets are the lengths of guides to take along, where there are any.
	Booklets site.Booklets
	// Types are the kinds of file that the site may hold. Those that are not
	// plain get compressed copies in uniform mode.
	Types site.Types
}

// Stage collects the files of one build. Put is safe for concurrent use; the
// other methods are for the one goroutine that leads the build.
type Stage struct {
	store store
	opt   Options
	dir   *dirStore // store, when it is a folder that can be committed

	encoders idle[encoder]
	writers  idle[writers] // of all of them

	mu       sync.Mutex
	begun    bool
	finished bool
	names    names
	files    []Sum
	tree     string // set by Finish
}

// Size is how long one HTML page is in each form, in bytes of the body; 0 for
// a form that was not made.
type Size struct {
	Path                   string
	Identity, Gzip, Brotli int
}

// file is one finished file, on its way to a store.
type file struct {
	path string
	data []byte
	sum  digest // set by Stage.write
}

// store is where finished files are kept.
type store interface {
	// put writes files that lie in one folder, replacing any that are there.
	// It does not keep the slices.
	put(files []file) error
	// keep reports whether it has files that are finished already, from an
	// earlier build; then they are as if they had been put.
	keep(sums []Sum) bool
	// finish is called once, with all files, sorted, and the hash of the manifest
	// that lists them.
	finish(files []Sum, tree digest) error
}

func newStage(s store) *Stage {
	out := &Stage{store: s}
	out.expect(0)
	return out
}

// expect makes room for so many files, not counting their copies.
func (s *Stage) expect(n int) {
	s.files = slices.Grow(s.files, n+n/16)
	s.names.put = make(map[string]bool, n+n/16)
	s.names.claim(ManifestName, false)
}

// errOrder is a mistake in the program, not in a site.
var errOrder = errors.New("output: Begin, Put, Finish and Commit were called out of order")

// Begin sets the rules. It must be called once, before the first Put.
func (s *Stage) Begin(o Options) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.begun {
		return errOrder
	}
	s.opt, s.begun = o, true
	return nil
}

// Put takes one finished file, whose path is relative to the output folder
// and uses slashes. It keeps nothing of data. Findings say that the path
// cannot be published or that the page is too long, and such a file is not
// staged; or, as information, that a page is nearly too long. They point at the
// path in the output: the caller knows the source. The Sum is that of the file
// and of its compressed copies; it is empty when nothing was staged.
func (s *Stage) Put(name string, data []byte) (Sum, []diag.Finding, error) {
	if f, bad := checkPath(name); bad {
		return Sum{}, []diag.Finding{f}, nil
	}
	s.mu.Lock()
	if !s.begun || s.finished {
		s.mu.Unlock()
		return Sum{}, nil, errOrder
	}
	fresh := s.names.claim(name, s.copied(name))
	s.mu.Unlock()
	if !fresh {
		return Sum{}, nil, nil // Finish reports it, naming both
	}
	// Without padding there is nothing to prepare: a server compresses as well.
	if s.opt.Size.Mode != site.Uniform || !s.copied(name) {
		sum, err := s.write(file{path: name, data: data})
		return sum, nil, err
	}
	var e *encoder
	if !isPage(name) && len(data) > maxQuick {
		// A sitemap can be as large as a hundred pages, and comes when most is in
		// memory: it is not copied, and what it was made with is let go.
		e = newEncoder()
		e.page, e.text = data, len(data)
	} else {
		e = s.encoders.take(newEncoder)
		defer s.encoders.give(e)
	}
	e.writers = &s.writers
	if isPage(name) {
		return s.putUniform(e, name, data)
	}
	if len(data) <= maxQuick {
		e.set(data, 0)
	}
	e.encode(chained, true, true) // a large one is encoded thoroughly
	e.seal(0, 0)
	sum, err := s.keep(e, name)
	return sum, nil, err
}

// Finish closes the stage: it reports paths that clash and sums everything up.
// Nothing can be put afterwards.
func (s *Stage) Finish() ([]diag.Finding, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.begun || s.finished {
		return nil, errOrder
	}
	findings := s.names.clashes(s.copied)
	// What is not needed any more would be in memory until the site is published.
	s.names, s.encoders, s.writers = names{}, idle[encoder]{}, idle[writers]{}
	s.sort()
	tree := (&manifest{s.files}).hash()
	s.finished, s.tree = true, tree.String()
	if err := s.store.finish(s.files, tree); err != nil {
		return nil, fmt.Errorf("finishing the output: %w", err)
	}
	return findings, nil
}

// putUniform climbs the ladder until both forms fit. A guide to take along has a
// length of its own, and what is found of it says so.
func (s *Stage) putUniform(e *encoder, name string, html []byte) (Sum, []diag.Finding, error) {
	size, about := s.opt.Size, func(f diag.Finding, _ string) diag.Finding { return f }
	if s.opt.Booklets.IsBooklet(name) {
		size, about = s.opt.Booklets.Of(size, name), ofBooklet
	}
	if len(html) > size.PageBytes {
		return Sum{}, []diag.Finding{about(e.overPage(name, html, size.PageBytes), "pageBytes")}, nil
	}
	e.set(html, size.PageBytes-len(html))
	gz, br := true, true // what does not fit yet
	for r := quick; r <= utmost; r++ {
		e.encode(r, gz, br)
		gz, br = e.gzipLen() > size.TransferBytes, e.brotliLen() > size.TransferBytes
		if !gz && !br {
			e.seal(size.TransferBytes, size.TransferBytes)
			sum, err := s.keep(e, name)
			near := e.nearBudget(name, html, e.gzipLen(), e.brotliLen(), size)
			for i := range near {
				near[i] = about(near[i], "pageBytes or booklets.transferBytes")
			}
			return sum, near, err
		}
	}
	return Sum{}, []diag.Finding{about(e.overBudget(name, html, e.gzipLen(), e.brotliLen(), size.TransferBytes), "transferBytes")}, nil
}

// keep verifies what e has sealed, and writes the file and its two siblings.
func (s *Stage) keep(e *encoder, name string) (Sum, error) {
	if err := e.verify(); err != nil {
		return Sum{}, fmt.Errorf("encoding %s: %w", name, err)
	}
	return s.write(file{path: name, data: e.page}, file{path: name + endings[1], data: e.gz}, file{path: name + endings[2], data: e.br})
}

// write stores finished files, one and its copies, and remembers them for the
// manifest.
func (s *Stage) write(files ...file) (Sum, error) {
	for i := range files {
		files[i].sum = hash(files[i].data)
	}
	sum := sumOf(files)
	s.mu.Lock()
	s.files = append(s.files, sum)
	s.mu.Unlock()
	if err := s.store.put(files); err != nil {
		return Sum{}, fmt.Errorf("writing %s: %w", sum.Path, err)
	}
	return sum, nil
}

// isPage reports whether a file is a page.
func isPage(name string) bool { return path.Ext(name) == ".html" }

// copied reports whether a file gets compressed copies, in uniform mode; in every
// mode, their paths are kept for them.
func (s *Stage) copied(name string) bool {
	return isPage(name) || !strings.HasPrefix(name, ".") && !strings.Contains(name, "/.") && !s.opt.Types.Of(name).Plain
}
