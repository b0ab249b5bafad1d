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
func (e *edition) hours(o site.Opening) string {
	spans, whole := opening(o.Open)
	if o.Always || whole {
		return e.text(wordAlways)
	}
	l := e.language()
	var said []string
	for _, s := range spans {
		from, to := e.clock(s.from), e.clock(s.to)
		if s.long() {
			first, last := locale.Weekday(l, s.days[0]), locale.Weekday(l, (s.days[0]+time.Weekday(s.nights))%7)
			said = append(said, e.fill(wordHoursLong, "From", from, "FirstDay", first, "To", to, "LastDay", last))
			continue
		}
		said = append(said, e.fill(wordHours, "From", from, "To", to, "Days", e.days(s.days)))
	}
	return e.join(wordHoursAnd, said)
}

// clock says a time of day.
func (e *edition) clock(at string) string {
	l := e.language()
	if at == "24:00" && l.Clock.Midnight != "" {
		at = "00:00" // which has a name
	}
	return locale.Clock(l, at)
}

// openSpan is one stretch of time without a break, on one day or on several
// that share it.
type openSpan struct {
	days     []time.Weekday // on which it begins
	from, to string
	nights   int // how many midnights are in it
}

// long says whether it has to be told with the day on which it ends: Friday
// evening to Monday morning. A night that ends before it began is no more than
// "6pm to 2am".
func (s *openSpan) long() bool { return s.nights > 1 || s.nights == 1 && s.to > s.from }

// opening puts together what the registry has to cut at midnight. whole says
// that it is open day and night all week.
func opening(list []site.Hours) (spans []openSpan, whole bool) {
	type piece struct {
		day      int // from Monday
		from, to string
	}
	var pieces []piece
	for _, h := range list {
		for _, d := range h.Days {
			pieces = append(pieces, piece{fromMonday(d), h.From, h.To})
		}
	}
	slices.SortFunc(pieces, func(a, b piece) int {
		if a.day != b.day {
			return a.day - b.day
		}
		return strings.Compare(a.from, b.from)
	})
	pieces = slices.Compact(pieces)
	find := func(day int, is func(piece) bool) int {
		return slices.IndexFunc(pieces, func(p piece) bool { return p.day == (day+7)%7 && is(p) })
	}
	begins := func(p piece) bool { return p.from == "00:00" }
	ends := func(p piece) bool { return p.to == "24:00" }
	for _, p := range pieces {
		if begins(p) && find(p.day-1, ends) >= 0 {
			continue // the night before goes on
		}
		s := openSpan{days: []time.Weekday{time.Weekday((p.day + 1) % 7)}, from: p.from, to: p.to}
		for day := p.day; s.to == "24:00" && s.nights < 7; {
			day++
			next := find(day, begins)
			if next < 0 {
				break
			}
			s.nights++
			s.to = pieces[next].to
		}
		same := slices.IndexFunc(spans, func(o openSpan) bool {
			return !s.long() && o.from == s.from && o.to == s.to && o.nights == s.nights
		})
		if same >= 0 {
			spans[same].days = append(spans[same].days, s.days[0])
			continue
		}
		spans = append(spans, s)
	}
	return spans, len(pieces) > 0 && len(spans) == 0
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
