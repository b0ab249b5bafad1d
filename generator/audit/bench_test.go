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
		fmt.Fprintf(&body, "<h2 id=\"part-%d\">Part %d of it</h2>\n<p>Some people find that the <em>first week</em> is the hardest, and that it’s easier with <a href=\"/law/\">somebody to talk to</a>; others don’t. What helps is to know beforehand, in your own words, what you’ll do when it comes: page %d says <a href=\"/p/0a2c/\">how</a>, <a href=\"#part-%d\">here</a> &amp; there.</p>\n", i, i, n, i)
		fmt.Fprintf(&body, "<table>\n<thead>\n<tr><th scope=\"col\">Year</th><th scope=\"col\">Calls</th></tr>\n</thead>\n<tbody>\n<tr><td>2018</td><td>%d</td></tr>\n<tr><td>2019</td><td>%d</td></tr>\n</tbody>\n</table>\n<ul>\n<li><a href=\"/cy/\">One</a></li>\n<li>Two <strong>things</strong></li>\n</ul>\n", i, i+n)
	}
	return []byte(strings.Replace(page, "</main>", body.String()+"</main>", 1))
}

func benchmarkPage(b *testing.B, change func(*Policy)) {
	s := strictSample(b)
	s.policy.OnePass = true
	change(&s.policy)
	a := New(s.policy)
	page := longPage(b, 1)
	if _, list := a.File("law/index.html", page); len(list) > 0 {
		b.Fatal(describe(list))
	}
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		a.File("law/index.html", page)
	}
}

func BenchmarkPage(b *testing.B) { benchmarkPage(b, func(*Policy) {}) }

func BenchmarkPageWithSecondOpinion(b *testing.B) {
	benchmarkPage(b, func(p *Policy) { p.OnePass = false })
}

func BenchmarkPageGeneral(b *testing.B) {
	benchmarkPage(b, func(p *Policy) { p.Profile = General; p.Script = hashSource([]byte(strictSample(b).script)) })
}

func BenchmarkSite(b *testing.B) {
	s := strictSample(b)
	s.policy.OnePass = true
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
		a.Site(facts)
	}
}
