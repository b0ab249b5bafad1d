package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Week is the view of the component week: when some services are open. Each cell
// says in words what its bar shows, so that the bars are for the eye alone.
type Week struct {
	Lines []WeekLine // the columns
	Days  []WeekDay  // the rows, from Monday
}

// WeekLine is a service, and which of its numbers the column is about; "" when
// it is no number. Note says what else is known of its hours, or not.
type WeekLine struct{ Name, NameLang, Number, Note string }

// WeekDay is a day of the week.
type WeekDay struct {
	Name  string
	Cells []WeekCell
}

// WeekCell is a service on one day.
type WeekCell struct {
	Text string // "9am to 9pm"
	Bars []WeekBar
}

// WeekBar is a time without a break, in parts of the day: "37.5%".
type WeekBar struct{ X, Width string }

// weekLines is how many services fit side by side on a phone.
const weekLines = 2

// week renders ::week{services="…"}.
func (e *edition) week(d markdown.Directive) (string, *markdown.Problem) {
	ids := strings.Fields(d.Attrs["services"])
	if len(ids) == 0 || len(ids) > weekLines {
		return "", &markdown.Problem{Code: "directive/value", Severity: diag.Error, Attr: "services",
			Message: fmt.Sprintf("a week has one column to %d, and not %d", weekLines, len(ids)), Help: `write the ids of the services that matter most: services="helpline samaritans"`}
	}
	var v Week
	for i := range 7 {
		v.Days = append(v.Days, WeekDay{Name: locale.Weekday(e.language(), time.Weekday((i+1)%7))})
	}
	for _, id := range ids {
		r, problem := e.find(id, "services")
		if problem != nil {
			return "", problem
		}
		s := e.site.Service(id)
		c := withHours(s)
		if c == nil {
			return "", &markdown.Problem{Code: "service/lacks", Severity: diag.Error, Attr: "services",
				Message: fmt.Sprintf("the service %q has no opening hours", id), Help: "add them to content/services.yaml if you know them, or take it out here"}
		}
		for i := range v.Days {
			v.Days[i].Cells = append(v.Days[i].Cells, e.openOn(&c.Hours, time.Weekday((i+1)%7)))
		}
		o := e.opening(s, c)
		old := ""
		if o.Old {
			old = e.text(wordOld)
		}
		note := strings.Join(slices.DeleteFunc([]string{old, o.BankHolidays, o.Closed}, func(s string) bool { return s == "" }), " ")
		v.Lines = append(v.Lines, WeekLine{r.view.Name, r.view.NameLang, onOneLine(c.Number), note})
	}
	return e.component("week", v)
}

// withHours is the channel of a service whose hours a reader asks for first: a
// telephone, if its hours are known.
func withHours(s *site.Service) *site.Channel {
	var found *site.Channel
	for i := range s.Channels {
		c := &s.Channels[i]
		if c.Hours.IsKnown() && (found == nil || c.Type == site.Phone && found.Type != site.Phone) {
			found = c
		}
	}
	return found
}

// openOn says when a channel is open on a day, from midnight to midnight.
func (e *edition) openOn(o *site.Opening, day time.Weekday) WeekCell {
	var open []site.Hours
	for _, h := range o.Open {
		if slices.Contains(h.Days, day) {
			open = append(open, h)
		}
	}
	slices.SortFunc(open, func(a, b site.Hours) int { return cmp.Compare(a.From, b.From) })
	if o.Always || len(open) == 1 && open[0].From == "00:00" && open[0].To == "24:00" {
		return WeekCell{Text: e.text(wordWeekAll), Bars: []WeekBar{{"0%", "100%"}}}
	}
	c := WeekCell{Text: e.text(wordWeekClosed)}
	var said []string
	for _, h := range open {
		said = append(said, e.fill(wordWeekSpan, "From", e.clock(h.From), "To", e.clock(h.To)))
		c.Bars = append(c.Bars, WeekBar{ofDay(minutes(h.From)), ofDay(minutes(h.To) - minutes(h.From))})
	}
	if len(said) > 0 {
		c.Text = strings.Join(said, ", ")
	}
	return c
}

// minutes are those since midnight of a time that load has checked: "09:00".
func minutes(at string) int {
	h, _ := strconv.Atoi(at[:2])
	m, _ := strconv.Atoi(at[3:])
	return 60*h + m
}

func ofDay(minutes int) string {
	return strconv.FormatFloat(float64(minutes)/14.4, 'f', -1, 64) + "%"
}
