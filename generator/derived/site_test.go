package derived

import (
	"testing"
	"time"

	"sotto/generator/site"
)

const policy = "default-src 'none'; style-src 'sha256-YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU='; script-src 'none'; img-src 'self' data:; base-uri 'none'; form-action 'none'"

func day(t testing.TB, text string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// small is a site with two languages, a newsroom, aliases, a discreet section
// and error pages, served below base.
func small(t testing.TB, base string) *site.Site {
	t.Helper()
	news := &site.Section{Path: "news", Kind: "release", Feed: true, Day: "issued", Author: "issuer"}
	quiet := &site.Section{Path: "self-help", Kind: site.Module, Discreet: true}
	first, later := day(t, "2026-11-21"), day(t, "2026-12-03")
	s := &site.Site{
		Config: site.Config{
			Title:     site.Text{"en": "Help & hope", "cy": "Help a gobaith"},
			BaseURL:   "https://www.example.org" + base,
			BasePath:  base,
			Languages: []site.Lang{"en", "cy"},
			Sections:  []site.Section{*news, *quiet},
			Gone: []site.Gone{{Address: "/campaigns/2019/"}, {Address: "/cy/ymgyrchoedd/2019/"}, {Address: "/a/rather/*"}, {Address: "/cy/hen/*"}, {Address: "/old/feed.xml"},
				{Address: "/p/0a2co1steo2a/"}, {Address: "/odd {name}/"}, {Address: "/*"}},
		},
		Pages: []*site.Page{
			{Source: "404.md", Kind: site.NotFound, Lang: "en", Address: base + "404.html", Output: "404.html", Title: "Not here"},
			{Source: "404.cy.md", Kind: site.NotFound, Lang: "cy", Address: base + "cy/404.html", Output: "cy/404.html", Title: "Nid yma"},
			{Source: "index.md", Kind: site.Home, Lang: "en", Address: base, Output: "index.html", Title: "Home", LastMod: first},
			{Source: "index.cy.md", Kind: site.Home, Lang: "cy", Address: base + "cy/", Output: "cy/index.html", Title: "Hafan", LastMod: later},
			{Source: "law/index.md", Kind: site.Plain, Lang: "en", Address: base + "law/", Output: "law/index.html", Title: "The law", LastMod: first,
				Seldom: &site.Seldom{Aliases: []string{base + "legal/", base + "a/rather/long/old/address/"}}},
			{Source: "news/index.md", Kind: site.Plain, Section: news, Lang: "en", Address: base + "news/", Output: "news/index.html", Title: "Newsroom", LinkTitle: "News"},
			{Source: "news/launch.md", Kind: "release", Section: news, Lang: "en", ID: "news/launch", Address: base + "news/launch/", Output: "news/launch/index.html",
				Title: "Forces & charity <join>", Description: "A \"short\" summary.", Date: first, LastMod: later,
				Seldom: &site.Seldom{Fields: []site.Field{{Key: "issued", Value: site.PartialDate("2018")}, {Key: "issuer", Value: "The charity"}}}},
			{Source: "news/launch.cy.md", Kind: "release", Section: news, Lang: "cy", ID: "news/launch", Address: base + "cy/news/launch/", Output: "cy/news/launch/index.html",
				Title: "Lansio", Description: "Crynodeb.", Date: first, LastMod: first},
			{Source: "news/doubles.md", Kind: "release", Section: news, Lang: "en", ID: "news/doubles", Address: base + "news/doubles/", Output: "news/doubles/index.html",
				Title: "Doubles", Description: "Twice.", Date: first, LastMod: first, Seldom: &site.Seldom{Fields: []site.Field{{Key: "issued", Value: site.PartialDate("2018-11-02")}}, Aliases: []string{base + "news/old/"}}},
			{Source: "self-help/a.md", Kind: site.Chapter, Section: quiet, Lang: "en", Address: base + "p/0a2co1steo2i/", Output: "p/0a2co1steo2i/index.html", Title: "Guide", LastMod: first},
			{Source: "self-help/a.cy.md", Kind: site.Chapter, Section: quiet, Lang: "cy", Address: base + "p/ie0etatecoa2/", Output: "p/ie0etatecoa2/index.html", Title: "Canllaw", LastMod: first},
		},
	}
	held := func(name string, why site.WithheldWhy, ended bool, aliases ...string) {
		p := &site.Page{Source: name + ".md", Lang: "en", Address: base + name + "/", Output: name + "/index.html", Title: name, Seldom: &site.Seldom{Aliases: aliases}}
		s.Withheld = append(s.Withheld, site.Withheld{Page: p, Why: why, By: p.Source, Ended: ended})
	}
	held("expired", site.IsExpired, true, base+"was/expired/", base+"canary-alias/", base+"law/")
	held("canary-draft", site.IsDraft, false)
	held("canary-future", site.IsFuture, false, base+"canary-alias/")
	held("canary-never", site.IsExpired, false)
	twins := func(a, b int) {
		s.Pages[a].Twins, s.Pages[b].Twins = []*site.Page{s.Pages[b]}, []*site.Page{s.Pages[a]}
	}
	twins(0, 1)
	twins(2, 3)
	twins(6, 7)
	twins(9, 10)
	s.Types = Types()
	s.Seal()
	return s
}
