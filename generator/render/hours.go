package render

import (
	"slices"
	"strings"
	"time"

	"sotto/generator/locale"
	"sotto/generator/site"
)

// hours says in words when a channel is open: "9am to 9pm Monday to Thursday,
// and 9am to 5pm on Friday". "" when it is not known.
func (e *edition) hours(c site.Channel) string {
	if c.Always {
		return e.text(wordAlways)
	}
	l := e.language()
	return e.join(wordHoursAnd, each(c.Hours, func(h site.Hours) string {
		return e.fill(wordHours, "From", locale.Clock(l, h.From), "To", locale.Clock(l, h.To), "Days", e.days(h.Days))
	}))
}

// days names days of the week: three or more in a row as a span, others one
// by one.
func (e *edition) days(list []time.Weekday) string {
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, func(a, b time.Weekday) int { return fromMonday(a) - fromMonday(b) })
	sorted = slices.Compact(sorted)
	if len(sorted) == 7 {
		return e.text(wordEveryDay)
	}
	names := each(sorted, func(d time.Weekday) string { return locale.Weekday(e.language(), d) })
	if n := len(sorted); n > 2 && fromMonday(sorted[n-1])-fromMonday(sorted[0]) == n-1 {
		return e.fill(wordDaysRange, "First", names[0], "Last", names[n-1])
	}
	return e.fill(wordDays, "Days", e.join(wordAnd, names))
}

func fromMonday(d time.Weekday) int { return (int(d) + 6) % 7 }

// join writes a list: "a, b and c", the last two joined by a word.
func (e *edition) join(and string, list []string) string {
	switch n := len(list); n {
	case 0:
		return ""
	case 1:
		return list[0]
	default:
		return e.fill(and, "First", strings.Join(list[:n-1], ", "), "Last", list[n-1])
	}
}
