package load

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// BenchmarkLoad loads 10,000 pages of about 5 KB from disk: 1,000 modules of a
// page and nine chapters each. It reports the time and the memory that stays
// in use, per page.
func BenchmarkLoad(b *testing.B) {
	const modules, chapters = 1000, 9
	dir := b.TempDir()
	write := func(name, data string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for name, f := range base(b) {
		write(name, string(f.Data))
	}
	paragraph := "Some words about [a link](../module-1/chapter-1.md), **strong** ones, and a figure of 12 %.\nIt's a line of plain text, such as people write; nothing in it is special.\n\n"
	body := strings.Repeat("## A heading\n\n"+strings.Repeat(paragraph, 3)+"| a | b |\n|---|---|\n| 1 | 2 |\n\n", 8)
	for m := range modules {
		front := "---\ntitle: Module %d\nlinkTitle: Module %d\ndiscreetTitle: Theme %d\ndescription: What this one is about, in one sentence of some length.\naim: Know what this is for.\ndate: 2026-05-01\nlastmod: 2026-05-02\nreviewBy: 2027-05-01\nweight: %d\n---\n"
		write(fmt.Sprintf("self-help/theme-%d/index.md", m), fmt.Sprintf(front, m, m, m, m%90+1)+body)
		for c := range chapters {
			title := fmt.Sprintf("%d, part %d", m, c)
			write(fmt.Sprintf("self-help/theme-%d/lesson-%d.md", m, c), strings.NewReplacer("%d", title).Replace(strings.Replace(front, "weight: %d", fmt.Sprintf("weight: %d", c+1), 1))+body)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	in := Input{Content: root.FS(), Clock: noon}
	b.ReportAllocs()
	b.ResetTimer()
	var before, after runtime.MemStats
	for range b.N {
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		s, findings, err := Load(in)
		if err != nil {
			b.Fatal(err)
		}
		if len(findings) > 0 {
			b.Fatal(findings[0])
		}
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&after)
		n := float64(len(s.Pages))
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/page")
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B-kept/page")
		runtime.KeepAlive(s)
		b.StartTimer()
	}
}
