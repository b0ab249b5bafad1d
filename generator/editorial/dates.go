package editorial

import (
	"fmt"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// dates compares the days that pages and services name with the clock: what
// comes due, what is overdue, and what cannot be so. Nothing in the output
// depends on it; a build for another day has other findings alone.
func dates(u *unit) {
	if u.page == nil {
		switch u.name {
		case site.Shown("services.yaml"):
			u.registry()
		case limitsFile:
			u.limitsDays()
		case site.Shown("law.yaml"):
			u.laws()
		}
		if u.name == site.Shown("boilerplates.yaml") {
			u.boilerplates()
		}
		return
	}
	u.facts.Services = states(u.doc)
	u.statesOverdue()
	p, r := u.page, &u.house.site.Rules.Dates
	part := r.Page(p)
	if part == nil {
		part = &site.DatePart{}
	}
	for _, key := range part.Needed {
		if _, _, ok := keyAt(p, key); !ok {
			day := u.house.site.Clock // a page's own day is today, that of its review lies ahead
			if key == "reviewBy" {
				day = day.AddDate(0, 6, 0)
			}
			u.front("", "date/needed", diag.Error, "there is no "+key+", which pages of this part of the site must have",
				"add a line: "+key+": "+day.Format(time.DateOnly))
		}
	}
	if !p.ReviewBy.IsZero() {
		from, to, _ := keyAt(p, "reviewBy")
		u.due(from, to, p.ReviewBy, part.Late, "this page was to be looked at again", "this page must be looked at again",
			"look at it again, then write a later day; reviewed and reviewedBy say that a qualified person has checked it")
	}
	u.review()
	u.ahead(r)
	u.contactsEnd(r)
	u.embargo()
	for _, o := range r.Order {
		u.order(o)
	}
}

// due raises what is to be said of a day at some bytes of the file: nothing
// while it is far off.
func (u *unit) due(from, to int, day time.Time, late int, was, is, help string) {
	now, soon := u.house.site.Clock, u.house.site.Rules.Dates.Soon
	after := day.AddDate(0, 0, 1) // the day itself is in time
	if now.Before(day.AddDate(0, 0, -soon)) {
		return // most are far off
	}
	on := day.Format(time.DateOnly)
	u.index()
	switch {
	case late > 0 && !now.Before(after.AddDate(0, 0, late)):
		u.add(u.file.At(from, to, "date/overdue", diag.Error, fmt.Sprintf("%s by %s, more than %d days ago", was, on, late), help))
	case !now.Before(after):
		u.add(u.file.At(from, to, "date/due", diag.Warning, fmt.Sprintf("%s by %s, which is over", was, on), help))
	case soon > 0 && !now.Before(day.AddDate(0, 0, -soon)):
		u.add(u.file.At(from, to, "date/soon", diag.Info, fmt.Sprintf("%s by %s", is, on), help))
	}
}

// review looks at what a page says of who has checked it, when, and which text.
func (u *unit) review() {
	p := u.page
	if p.Reviewed.IsZero() {
		for _, key := range []string{"reviewedBy", "reviewedText"} {
			if _, _, ok := keyAt(p, key); ok {
				u.front(key, "date/reviewer", diag.Error, key+" speaks of a check, and nothing says when it was", "add a line with the day: reviewed: 2026-11-21; or delete "+key)
			}
		}
		return
	}
	if p.Reviewed.After(u.house.site.Clock) {
		u.front("reviewed", "date/future", diag.Error, "a page cannot have been checked on a day to come", "write the day on which it was checked")
	}
	if !p.ReviewBy.IsZero() && p.ReviewBy.Before(p.Reviewed) {
		u.front("reviewBy", "date/order", diag.Error, "the next check is due before the last one ("+p.Reviewed.Format(time.DateOnly)+")", "write a later day")
	}
	if p.ReviewedBy == "" {
		u.front("reviewed", "date/reviewer", diag.Error, "nothing says who has checked this page", "add a line with the role, without a name: reviewedBy: a clinical psychologist")
	}
	for _, title := range u.house.site.Rules.Dates.Titles {
		for _, w := range strings.Fields(p.ReviewedBy) {
			if strings.EqualFold(strings.TrimRight(w, "."), title) {
				u.front("reviewedBy", "date/reviewer", diag.Error, "this names a person", "write the role alone: reviewedBy: a clinical psychologist")
			}
		}
	}
	digest := u.digest()
	switch p.ReviewedText {
	case digest:
	case "":
		u.front("reviewed", "date/text", diag.Warning, "nothing says which text was checked, so that a later change would not be noticed",
			"if it was the text as it is now, add a line: reviewedText: "+digest)
	default:
		u.front("reviewedText", "date/text", diag.Warning, "the text has changed since it was checked, on "+p.Reviewed.Format(time.DateOnly)+": this page is no longer reviewed",
			"have it checked again and write the new day, with reviewedText: "+digest+"\nuntil then delete reviewed, reviewedBy and reviewedText: the page says by itself that nobody has reviewed it")
	}
}

// ahead looks for days to come that must be past. A page that only a preview
// shows is left alone.
func (u *unit) ahead(r *site.DateRules) {
	p, now := u.page, u.house.site.Clock
	if from := p.PublishDate; from.After(now) || from.IsZero() && p.Date.After(now) {
		return
	}
	if p.Date.After(now) {
		u.front("date", "date/future", diag.Error, "the page is published, and its date is a day to come", "write the day on which it was made, or a later publishDate")
	}
	if _, _, ok := keyAt(p, "lastmod"); ok && p.LastMod.After(now) {
		u.front("lastmod", "date/future", diag.Error, "a text cannot have been changed on a day to come", "write the day on which it was changed")
	}
	for _, key := range r.Past {
		if u.house.isAhead(dayOf(p.Field(key))) {
			u.front(key, "date/future", diag.Error, key+" is a day to come", "write the day on which it was, or leave the page unpublished until then: publishDate")
		}
	}
}

// order looks at a day that another page's day comes before.
func (u *unit) order(o site.DateOrder) {
	to, ok := u.page.Field(o.Of).(*site.Page)
	if !ok {
		return
	}
	own, other := dayOf(u.page.Field(o.Key)), dayOf(to.Field(o.NotBefore))
	n := min(len(own), len(other))
	if n > 0 && own[:n] < other[:n] {
		u.front(o.Key, "date/order", diag.Error, fmt.Sprintf("%s (%s) is before %s of %s (%s)", o.Key, own, o.NotBefore, to.File(), other), "correct one of the two days")
	}
}

// laws looks at the days of law.yaml.
func (u *unit) laws() {
	s := u.house.site
	for _, l := range s.Laws {
		if from, to := u.value(l.VerifyAt); !l.VerifyBy.IsZero() {
			u.due(from, to, l.VerifyBy, s.Rules.Dates.Law.Late, "the law of "+l.ID+" was to be looked up again", "the law of "+l.ID+" must be looked up again",
				"look it up at its source, then write checked and a later verifyBy")
		}
		if from, to := u.value(l.CheckedAt); l.Checked.After(s.Clock) {
			u.add(u.file.At(from, to, "date/future", diag.Error, "a law cannot have been looked up on a day to come", "write the day on which it was"))
		}
	}
}

// registry looks at the days of services.yaml: those of each service, and those
// that a channel, its hours or its cost have of their own.
func (u *unit) registry() {
	late := u.house.site.Rules.Dates.Services.Late
	for _, v := range u.house.site.Services {
		u.known(&v.Found, "facts about "+v.ID, late)
		for i := range v.Channels {
			c := &v.Channels[i]
			of := " of " + v.ID + " (" + string(c.Type) + ")"
			u.known(&c.Found, "facts"+of, late)
			u.known(&c.Hours.Found, "opening hours"+of, late)
			u.known(&c.Cost.Found, "cost"+of, late)
			for _, closure := range c.Hours.Closed {
				if from, to := u.value(closure.ToAt); !u.house.site.Clock.Before(closure.To.AddDate(0, 0, 1)) {
					u.add(u.file.At(from, to, "date/due", diag.Warning, "a closure"+of+" is over", "delete its entry: readers are told of it while it stands here"))
				}
			}
		}
	}
}

// known looks at the two days that some facts of the registry have.
func (u *unit) known(k *site.Found, what string, late int) {
	s := u.house.site
	if !k.VerifyBy.IsZero() {
		from, to := u.value(k.VerifyAt)
		u.due(from, to, k.VerifyBy, late, "the "+what+" were to be checked", "the "+what+" must be checked",
			"check them at their source, then write asOf and a later verifyBy")
	}
	switch most := s.Rules.Dates.Sources; {
	case k.AsOf == "":
	case u.house.isAhead(string(k.AsOf)):
		from, to := u.value(k.AsOfAt)
		u.add(u.file.At(from, to, "date/future", diag.Error, "a source cannot be of a day to come", "write the date of the source, as precisely as is known"))
	case most > 0 && k.AsOf.Last().AddDate(0, 0, most).Before(s.Clock):
		from, to := u.value(k.AsOfAt)
		u.add(u.file.At(from, to, "date/source", diag.Warning, fmt.Sprintf("the source of the %s is more than %d days old", what, most), "find a newer source, and write its date"))
	}
}

// value returns the bytes of a value of one word in a YAML file.
func (u *unit) value(pos diag.Pos) (from, to int) {
	u.index()
	from = u.file.Offset(pos)
	to = from
	for to < len(u.source) && !strings.ContainsRune(" \t\r\n,}#", rune(u.source[to])) {
		to++
	}
	return from, to
}

// dayOf is a day of a page's own keys as far as it is known; "" for other
// values.
func dayOf(v any) string {
	switch v := v.(type) {
	case site.PartialDate:
		return string(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return ""
}

// isAhead says whether a day, as far as it is known, is after today.
func (h *House) isAhead(day string) bool {
	now := h.site.Clock
	if zone := h.site.Config.TimeZone; zone != nil {
		now = now.In(zone)
	}
	return day != "" && day > now.Format(time.DateOnly)[:min(len(day), len(time.DateOnly))]
}
