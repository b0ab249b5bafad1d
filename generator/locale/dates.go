package locale

import (
	"strconv"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Date writes a day in full: "21 November 2026", "21 Tachwedd 2026".
func Date(l *site.Language, t time.Time) string {
	return fill(l.Date, "{day}", strconv.Itoa(t.Day()), "{month}", l.Months[t.Month()-1], "{year}", strconv.Itoa(t.Year()))
}

// PartialDate writes as much of a date as is known: "2018", "January 2018",
// "24 January 2018". A date it cannot read comes back as it is.
func PartialDate(l *site.Language, d site.PartialDate) string {
	if t, err := time.Parse("2006-01-02", string(d)); err == nil {
		return Date(l, t)
	}
	if t, err := time.Parse("2006-01", string(d)); err == nil {
		return fill(l.MonthYear, "{month}", l.MonthsAlone[t.Month()-1], "{year}", strconv.Itoa(t.Year()))
	}
	return string(d)
}

// Weekday names a day: "Monday", "dydd Llun".
func Weekday(l *site.Language, d time.Weekday) string { return l.Days[(d+6)%7] }

// Clock writes a time of day, given as "15:04", the way people say it: "9am",
// "5:30pm", "midday"; in Welsh "9yb", in Polish "17:30". A time it cannot read
// comes back as it is.
func Clock(l *site.Language, hhmm string) string {
	t, err := time.Parse("15:04", hhmm)
	if err != nil {
		return hhmm
	}
	c := l.Clock
	switch {
	case hhmm == "12:00" && c.Noon != "":
		return c.Noon
	case hhmm == "00:00" && c.Midnight != "":
		return c.Midnight
	}
	hour, half, form := t.Hour(), c.AM, c.Time
	if hour >= 12 {
		half = c.PM
	}
	if c.Hours == 12 {
		hour = (hour+11)%12 + 1
	}
	if t.Minute() == 0 {
		form = c.OnTheHour
	}
	return fill(form, "{hour}", strconv.Itoa(hour), "{minute}", t.Format("04"), "{half}", half)
}

// fill puts values into the slots of a form; pairs are slots and values in
// turn.
func fill(form string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		form = strings.Replace(form, pairs[i], pairs[i+1], 1)
	}
	return form
}

// Number groups the digits of a whole number in threes: "1,234,567".
func Number(l *site.Language, n int) string {
	if n < l.Numbers.From && n > -l.Numbers.From {
		return strings.Replace(strconv.Itoa(n), "-", "−", 1)
	}
	return strings.ReplaceAll(diag.Number(n), ",", l.Numbers.Thousands)
}

// Decimal writes a number with a fraction of so many digits: "0.25".
func Decimal(l *site.Language, f float64, digits int) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', digits, 64), ".", l.Numbers.Decimal, 1)
}
