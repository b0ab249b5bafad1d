package load

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/schema"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// TestEveryType decodes the example of every key that is declared: each type
// has its reader, each check its function, and each value a place to go to.
func TestEveryType(t *testing.T) {
	s := schema.New(site.Config{})
	for _, e := range s.Entries() {
		t.Run(e.Path, func(t *testing.T) {
			if checks[e.Row.Check] == nil {
				t.Fatalf("there is no check %q", e.Row.Check)
			}
			if e.Component != nil {
				return // the room markdown reads those
			}
			if strings.Contains(e.Row.Typed(), "…") {
				return // shortened
			}
			src := e.Row.Typed() + "\n"
			doc := &doc{text: &text{name: "x", data: []byte(src)}, end: len(src)}
			c := &config{schema: s, content: fstest.MapFS{"news/index.md": {}}, Config: site.Config{Languages: []site.Lang{"en"}, TimeZone: time.UTC, Outbound: []string{"www.example.org", "www.bbc.co.uk"}}}
			var p *page
			if len(e.Kinds) > 0 {
				p = &page{Page: &site.Page{Section: &site.Section{}, Seldom: &site.Seldom{}}}
			}
			d := &decoder{doc: doc, c: c, p: p, sets: []string{"child", "no"}}
			pairs, _ := d.pairs(doc.root(), "", "")
			up := &group{row: &schema.Row{Name: "x"}, value: &site.Service{}}
			var value any
			if p != nil {
				value = p.Page
			}
			for _, row := range []struct {
				path  string
				value any
			}{
				{"figures.", &site.Figure{}}, {"contacts.", &site.Contact{}}, {"boilerplates.", &site.Boilerplate{}}, {"site.", &c.Config}, {"site.sections.", &site.Section{}}, {"site.gone.", &site.Gone{}}, {"site.exit.", &site.Exit{}}, {"site.kinds.", &site.OwnKind{}}, {"site.kinds.fields.", &site.OwnField{}}, {"site.components.", &site.OwnComponent{}}, {"site.components.attributes.", &site.OwnField{}}, {"site.size.", &site.Size{}}, {"site.booklets.", &site.Booklets{}},
				{"exempt.", &site.Exemption{}}, {"rules.", &site.Rules{}}, {"rules.inflection.", &site.Inflection{}}, {"rules.contacts.", &site.ContactWords{}},
				{"rules.sets.", &site.WordSet{}}, {"rules.terms.", &site.Wording{}}, {"rules.safety.", &site.Safety{}}, {"rules.safety.never.", &site.Wording{}}, {"rules.safety.promises.", &site.Wording{}}, {"rules.safety.passing.", &site.Wording{}}, {"rules.safety.consequences.", &site.Consequences{}}, {"rules.safety.exercise.", &site.Exercise{}},
				{"rules.placeholders.", &site.Placeholders{}}, {"rules.pasted.", &site.Pasted{}}, {"rules.spelling.", &site.Spelling{}}, {"rules.reading.", &site.Reading{}}, {"rules.plain.", &site.PlainWords{}}, {"rules.plain.sections.", &site.PlainSection{}},
				{"rules.dates.", &site.DateRules{}}, {"rules.dates.order.", &site.DateOrder{}}, {"rules.dates.pages.", &site.DatePart{}}, {"rules.dates.services.", &site.DateLimit{}}, {"rules.dates.law.", &site.DateLimit{}}, {"rules.dates.limits.", &site.DateLimit{}}, {"rules.law.", &site.LawRules{}}, {"rules.law.nations.", &site.NationWords{}}, {"rules.law.topics.", &site.TopicWords{}}, {"law.", &site.Law{}}, {"rules.releases.", &site.ReleaseRules{}},
				{"rules.languages.", &site.LanguageRules{}}, {"rules.languages.pages.", &site.LanguagePart{}}, {"rules.languages.words.", &site.LanguageWords{}},
				{"rules.evidence.", &site.EvidenceRules{}}, {"rules.evidence.statements.", &site.Wording{}},
				{"messages.", &site.Language{}}, {"messages.language.clock.", &site.Clock{Hours: 24}}, {"messages.language.numbers.", &site.Numbers{}},
				{"messages.language.claims.", &site.Claims{}}, {"messages.language.claims.times.", &site.NumberWords{}}, {"messages.language.claims.shares.", &site.NumberWords{}},
				{"messages.language.claims.numbers.", &site.NumberWords{}}, {"messages.language.claims.scales.", &site.NumberWords{}},
				{"data.", &site.Dataset{}}, {"data.units.", &site.Unit{}}, {"data.periods.", &site.Period{}}, {"data.columns.", &site.DataColumn{}}, {"data.rows.", &site.DataRow{}},
				{"data.figures.", &site.DerivedFigure{}}, {"data.notes.", &site.DataNote{}}, {"data.same.", &site.SameCell{}}, {"data.smallNumbers.", &site.SmallNumbers{}},
				{"services.", &site.Service{}}, {"services.channels.", &site.Channel{}}, {"services.channels.cost.", &site.Cost{}}, {"services.channels.hours.", &site.Opening{}}, {"services.channels.hours.open.", &site.Hours{}}, {"services.channels.hours.closed.", &site.Closure{}},
				{"confidentiality.", &site.Limit{}}, {"confidentiality.triggers.", &site.Said{}}, {"confidentiality.unknown.", &site.Said{}}, {"confidentiality.nations.", &site.InNations{}},
				{"sources.", &site.Source{}},
			} {
				if strings.HasPrefix(e.Path, row.path) {
					value = row.value
				}
			}
			if ch, ok := value.(*site.Channel); ok {
				up.value = ch
			}
			if e.Row.Into == "" && len(e.Kinds) > 0 {
				if p.field(d, e.Row, pairs[0]); len(p.Fields)+len(p.leads) == 0 {
					t.Error("the value has gone nowhere")
				}
				return
			}
			d.value(e.Row, pairs[0], &group{row: up.row, value: value, up: up})
			if len(doc.findings) > 0 {
				t.Error(sitetest.Text(doc.findings))
			}
		})
	}
}

// TestUnreadHides: a page is kept back while what it says about its visibility
// cannot be read, and for no other mistake.
func TestUnreadHides(t *testing.T) {
	for line, hidden := range map[string]bool{
		"draft: yes": true, "Draft: true": true, "publish_date: 2027-01-01": true, "publishDate: soon": true, "expiryDate: 2027-13-01": true,
		"date: soon": false, "weight: heavy": false, "colour: red": false,
	} {
		fsys := base(t)
		fsys["films.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Films\ndescription: Films.\n" + line + "\n---\n")}
		s, _ := mustLoad(t, Input{Content: fsys, Clock: noon})
		if got := s.Page("films.md", "en") == nil; got != hidden {
			t.Errorf("%s: hidden %v, want %v", line, got, hidden)
		}
	}
}
