package pipeline

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/sitetest"
)

// texts are the kinds of change that are of pages' texts alone, most of the time.
var texts = []string{"a word", "a word", "a word", "a broken link", "a heading", "a link to a heading", "a link outside", "many words", "a moment later", "the proof", "a title", "a later clock"}

// What a build can go on with, one change after the other, and what it says no to.
func TestWhatAnEditMayBe(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 2))
	s := firstState(t)
	s.files["content/extra.md"] = extra + "\nA page that nothing leads to.\n"
	edits["a host"](s, r)
	edits["the facts are due"](s, r) // a finding to which pages are added
	p := &previewed{t: t, cache: cache.New()}
	p.begin(s)
	add := func(file, text string) func() { return func() { s.files[file] += text } }
	kind := func(kind string) func() { return func() { edits[kind](s, r) } }
	later := func(d time.Duration) func() { return func() { s.clock = s.clock.Add(d) } }
	var steps []string
	for _, c := range sitetest.Some([]struct {
		what   string
		change func()
		ok     bool
	}{
		{"a word", add("content/privacy.md", "\nA word.\n"), true},
		{"the proof, and a word elsewhere", func() { kind("the proof")(); add("content/help/index.md", "\nA word.\n")() }, true},
		{"another host, which the proof tells of", kind("a link outside"), true},
		{"nothing", func() {}, true},
		{"a minute later", later(time.Minute), true},
		{"a mistake in a text", kind("a broken link"), true},
		{"a word beside it", add("content/help/index.md", "\nAnother word.\n"), true},
		{"the mistake mended", kind("a broken link"), true},
		{"an anchor twice", add("content/extra.md", "\n## One {#one}\n\nText.\n\n## Two {#one}\n\nText.\n"), true}, // a finding of two places
		{"a word beside it again", add("content/privacy.md", "\nA third word.\n"), true},
		{"the anchors apart", func() {
			s.files["content/extra.md"] = strings.Replace(s.files["content/extra.md"], "Two {#one}", "Two {#two}", 1)
		}, true},
		{"a heading that a link leads to", kind("a heading"), true},
		{"the heading as it was", kind("a heading"), true},
		{"a title", kind("a title"), false},
		{"front matter of the same length", func() {
			s.files["content/privacy.md"] = strings.Replace(s.files["content/privacy.md"], "description: W", "description: V", 1)
		}, false},
		{"words for a minute more", kind("many words"), false},
		{"an invisible character", add("content/help/index.md", "\nA\u200bword.\n"), false},
		{"a text of an invisible character", func() {
			s.files["content/help/index.md"] = strings.ReplaceAll(s.files["content/help/index.md"], "\u200b", " ")
		}, false},
		{"a day later", later(24 * time.Hour), false},
		{"a moment before", later(-time.Minute), false},
		{"a page that is not ready", kind("a page that is not ready"), false},
		{"a template", kind("a template"), false},
		{"a page deleted", func() { delete(s.files, "content/extra.md") }, false},
		{"a word at the end", add("content/privacy.md", "\nThe last word.\n"), true},
		// While a site does not load, pages are made for their findings alone.
		{"a front matter that is broken", func() {
			s.files["content/help/index.md"] = strings.Replace(s.files["content/help/index.md"], "title:", "titel:", 1)
		}, false},
		{"a word in another page", add("content/privacy.md", "\nOne word more.\n"), true},
		{"a mistake in another page", add("content/privacy.md", "\nSee [what](is-not-there.md).\n"), true},
		{"a word in that one", add("content/help/index.md", "\nA word.\n"), false},
		{"the mistake mended", func() {
			s.files["content/privacy.md"] = strings.Replace(s.files["content/privacy.md"], "is-not-there.md", "help/index.md", 1)
		}, true},
		{"settings that are broken, too", func() {
			s.files["content/site.yaml"] = strings.Replace(s.files["content/site.yaml"], "contact:", "contcat:", 1)
		}, false},
		{"a word meanwhile", add("content/privacy.md", "\nAnd a word.\n"), true},
		{"the settings mended", func() {
			s.files["content/site.yaml"] = strings.Replace(s.files["content/site.yaml"], "contcat:", "contact:", 1)
		}, false},
		{"the front matter mended", func() {
			s.files["content/help/index.md"] = strings.Replace(s.files["content/help/index.md"], "titel:", "title:", 1)
		}, false},
		{"a word at the very end", add("content/privacy.md", "\nThe very last word.\n"), true},
	}, 6) {
		c.change()
		steps = append(steps, c.what)
		if ok := p.edit(s, r); ok != c.ok {
			t.Errorf("%s: it says %v", c.what, ok)
		} else if !ok {
			p.begin(s)
		}
		p.compare(s, steps)
		if t.Failed() {
			return
		}
	}
}

