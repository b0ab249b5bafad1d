package load

import (
	"fmt"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// The years that the days of a page's front matter are expected in. One outside
// is mistyped as a rule, and takes the page away without a word: it waits for
// 2062, or expired in 1926. An expiryDate may lie far ahead, and mean never.
const (
	yearsAhead       = 10
	yearsAheadExpiry = 100
	firstYear        = 1990
)

// checkYears tells of days whose year is far ahead or far back, at the line that
// says so; not where that line is told to keep a page from a menu.
func checkYears(pages []*page, clock time.Time) {
	for _, p := range pages {
		for _, d := range []struct {
			key string
			day time.Time
		}{{"date", p.Date}, {"lastmod", p.LastMod}, {"publishDate", p.PublishDate}, {"expiryDate", p.ExpiryDate}, {"reviewed", p.Reviewed}, {"reviewBy", p.ReviewBy}} {
			m := p.at(d.key)
			if d.day.IsZero() || !m.known() || p.told && m == p.hider(p.held.Why) {
				continue
			}
			year, now := d.day.Year(), clock.Year()
			ahead := yearsAhead
			if d.key == "expiryDate" {
				ahead = yearsAheadExpiry
			}
			var far string
			switch {
			case year > now+ahead:
				far = fmt.Sprintf("%d years ahead", year-now)
			case year < firstYear:
				far = fmt.Sprintf("%d years ago", now-year)
			default:
				continue
			}
			message := fmt.Sprintf("the year %d is %s", year, far)
			if p.held != nil && p.held.By == p.Source && m == p.hider(p.held.Why) && p.held.Why != site.IsDraft {
				message += ", and the page is not published"
			}
			help := yearHelp(d.key, d.day, clock)
			f := p.report(diag.Warning, m, "date/year", message, help)
			if right, ok := strings.CutPrefix(help, "did you mean "+d.key+": "); ok {
				f.Fix = p.swap(m, d.day.Format(time.DateOnly), strings.TrimSuffix(right, "?"))
			}
		}
	}
}

// yearHelp is the day with the year that was probably meant: two figures
// exchanged, or one of another century.
func yearHelp(key string, day, clock time.Time) string {
	year, now := day.Year(), clock.Year()
	exchanged := year/100*100 + year%10*10 + year/10%10
	for _, y := range []int{exchanged, now/100*100 + year%100} {
		if y != year && y >= now-10 && y <= now+2 {
			return fmt.Sprintf("did you mean %s: %d%s?", key, y, day.Format("-01-02"))
		}
	}
	return "correct the year"
}
