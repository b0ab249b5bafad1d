package locale

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"sotto/generator/site"
)

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Tŷ a Gŵyl": "ty-a-gwyl", "Don't wait": "dont-wait", "  A -- b  ": "a-b", "日本": "",
		"Ôl-ofal: 2 gam": "ol-ofal-2-gam", "Straße Łódź": "strasse-lodz", "": "", "Ŵ ẃ ẅ ŵ": "w-w-w-w",
		"What’s next?": "whats-next",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWelshAlphabet(t *testing.T) {
	words := []string{"llan", "lwc", "lol", "cyw", "chwaer", "cath", "ddoe", "dydd", "dafad", "rhaw", "rygbi"}
	slices.SortFunc(words, Compare("cy"))
	if got, want := strings.Join(words, " "), "cath cyw chwaer dafad dydd ddoe lol lwc llan rygbi rhaw"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	words = []string{"dd", "de", "Éa", "eb"}
	slices.SortFunc(words, Compare("en"))
	if got := strings.Join(words, " "); got != "dd de Éa eb" {
		t.Errorf("English: got %s", got)
	}
}

// The languages of the tests, of which Polish is as the site that ships with
// the generator does not have it: other months beside a year than in a date, a
// clock of 24 hours, digits grouped from five on.
var (
	english = &site.Language{
		Code:   "en",
		Months: [12]string{0: "January", 10: "November"}, MonthsAlone: [12]string{0: "January", 10: "November"},
		Days: [7]string{2: "Wednesday", 6: "Sunday"},
		Date: "{day} {month} {year}", MonthYear: "{month} {year}",
		Clock:   site.Clock{Hours: 12, Time: "{hour}:{minute}{half}", OnTheHour: "{hour}{half}", AM: "am", PM: "pm", Noon: "midday"},
		Numbers: site.Numbers{Thousands: ",", Decimal: ".", From: 1000},
		Plurals: Plurals("en"),
		Messages: []site.Message{
			{Key: "home", Other: "Home"},
			{Key: "part", Other: "Part {{.Number}} of {{.Total}}"},
			{Key: "minutes", One: "{{.Count}} minute", Other: "{{.Count}} minutes"},
		},
	}
	welsh = &site.Language{
		Code: "cy", Plurals: Plurals("cy"), Numbers: english.Numbers,
		Messages: []site.Message{
			{Key: "home", Other: "Hafan"},
			{Key: "part", Other: "Rhan {{.Number}} o {{.Total}}"},
			{Key: "minutes", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"},
		},
	}
	polish = &site.Language{
		Code:   "pl",
		Months: [12]string{0: "stycznia", 10: "listopada"}, MonthsAlone: [12]string{0: "styczeń", 10: "listopad"},
		Days: [7]string{0: "poniedziałek"},
		Date: "{day} {month} {year} r.", MonthYear: "{month} {year}",
		Clock:    site.Clock{Hours: 24, Time: "{hour}:{minute}", OnTheHour: "{hour}:{minute}"},
		Numbers:  site.Numbers{Thousands: "\u00A0", Decimal: ",", From: 10_000},
		Plurals:  Plurals("pl"),
		Messages: []site.Message{{Key: "minutes", One: "{{.Count}} minuta", Few: "{{.Count}} minuty", Many: "{{.Count}} minut"}},
	}
)

func TestDates(t *testing.T) {
	d := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{Date(english, d), "21 November 2026"},
		{Date(polish, d), "21 listopada 2026 r."},
		{PartialDate(polish, "2018-01"), "styczeń 2018"},
		{PartialDate(english, "2018"), "2018"},
		{PartialDate(english, "2018-11-02"), "2 November 2018"},
		{PartialDate(english, "soon"), "soon"},
		{Weekday(english, time.Wednesday), "Wednesday"}, {Weekday(english, time.Sunday), "Sunday"}, {Weekday(polish, time.Monday), "poniedziałek"},
		{Clock(english, "09:00"), "9am"}, {Clock(english, "17:30"), "5:30pm"}, {Clock(english, "00:30"), "12:30am"},
		{Clock(english, "12:00"), "midday"}, {Clock(english, "00:00"), "12am"},
		{Clock(english, "12:15"), "12:15pm"}, {Clock(english, "late"), "late"},
		{Clock(polish, "09:00"), "9:00"}, {Clock(polish, "17:30"), "17:30"}, {Clock(polish, "00:00"), "0:00"},
		{Number(english, 1234567), "1,234,567"}, {Number(english, -1000), "−1,000"}, {Number(english, 12), "12"}, {Number(english, -12), "−12"},
		{Number(polish, 1234), "1234"}, {Number(polish, 12345), "12\u00A0345"},
		{Decimal(english, 0.256, 2), "0.26"}, {Decimal(polish, 0.25, 2), "0,25"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestPlurals(t *testing.T) {
	for code, want := range map[site.Lang]string{
		"en": "one=1 other=0", "cy": "zero=0 one=1 two=2 few=3 many=6 other=4", "pl": "one=1 few=2 many=0",
		"fr": "one=0 many=1000000 other=2", "ja": "other=0", "ga": "one=1 two=2 few=3 many=7 other=0",
		"xx": "", "EN": "", "en-GB": "", "": "", "english": "",
	} {
		var got []string
		for _, p := range Plurals(code) {
			got = append(got, fmt.Sprintf("%s=%d", p.Form, p.Example))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", code, s, want)
		}
	}
}

func TestWords(t *testing.T) {
	w, findings := New([]*site.Language{english, welsh, polish})
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	for _, c := range []struct{ got, want string }{
		{w.Text("cy", "home"), "Hafan"},
		{w.Fill("en", "part", "Number", "2", "Total", "4"), "Part 2 of 4"},
		{w.Count("en", "minutes", 1), "1 minute"},
		{w.Count("en", "minutes", 1200), "1,200 minutes"},
		{w.Count("pl", "minutes", 1), "1 minuta"}, {w.Count("pl", "minutes", 22), "22 minuty"}, {w.Count("pl", "minutes", 12), "12 minut"},
		{w.Text("en", "nothing"), "«nothing»"},
		{w.Count("en", "nothing", 2), "«nothing»"},
		{w.Text("pl", "home"), "«home»"}, // never another language's
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if w.Has("en", "nothing") || !w.Has("cy", "part") {
		t.Error("Has is wrong")
	}
}

// The plural categories must be those of CLDR, whichever library counts.
func TestPluralsAgreeWithCLDR(t *testing.T) {
	w, _ := New([]*site.Language{welsh})
	names := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	for n := range 130 {
		want := names[plural.Cardinal.MatchPlural(language.Make("cy"), n, 0, 0, 0, 0)]
		if got := w.Count("cy", "minutes", n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func TestBadSlotIsAFinding(t *testing.T) {
	_, findings := New([]*site.Language{{Code: "en", Messages: []site.Message{{Key: "x", Other: "a {{.Name"}}}})
	if len(findings) == 0 || findings[0].Code != Rules()[0].Code {
		t.Errorf("got %v", findings)
	}
}

func BenchmarkPlurals(b *testing.B) {
	for b.Loop() {
		Plurals("cy")
	}
}

func FuzzSlug(f *testing.F) {
	f.Add("Tŷ a Gŵyl")
	f.Fuzz(func(t *testing.T, s string) {
		got := Slug(s)
		if strings.Trim(got, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.HasPrefix(got, "-") || strings.HasSuffix(got, "-") || strings.Contains(got, "--") {
			t.Errorf("Slug(%q) = %q", s, got)
		}
		if again := Slug(got); again != got {
			t.Errorf("Slug(%q) = %q, and again %q", s, got, again)
		}
	})
}

// What is put together here must be what go-i18n makes of it.
func TestFormsAreThoseOfTheLibrary(t *testing.T) {
	for _, text := range []string{
		"", "Home", "Part {{.Number}} of {{.Total}}", "{{ .Total }}", "{{\n.Number\t}}.", "a }} b", "{{.Nobody}} and {{.Number}}", "{{.Number}}{{.Number}}", "{{.Count}}",
		"{{.x1_}}", "{{.1}}", "{{- .Number -}} x", "{{/* no */}}", "{{.Number.Total}}", "{{.}}", "{{.Number | len}}", "{{ . Number}}", "{{.Numbér}}", "{{.Number", "{{}}",
	} {
		for _, m := range []site.Message{{Key: "x", Other: text}, {Key: "x", One: text, Other: "n" + text}} {
			l := &site.Language{Code: "en", Plurals: english.Plurals, Numbers: english.Numbers, Messages: []site.Message{m}}
			ours, found := New([]*site.Language{l})
			read := ours.langs["en"].messages["x"]
			plain := read.plain
			theirs, _ := New([]*site.Language{l})
			bundle := i18n.NewBundle(language.Und)
			if err := bundle.AddMessages(language.English, &i18n.Message{ID: "x", One: m.One, Other: m.Other}); err != nil {
				t.Fatal(err)
			}
			d := theirs.langs["en"]
			d.messages["x"].asked, d.localizer = true, i18n.NewLocalizer(bundle, "en")
			if bad := d.probe(m) != nil; !plain && bad != (len(found) > 0) {
				t.Errorf("%q: findings %v", text, found)
			}
			if got, want := ours.Fill("en", "x", "Number", "3", "Total", "4", "x1_", "5"), theirs.Fill("en", "x", "Number", "3", "Total", "4", "x1_", "5"); !plain && got != want {
				t.Errorf("%q: got %q, want %q", text, got, want)
			}
			for _, n := range []int{0, 1, 2, 200, 201, 1000, -1} {
				if got, want := ours.Count("en", "x", n), theirs.Count("en", "x", n); got != want {
					t.Errorf("%q with %d: got %q, want %q", text, n, got, want)
				}
			}
		}
	}
}
