//go:build unix

package load

import (
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/sitetest"
)

// TestSlowInput reads front matter that is made to be slow, each as long as
// front matter may be. The limit is generous: what it must catch is CPU time that
// grows with the square of the length, which takes minutes.
func TestSlowInput(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	fill := func(s string) string { return strings.Repeat(s, (maxFront-100)/len(s)) }
	fronts := map[string]string{
		"brackets":      "a: " + fill("["),
		"braces":        "a: " + fill("{a: "),
		"hyphens":       fill("- "),
		"question":      fill("? "),
		"comments":      fill("#\n"),
		"anchors":       fill("&a "),
		"deep":          deep(240),
		"blank lines":   fill("\n"),
		"spaces":        fill(" "),
		"quotes":        fill("a: \"\n"),
		"open quotes":   "a: \"" + fill("b\n"),
		"keys":          keys(),
		"one key":       fill("a: b\n"),
		"colons":        fill(": "),
		"pipes":         fill("a: |\n b\n"),
		"stars":         fill("*a "),
		"wide brackets": "a: [" + fill("b, "),
		"bad at end":    fill("aaaaaaaa: b\n") + "a: b: c",
		"words":         "description: " + fill("abuse "),
	}
	for _, name := range sitetest.Some(slices.Sorted(maps.Keys(fronts)), 3) {
		front := fronts[name]
		fsys := fstest.MapFS{}
		for k, v := range base(t) {
			fsys[k] = v
		}
		fsys["self-help/slow.md"] = &fstest.MapFile{Data: []byte("---\n" + front + "\n---\n")}
		start := cpuTime()
		mustLoad(t, Input{Content: fsys, Clock: noon})
		if d := cpuTime() - start; d > 20*time.Second {
			t.Errorf("%s: %v", name, d)
		} else {
			t.Logf("%-14s %v", name, d.Round(time.Millisecond))
		}
	}
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// keys are as many different keys as fit.
func keys() string {
	var b strings.Builder
	for i := 0; b.Len() < maxFront-200; i++ {
		b.WriteString("k" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + ": 1\n")
	}
	return b.String()
}

// cpuTime is what this process has used of processors so far. It counts, and
// not the clock on the wall: a busy machine makes everything take longer, and
// nothing take more work.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
