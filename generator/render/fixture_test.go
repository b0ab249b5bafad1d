package render

import (
	"bytes"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
	"sotto/generator/sitetest"
	"sotto/generator/sitetest/languages"
)

// realTemplates are the templates that ship with the site, as a file system
// that a test can change.
func realTemplates(t testing.TB) fstest.MapFS {
	t.Helper()
	return sitetest.Folder(t, os.DirFS("../../templates"))
}

func day(s string) time.Time {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		panic(err)
	}
	return t
}

// fixture is a small site with one page of each kind, some of them in both
// languages.
func fixture(t testing.TB) *site.Site {
	guides := &site.Section{Path: "guides", Kind: site.Module, Discreet: true}
	campaigns := &site.Section{Path: "campaigns", Kind: "campaign"}
	news := &site.Section{Path: "news", Kind: "release", Feed: true, Day: "issued", Author: "issuer", ExitLabel: site.Text{"en": "Close this"}}
	quiet := &site.Section{Path: "quiet", Kind: site.Plain, NoExit: true}
	s := &site.Site{
		Config: site.Config{
			Title:   site.Text{"en": "Get help", "cy": "Cael help"},
			BaseURL: "https://www.example.org/", BasePath: "/",
			Languages:      []site.Lang{"en", "cy"},
			MainMenu:       []string{"help/index.md", "guides/index.md"},
			HelpMenu:       []string{"help/index.md"},
			FactsMenu:      []string{"guides/index.md"},
			FooterMenu:     []string{"privacy.md"},
			Sections:       []site.Section{*campaigns, *guides, *news, *quiet},
			Exit:           site.Exit{URL: "https://weather.example/", Label: site.Text{"en": "Leave this site", "cy": "Gadael y wefan"}},
			PrivateReading: "privacy.md", Privacy: "privacy.md", HelpPage: "help/index.md",
			ContactService: "line", Limits: "privacy.md#limits", Phrases: "quiet/index.md",
		},
		Languages: languages.Of("en", "cy"),
		Clock:     time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC),
		Rules:     site.Rules{Dates: site.DateRules{Hours: 730}},
		Datasets:  []*site.Dataset{calls()},
		Laws:      laws(),
		Limits: []*site.Limit{
			{
				ID: "line", Name: site.Text{"en": "The line", "cy": "Y llinell"},
				Short:    site.Text{"en": "The line passes on <some> things.", "cy": "Mae’r llinell yn trosglwyddo rhai pethau."},
				Rule:     site.Text{"en": "It passes on what you say when:", "cy": "Mae’n trosglwyddo’r hyn a ddywedwch:"},
				Triggers: []site.Said{{Text: site.Text{"en": "A child is at risk.", "cy": "Pan fydd plentyn mewn perygl."}}, {Text: site.Text{"en": "A court asks.", "cy": "Pan fydd llys yn gofyn."}}},
				Nations: []site.InNations{
					{In: []site.Nation{site.England, site.Wales}, Text: site.Text{"en": "There is a law.", "cy": "Mae cyfraith."}, Sources: []string{"act-1978"}},
					{In: []site.Nation{site.NorthernIreland}, Text: site.Text{"en": "There is another.", "cy": "Mae un arall."}},
				},
				Unknown: []site.Said{{Text: site.Text{"en": "if it is in force.", "cy": "a yw mewn grym."}}},
				Sources: []string{"adroddiad", "study"}, VerifyBy: day("2027-05-27"),
			},
			{
				ID: "doctor", Name: site.Text{"en": "A doctor", "cy": "Meddyg"}, Page: "help/index.md#doctors",
				Short: site.Text{"en": "A doctor must act.", "cy": "Rhaid i feddyg weithredu."}, Rule: site.Text{"en": "A doctor must act.", "cy": "Rhaid i feddyg weithredu."},
				Sources: []string{"known"},
			},
		},
		Sources: []*site.Source{
			{ID: "act-1978", By: "Parliament", Title: "The Act", Date: "1978-07-20", Kind: site.LawSource, Seen: day("2026-11-27"), How: site.SeenItself},
			{ID: "adroddiad", By: "Llywodraeth", Title: "Yr adroddiad", Lang: "cy", Date: "2018", Kind: site.OfficialSource, Seen: day("2026-11-27"), How: site.SeenCopy,
				Note: site.Text{"en": "It shows <little>.", "cy": "Nid yw’n dangos llawer."}},
			{ID: "study", By: "Somebody", Title: "A study & more", Kind: site.ResearchSource, Seen: day("2026-11-27"), How: site.SeenExcerpt, Note: site.Text{"en": "In English only."}},
			{ID: "known", By: "Everybody", Title: "Known", Kind: site.GeneralSource, Seen: day("2026-11-27"), How: site.NotSeen},
		},
		Boilerplates: []*site.Boilerplate{
			{ID: "charity", Name: site.Text{"en": "The charity", "cy": "Yr elusen"}, Text: site.Text{"en": "It helps.", "cy": "Mae’n helpu."}, AsOf: "2019-05"},
			{ID: "north", Name: site.Text{"en": "North & Co"}, Text: site.Text{"en": "It is <b>new</b>.", "cy": "Mae’n newydd."}},
		},
		Topics: []*site.Topic{
			{ID: "police", Title: site.Text{"en": "Police", "cy": "Llys"}, Words: map[site.Lang][]string{"en": {"at the door"}, "cy": {"tŷ"}}, Page: "help/index.md#x"},
			{ID: "held", Title: site.Text{"en": "Held back", "cy": "Heb"}, Page: "held.md"},
			{ID: "law", Title: site.Text{"en": "Law", "cy": "Lwc"}, Page: "privacy.md"},
		},
		Steps: []*site.Step{
			{ID: "danger", Question: site.Text{"en": "Is anyone in <danger>?", "cy": "A oes perygl?"}, About: site.Text{"en": "You, or a child.", "cy": "Chi, neu blentyn."},
				Answers: []site.Answer{{Text: site.Text{"en": "Yes", "cy": "Oes"}, To: "call"}, {Text: site.Text{"en": "No", "cy": "Nac oes"}, To: "who"}}, Unsure: "call"},
			{ID: "who", Question: site.Text{"en": "Who is it about?", "cy": "Am bwy?"}, Answers: []site.Answer{{Text: site.Text{"en": "Me", "cy": "Fi"}, To: "plan"}, {Text: site.Text{"en": "Nobody", "cy": "Neb"}, To: "gone"}}, Unsure: "call"},
			{ID: "call", Outcome: site.Text{"en": "Who to call", "cy": "Pwy i’w ffonio"}, Page: "help/index.md#crisis", Talk: "line"},
			{ID: "plan", Outcome: site.Text{"en": "Your plan", "cy": "Eich cynllun"}, Page: "guides/two/index.md"},
		},
		Words: []*site.Word{
			{ID: "lake", Place: site.FirstWord, Text: site.Text{"en": "lake", "cy": "llyn"}},
			{ID: "tent", Place: site.SecondWord, Text: site.Text{"en": "tent", "cy": "pabell"}},
			{ID: "owl", Place: site.SecondWord, Text: site.Text{"en": "owl", "cy": "tylluan"}},
		},
		Services: []*site.Service{
			{
				ID: "line", Name: site.Text{"en": "The line", "cy": "Y llinell"}, Reach: site.Reach{Countries: []string{"GB"}, Languages: []string{"en", "cy"}}, Summary: site.Text{"en": "For anyone’s worry.", "cy": "I bawb."},
				Website: "https://line.example/", Found: site.Found{Source: "A letter.", AsOf: "2026-02"},
				Channels: []site.Channel{
					{Type: site.Phone, Number: "0808 100 0100", Dial: "+448081000100", Cost: site.Cost{Text: site.Text{"en": "Free", "cy": "Am ddim"}}, Hours: site.Opening{Open: []site.Hours{
						{Days: []time.Weekday{time.Thursday, time.Monday, time.Tuesday, time.Wednesday}, From: "09:00", To: "21:00"},
						{Days: []time.Weekday{time.Friday}, From: "09:00", To: "17:30"},
					}}},
					{Type: site.Phone, Number: "+44 1372 000 000", Dial: "+441372000000", Label: site.Text{"en": "From Ireland", "cy": "O Iwerddon"}},
					{Type: site.Chat, URL: "https://line.example/chat"},
					{Type: site.Web, URL: "https://line.example/"},
				},
			},
			{
				ID: "always", Name: site.Text{"en": "Always there"}, Reach: site.Reach{Countries: []string{"GB"}}, Crisis: true,
				Summary:  site.Text{"en": "When it is hard to cope.", "cy": "Pan fydd hi’n anodd."},
				Channels: []site.Channel{{Type: site.Phone, Number: "116 123", Dial: "116123", Hours: site.Opening{Always: true}}},
			},
			{
				ID: "abroad", Name: site.Text{"en": "Abroad"}, Reach: site.Reach{Countries: []string{"BE", "FR"}, Languages: []string{"fr"}},
				Summary: site.Text{"en": "Elsewhere.", "de": "Anderswo.", "fr": "Ailleurs."}, Unread: []string{"fr"},
				Channels: []site.Channel{{Type: site.Email, Address: "help@abroad.example"}, {Type: site.Visit, Address: "1 Long Street"}},
			},
			{
				ID: "quiet", Name: site.Text{"en": "Quiet"}, Reach: site.Reach{Nations: []site.Nation{site.Wales, site.England}, Countries: []string{"GB"}, Languages: []string{"en"}}, Crisis: true,
				Summary: site.Text{"en": "For anyone who cannot talk.", "cy": "I bawb."}, Brief: site.Text{"en": "Without a voice.", "cy": "Heb lais."},
				Found: site.Found{Source: "A page.", VerifyBy: time.Date(2027, 5, 3, 0, 0, 0, 0, time.UTC)},
				Channels: []site.Channel{
					{Type: site.Phone, Number: "0808 100 0200", Dial: "+448081000200", Hours: site.Opening{BankHolidays: site.HolidaysClosed, Closed: []site.Closure{{From: day("2026-12-24"), To: day("2027-01-01")}, {From: day("2026-11-30"), To: day("2026-11-30"), Nations: []site.Nation{site.Scotland}}}, Open: []site.Hours{
						{Days: []time.Weekday{time.Monday, time.Tuesday}, From: "18:00", To: "24:00"},
						{Days: []time.Weekday{time.Tuesday, time.Wednesday}, From: "00:00", To: "02:00"},
						{Days: []time.Weekday{time.Friday}, From: "18:00", To: "24:00"},
						{Days: []time.Weekday{time.Saturday, time.Sunday}, From: "00:00", To: "24:00"},
						{Days: []time.Weekday{time.Monday}, From: "00:00", To: "06:00"},
					}, Found: site.Found{Source: "A poster.", AsOf: "2021", VerifyBy: time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)}}},
					{Type: site.Phone, Number: "0808 100 0300", Dial: "+448081000300", Reach: site.Reach{Nations: []site.Nation{site.Wales}, Languages: []string{"cy"}},
						Hours: site.Opening{BankHolidays: site.HolidaysOpen, Open: []site.Hours{{Days: []time.Weekday{time.Monday}, From: "09:00", To: "17:00"}}}},
					{Type: site.SMS, Number: "85258", Dial: "85258", Word: "HELLO"},
					{Type: site.SMS, Number: "999", Dial: "999", Label: site.Text{"en": "Registered", "cy": "Cofrestredig"}},
					{Type: site.Relay, Number: "18001 0808 100 0200"},
					{Type: site.Signed, URL: "https://line.example/sign"},
					{Type: site.Chat, From: "https://line.example/talk"},
					{Type: site.SecureMail, From: "https://line.example/talk"},
				},
			},
			{
				ID: "urgent", Name: site.Text{"en": "Urgent"}, Reach: site.Reach{Countries: []string{"FR", "GB"}}, Emergency: true,
				Channels: []site.Channel{{Type: site.Phone, Number: "112", Dial: "112"}}, Found: site.Found{Source: "a law"},
			},
			{ID: "web", Name: site.Text{"en": "Anywhere"}, Website: "https://any.example/"},
		},
	}
	add := func(source string, p site.Page) *site.Page {
		q := &p
		q.Source = source
		q.Lang = "en"
		base := strings.TrimSuffix(source, ".md")
		if b, ok := strings.CutSuffix(base, ".cy"); ok {
			q.Lang, base = "cy", b
		}
		q.Key = strings.TrimSuffix(strings.TrimSuffix(base, "index"), "/")
		if q.Address == "" {
			q.Address = path.Join("/", q.Key) + "/"
			if q.Key == "" {
				q.Address = "/"
			}
			if q.Lang == "cy" {
				q.Address = "/cy" + q.Address
			}
		}
		q.Output = strings.TrimPrefix(q.Address, "/") + "index.html"
		if q.LinkTitle == "" {
			q.LinkTitle = q.Title
		}
		if q.TabTitle == "" {
			q.TabTitle = q.Title
		}
		if q.Kind == "" {
			q.Kind = site.Plain
		}
		q.LastMod, q.ReviewBy = day("2026-11-21"), day("2027-11-21")
		s.Pages = append(s.Pages, q)
		return q
	}
	home := add("index.md", site.Page{Kind: site.Home, Title: "There is help", LinkTitle: "Home", Description: "What this is."})
	hafan := add("index.cy.md", site.Page{Kind: site.Home, Title: "Mae help ar gael", LinkTitle: "Hafan", Description: "Beth yw hwn."})
	twins(home, hafan)
	child := func(parent *site.Page, source string, p site.Page) *site.Page {
		p.Parent = parent
		q := add(source, p)
		parent.Children = append(parent.Children, q)
		return q
	}
	help := child(home, "help/index.md", site.Page{Title: "Get help now", LinkTitle: "Get help", Description: "Ways to talk."})
	child(help, "help/call.md", site.Page{Title: "A first call", Description: "What it is like."})
	child(home, "privacy.md", site.Page{Title: "Privacy & you", LinkTitle: "Privacy", Description: "What is seen."})
	guide := child(home, "guides/index.md", site.Page{Section: guides, Title: "Guides", Description: "All of them.", Address: "/p/000000000000/"})
	m1 := child(guide, "guides/one/index.md", site.Page{Section: guides, Kind: site.Module, Title: "Your pattern", TabTitle: "Guide 1", Aim: "See what leads up to it.", Description: "Neutral.", Address: "/p/111111111111/"})
	m2 := child(guide, "guides/two/index.md", site.Page{Section: guides, Kind: site.Module, Title: "Your plan", TabTitle: "Guide 2", Aim: "Make a plan.", Description: "Neutral too.", Address: "/p/222222222222/"})
	c1 := child(m1, "guides/one/first.md", site.Page{Section: guides, Kind: site.Chapter, Title: "How it’s built", TabTitle: "Guide 1, part 1", Aim: "See the steps.", Description: "Steps.", Address: "/p/iiiiiiiiiiii/", Words: 180, Phrase: "lake tent"})
	c2 := child(m1, "guides/one/second.md", site.Page{Section: guides, Kind: site.Chapter, Title: "What to change", TabTitle: "Guide 1, part 2", Aim: "Change one thing.", Description: "Change.", Address: "/p/tttttttttttt/", Words: 500})
	c1.Next, c2.Prev = c2, c1
	twins(m2, add("guides/two/index.cy.md", site.Page{Section: guides, Kind: site.Module, Parent: hafan, Title: "Eich cynllun", TabTitle: "Canllaw 2", Aim: "Gwneud cynllun.", Description: "Niwtral.", Address: "/p/0i0i0i0i0i0i/"}))
	list := child(home, "campaigns/index.md", site.Page{Section: campaigns, Title: "Campaigns", Description: "By region."})
	camp := child(list, "campaigns/north.md", site.Page{Section: campaigns, Kind: "campaign", Title: "The North", Description: "A campaign.", Seldom: &site.Seldom{Fields: []site.Field{
		{Key: "region", Value: "North"}, {Key: "partners", Value: []string{"Police A", "Charity B"}}, {Key: "launched", Value: site.PartialDate("2018-01")},
		{Key: "figures", Value: []site.Figure{{Value: "69%", Text: "more people’s calls"}}},
	}}})
	room := child(home, "news/index.md", site.Page{Section: news, Title: "News", Description: "Releases."})
	rel := child(room, "news/doubles.md", site.Page{Section: news, Kind: "release", Title: "Numbers “double”", Description: "In six months.", Seldom: &site.Seldom{Fields: []site.Field{
		{Key: "issued", Value: site.PartialDate("2018-11-02")}, {Key: "issuer", Value: "Charity B"},
		{Key: "points", Value: []string{"Twice as many."}}, {Key: "campaign", Value: camp},
	}}})
	newyddion := add("news/doubles.cy.md", site.Page{Section: news, Kind: "release", Parent: hafan, Title: "Y rhif yn dyblu", Description: "Mewn chwe mis.", Seldom: &site.Seldom{Fields: []site.Field{{Key: "issued", Value: site.PartialDate("2018-11-02")}}}})
	twins(rel, newyddion)
	child(home, "quiet/index.md", site.Page{Section: quiet, Title: "Quiet", Description: "No exit here."})
	add("404.md", site.Page{Kind: site.NotFound, Title: "Not here", Description: "Gone.", Address: "/404.html", Parent: home})
	s.Seal()
	return s
}

