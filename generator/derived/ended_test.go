package derived

import (
	"regexp"
	"strings"
	"testing"

	"sotto/generator/site"
)

// A configuration that says of an address that nobody has seen yet that it is gone would
// tell that it exists.
func TestWhatWasNeverPublishedIsNotGone(t *testing.T) {
	for _, base := range []string{"/", "/help/"} {
		for _, f := range Files(small(t, base), policy) {
			text := string(f.Data())
			if strings.Contains(text, "canary") || strings.Contains(text, "odd ") || strings.Contains(text, "0a2co1steo2a") {
				t.Errorf("%s speaks of what it should not:\n%s", f.Path, text)
			}
			if !strings.HasPrefix(f.Path, ".server/") && strings.Contains(text, "2019") {
				t.Errorf("%s, which readers can see, lists what is gone", f.Path)
			}
		}
	}
}

func TestPatternsOfForms(t *testing.T) {
	for _, c := range []struct {
		ended   site.Ended
		yes, no []string
	}{
		{site.Ended{Address: "/a.b/c/"}, []string{"/a.b/c", "/a.b/c/", "/a.b/c/index.html"}, []string{"/axb/c/", "/a.b/c/d", "/a.b/cd", "/x/a.b/c/", "/a.b/c/index-html"}},
		{site.Ended{Address: "/a/feed.xml"}, []string{"/a/feed.xml"}, []string{"/a/feed.xml/", "/a/feedxxml", "/a/"}},
		{site.Ended{Address: "/a/", Below: true}, []string{"/a", "/a/", "/a/b", "/a/b/index.html"}, []string{"/ab", "/b/a/"}},
	} {
		r := regexp.MustCompile(pattern(c.ended))
		for _, a := range c.yes {
			if !r.MatchString(a) {
				t.Errorf("%s is not among %v", a, c.ended)
			}
		}
		for _, a := range c.no {
			if r.MatchString(a) {
				t.Errorf("%s is among %v", a, c.ended)
			}
		}
	}
}