// A build that goes on with the last one finds and makes exactly what a build does
// that begins anew; where it cannot, it says so, and has done nothing. What it has
// told before stays as it was.
func TestEditEqualsCold(t *testing.T) {
	for _, kind := range texts {
		if edits[kind] == nil {
			t.Fatalf("there is no kind of change %q", kind)
		}
	}
	all := slices.Sorted(maps.Keys(edits))
	n := sequences / 10
	if !sitetest.Soak() {
		n = 6
	}
	r := rand.New(rand.NewPCG(12, 1))
	s := firstState(t)
	p := &previewed{t: t, cache: cache.New()}
	p.begin(s)
	went, broken := 0, 0
	var steps []string
	for i := range n {
		kinds := texts
		if r.IntN(8) == 0 {
			kinds = all
		}
		var now []string
		for range 1 + r.IntN(2) {
			now = append(now, kinds[r.IntN(len(kinds))])
			edits[now[len(now)-1]](s, r)
		}
		steps = append(steps, strings.Join(now, ", "))
		told := fmt.Sprintf("%+v %+v", p.built.Result.Findings, p.built.Result.Outcomes)
		last := p.built.Result
		if ok := p.edit(s, r); ok {
			went++
		} else {
			p.begin(s)
		}
		if now := fmt.Sprintf("%+v %+v", last.Findings, last.Outcomes); now != told {
			t.Errorf("what was told before has changed: %s", cmp.Diff(told, now))
		}
		p.compare(s, steps)
		if t.Failed() {
			return
		}
		fine := diag.Count(p.built.Result.Findings, diag.Error) == 0
		if !fine {
			broken++
		}
		if !fine && i%3 == 2 || i%25 == 24 { // mistakes that stay would hide all that comes after them
			clock := s.clock
			s = firstState(t)
			s.clock, steps = clock, append(steps, "back to the first site")
			p.begin(s)
		}
	}
	t.Logf("%d of %d builds went on with the last one, %d had errors", went, n, broken)
	if went < n/3 || broken < n/20 || broken > n*3/4 {
		t.Error("hardly anything was tested")
	}
}

// previewed is a site that is built again and again, as a preview does it.
type previewed struct {
	t     *testing.T
	cache *cache.Cache
	built *Built
	now   *state        // as it was built
	good  *output.Stage // the last one without errors
	stage *output.Stage // the latest
}

// otherNames would be given twice to a finding that is told twice.
var otherNames = Names{Content: "content/words"}

func (p *previewed) onto() *output.Stage {
	p.stage = output.NewMemory()
	p.stage.Follow(p.good)
	return p.stage
}

func (p *previewed) done(s *state) {
	now := *s
	now.files = maps.Clone(s.files)
	p.now = &now
	if diag.Count(p.built.Result.Findings, diag.Error) == 0 {
		p.good = p.stage
	}
}

// begin builds anew.
func (p *previewed) begin(s *state) {
	p.t.Helper()
	in := s.inputs()
	in.Names = otherNames
	p.cache = p.cache.Next()
	in.Cache = p.cache
	b, err := Open(context.Background(), in, p.onto())
	if err != nil {
		p.t.Fatal(err)
	}
	p.built = b
	p.done(s)
}

// edit goes on with the last build, when no more than pages have changed.
func (p *previewed) edit(s *state, r *rand.Rand) bool {
	p.t.Helper()
	if s.opt.BaseURL != p.now.opt.BaseURL || s.opt.Drafts != p.now.opt.Drafts || s.opt.Future != p.now.opt.Future || s.opt.Expired != p.now.opt.Expired || s.tool != p.now.tool {
		return false
	}
	var pages []string
	for _, name := range slices.Compact(slices.Sorted(func(yield func(string) bool) {
		for _, files := range []map[string]string{s.files, p.now.files} {
			for name := range files {
				if !yield(name) {
					return
				}
			}
		}
	})) {
		a, was := p.now.files[name]
		b, is := s.files[name]
		switch {
		case was && is && a == b:
		case was && is && page(name) && strings.HasPrefix(name, "content/"):
			pages = append(pages, strings.TrimPrefix(name, "content/"))
		default:
			return false
		}
	}
	e := Edit{Clock: s.clock, Content: s.inputs().Content, Pages: pages}
	if r.IntN(4) == 0 { // somebody has typed on meanwhile
		ctx, stop := context.WithCancel(context.Background())
		stop()
		if ok, err := p.built.Edit(ctx, e, p.onto()); ok && err == nil && len(pages) > 0 {
			p.t.Error("a build that was stopped has ended well")
		}
		e.Pages = nil // they are remembered
		if r.IntN(2) == 0 {
			e.Pages = pages
		} else if len(p.built.stale) == 0 {
			e.Pages = pages // it did not come to begin
		}
	}
	made := false
	e.Made = func() { made = true }
	ok, err := p.built.Edit(context.Background(), e, p.onto())
	if err != nil {
		p.t.Fatal(err)
	}
	if ok {
		p.done(s)
		if !made && diag.Count(p.built.Result.Findings, diag.Error) == 0 {
			p.t.Error("nobody was told that the pages are made")
		}
		if made && !p.built.line.publish {
			p.t.Error("pages are told to be made of a site that does not load")
		}
	}
	return ok
}

// compare compares with a build that knows nothing.
func (p *previewed) compare(s *state, steps []string) {
	p.t.Helper()
	stage := output.NewMemory()
	in := s.inputs()
	in.Names = otherNames
	cold, err := Build(context.Background(), in, stage)
	if err != nil {
		p.t.Fatal(err)
	}
	now := p.built.Result
	diff := cmp.Diff(sitetest.Text(cold.Findings), sitetest.Text(now.Findings)) + cmp.Diff(cold.Findings, now.Findings)
	if cold.Tree != now.Tree || cold.Files != now.Files {
		diff += "another tree\n"
	}
	if cold.Tree != "" && !maps.EqualFunc(stage.Files(), p.stage.Files(), slices.Equal) {
		diff += "other files\n"
	}
	diff += cmp.Diff(cold.Leak, now.Leak) + cmp.Diff(cold.Outcomes, now.Outcomes)
	if diff != "" {
		p.t.Errorf("after %s\n(-cold +now)\n%s", strings.Join(steps[max(0, len(steps)-5):], "\nand then "), diff)
	}
}