// calls is a small table with a cell of every kind.
func calls() *site.Dataset {
	both := func(en, cy string) site.Text { return site.Text{"en": en, "cy": cy} }
	known := func(n int64) site.DataCell { return site.DataCell{Value: site.Number{N: n}} }
	not := func(k site.CellKind) site.DataCell { return site.DataCell{Kind: k} }
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	return &site.Dataset{
		Name: "calls", Title: both("Calls & “visits”", "Galwadau"), Head: both("Area", "Ardal"), HeadID: "area",
		Units: []site.Unit{
			{ID: "calls", Label: both("calls", "galwadau"), About: both("A call is counted once.", "Mae galwad yn cael ei chyfrif unwaith."), Words: map[site.Lang][]string{"en": {"calls"}, "cy": {"galwadau"}}},
			{ID: "callers", Label: both("callers", "galwyr"), People: true},
		},
		Periods: []site.Period{{ID: "before", Label: both("Before", "Cyn"), From: day(2017, 7, 24), To: day(2018, 1, 23)}, {ID: "after", Label: both("After", "Ar ôl")}},
		Columns: []site.DataColumn{
			{ID: "before", Label: both("Before", "Cyn"), Unit: "calls", Period: "before", Measure: site.Count},
			{ID: "after", Label: both("After", "Ar ôl"), Unit: "calls", Period: "after", Measure: site.Count},
			{ID: "more", Label: both("More", "Yn fwy"), Measure: site.Count, Formula: site.Formula{Difference: []string{"before", "after"}}},
			{ID: "change", Label: both("Change", "Newid"), Measure: site.Change, Formula: site.Formula{PercentChange: []string{"before", "after"}}},
		},
		Rows: []site.DataRow{
			{ID: "north", Label: both("North", "Gogledd")}, {ID: "south", Label: both("South", "De")}, {ID: "west", Label: both("West", "Gorllewin")},
			{ID: "total", Label: both("Total", "Cyfanswm"), Formula: site.Formula{Sum: []string{"all"}}},
		},
		Cells: [][]site.DataCell{
			{known(1000), known(2500), known(1500), known(150)},
			{known(20), known(15), known(-5), known(-25)},
			{not(site.Hidden), not(site.NotKnown), not(site.NotKnown), not(site.NotApplicable)},
			{not(site.NotKnown), not(site.NotKnown), not(site.NotKnown), not(site.NotKnown)},
		},
		Notes: []site.DataNote{
			{ID: "a", Text: both("The first week is missing.", "Mae’r wythnos gyntaf ar goll."), On: []string{"before", "south.after"}},
			{ID: "b", Text: both("On nothing that is shown.", "Ar ddim byd."), On: []string{"west"}},
			{ID: "c", Text: both("It moved.", "Symudodd."), On: []string{"north"}},
		},
		Source: both("A test", "Prawf"), Rounding: site.HalfUp,
	}
}

func twins(a, b *site.Page) { a.Twins, b.Twins = []*site.Page{b}, []*site.Page{a} }

var testAssets = Assets{Style: []Style{{Text: "a{color:red}"}}, Script: "0", CSP: "default-src 'none'"}

// renderer makes a Renderer of the fixture and the real templates.
func renderer(t testing.TB) (*Renderer, *site.Site) {
	t.Helper()
	s := fixture(t)
	w, findings := locale.New(s.Languages)
	r, more, err := New(s, w, testAssets, realTemplates(t))
	if err != nil || r == nil || len(findings)+len(more) > 0 {
		t.Fatalf("New: %v\n%s", err, report(append(findings, more...)))
	}
	return r, s
}

func report(list []diag.Finding) string {
	var b bytes.Buffer
	diag.Text(&b, list)
	return b.String()
}

// doc is converted Markdown that says which page it is.
func doc(p *site.Page) *markdown.Document {
	return &markdown.Document{HTML: "<p>Body of " + p.Source + "</p>"}
}
