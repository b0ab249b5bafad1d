package lsp

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// A word typed in one of a thousand pages: how long until what is wrong is shown.
//
//	go test ./generator/lsp -run - -bench Edit -benchtime 20x
func BenchmarkEdit(b *testing.B) {
	more := map[string]string{}
	for i := range 1000 {
		more[fmt.Sprintf("content/pages/p%d.md", i)] = fmt.Sprintf("---\ntitle: Page %d\ndescription: The page of the number %d, one of very many pages.\ndate: 2026-11-01\n---\n%s\n[The page before it](p%d.md).\n",
			i, i, strings.Repeat("A few words that stand here for those of a page, and are read by nobody.\n\n", 20), max(0, i-1))
	}
	root := lay(b, more)
	c := start(b, root)
	const name = "content/pages/p500.md"
	text := more[name]
	c.open(name, text, 1)
	var took []time.Duration
	version := 1
	for b.Loop() {
		version++
		began := time.Now()
		c.say("textDocument/didChange", map[string]any{
			"textDocument":   map[string]any{"uri": c.uri(name), "version": version},
			"contentChanges": []any{map[string]any{"text": text + fmt.Sprintf("\nWord %d.\n", version)}},
		})
		c.wait(map[string]int{name: version})
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms/p95")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
}
