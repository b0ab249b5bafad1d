package measure

import (
	"strconv"
	"time"
)

// commonTime is how an instant looks in the common log format.
const commonTime = "02/Jan/2006:15:04:05 -0700"

// clock reads instants. Lines that follow each other are mostly of one minute, so it
// remembers the last one.
type clock struct {
	minute [17]byte // 02/Jan/2006:15:04
	zone   [6]byte  //  -0700
	at     int64    // when that minute began; 0 is before the first line
}

// common reads an instant of the common log format, of its length, in seconds.
func (c *clock) common(s []byte) (int64, bool) {
	if len(s) != len(commonTime) {
		return 0, false
	}
	tens, ones := s[18]-'0', s[19]-'0'
	if s[17] != ':' || tens > 6 || ones > 9 {
		return 0, false
	}
	second := int64(tens)*10 + int64(ones)
	if c.at != 0 && string(c.minute[:]) == string(s[:17]) && string(c.zone[:]) == string(s[20:]) {
		return c.at + second, second <= 60
	}
	var whole [len(commonTime)]byte
	copy(whole[:], s)
	whole[18], whole[19] = '0', '0'
	t, err := time.Parse(commonTime, string(whole[:]))
	if err != nil || second > 60 { // 60 is a leap second
		return 0, false
	}
	copy(c.minute[:], s[:17])
	copy(c.zone[:], s[20:])
	c.at = t.Unix()
	return c.at + second, true
}

// stamp reads an instant of Caddy's: seconds as a number, as it writes them unless told
// otherwise, or one in words that begins with a year.
func stamp(s []byte) (int64, bool) {
	if len(s) > 1 && s[0] == '"' {
		text := string(s[1 : len(s)-1])
		for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05.999999999-0700", "2006/01/02 15:04:05.999999999"} {
			if t, err := time.Parse(form, text); err == nil {
				return t.Unix(), true
			}
		}
		return 0, false
	}
	var n int64
	for i, d := range s {
		switch {
		case d >= '0' && d <= '9' && i < 12:
			n = n*10 + int64(d-'0')
		case d == '.' && i > 0:
			return n, true
		default:
			f, err := strconv.ParseFloat(string(s), 64) // 1.7e9
			if err != nil || f < 0 || f > 1e11 {
				return 0, false
			}
			return int64(f), true
		}
	}
	return n, len(s) > 0
}

// week is the Monday on which the week of an instant begins, at midnight in the
// zone, and the Monday on which it ends.
func week(unix int64, zone *time.Location) (from, to time.Time) {
	t := time.Unix(unix, 0).In(zone)
	back := (int(t.Weekday()) + 6) % 7
	from = time.Date(t.Year(), t.Month(), t.Day()-back, 0, 0, 0, 0, zone)
	return from, time.Date(from.Year(), from.Month(), from.Day()+7, 0, 0, 0, 0, zone)
}
