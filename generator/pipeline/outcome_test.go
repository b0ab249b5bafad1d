package pipeline

import (
	"bytes"
	"context"
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"sotto/generator/audit"
	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// Wherever Markdown accepts ::proof, the proof is published; where it does not,
// there is a finding or the words stand there as text.
func TestProofWherever(t *testing.T) {
	small := inputs(t, nil)
	for name, body := range map[string]string{
		"first":        "::proof\n",
		"after text":   "Some words.\n\n::proof\n",
		"after spaces": "Some words.\n\n  ::proof\n",
		"in a list":    "- Look:\n\n  ::proof\n",
		"in a quote":   "> ::proof\n",
		"in a box":     ":::note\n::proof\n:::\n",
		"in details":   ":::details[Look]\n::proof\n:::\n",
		"twice":        "::proof\n\n::proof\n",
		"line endings": "Some words.\r\n\r\n::proof\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			res, out := mustBuild(t, with(t, small, "content/t.md", func(string) string {
				return "---\ntitle: T\ndescription: A page for a test of where a proof may stand.\ndate: 2026-11-01\n---\n" + body
			}))
			if diag.Count(res.Findings, diag.Error) > 0 {
				t.Fatal(sitetest.Text(res.Findings))
			}
			got, want := bytes.Count(out["t/index.html"], []byte(`<dl class="proof"><dt>`)), strings.Count(body, "::proof")
			if got != want {
				t.Errorf("%d proofs are published, want %d:\n%s", got, want, bytes.TrimSpace(out["t/index.html"]))
			}
		})
	}
}

// An outcome can be written to disk and read back, and what is made of the
// outcomes that were read back is what is made of the first.
func TestOutcomesArePlainData(t *testing.T) {
	res, _ := mustBuild(t, inputs(t, nil))
	empty := map[*site.Seldom]int{} // nobody has written into what pages share
	for _, p := range res.Site.Pages {
		if empty[p.Seldom]++; empty[p.Seldom] > 1 && !p.Seldom.IsEmpty() {
			t.Errorf("%s shares %+v", p.Source, *p.Seldom)
		}
	}
	if len(res.Outcomes) != len(res.Site.Pages) {
		t.Fatalf("%d outcomes of %d pages", len(res.Outcomes), len(res.Site.Pages))
	}
	var data bytes.Buffer
	var back []Outcome
	c := cache.New()
	c.Put("outcomes", cache.Key{}, res.Outcomes)
	if err := c.Write(&data); err != nil {
		t.Fatal(err)
	}
	if !cache.Open(data.Bytes()).Get("outcomes", cache.Key{}, &back) {
		t.Fatal("they cannot be read back")
	}
	if !reflect.DeepEqual(res.Outcomes, back) {
		for i := range back {
			if !reflect.DeepEqual(res.Outcomes[i], back[i]) {
				t.Errorf("%+v\nbecame\n%+v", res.Outcomes[i], back[i])
			}
		}
	}
	tells := 0
	facts := func(list []Outcome) (out []audit.Facts) {
		for i, o := range list {
			out = append(out, o.Made.Facts...)
			if o.Source != res.Site.Pages[i].Source || len(o.Made.Facts) == 0 || len(o.Made.Files) == 0 {
				t.Errorf("an outcome lacks something: %+v", o)
			}
			if o.Tells {
				tells++
			}
		}
		return out
	}
	if one, two := audit.Total(audit.Each(facts(res.Outcomes))), audit.Total(audit.Each(facts(back))); !reflect.DeepEqual(one, two) {
		t.Errorf("totals %+v, then %+v", one, two)
	}
	// Which worker came first does not show.
	again, _ := mustBuild(t, inputs(t, nil))
	if diff := cmp.Diff(res.Outcomes, again.Outcomes); diff != "" {
		t.Errorf("a second build has other outcomes (-first +second):\n%s", diff)
	}
}

// What findings are told under is not kept: outcomes are put into the cache as they
// are, and written down when the build is over.
func TestNamesAreNotKept(t *testing.T) {
	at := diag.Pos{File: "content/law.md"}
	one := diag.Finding{Pos: at, Also: []diag.Pos{at}, Fix: []diag.Edit{{File: at.File}}}
	told := Names{Content: "elsewhere/content"}.called([]diag.Finding{one})[0]
	const want = "elsewhere/content/law.md"
	if told.Pos.File != want || told.Also[0].File != want || told.Fix[0].File != want {
		t.Errorf("it is told of %+v", told)
	}
	if one.Also[0] != at || one.Fix[0].File != at.File {
		t.Errorf("the finding itself is now %+v", one)
	}
}

// What is left of a page holds nothing that is there already, whether it has just
// been made or was read back.
func TestOutcomesShare(t *testing.T) {
	in := inputs(t, nil)
	in.Cache, in.Tool = cache.New(), "a"
	var before *output.Stage
	for _, name := range []string{"made", "read back"} {
		stage := output.NewMemory()
		stage.Follow(before)
		res, err := Build(context.Background(), in, stage)
		if err != nil {
			t.Fatal(err)
		}
		before, in.Cache = stage, in.Cache.Next()
		if all := len(res.Outcomes); name == "read back" && res.Kept < all-1 {
			t.Errorf("%d of %d pages were read back", res.Kept, all)
		}
		commons, titles, anchors := map[*audit.Common]bool{}, 0, 0
		for i, o := range res.Outcomes {
			p, f := res.Site.Pages[i], &o.Made.Facts[0]
			commons[f.Common] = true
			if !oneText(o.Source, p.Source) || !oneText(f.Path, p.Output) || f.Title == p.TabTitle && !oneText(f.Title, p.TabTitle) {
				t.Errorf("%s: %s has a path or a title of its own", name, p.Source)
			}
			if f.Title == p.TabTitle {
				titles++
			}
			if a := o.Places.Anchors; a != "" && strings.Contains(f.IDs, a) {
				anchors++
				if at := strings.Index(f.IDs, a); !oneText(a, f.IDs[at:][:len(a)]) {
					t.Errorf("%s: %s has its ids twice", name, p.Source)
				}
			}
		}
		if len(commons) >= len(res.Outcomes) || titles == 0 || anchors == 0 {
			t.Errorf("%s: %d pages have %d different Commons; %d titles of the model, %d lists of ids", name, len(res.Outcomes), len(commons), titles, anchors)
		}
	}
}

// oneText says whether two texts are one in memory.
func oneText(a, b string) bool { return a == b && unsafe.StringData(a) == unsafe.StringData(b) }
