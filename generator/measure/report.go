package measure

import (
	"fmt"
	"slices"
	"time"

	"sotto/generator/figures"
)

// Report is what was counted: the loads of each group in each week.
type Report struct {
	Weeks []Week
	// Requests, Robots and Bad are those of the [Counter].
	Requests, Robots, Bad int64
}

// Week is one, from a Monday.
type Week struct {
	Monday time.Time
	// Loads are those of each group, and their sum at the end; hidden ones are -1.
	Loads []int
}

// Report tells what was counted in whole or part weeks, the first first. Weeks in
// between without a line are there, with zeros.
func (c *Counter) Report() Report {
	r := Report{Requests: c.Requests, Robots: c.Robots, Bad: c.Bad}
	var known []*tally
	for _, w := range c.weeks {
		known = append(known, w)
	}
	slices.SortFunc(known, func(a, b *tally) int { return a.monday.Compare(b.monday) })
	for i, w := range known {
		if i > 0 {
			for at := next(known[i-1].monday); at.Before(w.monday) && len(r.Weeks) < mostWeeks; at = next(at) {
				r.Weeks = append(r.Weeks, Week{Monday: at, Loads: make([]int, len(w.loads)+1)})
			}
		}
		loads, sum := make([]int, 0, len(w.loads)+1), 0
		for _, n := range w.loads {
			loads = append(loads, int(n))
			sum += int(n)
		}
		r.Weeks = append(r.Weeks, Week{Monday: w.monday, Loads: append(loads, sum)})
	}
	return r
}

// mostWeeks bounds what is told of between lines that are far apart: twenty years.
const mostWeeks = 1044

func next(monday time.Time) time.Time {
	return time.Date(monday.Year(), monday.Month(), monday.Day()+7, 0, 0, 0, 0, monday.Location())
}

// Hide hides the small numbers of each week, with as many others as they need. A
// count of page loads is no count of people, but few loads may be one reader.
func (r *Report) Hide(p figures.Policy) error {
	for i := range r.Weeks {
		loads := r.Weeks[i].Loads
		var s figures.System
		sum := make(figures.Tie, 0, len(loads))
		for j, n := range loads {
			total := j == len(loads)-1
			s.Cells = append(s.Cells, figures.Cell{Name: fmt.Sprint(j), Value: n, Total: total})
			times := 1
			if total {
				times = -1
			}
			sum = append(sum, figures.Term{Cell: j, Times: times})
		}
		s.Ties = []figures.Tie{sum}
		hidden, err := figures.Hide(p, s)
		if err != nil {
			return fmt.Errorf("hiding small numbers of the week of %s: %w", r.Weeks[i].Monday.Format(time.DateOnly), err)
		}
		for j, hide := range hidden.Cells {
			if hide {
				loads[j] = -1
			} else {
				loads[j] = p.Shown(loads[j])
			}
		}
	}
	return nil
}
