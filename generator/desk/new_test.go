package desk

import (
	"context"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// Every kind of the shipped site, in every language and in all: what is made has
// nothing wrong with it but the places that are left to write.
func TestNewPassesButForPlaceholders(t *testing.T) {
	in := real(t)
	before, b := must(t, in).Findings, new(builder)
	type wanted struct {
		kind, path string
		langs      []site.Lang
	}
	all := []wanted{
		{"page", "content/help/at-night", nil},
		{"page", "help/at-night.md", []site.Lang{"en", "cy"}},
		{"page", "at-night.cy.md", nil},
		{"module", "self-help/sleep", nil},
		{"module", "content/self-help/sleep/", []site.Lang{"en", "cy"}},
		{"module", "self-help/sleep", []site.Lang{"cy"}},
		{"chapter", "self-help/urges/at-work", nil},
		{"campaign", "campaigns/coast", nil},
		{"campaign", "campaigns/coast", []site.Lang{"en", "cy"}},
		{"release", "news/coast-begins", nil},
		{"release", "news/coast-begins", []site.Lang{"en", "cy"}},
		{"release", "news/coast-begins", []site.Lang{"cy"}},
	}
	for i, c := range all {
		if i%12 > 0 && !sitetest.Soak() {
			continue
		}
		plan, err := b.page(context.Background(), in, Page{Kind: c.kind, Path: c.path, Langs: c.langs, Chapters: map[string]int{"module": 2}[c.kind]})
		if err != nil {
			t.Errorf("%s %s %v: %v", c.kind, c.path, c.langs, err)
			continue
		}
		left := 0
		for _, f := range fresh(before, plan.After, func(s string) string { return s }) {
			made := false
			for _, ch := range plan.Changes {
				made = made || f.Pos.File == site.Shown(ch.File)
			}
			if !made {
				continue // elsewhere, such as a page that is a few bytes longer now
			}
			if left++; !strings.HasPrefix(f.Code, "placeholder/") {
				t.Errorf("%s %s %v:\n%s", c.kind, c.path, c.langs, sitetest.Text([]diag.Finding{f}))
			}
		}
		files := max(1, len(c.langs)) * map[bool]int{true: 3, false: 1}[c.kind == "module"]
		if len(plan.Changes) != files || left < 3*files {
			t.Errorf("%s %s %v: %d files with %d places to write", c.kind, c.path, c.langs, len(plan.Changes), left)
		}
		for _, ch := range plan.Changes {
			if s := string(ch.New); strings.Contains(s, "{{") || !strings.Contains(s, "date: 2026-11-27\n") || ch.From != "" {
				t.Errorf("%s:\n%s", ch.File, s)
			}
		}
	}
}

func TestNewNumbers(t *testing.T) {
	in := small(t, map[string]string{
		"_archetypes/module.md":  "---\ntitle: {{title}}\ndescription: TODO\naim: TODO\ndiscreetTitle: Guide {{guide}}\nweight: {{weight}}\n---\nTODO\n",
		"_archetypes/chapter.md": "---\ntitle: {{title}}\ndescription: TODO\naim: TODO\ndiscreetTitle: Guide {{guide}}, part {{part}}\nweight: {{weight}}\n---\nTODO\n\n:::exercise[TODO]{minutes=5}\nTODO\n:::\n\n:::reflection\n- TODO\n:::\n",
	})
	for _, c := range []struct {
		ask  Page
		file string
		want string
	}{
		{Page{Kind: "module", Path: "self-help/sleep"}, "self-help/sleep/index.md", "title: Sleep\ndescription: TODO\naim: TODO\ndiscreetTitle: Guide 2\nweight: 20\n"},
		{Page{Kind: "module", Path: "self-help/sleep", Chapters: 3}, "self-help/sleep/part-3.md", "title: Part 3\ndescription: TODO\naim: TODO\ndiscreetTitle: Guide 2, part 3\nweight: 30\n"},
		{Page{Kind: "chapter", Path: "self-help/urges/at-work"}, "self-help/urges/at-work.md", "title: At work\ndescription: TODO\naim: TODO\ndiscreetTitle: Guide 1, part 3\nweight: 30\n"},
		{Page{Kind: "page", Path: "help/at-night", Title: "In the night"}, "help/at-night.md", "title: In the night\n"},
	} {
		plan, err := New(context.Background(), in, c.ask)
		if err != nil {
			t.Errorf("%+v: %v", c.ask, err)
			continue
		}
		if got := text(plan.over(in.Content), c.file); !strings.HasPrefix(got, "---\n"+c.want) {
			t.Errorf("%+v: %s is\n%s", c.ask, c.file, got)
		}
		if strings.Contains(text(plan.over(in.Content), "help/at-night.md"), "discreetTitle") {
			t.Error("a page that is not discreet has a discreet title")
		}
	}
}

// A title may be anything that an editor types.
func TestNewTitles(t *testing.T) {
	in := small(t, map[string]string{"_archetypes/page.md": "---\ntitle: {{title}}\ndescription: TODO {{ title }}\ndate: {{date}}\n---\nTODO\n"})
	for title, want := range map[string]string{
		"At night":       "title: At night\ndescription: TODO At night\n",
		"2027":           "title: \"2027\"\ndescription: TODO 2027\n",
		"Yes: \"a\" #b":  "title: \"Yes: \\\"a\\\" #b\"\ndescription: \"TODO Yes: \\\"a\\\" #b\"\n",
		"- one":          "title: \"- one\"\ndescription: TODO - one\n",
		"O'Brien's page": "title: O'Brien's page\ndescription: TODO O'Brien's page\n",
	} {
		plan, err := New(context.Background(), in, Page{Kind: "page", Path: "help/at-night", Title: title})
		if err != nil {
			t.Errorf("%q: %v", title, err)
			continue
		}
		if got := string(plan.Changes[0].New); !strings.HasPrefix(got, "---\n"+want) {
			t.Errorf("%q: got\n%s\nwant\n%s", title, got, want)
		}
	}
}

// A kind that the site declares itself needs no archetype.
func TestNewOwnKind(t *testing.T) {
	base := small(t, nil)
	in := small(t, map[string]string{
		"site.yaml":       strings.Replace(text(base.Content, "site.yaml"), "sections:\n", "kinds:\n  page2: {label: event, plural: events, fields: {where: {type: text, label: {en: Where, cy: Ble}, needed: true}}}\nsections:\n  events: {kind: page2}\n", 1),
		"events/index.md": "---\ntitle: Events\ndescription: What is on, and where it is.\ndate: 2026-11-01\n---\nEvents.\n",
	})
	res := must(t, in)
	if list := errorsOf(res.Findings); len(list) > 0 {
		t.Log(sitetest.Text(list))
	}
	plan, err := New(context.Background(), in, Page{Kind: "page2", Path: "events/open-day"})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(plan.Changes[0].New); !strings.Contains(got, "\nwhere: TODO\n") || !strings.Contains(got, "title: Open day\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestNewRefuses(t *testing.T) {
	in := small(t, map[string]string{"help/night.md": "---\ntitle: At night\ndescription: What helps at night.\ndate: 2026-11-01\n---\nCall :phone[helpline].\n\n## Sleep\n\nSleep well.\n"})
	for _, c := range sitetest.Some([]struct {
		ask   Page
		words []string
	}{
		{Page{Kind: "modul", Path: "self-help/sleep"}, []string{`no kind of page "modul"`, "did you mean module?"}},
		{Page{Kind: "blog", Path: "self-help/sleep"}, []string{"the kinds are module, chapter, campaign, release, page"}},
		{Page{Kind: "module", Path: "help/sleep"}, []string{"content/help/sleep/index.md is a page", "write sotto new module content/self-help/sleep"}},
		{Page{Kind: "campaign", Path: "coast"}, []string{"write sotto new campaign content/campaigns/coast"}},
		{Page{Kind: "page", Path: "news/coast"}, []string{"is a release", "write sotto new release content/news/coast"}},
		{Page{Kind: "chapter", Path: "self-help/sleep"}, []string{"write sotto new chapter content/self-help/MODULE/sleep"}},
		{Page{Kind: "module", Path: "self-help/urges"}, []string{"content/self-help/urges/index.md is there already"}},
		{Page{Kind: "page", Path: "privacy.md"}, []string{"content/privacy.md is there already"}},
		{Page{Kind: "page", Path: "../x"}, []string{"no path in content/"}},
		{Page{Kind: "page", Path: "About Us"}, []string{"content/About Us cannot be an address: names are in lower case", "write sotto new page content/about-us"}},
		{Page{Kind: "module", Path: "self-help/Sleep/"}, []string{"names are in lower case", "write sotto new module content/self-help/sleep"}},
		{Page{Kind: "page", Path: "???"}, []string{"write sotto new page content/my-page"}},
		{Page{Kind: "page", Path: "help/foo.txt"}, []string{"ends in .md, not in .txt", "write sotto new page content/help/foo.md"}},
		{Page{Kind: "page", Path: "/help/foo"}, []string{"no path in content/", "without the slash at its beginning it is content/help/foo"}},
		{Page{Kind: "page", Path: "help"}, []string{"content/help is a folder, whose own page is content/help/index.md", "content/help/a-name"}},
		{Page{Kind: "page", Path: "self-help/urges"}, []string{"content/self-help/urges is a folder"}},
		{Page{Kind: "page", Path: "privacy/"}, []string{"content/privacy.md is the page at that address", "sotto move content/privacy.md content/privacy/index.md"}},
		{Page{Kind: "page", Path: "help/night.cy"}, []string{"content/help/night.md is there already, and its translation has its parts", "copy that file to content/help/night.cy.md", "draft: true"}},
		{Page{Kind: "page", Path: "index"}, []string{"content/index.md is found by its name"}},
		{Page{Kind: "module", Path: "self-help/sleep", Chapters: -3}, []string{"write --chapters 5"}},
		{Page{Kind: "page", Path: "x", Langs: []site.Lang{"pl"}}, []string{`"pl" is not one of the site's languages`, "en, cy"}},
		{Page{Kind: "page", Path: "x", Chapters: 2}, []string{"only a module has chapters"}},
		{Page{Kind: "chapter", Path: "self-help/urges/x.cy"}, []string{"section/module"}},
		{Page{Kind: "page", Path: "help.md"}, []string{"content/help is a folder"}},
	}, 3) {
		_, err := New(context.Background(), in, c.ask)
		wantRefusal(t, err, c.words...)
	}
}
