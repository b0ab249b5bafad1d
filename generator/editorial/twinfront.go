package editorial

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// fields compares what the front matter says in no language: days, weights,
// pages, services, how many figures there are.
func (l *level) fields() {
	for _, d := range []struct {
		key  string
		a, b time.Time
	}{
		{"date", l.original.Date, l.twin.Date},
		{"publishDate", l.original.PublishDate, l.twin.PublishDate},
		{"expiryDate", l.original.ExpiryDate, l.twin.ExpiryDate},
	} {
		l.field(d.key, moment(d.a), moment(d.b))
	}
	l.field("weight", weight(l.original), weight(l.twin))
	var keys []string
	for _, p := range []*site.Page{l.original, l.twin} {
		for _, f := range p.Fields {
			if !slices.Contains(keys, f.Key) {
				keys = append(keys, f.Key)
			}
		}
	}
	for _, key := range keys {
		l.field(key, valueOf(l.original.Field(key)), valueOf(l.twin.Field(key)))
	}
}

func (l *level) field(key, a, b string) {
	if a == b {
		return
	}
	text := l.text(l.original)
	from, _, _ := keyIn(text, l.original.BodyStart, key)
	f := diag.NewFile("", text).Pos(from)
	at := Place{f.Line, f.Col, 1}
	message := fmt.Sprintf("%s is %s here, and %s in the original (%s)", key, b, a, l.line(at))
	switch {
	case a == "":
		message = fmt.Sprintf("the original (%s) has no %s", l.original.File(), key)
	case b == "":
		message = fmt.Sprintf("the original (%s) has %s, and this translation has not", l.line(at), key)
	}
	l.key(key, "level/front", diag.Warning, message, "write the same in both", at)
}

func moment(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Equal(t.Truncate(time.Hour)) && t.Hour()+t.Minute()+t.Second() == 0:
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

func weight(p *site.Page) string {
	if p.Weight == 0 {
		return ""
	}
	return strconv.Itoa(int(p.Weight))
}

// valueOf is what a value is in every language; of a text, that it is there.
func valueOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case *site.Page:
		return "the page " + v.Key
	case *site.Service:
		return v.ID
	case []string:
		return entries(len(v))
	case []site.Figure:
		return entries(len(v))
	}
	if day := dayOf(v); day != "" {
		return day
	}
	return "given"
}

func entries(n int) string {
	if n == 1 {
		return "a list of 1"
	}
	return fmt.Sprintf("a list of %d", n)
}

// stamp compares the digests that a translation keeps with the original as it
// is now, and tells in which sections it is behind.
func (l *level) stamp() {
	now := make([]string, len(l.a.Parts))
	for i, p := range l.a.Parts {
		now[i] = p.Digest
	}
	then := l.twin.TranslationOf
	write := "translationOf: [" + strings.Join(now, ", ") + "]"
	if len(then) == 0 {
		if l.house.site.Rules.Languages.Stamped {
			l.key("", "level/stamp", diag.Warning, "nothing says which text this is a translation of, so that a later change of the original would not be noticed",
				"when both say the same, add a line: "+write, Place{Line: 1, Col: 1})
		}
		return
	}
	if slices.Equal(then, now) {
		return
	}
	changes, at := l.changes(then, now)
	l.key("translationOf", "level/behind", diag.Warning, "this translation is behind "+l.original.File()+": "+strings.Join(changes, "; "),
		"bring these sections up to date, then write "+write, at)
}

// changes says what has become of the sections of the original, by their
// headings, and where the first of these stands.
func (l *level) changes(then, now []string) (out []string, at Place) {
	note := func(i int, what string) {
		p := l.a.Parts[i]
		name := "the beginning"
		if p.Title != "" {
			name = strconv.Quote(p.Title)
		}
		if at.Line == 0 {
			at = Place{Line: p.Line, Col: 1}
		}
		out = append(out, fmt.Sprintf("%s (line %d) %s", name, p.Line, what))
	}
	i, j, gone := 0, 0, 0
	for i < len(then) || j < len(now) {
		// The next section that is as it was ends a stretch of changes.
		toI, toJ := nextSame(then[i:], now[j:])
		toI, toJ = toI+i, toJ+j
		for ; i < toI && j < toJ; i, j = i+1, j+1 {
			note(j, "has changed")
		}
		for ; j < toJ; j++ {
			note(j, "is new")
		}
		gone += toI - i
		i, j = toI+1, toJ+1
	}
	switch {
	case gone == 1:
		out = append(out, "one section has gone")
	case gone > 1:
		out = append(out, fmt.Sprintf("%d sections have gone", gone))
	}
	return out, at
}

// nextSame returns where two lists next have the same entry; the two lengths
// when they have none.
func nextSame(a, b []string) (int, int) {
	for sum := 0; sum < len(a)+len(b); sum++ {
		for i := max(0, sum-len(b)+1); i <= min(sum, len(a)-1); i++ {
			if a[i] == b[sum-i] {
				return i, sum - i
			}
		}
	}
	return len(a), len(b)
}
