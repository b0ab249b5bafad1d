package locale

import (
	"strconv"
	"strings"
	"time"

	"sotto/generator/site"
)

var months = map[site.Lang][12]string{
	site.English: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	site.Welsh:   {"Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"},
}

var weekdays = map[site.Lang][7]string{
	site.English: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	site.Welsh:   {"dydd Sul", "dydd Llun", "dydd Mawrth", "dydd Mercher", "dydd Iau", "dydd Gwener", "dydd Sadwrn"},
}

// Date writes a day in full: "21 November 2026", "21 Tachwedd 2026".
func Date(l site.Lang, t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + months[l][t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// PartialDate writes as much of a date as is known: "2018", "January 2018",
// "24 January 2018". A date it cannot read comes back as it is.
func PartialDate(l site.Lang, d site.PartialDate) string {
	if t, err := time.Parse("2006-01-02", string(d)); err == nil {
		return Date(l, t)
	}
	if t, err := time.Parse("2006-01", string(d)); err == nil {
		return months[l][t.Month()-1] + " " + strconv.Itoa(t.Year())
	}
	return string(d)
}

// Weekday names a day: "Monday", "dydd Llun".
func Weekday(l site.Lang, d time.Weekday) string { return weekdays[l][d] }

// Clock writes a time of day, given as "15:04", the way people say it: "9am",
// "5:30pm", "midday"; in Welsh "9yb", "5:30yh", "hanner dydd". A time it
// cannot read comes back as it is.
func Clock(l site.Lang, hhmm string) string {
	t, err := time.Parse("15:04", hhmm)
	if err != nil {
		return hhmm
	}
	noon, midnight, am, pm := "midday", "midnight", "am", "pm"
	if l == site.Welsh {
		noon, midnight, am, pm = "hanner dydd", "hanner nos", "yb", "yh"
	}
	switch {
	case hhmm == "12:00":
		return noon
	case hhmm == "00:00":
		return midnight
	}
	hour, half := t.Hour()%12, am
	if hour == 0 {
		hour = 12
	}
	if t.Hour() >= 12 {
		half = pm
	}
	if t.Minute() == 0 {
		return strconv.Itoa(hour) + half
	}
	return strconv.Itoa(hour) + ":" + t.Format("04") + half
}

// Number groups the digits of a whole number in threes: "1,234,567", in both
// languages.
func Number(_ site.Lang, n int) string {
	s, sign := strconv.Itoa(n), ""
	if n < 0 {
		s, sign = s[1:], "−"
	}
	var b strings.Builder
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return sign + b.String()
}
