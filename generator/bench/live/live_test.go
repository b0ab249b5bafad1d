package main

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

var both = []way{{name: "sotto"}, {name: "hugo"}}

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// One bad pair is no verdict, the median is.
func TestReport(t *testing.T) {
	rounds := []round{
		{{ms(40), ms(10)}, {ms(80), ms(10)}},
		{{ms(900), ms(11)}, {ms(90), ms(10)}},
		{{ms(50), ms(12)}, {ms(100), ms(10)}},
	}
	for _, test := range []struct {
		limit string
		over  string // "" for none
	}{
		{"", ""},
		{"time=1", ""},
		{"time=0.49", "time of a word is 0.500 of hugo's, limit 0.49"},
		{"cpu=1", "cpu of a word is 1.100 of hugo's, limit 1"},
		{"milliseconds=50", ""},
		{"milliseconds=49", "sotto takes 50.0 ms, limit 49"},
	} {
		limits, err := parseLimits(test.limit)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		err = report(&b, "a word", both, rounds, limits)
		if test.over == "" && err != nil || test.over != "" && (!errors.Is(err, errOver) || !strings.Contains(err.Error(), test.over)) {
			t.Errorf("%s: %v, want %q", test.limit, err, test.over)
		}
		if !strings.Contains(b.String(), "50.0 ms") || !strings.Contains(b.String(), "ratio 0.500") {
			t.Errorf("%s", b.String())
		}
	}
	if err := report(&strings.Builder{}, "a word", both[:1], rounds, map[string]float64{"time": 1}); !errors.Is(err, errOver) {
		t.Errorf("a limit without a second program holds: %v", err)
	}
	if err := report(&strings.Builder{}, "a title", both, nil, nil); err != nil {
		t.Errorf("no change at all: %v", err)
	}
	for _, limit := range []string{"time", "time=0", "speed=1", "cpu=x"} {
		if _, err := parseLimits(limit); err == nil {
			t.Errorf("-limit %s is taken", limit)
		}
	}
}

// What is typed into the page is told from all that was typed before.
func TestChanges(t *testing.T) {
	text := "---\ntitle: \"One\"\nlinkTitle: \"Two\"\n---\n\nThree.\n"
	if got, want := appended(text, []string{mark(1), mark(28)}), text+"\nSeenabhere Seenbchere.\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := titled(text, []string{mark(1), mark(2)}), strings.Replace(text, "One", "One Seenachere", 1); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The clock of a process goes on while it works.
func TestCPU(t *testing.T) {
	before := cpuOf(os.Getpid())
	if before == 0 {
		t.Skip("this system does not say")
	}
	n := 0
	for i := range 50_000_000 {
		n ^= i
	}
	if after := cpuOf(os.Getpid()); after-before < 100*time.Microsecond {
		t.Errorf("%v after %v, for %d", after, before, n)
	}
}
