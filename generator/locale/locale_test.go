package locale

import (
	"slices"
	"strings"
	"testing"
	"time"

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
	slices.SortFunc(words, Compare(site.Welsh))
	if got, want := strings.Join(words, " "), "cath cyw chwaer dafad dydd ddoe lol lwc llan rygbi rhaw"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	words = []string{"dd", "de", "Éa", "eb"}
	slices.SortFunc(words, Compare(site.English))
	if got := strings.Join(words, " "); got != "dd de Éa eb" {
		t.Errorf("English: got %s", got)
	}
}

func TestDates(t *testing.T) {
	d := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{Date(site.English, d), "21 November 2026"},
		{Date(site.Welsh, d), "21 Tachwedd 2026"},
		{PartialDate(site.Welsh, "2018-01"), "Ionawr 2018"},
		{PartialDate(site.English, "2018"), "2018"},
		{PartialDate(site.English, "2018-11-02"), "2 November 2018"},
		{PartialDate(site.English, "soon"), "soon"},
		{Weekday(site.Welsh, time.Wednesday), "dydd Mercher"},
		{Clock(site.English, "09:00"), "9am"}, {Clock(site.English, "17:30"), "5:30pm"},
		{Clock(site.English, "12:00"), "midday"}, {Clock(site.Welsh, "00:00"), "hanner nos"},
		{Clock(site.Welsh, "21:00"), "9yh"}, {Clock(site.English, "12:15"), "12:15pm"}, {Clock(site.English, "late"), "late"},
		{Number(site.Welsh, 1234567), "1,234,567"}, {Number(site.English, -1000), "−1,000"}, {Number(site.English, 12), "12"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

var messages = map[site.Lang][]site.Message{
	site.English: {
		{Key: "home", Other: "Home"},
		{Key: "part", Other: "Part {{.Number}} of {{.Total}}"},
		{Key: "minutes", One: "{{.Count}} minute", Other: "{{.Count}} minutes"},
	},
	site.Welsh: {
		{Key: "home", Other: "Hafan"},
		{Key: "part", Other: "Rhan {{.Number}} o {{.Total}}"},
		{Key: "minutes", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"},
	},
}

func TestWords(t *testing.T) {
	w, findings := New(messages)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	for _, c := range []struct{ got, want string }{
		{w.Text(site.Welsh, "home"), "Hafan"},
		{w.Fill(site.English, "part", map[string]any{"Number": 2, "Total": 4}), "Part 2 of 4"},
		{w.Count(site.English, "minutes", 1), "1 minute"},
		{w.Count(site.English, "minutes", 1200), "1,200 minutes"},
		{w.Text(site.English, "nothing"), "«nothing»"},
		{w.Count(site.English, "nothing", 2), "«nothing»"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if w.Has(site.English, "nothing") || !w.Has(site.Welsh, "part") {
		t.Error("Has is wrong")
	}
}

// The plural categories must be those of CLDR, whichever library counts.
func TestPluralsAgreeWithCLDR(t *testing.T) {
	w, _ := New(messages)
	names := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	for n := range 130 {
		want := names[plural.Cardinal.MatchPlural(language.Make("cy"), n, 0, 0, 0, 0)]
		if got := w.Count(site.Welsh, "minutes", n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func TestBadSlotIsAFinding(t *testing.T) {
	_, findings := New(map[site.Lang][]site.Message{site.English: {{Key: "x", Other: "a {{.Name"}}})
	if len(findings) == 0 || findings[0].Code != Rules()[0].Code {
		t.Errorf("got %v", findings)
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
