//go:build unix

package lsp

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// One of a thousand pages is edited: how long until what is wrong is shown, all of
// it, and what that costs. A word in its text or in a heading goes on with the last
// build; a key of its front matter may change every page.
//
//	go test ./generator/lsp -run - -bench Edit -benchtime 200x
func BenchmarkEdit(b *testing.B) {
	more := map[string]string{}
	for i := range 1000 {
		more[fmt.Sprintf("content/pages/p%d.md", i)] = fmt.Sprintf("---\ntitle: Page %d\ndescription: The page of the number %d, one of very many pages.\ndate: 2026-11-01\n---\n## A heading\n\n%s\n[The page before it](p%d.md).\n",
			i, i, strings.Repeat("A few words that stand here for those of a page, and are read by nobody.\n\n", 20), max(0, i-1))
	}
	root := lay(b, more)
	c := start(b, root)
	const name = "content/pages/p500.md"
	text, version := more[name], 1
	c.open(name, text, version)
	for _, k := range []struct{ name, old string }{
		{"text", "\nA few words"}, {"heading", "## A heading"}, {"key", "description: The page"},
	} {
		b.Run(k.name, func(b *testing.B) {
			var took []time.Duration
			spent := processor()
			for b.Loop() {
				version++
				began := time.Now()
				c.say("textDocument/didChange", map[string]any{
					"textDocument":   map[string]any{"uri": c.uri(name), "version": version},
					"contentChanges": []any{map[string]any{"text": strings.Replace(text, k.old, fmt.Sprintf("%s %d", k.old, version), 1)}},
				})
				c.wait(map[string]int{name: version})
				took = append(took, time.Since(began))
			}
			b.ReportMetric((processor()-spent).Seconds()*1000/float64(len(took)), "cpu-ms/edit")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms/p95")
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
		})
	}
}

// processor is what this process has had of the processors.
func processor() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
