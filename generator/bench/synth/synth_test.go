package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/load"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// The words may change, but not by accident: figures measured before and
// after could no longer be compared. When the change is meant, copy the new
// digest from the message.
const digestOf60 = "a430cbbba3b053c06c06a8a31512c077e810175be5a0f40d5baa5cded951508c"

func TestSameBytesEveryTime(t *testing.T) {
	digest := func() string {
		s := mustPlan(t, 60)
		h := sha256.New()
		for _, p := range s.pages {
			sotto, hugo := s.markdown(p)
			io.WriteString(h, p.sotto+"\n"+sotto+p.hugo+"\n"+hugo)
		}
		return hex.EncodeToString(h.Sum(nil))
	}
	got := digest()
	if again := digest(); again != got {
		t.Fatal("two runs wrote different words")
	}
	if got != digestOf60 {
		t.Errorf("the words have changed: if that is meant, set digestOf60 to %q", got)
	}
}

func TestPageCount(t *testing.T) {
	step := 3
	if sitetest.Soak() {
		step = 1
	}
	for n := smallest; n < 800; n += step {
		s := mustPlan(t, n)
		if len(s.pages) != n {
			t.Fatalf("asked for %d pages, got %d", n, len(s.pages))
		}
		seen := map[string]bool{}
		for _, p := range s.pages {
			tab := p.discreet
			if tab == "" {
				tab = p.title
			}
			for _, unique := range []string{"file " + p.sotto, "tab " + tab, "title " + p.title, "description " + p.description} {
				if seen[unique] {
					t.Fatalf("%d pages: two have the same %s", n, unique)
				}
				seen[unique] = true
			}
			if p.kind == module && len(p.children) == 0 {
				t.Fatalf("%d pages: %s has no chapter", n, p.sotto)
			}
		}
	}
	for _, n := range []int{-1, 0, smallest - 1, largest + 1} {
		if _, err := newPlan(n); err == nil {
			t.Errorf("a site of %d pages should be refused", n)
		}
	}
}

// Two pages with one address would be an error of the build, minutes after a large
// site was written.
func TestNoAddressClashes(t *testing.T) {
	taken := map[string]string{}
	for _, p := range mustPlan(t, largest).pages {
		if p.discreet == "" {
			continue
		}
		id := strings.TrimSuffix(strings.TrimSuffix(p.sotto, ".md"), "/index")
		name := load.DiscreetName(id, site.Lang(p.lang))
		if other, clash := taken[name]; clash {
			t.Errorf("%s and %s have the address /p/%s/", other, p.sotto, name)
		}
		taken[name] = p.sotto
	}
}

func TestDescriptionsHaveTheLengthTheLoaderAsksFor(t *testing.T) {
	for _, p := range mustPlan(t, 2000).pages {
		if n := len([]rune(p.description)); n < 50 || n > 160 {
			t.Errorf("%s: the description has %d characters, want 50 to 160: %s", p.sotto, n, p.description)
		}
	}
}

func TestChaptersAreAboutFiveKilobytes(t *testing.T) {
	s := mustPlan(t, 500)
	var sizes []int
	for _, p := range s.pages {
		if p.kind == chapter {
			text, _ := s.markdown(p)
			sizes = append(sizes, len(text))
		}
	}
	slices.Sort(sizes)
	if m := sizes[len(sizes)/2]; m < 4750 || m > 5250 {
		t.Errorf("the median chapter has %d bytes, want about 5,000", m)
	}
	if lo, hi := sizes[0], sizes[len(sizes)-1]; lo < 4000 || hi > 6000 {
		t.Errorf("chapters have %d to %d bytes, want 4,000 to 6,000", lo, hi)
	}
}

var (
	linkDest  = regexp.MustCompile(`\]\(([^)#]*)(#[^)]*)?\)`)
	directive = regexp.MustCompile(`(?m)^(:::.*|\{\{<.*)\n`)
	heading   = regexp.MustCompile(`(?m)^##+ (.*)$`)
)

