package render

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sotto/generator/site"
)

// TestMessages holds the two files of words to each other and to what is used.
func TestMessages(t *testing.T) {
	r, s := renderer(t)
	inOrder := func(l site.Lang) []site.Message {
		return slices.SortedFunc(slices.Values(s.Language(l).Messages), func(a, b site.Message) int { return a.Pos.Line - b.Pos.Line })
	}
	english, welsh := inOrder("en"), inOrder("cy")
	keys := func(list []site.Message) []string {
		var out []string
		for _, m := range list {
			if slices.Contains(out, m.Key) {
				t.Errorf("%s is there twice", m.Key)
			}
			out = append(out, m.Key)
		}
		return out
	}
	if en, cy := keys(english), keys(welsh); !slices.Equal(en, cy) {
		t.Errorf("the files do not have the same keys in the same order:\n%q\n%q", en, cy)
	}
	used := map[string]bool{}
	for _, e := range r.editions {
		maps.Copy(used, e.used)
	}
	for i, m := range english {
		// Names of countries, languages, channels and nations are used as the registry
		// of services needs them.
		byCode := strings.HasPrefix(m.Key, wordsCountry) || strings.HasPrefix(m.Key, wordsLanguage) || strings.HasPrefix(m.Key, wordsChannel) ||
			strings.HasPrefix(m.Key, wordsFact) || strings.HasPrefix(m.Key, wordsWhere) || strings.HasPrefix(m.Key, wordsWay)
		if !byCode && !used[m.Key] {
			t.Errorf("nothing uses the word %s", m.Key)
		}
		cy := welsh[i]
		if m.Other == "" || cy.Other == "" {
			t.Errorf("%s lacks its general form", m.Key)
		}
		if (m.One != "") != (cy.One != "") {
			t.Errorf("%s has plural forms in one language only", m.Key)
		}
		if m.One != "" && (cy.Zero == "" || cy.Two == "" || cy.Few == "" || cy.Many == "") {
			t.Errorf("%s lacks one of the six Welsh forms", m.Key)
		}
		for _, form := range []string{m.One, m.Other, cy.Zero, cy.One, cy.Two, cy.Few, cy.Many, cy.Other} {
			if form != "" && slots(form) != slots(m.Other) {
				t.Errorf("%s: the form %q has other slots than %q", m.Key, form, m.Other)
			}
			if strings.ContainsAny(form, "'\"") {
				t.Errorf("%s: write ’ and “ ” in %q", m.Key, form)
			}
		}
	}
}

// slots lists a message's slots in the order of their names.
func slots(text string) string {
	var list []string
	for part := range strings.SplitSeq(text, "{{") {
		if name, _, ok := strings.Cut(part, "}}"); ok {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// TestWelshNumbers: Welsh mutates the noun after some numbers.
func TestWelshNumbers(t *testing.T) {
	r, _ := renderer(t)
	e := r.edition("cy")
	for n, want := range map[int]string{
		1: "1 rhan", 2: "2 ran", 3: "3 rhan", 4: "4 rhan", 6: "6 rhan", 10: "10 rhan", 100: "100 rhan",
	} {
		if got := e.count(wordParts, n); got != want {
			t.Errorf("%d parts: got %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{
		1: "Amser darllen: 1 funud", 2: "Amser darllen: 2 funud", 3: "Amser darllen: 3 munud", 6: "Amser darllen: 6 munud", 12: "Amser darllen: 12 munud",
	} {
		if got := e.count(wordReadingTime, n); got != want {
			t.Errorf("%d minutes: got %q, want %q", n, got, want)
		}
	}
}

func TestHours(t *testing.T) {
	r, _ := renderer(t)
	days := func(list ...int) []site.Hours {
		h := site.Hours{From: "09:00", To: "17:00"}
		for _, d := range list {
			h.Days = append(h.Days, time.Weekday(d))
		}
		return []site.Hours{h}
	}
	tests := []struct {
		hours  []site.Hours
		en, cy string
	}{
		{nil, "", ""},
		{days(1), "9am to 5pm on Monday", "rhwng 9yb a 5yh ar ddydd Llun"},
		{days(2, 1), "9am to 5pm on Monday and Tuesday", "rhwng 9yb a 5yh ar ddydd Llun a dydd Mawrth"},
		{days(1, 2, 3), "9am to 5pm Monday to Wednesday", "rhwng 9yb a 5yh o ddydd Llun i ddydd Mercher"},
		{days(5, 6, 0), "9am to 5pm Friday to Sunday", "rhwng 9yb a 5yh o ddydd Gwener i ddydd Sul"},
		{days(1, 3, 5), "9am to 5pm on Monday, Wednesday and Friday", "rhwng 9yb a 5yh ar ddydd Llun, dydd Mercher a dydd Gwener"},
		{days(0, 1, 2, 3, 4, 5, 6), "9am to 5pm every day", "rhwng 9yb a 5yh bob dydd"},
		{days(1, 1), "9am to 5pm on Monday", "rhwng 9yb a 5yh ar ddydd Llun"},
		// What the registry cuts at midnight is one stretch of time again.
		{[]site.Hours{{Days: []time.Weekday{1, 2}, From: "08:00", To: "24:00"}}, "8am to midnight on Monday and Tuesday", "rhwng 8yb a hanner nos ar ddydd Llun a dydd Mawrth"},
		{[]site.Hours{{Days: []time.Weekday{6}, From: "00:00", To: "02:00"}, {Days: []time.Weekday{5}, From: "18:00", To: "24:00"}}, "6pm to 2am on Friday", "rhwng 6yh a 2yb ar ddydd Gwener"},
		{[]site.Hours{{Days: []time.Weekday{0}, From: "20:00", To: "24:00"}, {Days: []time.Weekday{1}, From: "00:00", To: "22:00"}},
			"8pm on Sunday to 10pm on Monday", "rhwng 8yh ar ddydd Sul a 10yh ar ddydd Llun"},
		{[]site.Hours{{Days: []time.Weekday{5}, From: "18:00", To: "24:00"}, {Days: []time.Weekday{6, 0}, From: "00:00", To: "24:00"}, {Days: []time.Weekday{1}, From: "00:00", To: "06:00"}},
			"6pm on Friday to 6am on Monday", "rhwng 6yh ar ddydd Gwener a 6yb ar ddydd Llun"},
		{[]site.Hours{{Days: []time.Weekday{0, 1, 2, 3, 4, 5, 6}, From: "00:00", To: "24:00"}}, "day and night, every day", "ddydd a nos, bob dydd"},
		// Two openings of one day stay two.
		{[]site.Hours{{Days: []time.Weekday{1}, From: "14:00", To: "16:00"}, {Days: []time.Weekday{1}, From: "09:00", To: "12:00"}},
			"9am to midday on Monday, and 2pm to 4pm on Monday", "rhwng 9yb a hanner dydd ar ddydd Llun, a rhwng 2yh a 4yh ar ddydd Llun"},
	}
	for _, test := range tests {
		for l, want := range map[site.Lang]string{"en": test.en, "cy": test.cy} {
			if got := r.edition(l).hours(site.Opening{Open: test.hours}); got != want {
				t.Errorf("%s: got %q, want %q", l, got, want)
			}
		}
	}
}
