package pipeline

import (
	"cmp"
	"crypto/sha256"
	"strconv"
	"time"

	"sotto/generator/cache"
	"sotto/generator/site"
)

// A build that is given a cache makes again only what has changed. There are two
// ways to know that something has not, and both are digests of what was read:
//
// A page's outcome depends on its own source and on the surroundings: all files
// that are no pages, the front matter and the reading time of every page, which
// pages are published, the day, and the program. What is withheld changes no
// outcome that is sound: a link to it is an error, told of or not. One page's
// text alone changes nothing else, and every other page is taken over without a
// look at its text.
//
// Finished files depend on the page's view (see render.View.Digest), on the
// files that are no pages, and on the program. When the front matter of a page
// changes, such as its title, all pages are converted again, and of most the
// view turns out to be the same.
//
// What is taken over must still be published as it was made: see
// output.Stage.Keep. Only sound outcomes are put into the cache, and only those
// of pages; a page with the proof of the whole site is made each time.

// keys are the keys of one build.
type keys struct {
	// around is of everything that pages have around them, files of the part of
	// it that does not depend on pages.
	around, files cache.Key
	now           time.Time
}

// keysOf makes the keys of a build. They are nil when its sources changed while
// they were read.
func keysOf(in Inputs, s *site.Site, sources ...*recorder) *keys {
	parts := []string{"files", in.Tool, in.Options.BaseURL}
	for _, r := range sources {
		sum, ok := r.digest()
		if !ok {
			return nil
		}
		parts = append(parts, string(sum[:]))
	}
	k := &keys{files: cache.Digest(parts...), now: s.Clock}
	parts = []string{"around", string(k.files[:])}
	// Findings tell what is due, to the day. Some days end where the site is,
	// some in UTC, some where the clock is.
	for _, zone := range []*time.Location{cmp.Or(s.Config.TimeZone, time.UTC), time.UTC, s.Clock.Location()} {
		parts = append(parts, s.Clock.In(zone).Format(time.DateOnly))
	}
	for _, p := range s.Pages {
		parts = append(parts, p.Source, p.Front, strconv.Itoa(p.Minutes()))
	}
	k.around = cache.Digest(parts...)
	return k
}

// page is the key of a page's outcome.
func (k *keys) page(p *site.Page) cache.Key {
	return cache.Digest("page", string(k.around[:]), p.Source, string(p.Digest[:]), k.passed(p))
}

// passed says which of a page's own instants are past: the house rules compare
// them with the clock.
func (k *keys) passed(p *site.Page) string {
	var out []byte
	for _, t := range instants(p) {
		out = append(out, byte('1'+t.Compare(k.now)))
	}
	return string(out)
}

// instants are a page's own.
func instants(p *site.Page) []time.Time {
	out := []time.Time{p.Date, p.LastMod, p.PublishDate, p.ExpiryDate, p.Reviewed, p.ReviewBy}
	for _, f := range p.Fields {
		if t, ok := f.Value.(time.Time); ok {
			out = append(out, t)
		}
	}
	return out
}

// finished is the key of a finished page, by the digest of its view.
func (k *keys) finished(path, view string) cache.Key {
	return cache.Digest("finished", string(k.files[:]), path, view)
}

// file is the key of another file's audit, or of its finished forms.
func (k *keys) file(what, path string, data []byte) cache.Key {
	sum := sha256.Sum256(data)
	return cache.Digest(what, string(k.files[:]), path, string(sum[:]))
}