func TestLinksLeadSomewhere(t *testing.T) {
	s := mustPlan(t, 200)
	for _, side := range []struct {
		name string
		of   func(*page) (file, text string)
	}{
		{"sotto", func(p *page) (string, string) { text, _ := s.markdown(p); return p.sotto, text }},
		{"hugo", func(p *page) (string, string) { _, text := s.markdown(p); return p.hugo, text }},
	} {
		t.Run(side.name, func(t *testing.T) {
			anchors := map[string]map[string]bool{}
			for _, p := range s.pages {
				file, text := side.of(p)
				anchors[file] = map[string]bool{}
				for _, h := range heading.FindAllStringSubmatch(text, -1) {
					words, id, own := strings.Cut(h[1], " {#")
					if !own {
						id = slug(words)
					}
					anchors[file][strings.TrimSuffix(id, "}")] = true
				}
			}
			for _, p := range s.pages {
				file, text := side.of(p)
				links := linkDest.FindAllStringSubmatch(text, -1)
				if p.kind == chapter && len(links) != 8 {
					t.Errorf("%s has %d links, want 8", file, len(links))
				}
				for _, l := range links {
					to := file
					if l[1] != "" {
						to = path.Join(path.Dir(file), l[1])
					}
					if anchors[to] == nil {
						t.Errorf("%s links to %s, which is not there", file, to)
					} else if l[2] != "" && !anchors[to][l[2][1:]] {
						t.Errorf("%s links to %s%s, where there is no such heading", file, to, l[2])
					}
				}
			}
		})
	}
}

func TestBothSidesHaveTheSameWords(t *testing.T) {
	words := func(text string) string {
		_, body, _ := strings.Cut(text, "\n---\n")
		body = directive.ReplaceAllString(body, "")
		return linkDest.ReplaceAllString(body, "]($2)")
	}
	s := mustPlan(t, 60)
	for _, p := range s.pages {
		sotto, hugo := s.markdown(p)
		if words(sotto) != words(hugo) {
			t.Errorf("%s differs from %s", p.sotto, p.hugo)
		}
		if d := len(sotto) - len(hugo); d > 200 || d < -200 {
			t.Errorf("%s has %d bytes more than %s", p.sotto, d, p.hugo)
		}
	}
}

func TestSettings(t *testing.T) {
	s := mustPlan(t, 60)
	const real = `# comment
title:
  en: Real
baseURL: https://real.example/
menus:
  main: [law/index.md]
sections:
  law: {kind: page}
# sizes
size: {mode: uniform, pageBytes: 49152}
other: kept
`
	got, err := s.settings(real, "off")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"self-help-01: {kind: module, discreet: true}\n", "size: {mode: off, pageBytes: 49152}\n", "other: kept\n", "bench.example.org"} {
		if !strings.Contains(got, want) {
			t.Errorf("site.yaml lacks %q:\n%s", want, got)
		}
	}
	for _, gone := range []string{"Real", "real.example", "law"} {
		if strings.Contains(got, gone) {
			t.Errorf("site.yaml still has %q:\n%s", gone, got)
		}
	}
	for _, key := range []string{"title", "baseURL", "menus", "sections", "size"} {
		bad := strings.Replace(real, "\n"+key+":", "\nx:", 1)
		if _, err := s.settings(bad, "off"); err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("a site.yaml without %s should be refused by that name, got %v", key, err)
		}
	}
}

func TestWriteNamesWhatIsMissing(t *testing.T) {
	s := mustPlan(t, smallest)
	err := s.writeSotto(newTree(t.TempDir()), fstest.MapFS{}, "off")
	if err == nil || !strings.Contains(err.Error(), "content/site.yaml") {
		t.Errorf("got %v, want an error that names content/site.yaml", err)
	}
}

func mustPlan(t testing.TB, n int) *plan {
	t.Helper()
	s, err := newPlan(n)
	if err != nil {
		t.Fatal(fmt.Errorf("planning %d pages: %w", n, err))
	}
	return s
}
