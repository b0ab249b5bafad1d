package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sotto/generator/diag"
	"sotto/generator/load"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// statesLaw are the pages that state an entry of law.yaml, by what their sources
// say: an inline :law[id], or a ::law{…} that chooses it.
func statesLaw(t *testing.T, s *site.Site, l *site.Law) (pages []*site.Page) {
	t.Helper()
	for _, p := range s.Pages {
		text := string(p.Text[p.BodyStart:])
		found := strings.Contains(text, ":law["+l.ID+"]")
		for _, m := range regexp.MustCompile(`::law\{([^}]*)\}`).FindAllStringSubmatch(text, -1) {
			attr := func(name string) string {
				if v := regexp.MustCompile(name + `=("[^"]*"|\S+)`).FindStringSubmatch(m[1]); v != nil {
					return strings.Trim(v[1], `"`)
				}
				return ""
			}
			ids, topic, nation := strings.Fields(attr("id")), attr("topic"), site.SplitNations([]site.Nation{site.Nation(attr("nation"))})
			if slices.Contains(ids, l.ID) || len(ids) == 0 && (topic == "" || topic == l.Topic) && (nation == nil || l.HoldsIn(nation)) {
				found = true
			}
		}
		if found {
			pages = append(pages, p)
		}
	}
	return pages
}

// lawEntry is where an entry stands in law.yaml.
func lawEntry(text, id string) (from, to int) {
	from = strings.Index(text, "- id: "+id+"\n")
	to = len(text)
	if n := strings.Index(text[from+1:], "\n- id: "); n >= 0 {
		to = from + 1 + n
	}
	return from, to
}

// expires says which entries are told as expired on the day of a build, by page.
func expires(t *testing.T, in Inputs) map[string][]diag.Finding {
	t.Helper()
	res, _ := mustBuild(t, in)
	told := map[string][]diag.Finding{}
	for _, f := range res.Findings {
		if f.Code == "law/expired" || f.Pos.File == "content/law.yaml" {
			told[f.Pos.File] = append(told[f.Pos.File], f)
		}
	}
	return told
}

// Let the entries of the law expire: each is told in law.yaml and on every page
// that states it, by its id, and is an error when it is long ago.
func TestEveryEntryOfTheLawExpires(t *testing.T) {
	in := shipped(t)
	s, _, _ := load.Load(load.Input{Content: in.Content, Clock: in.Clock})
	for _, test := range sitetest.Some([]struct {
		days     int
		severity diag.Severity
	}{{90, diag.Error}, {1, diag.Warning}}, 2) {
		for _, day := range sitetest.Some([]time.Time{s.LawByID("cpa-2026-report").VerifyBy, s.Laws[0].VerifyBy}, 2) {
			later := in
			later.Clock = day.AddDate(0, 0, test.days).Add(12 * time.Hour)
			told := expires(t, later)
			for _, l := range s.Laws {
				if !l.VerifyBy.Equal(day) {
					continue
				}
				is := func(f diag.Finding) bool { return f.Severity == test.severity && strings.Contains(f.Message, l.ID) }
				for _, p := range statesLaw(t, s, l) {
					if !slices.ContainsFunc(told[p.File()], is) {
						t.Errorf("%s, %d days late: %s does not tell\n%s", l.ID, test.days, p.File(), sitetest.Text(told[p.File()]))
					}
				}
				if !slices.ContainsFunc(told["content/law.yaml"], is) {
					t.Errorf("%s, %d days late: law.yaml does not tell", l.ID, test.days)
				}
			}
		}
	}
}

// Change any entry of the law that ships with Sotto: every page that states it
// changes, or is named in a finding.
func TestEveryEntryOfTheLawChanges(t *testing.T) {
	sitetest.Costly(t)
	in := shipped(t)
	s, findings, err := load.Load(load.Input{Content: in.Content, Clock: in.Clock})
	if err != nil || diag.Count(findings, diag.Error) > 0 {
		t.Fatal(err, sitetest.Text(findings))
	}
	if len(s.Laws) < 25 {
		t.Fatalf("only %d entries", len(s.Laws))
	}
	_, before := mustBuild(t, in)
	source, _ := fs.ReadFile(in.Content, "law.yaml")
	stated := 0
	for i, l := range s.Laws {
		pages := statesLaw(t, s, l)
		if stated += len(pages); len(pages) == 0 {
			t.Errorf("no page states %s", l.ID)
		}
		if !sitetest.Soak() && i%64 != 0 {
			continue // a whole build for each is for a soak
		}
		from, to := lawEntry(string(source), l.ID)
		change := func(old *regexp.Regexp, new string) Inputs {
			entry := string(source[from:to])
			changed := old.ReplaceAllString(entry, new)
			if changed == entry {
				t.Fatalf("%s: nothing to change", l.ID)
			}
			return write(t, in, "content/law.yaml", string(source[:from])+changed+string(source[to:]))
		}
		res, after := mustBuild(t, change(regexp.MustCompile(`(?m)^(  act: \{en: "?)(.*cy: "?)`), "${1}Amended ${2}Diwygiedig "))
		for _, p := range pages {
			named := slices.ContainsFunc(res.Findings, func(f diag.Finding) bool { return f.Pos.File == p.File() })
			if !named && bytes.Equal(before[p.Output], after[p.Output]) {
				t.Errorf("%s is changed, and %s is as it was and in no finding", l.ID, p.File())
			}
		}
	}
	if stated < 2*len(s.Laws) {
		t.Errorf("only %d statements of %d entries", stated, len(s.Laws))
	}
}

