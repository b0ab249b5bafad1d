package load

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	_ "time/tzdata" // the same time zones on every machine that has none of its own

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// date reads a day or an instant. A day means the midnight that begins it in
// the site's time zone; an instant is brought into that zone, so that it is
// shown as the day it was there.
func (d *doc) date(p pair, zone *time.Location) (time.Time, bool) {
	if d.empty(p) {
		return time.Time{}, false
	}
	if p.value.Kind != yaml.ScalarNode {
		return time.Time{}, d.no(p.value, "value/type", fmt.Sprintf("%s is a date, not %s", p.name, kindOf(p.value)), "write it like this: "+p.name+": 2026-11-21")
	}
	t, ok := readDate(p.value.Value, zone)
	if !ok {
		message, help := d.dateProblem(p.name, p.value.Value, zone)
		d.add(d.mark(p.value), "value/date", message, help).Fix = d.typed(p, help)
	}
	return t, ok
}

// typed is the edit that a help of the form "write key: value" speaks of.
func (d *doc) typed(p pair, help string) []diag.Edit {
	value, ok := strings.CutPrefix(help, "write "+p.name+": ")
	if !ok || strings.ContainsAny(value, " \n,") {
		return nil
	}
	return d.bare(p.value, value)
}

// day is date for values where a time of day makes no sense.
func (d *doc) day(p pair, zone *time.Location) (time.Time, bool) {
	if p.value.Kind == yaml.ScalarNode && len(p.value.Value) > 10 {
		if _, ok := readDate(p.value.Value, zone); ok {
			help := "write " + p.name + ": " + p.value.Value[:10]
			d.add(d.mark(p.value), "value/date", p.name+" is a day, without a time", help).Fix = d.typed(p, help)
			return time.Time{}, false
		}
	}
	return d.date(p, zone)
}

// instant is date for values where a day alone leaves open what is meant.
func (d *doc) instant(p pair, zone *time.Location) (time.Time, bool) {
	t, ok := d.date(p, zone)
	if ok && len(p.value.Value) == len(time.DateOnly) {
		return t, d.no(p.value, "value/date", p.name+" is a day with a time", "write the time, too: "+p.name+": "+t.Format("2006-01-02T15:04:05-07:00"))
	}
	return t, ok
}

func readDate(s string, zone *time.Location) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		t, err = time.Parse(time.RFC3339, s)
	}
	if err != nil || t.Year() < 1900 {
		return time.Time{}, false
	}
	return t.In(zone), true
}

var partialDay = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`)

// dateForms are how dates are written wrong. They are compiled for the first one
// only: a site without mistakes needs none of them.
type dateForms struct {
	wholeDay, noOffset, noSeconds, dayFirst, yearMonth *regexp.Regexp
	// days are those in which people write days that can be read in one way.
	days []*regexp.Regexp
}

var wrongDates = sync.OnceValue(func() dateForms {
	return dateForms{
		wholeDay:  regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
		noOffset:  regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d))?$`),
		noSeconds: regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?) ?(Z|z|[+-]\d\d:?\d\d)$`),
		dayFirst:  regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`),
		yearMonth: regexp.MustCompile(`^(\d{4})(?:-(\d\d))?$`),
		days: []*regexp.Regexp{
			regexp.MustCompile(`^(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})$`),
			regexp.MustCompile(`^(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -](?P<month>\pL+)\.?,?[ -](?P<year>\d{4})$`),
			regexp.MustCompile(`^(?P<month>\pL+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})$`),
		},
	}
})

// monthNumber finds a month by its first letters, at least three, in any
// language of the site; 0 when there is none. Some need four (Welsh Mawrth and
// Mai), so as many letters are compared as are given.
func monthNumber(s string, known []*site.Language) int {
	s = strings.ToLower(s)
	for i := range 12 {
		for _, l := range known {
			for _, name := range []string{l.Months[i], l.MonthsAlone[i]} {
				if len(s) >= 3 && strings.HasPrefix(strings.ToLower(name), s) {
					return i + 1
				}
			}
		}
	}
	return 0
}

