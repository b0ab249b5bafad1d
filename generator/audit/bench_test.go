package audit

import (
	"fmt"
	"strings"
	"testing"
)

// longPage is a page of about 25 KB as the site has them: the shared style
// and menus, prose, tables and links.
func longPage(t testing.TB, n int) []byte {
	s := strictSample(t)
	page := string(s.finished(*s.file(t, "law/index.html")))
	var body strings.Builder
	for i := 0; body.Len() < 22_000; i++ {
		fmt.Fprintf(&body, "<h2 id=\"part-%d\">Part %d of it</h2>\n<p>Some people find that the <em>first week</em> is the hardest, and that it’s easier with <a href=\"/law/\">somebody to talk to</a>; others don’t. What helps is to know beforehand, in your own strictRules.says, what you’ll do when it comes: page %d says <a href=\"/p/0a2c/\">how</a>, <a href=\"#part-%d\">here</a> &amp; there.</p>\n", i, i, n, i)
		fmt.Fprintf(&body, "<table>\n<thead>\n<tr><th scope=\"col\">Year</th><th scope=\"col\">Calls</th></tr>\n</thead>\n<tbody>\n<tr><td>2018</td><td>%d</td></tr>\n<tr><td>2019</td><td>%d</td></tr>\n</tbody>\n</table>\n<ul>\n<li><a href=\"/cy/\">One</a></li>\n<li>Two <strong>things</strong></li>\n</ul>\n", i, i+n)
	}
	return []byte(strings.Replace(page, "</main>", body.String()+"</main>", 1))
}

func BenchmarkPage(b *testing.B) {
	for name, s := range map[string]*sample{"strict": strictSample(b), "general": strictSample(b)} {
		if name == "general" {
			s.policy.Profile, s.policy.Script = General, hashSource([]byte(s.script))
		}
		b.Run(name, func(b *testing.B) {
			a := New(s.policy)
			pages := make([][]byte, 32) // each with a content of its own
			for i := range pages {
				pages[i] = longPage(b, i)
				if _, list := a.File("law/index.html", pages[i]); len(list) > 0 {
					b.Fatal(describe(list))
				}
			}
			b.SetBytes(int64(len(pages[0])))
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				a.proven.recent, a.proven.old = nil, a.proven.recent // forget in time what is on no other page
				a.File("law/index.html", pages[i%len(pages)])
			}
		})
	}
}

func BenchmarkSite(b *testing.B) {
	s := strictSample(b)
	a := New(s.policy)
	page := longPage(b, 1)
	var facts []Facts
	for i := range 10_000 {
		path := fmt.Sprintf("p/%05d/index.html", i)
		if i < 4 {
			path = []string{"law/index.html", "cy/index.html", "p/0a2c/index.html", "index.html"}[i]
		}
		f, _ := a.File(path, page)
		f.Title += fmt.Sprint(i)
		facts = append(facts, f)
	}
	b.ReportAllocs()
	for b.Loop() {
		a.Site(Each(facts))
	}
}
