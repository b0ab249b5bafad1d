package render

import (
	"strings"
	"testing"

	"sotto/generator/markdown"
	"sotto/generator/site"
)

// laws are entries that hold here, there and everywhere.
func laws() []*site.Law {
	law := func(id, topic string, nations ...site.Nation) *site.Law {
		return &site.Law{
			ID: id, Topic: topic, Nations: nations, Act: site.Text{"en": "Theft Act 1968", "cy": "Deddf Dwyn 1968"}, Year: 1968,
			Offence: site.Text{"en": "Taking", "cy": "Dwyn"}, Covers: site.Text{"en": "What is not yours.", "cy": "Eiddo pobl eraill."},
			Source: "legislation.gov.uk & others", Checked: day("2026-11-20"), By: site.Text{"en": "a lawyer", "cy": "gyfreithiwr"}, VerifyBy: day("2027-05-20"),
		}
	}
	one := law("theft", "things", site.England, site.Wales)
	one.Section, one.Years, one.Since = site.Text{"en": "section 1", "cy": "adran 1"}, 7, "1969-01-01"
	two := law("theft-ni", "things", site.England, site.Scotland, site.NorthernIreland)
	two.Years, two.Maximum = 1, site.Text{"en": "for each thing", "cy": "am bob peth"}
	two.Force = site.Text{"en": "passed, and not in force", "cy": "wedi’i phasio, heb fod mewn grym"}
	three := law("talk", "words", site.Nations...)
	three.Since = "1970"
	return []*site.Law{one, two, three, law("wales", "words", site.Wales)}
}

func TestLawProblems(t *testing.T) {
	r, s := renderer(t)
	component := r.Component(s.Branch("en").Home, nil)
	leaf := func(pairs ...string) markdown.Directive {
		d := markdown.Directive{Name: "law", Form: markdown.Leaf, Attrs: map[string]string{}}
		for i := 0; i < len(pairs); i += 2 {
			d.Attrs[pairs[i]] = pairs[i+1]
		}
		return d
	}
	inline := func(id, what string) markdown.Directive {
		return markdown.Directive{Name: "law", Form: markdown.Inline, Label: id, Attrs: map[string]string{"what": what}}
	}
	for _, test := range []struct {
		d                   markdown.Directive
		code, message, help string
		write               string
	}{
		{leaf(), "law/which", "nothing says which", "write ::law{id=…}", ""},
		{leaf("id", "theft", "topic", "things"), "law/which", "as well", "keep id", ""},
		{leaf("id", "theft tallk"), "law/unknown", `no law "tallk"`, "did you mean talk?", "theft talk"},
		{leaf("topic", "thing"), "law/unknown", `topic "thing"`, "did you mean things?", "things"},
		{leaf("nation", "scotlad"), "law/unknown", "no nation", "did you mean scotland?", "scotland"},
		{leaf("nation", "northern-ireland", "topic", "words"), "", "", "", ""},
		{leaf("nation", "scotland", "topic", "things"), "", "", "", ""},
		{leaf("nation", "wales", "topic", "things"), "", "", "", ""},
		{inline("thef", ""), "law/unknown", `no law "thef"`, "did you mean theft?", "theft"},
		{inline("theft", "maximun"), "law/unknown", "what is one of", "did you mean maximum?", "maximum"},
		{inline("talk", "maximum"), "law/lacks", "has no maximum", "add years", ""},
		{inline("theft", "nations"), "", "", "", ""},
	} {
		html, problem := component(test.d)
		switch {
		case test.code == "" && (problem != nil || html == ""):
			t.Errorf("%+v: %q, %+v", test.d, html, problem)
		case test.code != "" && (problem == nil || problem.Code != test.code || !strings.Contains(problem.Message, test.message) || !strings.HasPrefix(problem.Help, test.help) || problem.Write != test.write):
			t.Errorf("%+v: %+v; want %s, %s, %s, %q", test.d, problem, test.code, test.message, test.help, test.write)
		}
	}
}
