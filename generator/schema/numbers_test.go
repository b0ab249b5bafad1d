package schema

import (
	"strings"
	"testing"
)

func TestNumberProblem(t *testing.T) {
	gb := []string{"GB"}
	for _, test := range []struct {
		dial      string
		countries []string
		want      string // a part of the problem; "" for none
	}{
		{"+448081000900", gb, ""},
		{"+44808100090", gb, "begins with +44 808 has 10 digits behind +44, and this one has 9"},
		{"+4480810009000", gb, "this one has 11"},
		{"+448001111", gb, ""},
		{"+44800111", gb, "9 or 10 digits"},
		{"+44800123456", gb, ""},
		{"+443001234567", gb, ""},
		{"+44300123456", gb, "+44 30 has 10"},
		{"+441372847161", gb, ""},
		{"+44137284716", gb, ""},
		{"+4413728471", gb, "9 or 10"},
		{"+447700900123", gb, ""},
		{"+44770090012", gb, "+44 77 has 10"},
		{"+444081000900", gb, "no number with the calling code 44 begins with 408"},
		{"+449081000900", gb, "premium"},
		{"+35315551234", []string{"IE"}, ""},
		{"+3531800123456", []string{"IE"}, ""},
		{"+3531512345678", []string{"IE"}, "premium"},
		{"+19005551234", []string{"US"}, "premium"},
		{"+35387123456", []string{"IE"}, "has 9 digits"},
		{"+18337033303", []string{"CA"}, ""},
		{"+1833703330", []string{"CA"}, "10 digits"},
		{"+18331033303", []string{"CA"}, "no number with the calling code 1"},
		{"+611800011800", []string{"AU"}, ""},
		{"+61180001180", []string{"AU"}, "10 digits"},
		{"+33806231063", []string{"FR"}, ""},
		{"+318002666436", []string{"NL"}, ""},
		{"+3280014112", []string{"BE"}, ""},
		{"+2101234567", nil, "no country has the calling code"},
		{"+977123", nil, "7 to 15 digits"},
		{"+9771234567", nil, ""},
		{"999", gb, ""},
		{"998", gb, "no short number in GB is like 998"},
		{"9999", gb, "no short number"},
		{"116123", gb, ""},
		{"11612", gb, "no short number"},
		{"85258", gb, ""},
		{"998", []string{"GB", "XX"}, ""},
		{"998", nil, ""},
	} {
		got := NumberProblem(test.dial, test.countries)
		if test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s in %v: %q, want %q", test.dial, test.countries, got, test.want)
		}
	}
	if !IsShort("999") || IsShort("110") || IsShort("85258") {
		t.Error("999 is a well known short number; 110 is none, and 85258 one of many")
	}
}

// TestNumbersText: every line of the plan says all of it.
func TestNumbersText(t *testing.T) {
	lines := 0
	for line := range strings.Lines(numbersText) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		lines++
		if len(f) < 2 || f[0][0] == '+' && (len(f) < 4 || strings.Trim(f[1], "0123456789NX") != "" || strings.Trim(f[2], "0123456789,-") != "") || f[0][0] != '+' && f[0] != "short" && f[0] != "codes" {
			t.Errorf("%q says too little", line)
		}
	}
	for code, blocks := range plan.blocks {
		if NumberProblem("+"+code+"1234567", nil) == "no country has the calling code that +"+code+"1234567 begins with" {
			t.Errorf("%s is not among the codes", code)
		}
		for _, b := range blocks {
			for _, n := range b.lengths {
				if n+len(code) > 15 {
					t.Errorf("+%s %s: more than 15 digits", code, b.begins)
				}
			}
		}
	}
	if lines < 60 || len(plan.codes) < 200 {
		t.Error(lines, len(plan.codes))
	}
}
