package site

import (
	"testing"
	"time"
)

// TestOldHours: readers are warned of hours without a dated source, from an old
// one, and from one that nobody has looked at again in time; and the site says
// when the next hours become old.
func TestOldHours(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	far := day(2030, 1, 1)
	for _, test := range []struct {
		name  string
		most  int
		found Found
		clock time.Time
		old   bool
		next  time.Time
	}{
		{"no rule", 0, Found{}, far, false, time.Time{}},
		{"no date", 730, Found{Source: "A leaflet", VerifyBy: far}, day(2026, 11, 27), true, time.Time{}},
		{"a dated source", 730, Found{AsOf: "2026-02-02", VerifyBy: far}, day(2026, 11, 27), false, day(2028, 2, 2)},
		{"the day before", 730, Found{AsOf: "2026-02-02", VerifyBy: far}, day(2028, 2, 1), false, day(2028, 2, 2)},
		{"the day itself", 730, Found{AsOf: "2026-02-02", VerifyBy: far}, day(2028, 2, 2), true, time.Time{}},
		{"known to the month", 365, Found{AsOf: "2026-02", VerifyBy: far}, day(2027, 2, 27), false, day(2027, 2, 28)},
		{"known to the year", 365, Found{AsOf: "2025", VerifyBy: far}, day(2026, 11, 27), false, day(2026, 12, 31)},
		{"in time", 730, Found{AsOf: "2026-02-02", VerifyBy: day(2027, 2, 1)}, day(2027, 2, 1), false, day(2027, 2, 2)},
		{"too late", 730, Found{AsOf: "2026-02-02", VerifyBy: day(2027, 2, 1)}, day(2027, 2, 2), true, time.Time{}},
	} {
		s := &Site{Clock: test.clock, Rules: Rules{Dates: DateRules{Hours: test.most}}}
		s.Services = []*Service{
			{Found: test.found, Channels: []Channel{{Type: Phone, Hours: Opening{Always: true}}, {Type: Chat}}},
			{Found: Found{AsOf: "2026-11"}, Channels: []Channel{{Type: Phone}}}, // nothing is known of its hours
		}
		if got := s.OldHours(test.found); got != test.old {
			t.Errorf("%s: old %v", test.name, got)
		}
		if got := s.HoursTurnOld(); !got.Equal(test.next) {
			t.Errorf("%s: next %v, want %v", test.name, got, test.next)
		}
	}
}

// TestWithin: what is left open is taken from what is around it, and a source
// never gets another one's date.
func TestWithin(t *testing.T) {
	around := Found{AsOf: "2026", Source: "A page", VerifyBy: time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)}
	if got := (Found{}).Within(around); got != around {
		t.Errorf("got %+v", got)
	}
	if got := (Found{Source: "A leaflet"}).Within(around); got.AsOf != "" || got.Source != "A leaflet" || got.VerifyBy != around.VerifyBy {
		t.Errorf("got %+v", got)
	}
	s := &Service{Reach: Reach{Nations: []Nation{Wales}, Countries: []string{"GB"}, Languages: []string{"en", "cy"}}}
	if got := s.Of(&Channel{Reach: Reach{Countries: []string{"IE"}, Languages: []string{"en"}}}); len(got.Nations) != 0 || got.Countries[0] != "IE" || len(got.Languages) != 1 {
		t.Errorf("got %+v", got)
	}
	if got := s.Of(&Channel{}); got.Nations[0] != Wales || len(got.Languages) != 2 {
		t.Errorf("got %+v", got)
	}
}
