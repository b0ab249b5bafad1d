package derived

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFiles(t *testing.T) {
	var names []string
	for _, f := range Files(small(t, "/"), policy) {
		names = append(names, f.Path)
		if !strings.HasSuffix(string(f.Data()), "\n") {
			t.Errorf("%s does not end its last line", f.Path)
		}
	}
	want := []string{".server/Caddyfile", ".server/apache.conf", ".server/nginx.conf", ".well-known/gpc.json", "_headers", "_redirects",
		"cy/news/feed.xml", "news/feed.xml", "robots.txt", "sitemap.xml"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

// The order of the model's pages is the model's business.
func TestOrderDoesNotMatter(t *testing.T) {
	s := small(t, "/")
	texts := func() (out []string) {
		for _, f := range Files(s, policy) {
			out = append(out, f.Path+": "+string(f.Data()))
		}
		return out
	}
	before := texts()
	slices.Reverse(s.Pages)
	if diff := cmp.Diff(before, texts()); diff != "" {
		t.Error(diff)
	}
}

func TestSitemap(t *testing.T) {
	got := string(Sitemap(small(t, "/"), policy)[0].Data())
	want := `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
 <url>
  <loc>https://www.example.org/</loc>
  <lastmod>2026-11-21</lastmod>
  <xhtml:link rel="alternate" hreflang="en" href="https://www.example.org/"/>
  <xhtml:link rel="alternate" hreflang="cy" href="https://www.example.org/cy/"/>
 </url>
 <url>
  <loc>https://www.example.org/cy/</loc>
  <lastmod>2026-12-03</lastmod>
  <xhtml:link rel="alternate" hreflang="en" href="https://www.example.org/"/>
  <xhtml:link rel="alternate" hreflang="cy" href="https://www.example.org/cy/"/>
 </url>
`
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s", got)
	}
	if n := strings.Count(got, "<loc>"); n != 9 {
		t.Errorf("%d pages, want all but the error pages", n)
	}
	if strings.Contains(got, "404") || strings.Contains(got, "legal") {
		t.Error("the sitemap names a page that is not for search engines")
	}
	if !strings.Contains(got, "<loc>https://www.example.org/p/0a2co1steo2i/</loc>") {
		t.Error("a discreet page is missing")
	}
	// Which of the opaque addresses belong together is nobody's business.
	if n := strings.Count(got, "hreflang"); n != 8 || strings.Contains(got, `href="https://www.example.org/p/`) {
		t.Errorf("%d languages, want those of four pages that are not discreet:\n%s", n, got)
	}
	mustParse(t, []byte(got))
}

// No file lists more pages than the format allows, and together they list what one
// would.
func TestSitemapInParts(t *testing.T) {
	s := small(t, "/help/")
	whole := strings.SplitAfter(string(sitemap(s, 9)[0].Data()), "</url>\n")
	var names, got []string
	for _, f := range sitemap(s, 4) {
		names = append(names, f.Path)
		text := string(f.Data())
		mustParse(t, []byte(text))
		if f.Path == "sitemap.xml" {
			want := `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
 <sitemap>
  <loc>https://www.example.org/help/sitemap-1.xml</loc>
 </sitemap>
 <sitemap>
  <loc>https://www.example.org/help/sitemap-2.xml</loc>
 </sitemap>
 <sitemap>
  <loc>https://www.example.org/help/sitemap-3.xml</loc>
 </sitemap>
</sitemapindex>
`
			if diff := cmp.Diff(want, text); diff != "" {
				t.Error(diff)
			}
			continue
		}
		entries := strings.SplitAfter(text, "</url>\n")
		if n := len(entries) - 1; n < 1 || n > 4 {
			t.Errorf("%s has %d pages", f.Path, n)
		}
		if len(got) > 0 {
			entries[0] = entries[0][strings.Index(entries[0], " <url>"):]
		}
		got = append(got, entries[:len(entries)-1]...)
	}
	if diff := cmp.Diff([]string{"sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"}, names); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(whole[:len(whole)-1], got); diff != "" {
		t.Error(diff)
	}
}

func mustParse(t *testing.T, data []byte) {
	t.Helper()
	var any struct{ XMLName xml.Name }
	if err := xml.Unmarshal(data, &any); err != nil {
		t.Errorf("%v in\n%s", err, data)
	}
}

func TestRobots(t *testing.T) {
	got := string(Robots(small(t, "/help/"), policy)[0].Data())
	if want := "User-agent: *\nDisallow:\n\nSitemap: https://www.example.org/help/sitemap.xml\n"; got != want {
		t.Errorf("got %q", got)
	}
}

type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  []string `xml:"author>name"`
	Links   []link   `xml:"link"`
	Entries []struct {
		ID        string   `xml:"id"`
		Title     string   `xml:"title"`
		Published string   `xml:"published"`
		Updated   string   `xml:"updated"`
		Author    []string `xml:"author>name"`
		Links     []link   `xml:"link"`
		Summary   string   `xml:"summary"`
	} `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

func TestFeeds(t *testing.T) {
	feeds := Feeds(small(t, "/"), policy)
	if len(feeds) != 2 {
		t.Fatalf("%d feeds", len(feeds))
	}
	var en, cy atom
	for f, a := range map[*File]*atom{&feeds[0]: &en, &feeds[1]: &cy} {
		if err := xml.Unmarshal(f.Data(), a); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		// What RFC 4287 requires of every feed and entry.
		if a.ID == "" || a.Title == "" || a.Lang == "" || len(a.Author) != 1 {
			t.Errorf("%s lacks something: %+v", f.Path, a)
		}
		seen := map[string]bool{a.ID: true}
		for _, e := range a.Entries {
			if seen[e.ID] || e.Title == "" || e.Summary == "" || len(e.Links) != 1 {
				t.Errorf("%s: entry %+v", f.Path, e)
			}
			seen[e.ID] = true
			for _, at := range []string{e.Updated, e.Published, a.Updated} {
				if _, err := time.Parse(time.RFC3339, at); err != nil {
					t.Error(err)
				}
			}
		}
	}
	if en.Title != "News – Help & hope" || en.Updated != "2026-12-03T00:00:00Z" || cy.Title != "Help a gobaith" || cy.Lang != "cy" {
		t.Errorf("%q %q %q %q", en.Title, en.Updated, cy.Title, cy.Lang)
	}
	if diff := cmp.Diff([]link{
		{"self", "application/atom+xml", "", "https://www.example.org/news/feed.xml"},
		{"alternate", "text/html", "en", "https://www.example.org/news/"},
	}, en.Links); diff != "" {
		t.Error(diff)
	}
	// Of one date, the one that was issued later comes first.
	if len(en.Entries) != 2 || en.Entries[0].Title != "Doubles" || en.Entries[1].Title != "Forces & charity <join>" {
		t.Errorf("entries %+v", en.Entries)
	}
	e := en.Entries[1]
	if e.ID != "tag:www.example.org,2026-11-21:en/news/launch" || e.Summary != `A "short" summary.` || e.Author[0] != "The charity" ||
		e.Published != "2026-11-21T00:00:00Z" || e.Updated != "2026-12-03T00:00:00Z" || e.Links[0].Href != "https://www.example.org/news/launch/" {
		t.Errorf("%+v", e)
	}
	if len(cy.Entries) != 1 || cy.Entries[0].ID != "tag:www.example.org,2026-11-21:cy/news/launch" {
		t.Errorf("%+v", cy.Entries)
	}
}

func TestFeedWithoutDates(t *testing.T) {
	s := small(t, "/")
	for _, p := range s.Pages {
		p.Date, p.LastMod = time.Time{}, time.Time{}
	}
	var a atom
	if err := xml.Unmarshal(Feeds(s, policy)[0].Data(), &a); err != nil {
		t.Fatal(err)
	}
	if a.Updated != "1970-01-01T00:00:00Z" || a.Entries[0].ID != "https://www.example.org/news/doubles/" {
		t.Errorf("%+v", a)
	}
}

func TestNoReleasesNoFeed(t *testing.T) {
	s := small(t, "/")
	s.Pages, s.Branches, s.Feeds = s.Pages[:6], nil, nil
	s.Seal()
	if got := Feeds(s, policy); len(got) != 0 {
		t.Errorf("%d feeds", len(got))
	}
}

func TestRedirects(t *testing.T) {
	var got []string
	for line := range strings.Lines(string(Redirects(small(t, "/"), policy)[0].Data())) {
		if !strings.HasPrefix(line, "#") {
			got = append(got, line)
		}
	}
	want := []string{"/a/rather/long/old/address/ /law/ 301\n", "/legal/ /law/ 301\n", "/news/old/ /news/doubles/ 301\n"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHeadersFile(t *testing.T) {
	got := string(Headers(small(t, "/help/"), policy)[0].Data())
	for _, line := range []string{
		"\n/help/*\n",
		"\n  Content-Security-Policy: " + policy + "; frame-ancestors 'none'\n",
		"\n  Referrer-Policy: no-referrer\n",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("there is no %q in\n%s", line, got)
		}
	}
	for line := range strings.Lines(got) {
		if len(line) > 2000 {
			t.Error("a line is longer than such hosts read")
		}
	}
}

// Values must mean the same in every configuration's syntax.
func TestHeaderValues(t *testing.T) {
	for _, h := range headers(policy) {
		if strings.ContainsAny(h.value, "${}\\\"\n%") || h.value == "" || strings.ContainsAny(h.name, " :") {
			t.Errorf("%s: %s", h.name, h.value)
		}
	}
}
