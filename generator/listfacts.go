package main

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"sotto/generator/site"
)

// factColumns are those of sotto list --services.
var factColumns = []string{"asOf", "verifyBy", "service", "channel", "fact", "value", "source"}

// facts are what services.yaml says of each service, fact by fact, with where
// it was found: what has no date first, then the oldest.
func facts(s *site.Site) []row {
	var rows []row
	add := func(k site.Found, service, channel, fact, value string) {
		by := ""
		if !k.VerifyBy.IsZero() {
			by = k.VerifyBy.Format(time.DateOnly)
		}
		rows = append(rows, row{{"asOf", string(k.AsOf)}, {"verifyBy", by}, {"service", service}, {"channel", channel}, {"fact", fact}, {"value", value}, {"source", k.Source}})
	}
	first := s.Config.Languages[0]
	for _, v := range s.Services {
		summary, _ := s.In(v.Summary, first)
		add(v.Found, v.ID, "", "summary", summary)
		for i := range v.Channels {
			c := &v.Channels[i]
			k := c.Within(v.Found)
			add(k, v.ID, string(c.Type), "contact", cmp.Or(c.Number, c.URL, c.From, c.Address))
			if c.Hours.IsKnown() {
				add(c.Hours.Within(k), v.ID, string(c.Type), "hours", hoursOf(&c.Hours))
			}
			if cost, _ := s.In(c.Cost.Text, first); cost != "" {
				add(c.Cost.Within(k), v.ID, string(c.Type), "cost", cost)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return strings.Compare(a[0].value.(string), b[0].value.(string)) })
	return rows
}

// hoursOf is opening hours as they are written in services.yaml.
func hoursOf(o *site.Opening) string {
	if o.Always {
		return "always"
	}
	var list []string
	for _, h := range o.Open {
		var days []string
		for _, d := range h.Days {
			days = append(days, strings.ToLower(d.String()[:3]))
		}
		list = append(list, strings.Join(days, " ")+" "+h.From+"-"+h.To)
	}
	return strings.Join(list, "; ") + ", bank holidays " + string(cmp.Or(o.BankHolidays, site.HolidaysUnknown))
}
