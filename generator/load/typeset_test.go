package load

import (
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// TestTypeset: every short text has the marks of its own language, and none is
// left as it was typed.
func TestTypeset(t *testing.T) {
	fsys := base(t)
	edit := func(name, old, fresh string) {
		before := string(fsys[name].Data)
		if !strings.Contains(before, old) {
			t.Fatalf("%s has no %q", name, old)
		}
		fsys[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(before, old, fresh))}
	}
	edit("messages.cy.yaml", "  quotes:", "  elisions: [ma, nôl]\n  quotes:")
	edit("site.yaml", "{en: Example, cy: Enghraifft}", `{en: "It's 'Example'", cy: "Enghraifft o'r 'ma"}`)
	edit("site.yaml", "{en: Leave, cy: Gadael}", `{en: "Let's leave", cy: "Gadael o'r fan"}`)
	edit("site.yaml", "{kind: release}", `{kind: release, exit: {en: "Don't stay", cy: "I'r lan"}}`)
	edit("services.yaml", "name: {en: Helpline}", `name: {en: "'Help' line", cy: "Llinell 'nôl", de: "Wie geht's"}`)
	edit("services.yaml", "Someone to talk to.", `"Someone who's there"`)
	edit("services.yaml", "hours: {always: true}}", `hours: {always: true}, label: {en: "Adults' line", cy: Oedolion}, cost: {text: {en: "'Free' - in the UK", cy: Am ddim}}}`)
	edit("help/index.md", "title: Help\ndescription: Ways to get help.", "title: \"'Help' at 9-11\"\nlinkTitle: Let's help\ndescription: Ways you'd get help.")
	edit("self-help/triggers/index.md", "discreetTitle: Guide 1\n", "discreetTitle: Guide '1'\n")
	edit("self-help/triggers/index.md", "Know your triggers.", "Know what's yours.")
	edit("campaigns/south-east.md", "region: South East England", "region: King's Lynn\npartners: [\"Children's charity\"]\nfigures: [{value: \"2016-18\", text: \"people's calls\"}]")
	edit("news/launch.md", "issued: 2019-05-02", "issued: 2019-05-02\nissuer: People's charity\npoints: [\"It's open\"]")
	s, findings := mustLoad(t, Input{Content: fsys, Clock: noon})
	if len(findings) > 0 {
		t.Fatal(sitetest.Text(findings))
	}
	page := func(source string) *site.Page { return s.Page(source, "en") }
	c, r := page("campaigns/south-east.md"), page("news/launch.md")
	figure := c.Field("figures").([]site.Figure)[0]
	help, v := page("help/index.md"), s.Services[0]
	for _, check := range []struct{ got, want string }{
		{s.Config.Title["en"], "It’s ‘Example’"}, {s.Config.Title["cy"], "Enghraifft o’r ’ma"},
		{s.Config.Exit.Label["en"], "Let’s leave"}, {s.Config.Exit.Label["cy"], "Gadael o’r fan"},
		{r.Field("issuer").(string), "People’s charity"}, {r.Field("points").([]string)[0], "It’s open"},
		{page("news/launch.md").Section.ExitLabel["en"], "Don’t stay"},
		{v.Name["en"], "‘Help’ line"}, {v.Name["cy"], "Llinell ’nôl"},
		{v.Name["de"], "Wie geht's"}, // not a language of the site: nobody knows its marks
		{v.Summary["en"], "Someone who’s there"}, {v.Channels[0].Label["en"], "Adults’ line"}, {v.Channels[0].Cost.Text["en"], "‘Free’ – in the UK"},
		{help.Title, "‘Help’ at 9–11"}, {help.TabTitle, "‘Help’ at 9–11"}, {help.LinkTitle, "Let’s help"}, {help.Description, "Ways you’d get help."},
		{page("self-help/triggers/index.md").TabTitle, "Guide ‘1’"}, {page("self-help/triggers/index.md").Aim, "Know what’s yours."},
		{c.Field("region").(string), "King’s Lynn"}, {c.Field("partners").([]string)[0], "Children’s charity"}, {figure.Text, "people’s calls"},
		{figure.Value, "2016-18"}, // a number is shown as it is written
	} {
		if check.got != check.want {
			t.Errorf("got %q, want %q", check.got, check.want)
		}
	}
}

// TestWordsOfALanguage: they may be written as they are typed in a text.
func TestWordsOfALanguage(t *testing.T) {
	fsys := base(t)
	file := string(fsys["messages.en.yaml"].Data)
	fsys["messages.en.yaml"] = &fstest.MapFile{Data: []byte(file + `  elisions: ["'Tis", em, "n'"]
  apostropheAfter: [s, n]
  afterNumbers: [AM]
  together: [Dr., No.]
  emptyLinks: ["Click  here!", more…]
`)}
	s, findings := mustLoad(t, Input{Content: fsys, Clock: noon})
	if len(findings) > 0 {
		t.Fatal(sitetest.Text(findings))
	}
	l := s.Language("en")
	for _, found := range []bool{l.Elisions["tis"], l.Elisions["em"], l.Elisions["n'"], l.ApostropheAfter == "sn", l.AfterNumbers["am"],
		l.Together["dr."], l.EmptyLinks["click here"], l.EmptyLinks["more"], l.Clock.Noon == "midday", l.MonthsAlone[11] == "December"} {
		if !found {
			t.Errorf("got %+v", l)
		}
	}
}
