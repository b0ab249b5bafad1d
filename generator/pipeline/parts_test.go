package pipeline

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sotto/generator/asset"
	"sotto/generator/sitetest"
)

var (
	styleOf  = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	policyOf = regexp.MustCompile(`style-src ([^;]*);`)
	// What a rule is for, read in a way that knows nothing of how the program reads
	// it: the names in a selector once all brackets are taken out, and those in tags.
	bracketed   = regexp.MustCompile(`\([^()]*\)|\[[^\]]*\]`)
	madeOrIs    = regexp.MustCompile(`::?[\w-]+`)
	nameInRule  = regexp.MustCompile(`\.?[a-zA-Z][\w-]*`)
	tag         = regexp.MustCompile(`<([a-z][\w-]*)([^>]*)`)
	classOf     = regexp.MustCompile(` class="([^"]*)"`)
	ofKeyframes = regexp.MustCompile(`^(\d+%|to|from)(,(\d+%|to|from))*$`)
	anyRule     = regexp.MustCompile(`([^{}]*)\{[^{}]*\}`)
)

// TestPagesCarryWhatTheyUse: each page of the site that ships carries the first part
// of the style, those that have something to do on it, and no other; it names just
// these in its policy, and the policy that servers send names all.
func TestPagesCarryWhatTheyUse(t *testing.T) {
	sitetest.Costly(t)
	in := Inputs{Content: os.DirFS("../../content"), Templates: os.DirFS("../../templates"), Static: os.DirFS("../../static"), Clock: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)}
	res, out := mustBuild(t, in)
	a, _, err := asset.Load(in.Static)
	if err != nil || res.Tree == "" {
		t.Fatal(err, res.Tree)
	}
	for _, name := range []string{"_headers", ".server/nginx.conf", ".server/Caddyfile"} {
		for _, p := range a.Style {
			if !strings.Contains(string(out[name]), p.Source) {
				t.Errorf("%s does not name the part %.30s", name, p.Text)
			}
		}
	}
	carried := map[string]int{}
	for name, data := range out {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		page := strings.ReplaceAll(string(data), "&#39;", "'")
		var parts []string
		for _, m := range styleOf.FindAllStringSubmatch(page, -1) {
			parts = append(parts, m[1])
		}
		_, body, _ := strings.Cut(page, "<body")
		has := map[string]bool{"html": true, "body": true}
		for _, m := range tag.FindAllStringSubmatch(body, -1) {
			has[m[1]] = true
			for _, c := range classOf.FindAllStringSubmatch(m[2], -1) {
				for _, class := range strings.Fields(c[1]) {
					has["."+class] = true
				}
			}
		}
		var want, sources []string
		for i, p := range a.Style {
			if i == 0 || usedBy(p.Text, has) {
				want, sources = append(want, p.Text), append(sources, p.Source)
				carried[fmt.Sprint(i)]++
			}
		}
		if !slices.Equal(parts, want) {
			t.Errorf("%s carries %.20q and can use %.20q", name, parts, want)
		}
		policy := policyOf.FindStringSubmatch(page)
		if policy == nil || policy[1] != strings.Join(sources, " ") {
			t.Errorf("%s: the policy says %q, want %q", name, policy, sources)
		}
	}
	for i := range a.Style {
		if n := carried[fmt.Sprint(i)]; n == 0 || i > 0 && n == carried["0"] {
			t.Errorf("part %d is on %d pages of %d", i, n, carried["0"])
		}
	}
}

// usedBy says whether some rule of a part has all its names on a page.
func usedBy(part string, has map[string]bool) bool {
	for _, m := range anyRule.FindAllStringSubmatch(part, -1) {
		if ofKeyframes.MatchString(m[1]) {
			continue
		}
		selectors := m[1]
		for last := ""; last != selectors; {
			last, selectors = selectors, bracketed.ReplaceAllString(selectors, "")
		}
		for selector := range strings.SplitSeq(madeOrIs.ReplaceAllString(selectors, ""), ",") {
			names := nameInRule.FindAllString(selector, -1)
			if !slices.ContainsFunc(names, func(n string) bool { return !has[n] }) {
				return true
			}
		}
	}
	return false
}
