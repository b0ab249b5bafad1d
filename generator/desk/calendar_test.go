package desk

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// property is a line of RFC 5545 once it is unfolded: a name, parameters, a value.
var property = regexp.MustCompile(`^[A-Z][A-Z0-9-]*(;[A-Z-]+=[^:;",]+)*:[^\x00-\x08\x0A-\x1F\x7F]*$`)

// readCalendar checks the form of an iCalendar file, and returns its events by
// their properties.
func readCalendar(t *testing.T, data []byte) (events []map[string]string) {
	t.Helper()
	text := string(data)
	if !strings.HasSuffix(text, "\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") || !utf8.ValidString(text) {
		t.Fatalf("lines do not all end in CR LF: %q", text)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || line == "" {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	var open []string
	var event map[string]string
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		if !property.MatchString(line) {
			t.Errorf("not a property: %q", line)
		}
		name, value, _ := strings.Cut(line, ":")
		switch name {
		case "BEGIN":
			if open = append(open, value); value == "VEVENT" {
				event = map[string]string{}
			}
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				t.Fatalf("%s ends, and is not open: %v", value, open)
			}
			if open = open[:len(open)-1]; value == "VEVENT" {
				events = append(events, event)
			}
		default:
			if _, twice := event[name]; twice {
				t.Errorf("%s stands twice in one event", name)
			}
			if event != nil {
				event[name] = value
			}
		}
	}
	if len(open) > 0 {
		t.Errorf("not closed: %v", open)
	}
	return events
}

func TestCalendar(t *testing.T) {
	day := time.Date(2027, 2, 28, 0, 0, 0, 0, time.UTC)
	list := []Event{
		{Name: "services helpline.phone", Day: day, Summary: "Look again: a, b; c\\d", Text: "first\nsecond\r\nthird\x07", Category: "services"},
		{Name: "twice", Day: day, Summary: strings.Repeat("ŷ—", 60)},
		{Name: "twice", Day: day, Summary: "b"},
		{Name: "next", At: time.Date(2026, 12, 1, 7, 0, 0, 0, time.FixedZone("", 3600)), Summary: "the site changes"},
	}
	write := func(stamp time.Time) []byte {
		var b bytes.Buffer
		if err := Calendar(&b, "www.example.org", stamp, list); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	events := readCalendar(t, write(day))
	if len(events) != 4 {
		t.Fatalf("%d events", len(events))
	}
	for name, want := range map[string]string{
		"DTSTART;VALUE=DATE": "20270228", "DTEND;VALUE=DATE": "20270301", "DTSTAMP": "20270228T000000Z",
		"SUMMARY": `Look again: a\, b\; c\\d`, "DESCRIPTION": `first\nsecond\nthird`, "CATEGORIES": "services",
	} {
		if got := events[0][name]; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if events[1]["SUMMARY"] != strings.Repeat("ŷ—", 60) || events[3]["DTSTART"] != "20261201T060000Z" {
		t.Errorf("got %v", events)
	}
	// The same thing has the same name in every file, and no two things have one.
	list[0].Day = day.AddDate(1, 0, 0)
	again := readCalendar(t, write(day.AddDate(0, 1, 0)))
	ids := map[string]bool{}
	for i, e := range again {
		if e["UID"] != events[i]["UID"] || !strings.HasSuffix(e["UID"], "@www.example.org") || ids[e["UID"]] {
			t.Errorf("event %d has the UID %q, and had %q", i, e["UID"], events[i]["UID"])
		}
		ids[e["UID"]] = true
	}
}
