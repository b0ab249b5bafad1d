package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Event is one entry of a calendar: a day, or an instant.
type Event struct {
	// Name is what the event is about, always the same for the same thing: when its
	// day is another, calendars move it and do not show it twice.
	Name string
	// Day is the day, At the instant; one of the two.
	Day, At time.Time
	// Summary is its one line, Text what else there is to say.
	Summary, Text string
	// Category is by what calendars may sort and colour it.
	Category string
}

// Calendar writes events as an iCalendar file (RFC 5545), for a calendar program to
// subscribe to. host is that of the site; stamp the instant of which the file tells.
// What is due on a day is an event of the whole day that leaves the day free.
func Calendar(w io.Writer, host string, stamp time.Time, list []Event) error {
	c := &calendar{}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//Sotto//sotto status//EN")
	c.line("CALSCALE", "GREGORIAN")
	c.line("METHOD", "PUBLISH")
	c.line("X-WR-CALNAME", escaped("What is due: "+host))
	seen := map[string]int{}
	for _, e := range list {
		seen[e.Name]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d", host, e.Name, seen[e.Name]))
		c.line("BEGIN", "VEVENT")
		c.line("UID", hex.EncodeToString(sum[:12])+"@"+host)
		c.line("DTSTAMP", instant(stamp))
		if e.At.IsZero() {
			c.line("DTSTART;VALUE=DATE", e.Day.Format("20060102"))
			c.line("DTEND;VALUE=DATE", e.Day.AddDate(0, 0, 1).Format("20060102"))
		} else {
			c.line("DTSTART", instant(e.At))
		}
		c.line("TRANSP", "TRANSPARENT")
		c.line("SUMMARY", escaped(e.Summary))
		if e.Text != "" {
			c.line("DESCRIPTION", escaped(e.Text))
		}
		if e.Category != "" {
			c.line("CATEGORIES", escaped(e.Category))
		}
		c.line("END", "VEVENT")
	}
	c.line("END", "VCALENDAR")
	_, err := io.WriteString(w, c.String())
	return err
}

// calendar writes lines of at most 75 bytes, folding longer ones.
type calendar struct{ strings.Builder }

const lineBytes = 75

func (c *calendar) line(name, value string) {
	text, room := name+":"+value, lineBytes
	for len(text) > room {
		n := room
		for !utf8.RuneStart(text[n]) { // no character is cut in two
			n--
		}
		c.WriteString(text[:n] + "\r\n ")
		text, room = text[n:], lineBytes-1
	}
	c.WriteString(text + "\r\n")
}

func instant(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// escaped is a text as a value: line ends and signs with a meaning are written
// otherwise, and controls, which have no place in one, are left out.
func escaped(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "?")
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F {
			return -1
		}
		return r
	}, s)
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}
