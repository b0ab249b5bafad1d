package measure

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// id is by what a table names a week.
func (w Week) id() string { return "w" + w.Monday.Format(time.DateOnly) }

// CSV is a table of the weeks, with the id of a column for each name. A name is one
// of the groups, in their order, or [Total]. What is hidden is "..", which is not known.
func (r Report) CSV(head string, names []string) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for _, n := range names {
		b.WriteString("," + n)
	}
	b.WriteByte('\n')
	for _, w := range r.Weeks {
		b.WriteString(w.id())
		for _, n := range r.row(w, names) {
			b.WriteString("," + n)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// row are a week's cells in the order of names.
func (r Report) row(w Week, names []string) (out []string) {
	group := 0
	for _, n := range names {
		at := group
		if n == Total {
			at = len(w.Loads) - 1
		} else {
			group++
		}
		if w.Loads[at] < 0 {
			out = append(out, "..")
		} else {
			out = append(out, strconv.Itoa(w.Loads[at]))
		}
	}
	return out
}

// Rows puts the weeks into the YAML of a table, in the place of all below its line
// "rows:", which must be the last key: label writes a Monday in each language. False
// says that there is no such line, or a key behind it.
func (r Report) Rows(yaml []byte, languages []string, label func(language string, monday time.Time) string) ([]byte, bool) {
	at := -1
	for i, line := range bytes.SplitAfter(yaml, []byte("\n")) {
		switch {
		case bytes.HasPrefix(line, []byte("rows:")):
			at = i
		case at >= 0 && len(bytes.TrimSpace(line)) > 0 && line[0] != ' ' && line[0] != '#':
			return nil, false
		}
	}
	if at < 0 {
		return nil, false
	}
	out := bytes.Join(bytes.SplitAfter(yaml, []byte("\n"))[:at], nil)
	out = append(out, "rows: # written by sotto measure\n"...)
	for _, w := range r.Weeks {
		var labels []string
		for _, l := range languages {
			labels = append(labels, l+": "+strconv.Quote(label(l, w.Monday)))
		}
		out = fmt.Appendf(out, "  %s: {label: {%s}}\n", w.id(), strings.Join(labels, ", "))
	}
	return out, true
}

// Robotic is the share of requests that only robots make, in whole per cent.
func (r Report) Robotic() int {
	if r.Requests == 0 {
		return 0
	}
	return int((r.Robots*200 + r.Requests) / (2 * r.Requests))
}
