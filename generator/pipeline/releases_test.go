package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"sotto/generator/diag"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// Every boilerplate of the site that ships with Sotto has one source: what is
// changed there changes in each release that shows it, in its language, and
// nowhere else.
func TestBoilerplatesHaveOneSource(t *testing.T) {
	sitetest.Costly(t)
	in := shipped(t)
	before, old := mustBuild(t, in)
	if len(before.Site.Boilerplates) < 3 {
		t.Fatal("there are too few boilerplates to try")
	}
	for _, l := range []site.Lang{"en", "cy"} {
		in = with(t, in, "content/boilerplates.yaml", func(text string) string {
			var out []string
			id, after := "", false
			for line := range strings.Lines(text) {
				if rest, ok := strings.CutPrefix(line, "- id: "); ok {
					id = strings.TrimSpace(rest)
				}
				if after {
					line = strings.TrimRight(line, "\n") + " " + standIn(id, l) + "\n"
				}
				after = strings.TrimSpace(line) == string(l)+": >-"
				out = append(out, line)
			}
			return strings.Join(out, "")
		})
	}
	res, out := mustBuild(t, in)
	if n := diag.Count(res.Findings, diag.Error); n > 0 {
		t.Fatal(sitetest.Text(res.Findings))
	}
	text := func(p *site.Page) []byte {
		data, err := fs.ReadFile(in.Content, p.Source)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for _, b := range res.Site.Boilerplates {
		shown := 0
		for _, p := range res.Site.Pages {
			names := bytes.Contains(text(p), []byte("::boilerplate{id="+b.ID+"}"))
			if has := bytes.Contains(out[p.Output], []byte(standIn(b.ID, p.Lang))); has != names {
				t.Errorf("%s shows the changed text of %s: %v, want %v", p.Source, b.ID, has, names)
			}
			if names {
				shown++
			}
		}
		if shown == 0 {
			t.Errorf("no release shows %s", b.ID)
		}
	}
	for _, p := range res.Site.Pages {
		if !bytes.Contains(text(p), []byte("::boilerplate")) && !bytes.Equal(old[p.Output], out[p.Output]) {
			t.Errorf("%s has changed, and shows no boilerplate", p.Source)
		}
	}
}

func standIn(id string, l site.Lang) string { return fmt.Sprintf("Changed %s in %s.", id, l) }

// Each contact of each release is told of on the day after its last, as a
// warning, and stops the build where it stays so for as long as a service may;
// while nobody has looked, no other day brings it up.
func TestContactsEnd(t *testing.T) {
	sitetest.Costly(t)
	in := shipped(t)
	res, _ := mustBuild(t, in)
	type contact struct {
		page string
		site.Contact
	}
	var all []contact
	for _, p := range res.Site.Pages {
		list, _ := p.Field("contacts").([]site.Contact)
		for _, c := range list {
			all = append(all, contact{p.File(), c})
		}
		if p.Section.Path == "news" && p.Kind == p.Section.Kind && len(list) == 0 {
			t.Errorf("%s names nobody to ask", p.Source)
		}
	}
	late := res.Site.Rules.Dates.Services.Late
	last := all[0].Until
	for _, test := range []struct {
		days     int
		code     string
		severity diag.Severity
	}{
		{0, "date/soon", diag.Info}, {1, "date/due", diag.Warning}, {late, "date/due", diag.Warning}, {late + 1, "date/overdue", diag.Error},
	} {
		if !sitetest.Soak() && test.severity < diag.Error && test.days != 1 {
			continue
		}
		in.Clock = last.AddDate(0, 0, test.days).Add(time.Minute)
		res, _ := mustBuild(t, in)
		for _, c := range all {
			if !c.Until.Equal(last) {
				continue
			}
			told := func(f diag.Finding) bool {
				return f.Pos.File == c.page && f.Pos.Line == c.UntilAt.Line && f.Pos.Col == c.UntilAt.Col && f.Code == test.code && f.Severity == test.severity && strings.Contains(f.Message, c.Role)
			}
			if !slices.ContainsFunc(res.Findings, told) {
				t.Errorf("%d days later: nothing tells of %s in %s", test.days, c.Role, c.page)
			}
		}
	}

	// A later day is on the page.
	c := all[0]
	in = shipped(t)
	name := strings.TrimPrefix(c.page, "content/")
	text, err := fs.ReadFile(in.Content, name)
	if err != nil {
		t.Fatal(err)
	}
	in = write(t, in, c.page, strings.ReplaceAll(string(text), "until: "+c.Until.Format(time.DateOnly), "until: 2031-03-04"))
	res, out := mustBuild(t, in)
	for _, p := range res.Site.Pages {
		if p.File() == c.page && !bytes.Contains(out[p.Output], []byte(`datetime="2031-03-04"`)) {
			t.Errorf("%s does not show until when its contacts hold", c.page)
		}
	}
}
