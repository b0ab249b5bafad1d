package load

import (
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sotto/generator/diag"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// TestConfig reads every key of site.yaml.
func TestConfig(t *testing.T) {
	fsys := base(t)
	fsys["site.yaml"] = &fstest.MapFile{Data: []byte(`
title: {en: Example, cy: Enghraifft}
baseURL: https://www.example.org/help
languages: [en, cy]
timeZone: Europe/London
contact: helpline
pages:
  help: help/index.md
  privacy: privacy.md
  privateReading: privacy.md
  limits: help/index.md#limits
menus:
  main: [help/index.md, self-help/index.md]
  footer: [privacy.md]
sections:
  self-help: {kind: module, discreet: true}
  news: {kind: release, exit: false}
  campaigns: {kind: campaign, exit: {en: Off, cy: Ffwrdd}}
exit:
  url: https://weather.example.net/
  label: {en: Leave, cy: Gadael}
size: {mode: off, pageBytes: 40000, transferBytes: 10000}
sensitive: {en: [abuse], cy: [cam-drin]}
outbound: [www.example.net, weather.example.net]
`)}
	s, findings := mustLoad(t, Input{Content: fsys, Clock: noon})
	if len(findings) > 0 {
		t.Fatal(sitetest.Text(findings))
	}
	london, _ := time.LoadLocation("Europe/London")
	want := site.Config{
		Title:   site.Text{"en": "Example", "cy": "Enghraifft"},
		BaseURL: "https://www.example.org/help/", BasePath: "/help/",
		Languages: []site.Lang{"en", "cy"}, TimeZone: london,
		MainMenu: []string{"help/index.md", "self-help/index.md"}, FooterMenu: []string{"privacy.md"},
		Sections: []site.Section{
			{Path: "campaigns", Kind: "campaign", Figures: true, ExitLabel: site.Text{"en": "Off", "cy": "Ffwrdd"}},
			{Path: "news", Kind: "release", Feed: true, Day: "issued", Author: "issuer", Signed: true, Figures: true, NoExit: true},
			{Path: "self-help", Kind: site.Module, Discreet: true},
		},
		Outbound:  []string{"weather.example.net", "www.example.net"},
		Exit:      site.Exit{URL: "https://weather.example.net/", Label: site.Text{"en": "Leave", "cy": "Gadael"}},
		Size:      site.Size{Mode: site.Off, PageBytes: 40000, TransferBytes: 10000},
		Sensitive: map[site.Lang][]string{"en": {"abuse"}, "cy": {"cam-drin"}},
		HelpPage:  "help/index.md", Privacy: "privacy.md", PrivateReading: "privacy.md", Limits: "help/index.md#limits",
		ContactService: "helpline",
	}
	sameZone := cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })
	if diff := cmp.Diff(want, s.Config, sameZone); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRegistry reads every key of services.yaml.
