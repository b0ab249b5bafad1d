package pipeline

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/output"
)

// spied is a scratch file that remembers all that was ever written to it.
type spied struct{ bytes.Buffer }

func (s *spied) ReadAt(p []byte, at int64) (int, error) {
	return bytes.NewReader(s.Bytes()).ReadAt(p, at)
}

// on is a cache on a disk, of a file of an earlier build.
func (s *spied) on(data []byte) *cache.Cache {
	return cache.On(cache.Disk{File: bytes.NewReader(data), Size: int64(len(data)), Scratch: func() (cache.Scratch, error) { return s, nil }})
}

// TestScratchHoldsNothingWithheld: what a build writes down while it works holds no
// more than what it may leave at its end, also when it comes to none.
func TestScratchHoldsNothingWithheld(t *testing.T) {
	canary := func(title, line string) string {
		return strings.NewReplacer("Extra", "Canary of "+title, "\n---\n", "\n"+line+"\n---\n\n## A canary\n\nNobody may see it.\n").Replace(extra)
	}
	later := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		what   string
		change func(s *state)
		errs   bool // the site has errors
		stop   bool // the build is stopped half way
	}{
		{"a sound site", func(*state) {}, false, false},
		{"a link to what is withheld", func(s *state) { s.swap("content/privacy.md", "sees", "[sees](draft.md)") }, true, false},
		{"a mistake in what is withheld", func(s *state) { s.swap("content/draft.md", "title:", "titel:") }, true, false},
		{"what is withheld has a twin that is not", func(s *state) { s.files["content/draft.cy.md"] = extra }, true, false},
		{"a mistake in a text", func(s *state) { s.files["content/privacy.md"] += "\nSee [this](gone.md).\n" }, true, false},
		{"a heading is gone", func(s *state) { s.files["content/privacy.md"] += "\nSee [this](help/index.md#gone).\n" }, true, false},
		{"a build that is stopped", func(*state) {}, false, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := firstState(t)
			s.files["content/draft.md"] = canary("a draft", "draft: true")
			s.files["content/future.md"] = canary("an embargo", "publishDate: 2026-11-29")
			s.files["content/past.md"] = canary("old days", "expiryDate: 2026-11-10")
			s.files["content/canary.md"] = canary("a name", "draft: true")
			c.change(s)
			s.disk.still, s.disk.seconds = true, 1
			in := s.inputs()
			s.disk.seconds += 10 // all files have rested
			outcomes, sources := &spied{}, &spied{}
			in.Cache = outcomes.on(nil)
			of := sources.on(nil)
			in.Sources = s.disk.sources(of)
			ctx, stop := context.WithCancel(context.Background())
			defer stop()
			if c.stop {
				in.Options.Progress = func(done, total int) {
					if done == total/2 {
						stop()
					}
				}
			}
			res, err := Build(ctx, in, output.NewDiscard())
			if c.stop != errors.Is(err, context.Canceled) || !c.stop && err != nil {
				t.Fatal(err)
			}
			if err == nil && c.errs != (diag.Count(res.Findings, diag.Error) > 0) {
				t.Fatalf("findings: %+v", res.Findings)
			}
			// The look ahead of check sees what is yet to come, and leaves it nowhere.
			next := in
			next.Cache, next.Clock, next.Options.Progress = in.Cache.Next(), later, nil
			next.Sources = &Sources{Cache: of.Next()}
			if _, err := Build(context.Background(), next, output.NewDiscard()); err != nil {
				t.Fatal(err)
			}
			in.Cache.Write(io.Discard) // which empties what is between
			of.Write(io.Discard)
			if outcomes.Len() == 0 && !c.errs || diskDevice > 0 && sources.Len() == 0 {
				t.Fatal("nothing was written down")
			}
			for _, text := range [][]byte{outcomes.Bytes(), sources.Bytes()} {
				if at := bytes.Index(bytes.ToLower(text), []byte("canary")); at >= 0 {
					t.Errorf("%q", text[max(0, at-80):min(len(text), at+80)])
				}
			}
			if !bytes.Contains(bytes.ToLower(next.Cache.Bytes()), []byte("canary")) && !c.errs {
				t.Error("the look ahead has seen nothing of it")
			}
		})
	}
}
