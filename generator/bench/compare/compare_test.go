package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary play a program to be measured.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "play" {
		os.Exit(play(os.Args[2:]))
	}
	os.Exit(m.Run())
}

func play(args []string) int {
	switch args[0] {
	case "write": // write DEST CACHE
		if names, err := os.ReadDir(args[1]); err != nil || len(names) > 0 {
			return 3 // not there, or not empty
		}
		if _, err := os.Stat(args[2]); err == nil {
			return 4
		}
		if os.WriteFile(filepath.Join(args[1], "a"), []byte("12345"), 0o644) != nil ||
			os.Mkdir(filepath.Join(args[1], "b"), 0o755) != nil ||
			os.WriteFile(filepath.Join(args[1], "b", "c"), []byte("678"), 0o644) != nil {
			return 5
		}
	case "work": // a little time and 100 MB
		b := make([]byte, 100<<20)
		for end := time.Now().Add(150 * time.Millisecond); time.Now().Before(end); {
			for i := 0; i < len(b); i += 4096 {
				b[i]++
			}
		}
	case "fail":
		os.Stdout.WriteString("what went wrong\n")
		return 1
	}
	return 0
}

func self(t *testing.T, args ...string) []string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return append([]string{exe, "play"}, args...)
}

func TestRunGivesEachAnEmptyFolder(t *testing.T) {
	tmp := t.TempDir()
	p := program{"writer", self(t, "write", "{dest}", "{cache}")}
	for range 2 {
		c, err := p.run(tmp)
		if err != nil {
			t.Fatal(err)
		}
		if c.files != 2 || c.size != 8 {
			t.Errorf("weighed %d files of %d bytes, want 2 of 8", c.files, c.size)
		}
	}
	if left, _ := os.ReadDir(tmp); len(left) > 0 {
		t.Errorf("left %v behind", left)
	}
}

func TestRunReadsTheAccount(t *testing.T) {
	c, err := program{"worker", self(t, "work", "x")}.run(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if c.wall < 150*time.Millisecond {
		t.Errorf("wall time %v, want at least 150ms", c.wall)
	}
	if c.cpu() <= 0 {
		t.Errorf("CPU time %v, want some", c.cpu())
	}
	if c.memory != 0 && c.memory < 100<<20 {
		t.Errorf("memory %d, want at least 100 MB, or 0 where it is unknown", c.memory)
	}
}

func TestAFailedProgramIsQuoted(t *testing.T) {
	_, err := program{"broken", self(t, "fail", "x")}.run(t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "broken") || !strings.Contains(err.Error(), "what went wrong") {
		t.Errorf("got %v, want the program's name and what it said", err)
	}
}

func pairs(ratios ...float64) []pair {
	var out []pair
	for i, r := range ratios {
		// The machine gets slower from pair to pair; the ratio must not care.
		base := time.Duration(i+1) * time.Second
		out = append(out, pair{
			{wall: time.Duration(r * float64(base)), user: time.Duration(r * float64(base)), memory: 10},
			{wall: base, user: base, memory: 100},
		})
	}
	return out
}

func TestReport(t *testing.T) {
	tests := []struct {
		name    string
		pairs   []pair
		limit   string
		over    bool
		printed string
	}{
		{"under every limit", pairs(0.5, 0.4, 0.9), "wall=0.6,cpu=0.6,memory=0.25", false, "0.500   0.400 to 0.900   limit 0.60: fine"},
		{"one over", pairs(0.7, 0.7, 0.1), "cpu=0.6", true, "limit 0.60: TOO MUCH"},
		{"at the limit", pairs(0.5), "wall=0.5", false, "fine"},
		{"few seconds of its own", pairs(0.3), "seconds=0.4", false, "0.300"},
		{"too many seconds of its own", pairs(0.5), "seconds=0.4", true, "0.500"},
		{"no limit", pairs(9), "", false, "9.000"},
		{"unknown memory", []pair{{{wall: 1, user: 1}, {wall: 1, user: 1}}}, "memory=0.25", true, "nothing to compare"},
		{"unknown memory without a limit", []pair{{{wall: 1, user: 1}, {wall: 1, user: 1}}}, "wall=1", false, "nothing to compare"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			limits, err := parseLimits(tt.limit)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			err = report(&b, "a", "b", tt.pairs, limits)
			if got := errors.Is(err, errOver); got != tt.over {
				t.Errorf("over = %v, want %v (%v)", got, tt.over, err)
			}
			if !strings.Contains(b.String(), tt.printed) {
				t.Errorf("printed\n%swant %q in it", b.String(), tt.printed)
			}
		})
	}
}

func TestParseLimits(t *testing.T) {
	for _, bad := range []string{"wall", "wall=", "wall=x", "wall=0", "wall=-1", "wall=NaN", "time=1", "=1"} {
		if _, err := parseLimits(bad); err == nil {
			t.Errorf("%q should be refused", bad)
		}
	}
	if got, err := parseLimits("wall=1.2,memory=.25"); err != nil || got["wall"] != 1.2 || got["memory"] != 0.25 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestPrograms(t *testing.T) {
	a, b, err := programs([]string{"x", "cmd", "1", "--", "y", "cmd"})
	if err != nil || a.name != "x" || !slices.Equal(a.command, []string{"cmd", "1"}) || b.name != "y" || !slices.Equal(b.command, []string{"cmd"}) {
		t.Errorf("got %v, %v, %v", a, b, err)
	}
	for _, bad := range []string{"", "x", "x -- y cmd", "x cmd --", "x cmd -- y"} {
		if _, _, err := programs(strings.Fields(bad)); err == nil {
			t.Errorf("%q should be refused", bad)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, tt := range []struct {
		in   []float64
		want float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1}, 5}, {[]float64{5, 1, 9}, 5}} {
		if got := median(tt.in); got != tt.want {
			t.Errorf("median(%v) = %v, want %v", tt.in, got, tt.want)
		}
	}
	in := []float64{2, 1}
	if median(in); in[0] != 2 {
		t.Error("median sorted its argument")
	}
}