func TestRegistry(t *testing.T) {
	fsys := base(t)
	fsys["services.yaml"] = &fstest.MapFile{Data: []byte(`
- id: helpline
  name: {en: Helpline, fr: Aide}
  summary: {en: Talk., cy: Siarad.}
  countries: [GB, IE]
  languages: [en, cy]
  audiences: [self, someone-else, family, professional, young]
  crisis: true
  website: https://www.example.net/
  channels:
    - type: phone
      number: 0800 123 456
      dial: "+44800123456"
      label: {en: Day line, cy: Dydd}
      cost: {text: {en: Free, cy: Am ddim}}
      hours:
        open:
          - {days: [mon, sun], from: "09:00", to: "24:00"}
          - {days: [sat], from: "10:00", to: "12:30"}
    - {type: phone, number: 116 123, dial: 116123, hours: {always: true}}
    - {type: chat, url: https://www.example.net/chat}
    - {type: message, url: https://www.example.net/message}
    - {type: web, url: https://www.example.net/web}
    - {type: email, address: help@example.net}
    - {type: visit, address: 1 High Street}
  asOf: 2026-02
  source: A letter of 2 February 2026.
  verifyBy: 2027-02-21
- id: second
  name: {cy: Ail}
  summary: {en: Second., cy: Ail.}
  countries: []
  source: The same.
  verifyBy: 2027-02-22
`)}
	s, findings := mustLoad(t, Input{Content: fsys, Clock: noon})
	if len(findings) > 0 {
		t.Fatal(sitetest.Text(findings))
	}
	day := func(d int) time.Time { return time.Date(2027, 2, d, 0, 0, 0, 0, s.Config.TimeZone) }
	at := func(line, col int) diag.Pos { return diag.Pos{File: "content/services.yaml", Line: line, Col: col} }
	want := []*site.Service{{
		ID: "helpline", Name: site.Text{"en": "Helpline", "fr": "Aide"}, Summary: site.Text{"en": "Talk.", "cy": "Siarad."},
		Reach:     site.Reach{Countries: []string{"GB", "IE"}, Languages: []string{"en", "cy"}},
		Audiences: []site.Audience{site.ForSelf, site.ForSomeoneElse, site.ForFamily, site.ForProfessional, site.ForYoung},
		Crisis:    true, Website: "https://www.example.net/",
		Channels: []site.Channel{
			{Type: site.Phone, Number: "0800 123 456", Dial: "+44800123456", Label: site.Text{"en": "Day line", "cy": "Dydd"}, Cost: site.Cost{Text: site.Text{"en": "Free", "cy": "Am ddim"}},
				Hours: site.Opening{Open: []site.Hours{{Days: []time.Weekday{time.Monday, time.Sunday}, From: "09:00", To: "24:00"}, {Days: []time.Weekday{time.Saturday}, From: "10:00", To: "12:30"}}}},
			{Type: site.Phone, Number: "116 123", Dial: "116123", Hours: site.Opening{Always: true}},
			{Type: site.Chat, URL: "https://www.example.net/chat"},
			{Type: site.SecureMail, URL: "https://www.example.net/message"},
			{Type: site.Web, URL: "https://www.example.net/web"},
			{Type: site.Email, Address: "help@example.net"},
			{Type: site.Visit, Address: "1 High Street"},
		},
		Found: site.Found{AsOf: "2026-02", Source: "A letter of 2 February 2026.", VerifyBy: day(21), AsOfAt: at(26, 9), VerifyAt: at(28, 13)},
	}, {
		ID: "second", Name: site.Text{"cy": "Ail"}, Summary: site.Text{"en": "Second.", "cy": "Ail."}, Found: site.Found{Source: "The same.", VerifyBy: day(22), VerifyAt: at(34, 13)},
	}}
	if diff := cmp.Diff(want, s.Services); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// inEnglish and inWelsh are what every messages file holds besides messages.
const (
	inEnglish = `language:
  name: English
  english: English
  months: [January, February, March, April, May, June, July, August, September, October, November, December]
  days: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
  date: "{day} {month} {year}"
  monthYear: "{month} {year}"
  clock: {hours: 12, time: "{hour}:{minute}{half}", onTheHour: "{hour}{half}", am: am, pm: pm, noon: midday}
  numbers: {thousands: ",", decimal: "."}
  quotes: [“, ”, ‘, ’]
`
	inWelsh = `language:
  name: Cymraeg
  english: Welsh
  months: [Ionawr, Chwefror, Mawrth, Ebrill, Mai, Mehefin, Gorffennaf, Awst, Medi, Hydref, Tachwedd, Rhagfyr]
  days: [dydd Llun, dydd Mawrth, dydd Mercher, dydd Iau, dydd Gwener, dydd Sadwrn, dydd Sul]
  date: "{day} {month} {year}"
  monthYear: "{month} {year}"
  clock: {hours: 12, time: "{hour}:{minute}{half}", onTheHour: "{hour}{half}", am: yb, pm: yh}
  numbers: {thousands: ",", decimal: "."}
  quotes: [“, ”, ‘, ’]
`
)

// TestMessages: sorted by key, with their places, spaces in quotes kept.
func TestMessages(t *testing.T) {
	fsys := base(t)
	fsys["messages.en.yaml"] = &fstest.MapFile{Data: []byte("skip: Skip\nand: \" and \"\ndays: {one: day, other: days}\n" + inEnglish)}
	fsys["messages.cy.yaml"] = &fstest.MapFile{Data: []byte("and: \" a \"\nskip: Neidio\ndays:\n  zero: a\n  one: b\n  two: c\n  few: d\n  many: e\n  other: f\n" + inWelsh)}
	s, findings := mustLoad(t, Input{Content: fsys, Clock: noon})
	if len(findings) > 0 {
		t.Fatal(sitetest.Text(findings))
	}
	en := func(line int) diag.Pos { return diag.Pos{File: "content/messages.en.yaml", Line: line, Col: 1} }
	want := map[site.Lang][]site.Message{
		"en": {{Key: "and", Other: " and ", Pos: en(2)}, {Key: "days", One: "day", Other: "days", Pos: en(3)}, {Key: "skip", Other: "Skip", Pos: en(1)}},
		"cy": {{Key: "and", Other: " a "}, {Key: "days", Zero: "a", One: "b", Two: "c", Few: "d", Many: "e", Other: "f"}, {Key: "skip", Other: "Neidio"}},
	}
	ignoreWelshPlaces := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Pos" }, cmp.Comparer(func(a, b diag.Pos) bool {
		return a == b || a.File == "" || b.File == ""
	}))
	if diff := cmp.Diff(want, map[site.Lang][]site.Message{"en": s.Language("en").Messages, "cy": s.Language("cy").Messages}, ignoreWelshPlaces, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPage reads every key that all pages have.
func TestPage(t *testing.T) {
	fsys := base(t)
	fsys["films.md"] = &fstest.MapFile{Data: []byte(`---
title: "Films: all"
linkTitle: Films
description: Where the films are.
date: 2026-11-01
lastmod: 2026-11-02
publishDate: 2026-11-03
expiryDate: 2027-11-04
reviewed: 2026-11-05
reviewBy: 2027-11-06
weight: 7
draft: false
slug: our-films
aliases: [/old/]
translationKey: key
id: some/id
exempt:
  - {rule: term/avoid, why: because, until: 2026-11-07}
---
Three words here.
`)}
	s, findings := mustLoad(t, Input{Content: fsys, Clock: noon})
	if len(findings) > 0 {
		t.Fatal(sitetest.Text(findings))
	}
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, s.Config.TimeZone) }
	want := &site.Page{
		Section: &site.Section{},
		Source:  "films.md", Kind: site.Plain, Lang: "en", Key: "key", ID: "some/id",
		Address: "/our-films/", Output: "our-films/index.html",
		Title: "Films: all", LinkTitle: "Films", TabTitle: "Films: all", Description: "Where the films are.",
		Date: day(2026, 11, 1), LastMod: day(2026, 11, 2),
		ReviewBy: day(2027, 11, 6), Weight: 7, Words: 3,
		Seldom: &site.Seldom{
			Slug: "our-films", Aliases: []string{"/old/"}, PublishDate: day(2026, 11, 3), ExpiryDate: day(2027, 11, 4), Reviewed: day(2026, 11, 5),
			Exempt: []site.Exemption{{Rule: "term/avoid", Why: "because", Until: day(2026, 11, 7), Line: 18, Col: 5}},
		},
		Strip: &site.Strip{Services: []*site.Service{s.Service("helpline")}, Ours: true, Always: true},
	}
	got := s.Page("films.md", "en")
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(site.Page{}, "Text", "BodyStart", "Front", "Digest", "Parent"), cmpopts.IgnoreUnexported(site.Page{}, site.Seldom{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	prose := []site.Prose{
		{Key: "title", Lang: "en", Text: "Films: all", Line: 2, Col: 9}, {Key: "linkTitle", Lang: "en", Text: "Films", Line: 3, Col: 12},
		{Key: "description", Lang: "en", Text: "Where the films are.", Line: 4, Col: 14},
	}
	if diff := cmp.Diff(prose, got.Prose()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if tab, old := s.Tab(got), s.Old(got); tab != "Films: all – Example" || !slices.Equal(old, []string{"old/index.html"}) {
		t.Errorf("the tab says %q, and the old files are %q", tab, old)
	}
	if body := string(got.Body()); body != "Three words here.\n" {
		t.Errorf("the body is %q", body)
	}
}