// dateProblem says why a date cannot be read and what was probably meant.
func (t *text) dateProblem(name, s string, zone *time.Location) (message, help string) {
	form := wrongDates()
	write := func(y, m, d string) string { // "" when there is no such day
		day, err := time.Parse("2006-1-2", y+"-"+m+"-"+d)
		if err != nil || day.Year() < 1900 {
			return ""
		}
		return day.Format(time.DateOnly)
	}
	wrong := fmt.Sprintf("this is not how %s is written", name)
	right := func(s string) string { return "write " + name + ": " + s }
	if form.wholeDay.MatchString(s) {
		y, _ := strconv.Atoi(s[:4])
		m, _ := strconv.Atoi(s[5:7])
		day, _ := strconv.Atoi(s[8:])
		switch {
		case y < 1900:
			return fmt.Sprintf("the year %d is too long ago", y), "check the year"
		case m < 1 || m > 12:
			help = "the month stands in the middle, from 01 to 12"
			if w := write(s[:4], s[8:], s[5:7]); w != "" {
				help += ": " + right(w)
			}
			return fmt.Sprintf("there is no month %02d", m), help
		default:
			return fmt.Sprintf("there is no day %02d in %s %d", day, time.Month(m), y),
				fmt.Sprintf("%s %d has %d days", time.Month(m), y, time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day())
		}
	}
	if g := form.noOffset.FindStringSubmatch(s); g != nil {
		if t, err := time.ParseInLocation("2006-01-02T15:04", g[1]+"T"+g[2]+":"+g[3], zone); err == nil {
			return "a time of day needs its offset from UTC", fmt.Sprintf("in %s that is %s: %s", zone, name, t.Format("2006-01-02T15:04:05-07:00"))
		}
	}
	if g := form.noSeconds.FindStringSubmatch(s); g != nil {
		clock, offset := g[2], strings.ToUpper(g[3])
		if len(clock) == 5 {
			clock += ":00"
		}
		if len(offset) == 5 {
			offset = offset[:3] + ":" + offset[3:]
		}
		full := g[1] + "T" + clock + offset
		if _, err := time.Parse(time.RFC3339, full); err == nil {
			return wrong, right(full)
		}
	}
	if g := form.dayFirst.FindStringSubmatch(s); g != nil {
		british, american := write(g[3], g[2], g[1]), write(g[3], g[1], g[2])
		switch {
		case british != "" && american != "" && british != american:
			return "this date can be read in two ways", right(british) + " or " + name + ": " + american
		case british+american != "":
			return wrong, right(cmp.Or(british, american))
		}
	}
	for _, re := range form.days {
		if g := re.FindStringSubmatch(s); g != nil {
			of := func(part string) string { return g[re.SubexpIndex(part)] }
			month := of("month")
			if n := monthNumber(month, t.known); n > 0 {
				month = strconv.Itoa(n)
			}
			if w := write(of("year"), month, of("day")); w != "" {
				return wrong, right(w)
			}
		}
	}
	if g := form.yearMonth.FindStringSubmatch(s); g != nil {
		return name + " needs a day", fmt.Sprintf("write it like this: %s: %s-%s-01", name, g[1], cmp.Or(g[2], "01"))
	}
	return wrong, fmt.Sprintf("write a day, %s: 2026-11-21, or an instant, %s: 2026-11-21T09:30:00+00:00", name, name)
}

// partial reads a date known to the year, the month or the day.
func (d *doc) partial(p pair) (site.PartialDate, bool) {
	if d.empty(p) {
		return "", false
	}
	s, good := p.value.Value, p.value.Kind == yaml.ScalarNode
	if good = good && partialDay.MatchString(s); good {
		_, good = readDate((s + "-01-01")[:10], time.UTC)
	}
	if good {
		return site.PartialDate(s), true
	}
	message, help := fmt.Sprintf("this is not how %s is written", p.name), ""
	switch {
	case p.value.Kind != yaml.ScalarNode:
	case partialDay.MatchString(s):
		message, _ = d.dateProblem(p.name, (s + "-01-01")[:10], time.UTC)
	default:
		message, help = d.dateProblem(p.name, s, time.UTC)
	}
	if !strings.HasPrefix(help, "write "+p.name) {
		help = fmt.Sprintf("write as much as is known: %[1]s: 2018, %[1]s: 2018-01 or %[1]s: 2018-01-24", p.name)
	}
	d.add(d.mark(p.value), "value/date", message, help).Fix = d.typed(p, help)
	return "", false
}