// What a review found to be wrong stands on no page. The statements are in
// pieces, so that they do not stand here either.
func TestWrongStatementsOfTheLaw(t *testing.T) {
	wrong := []string{
		`(?i)grey ` + `area`, `(?i)ardal ` + `lwyd`,
		`(?i)computer-made ` + `images have a law`, `(?i)ar ddarluniau a ` + `lluniau wedi'u gwneud ar gyfrifiadur`,
		`(?i)illegal, even if it is ` + `drawn`, `(?i)yn anghyfreithlon, hyd yn oed os ` + `darlun`,
		`(?i)drawings, and images made with ` + `artificial intelligence \(AI\)`, `(?i)\| Both are ` + `illegal too`,
		`(?i)can be a crime, whatever ` + `the reason`, `(?i)drawings, cartoons and ` + `computer-made pictures`,
		`(?i)a law passed ` + `in 2026`, `(?i)cyfraith a basiwyd ` + `yn 2026`,
	}
	texts := os.DirFS("../../content")
	err := fs.WalkDir(texts, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(texts, name)
		for _, w := range wrong {
			if m := regexp.MustCompile(w).Find(text); m != nil {
				t.Errorf("%s: %s", name, m)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// lawSite is a small site whose one page about the law states what its entry says.
func TestLawOfASmallSite(t *testing.T) {
	entry := func(more string) string {
		return `- id: theft
  topic: things
  nations: [england-wales]
  act: {en: Theft Act 1968, cy: Deddf Dwyn 1968}
  year: 1968
  section: {en: section 1, cy: adran 1}
  offence: {en: Taking, cy: Dwyn}
  covers: {en: What is not yours., cy: Eiddo eraill.}
  years: 7
  since: 1969-01-01
  source: legislation.gov.uk
  checked: 2025-11-20
  by: {en: a lawyer, cy: cyfreithiwr}
  verifyBy: ` + more + "\n"
	}
	day := func(n int) string { return small(t).Clock.AddDate(0, 0, n).Format(time.DateOnly) }
	const page = "content/films.md"
	front := "---\ntitle: Films\ndescription: What they say of it.\ndate: 2025-11-01\n---\n"
	for _, test := range []struct{ verify, text, want string }{
		{day(400), "::law{id=theft}\n\nBy :law[theft] that is so.\n", ""},
		{day(-1), "::law{id=theft}\n", "content/films.md:6 law/expired, content/law.yaml:14 date/due"},
		{day(-1), "It is in the Theft Act 1968.\n", "content/films.md:6 law/expired, content/law.yaml:14 date/due"},
		{day(-1), "Words.\n", "content/law.yaml:14 date/due"},
		{day(400), "::law{id=thief}\n", "content/films.md:6 law/unknown"},
		{day(400), "It is in the Theft Act 1978.\n", "content/films.md:6 law/act"},
		{day(400), "It is in section 2 of the Theft Act 1968.\n", "content/films.md:6 law/act"},
		{day(400), "Words.[^a]\n\n[^a]: The Theft Act 1978, as it was.\n", ""},
	} {
		in := write(t, write(t, small(t), "content/law.yaml", entry(test.verify)), page, front+test.text)
		in = withRules(t, in)
		res, _ := mustBuild(t, in)
		var got []string
		for _, f := range res.Findings {
			if strings.HasPrefix(f.Code, "law/") || strings.HasPrefix(f.Code, "date/due") {
				got = append(got, fmt.Sprintf("%s:%d %s", f.Pos.File, f.Pos.Line, f.Code))
			}
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%q: %q, want %q\n%s", test.text, got, test.want, sitetest.Text(res.Findings))
		}
	}
}

// withRules gives a site words for laws and years.
func withRules(t *testing.T, in Inputs) Inputs {
	t.Helper()
	return write(t, in, "content/rules.yaml", "titles: {en: [Act], cy: [Deddf]}\nlaw:\n  years: {en: [year, years]}\n  prison: {en: [custody]}\n  sections: {en: [section]}\n")
}
