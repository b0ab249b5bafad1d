package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"sotto/generator/diag"
	"sotto/generator/load"
	"sotto/generator/output"
	"sotto/generator/pipeline"
)

// realSite is where the services, words, templates and style come from.
const realSite = "../../.."

var clock = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// written writes a synthetic site and returns the folder of Sotto's half.
func written(t testing.TB, pages int, size string) string {
	t.Helper()
	out := t.TempDir()
	if err := run(pages, out, realSite, size); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(out, "sotto")
}

func report(t testing.TB, findings []diag.Finding) {
	t.Helper()
	for _, f := range findings[:min(len(findings), 20)] {
		t.Errorf("%s:%d:%d: %s[%s]: %s", f.Pos.File, f.Pos.Line, f.Pos.Col, f.Severity, f.Code, f.Message)
	}
	if n := len(findings) - 20; n > 0 {
		t.Errorf("and %d more", n)
	}
}

func TestLoadFindsNothing(t *testing.T) {
	dir := written(t, 60, "off")
	s, findings, err := load.Load(load.Input{Content: os.DirFS(filepath.Join(dir, "content")), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	report(t, findings)
	if len(s.Pages) != 60 || len(s.Withheld) != 0 {
		t.Errorf("loaded %d pages and withheld %d, want 60 and none", len(s.Pages), len(s.Withheld))
	}
}

func TestBuildFindsNothing(t *testing.T) {
	for _, size := range []string{"off", "uniform"} {
		t.Run(size, func(t *testing.T) {
			res, err := pipeline.Build(t.Context(), inputs(written(t, 60, size)), output.NewDiscard())
			if err != nil {
				t.Fatal(err)
			}
			report(t, res.Findings)
			if res.Files < 60 {
				t.Errorf("built %d files, want at least one for each of 60 pages", res.Files)
			}
		})
	}
}

// The benchmarks are for profiles: where does a build spend its time?
//
//	go test ./generator/bench/synth -run - -bench 'Load/1000$' -cpuprofile cpu.out

func BenchmarkLoad(b *testing.B) {
	for _, pages := range []int{1000, 10000} {
		b.Run(strconv.Itoa(pages), func(b *testing.B) {
			content := os.DirFS(filepath.Join(written(b, pages, "off"), "content"))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := load.Load(load.Input{Content: content, Clock: clock}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, size := range []string{"off", "uniform"} {
		for _, pages := range []int{1000, 10000} {
			b.Run(size+"/"+strconv.Itoa(pages), func(b *testing.B) {
				in := inputs(written(b, pages, size))
				to := filepath.Join(b.TempDir(), "public")
				b.ReportAllocs()
				for b.Loop() {
					stage, err := output.NewDir(b.Context(), to, output.Turn{}, false)
					if err != nil {
						b.Fatal(err)
					}
					res, err := pipeline.Build(b.Context(), in, stage)
					if err == nil && diag.Count(res.Findings, diag.Error) == 0 {
						err = stage.Commit(b.Context())
					}
					stage.Abort()
					if err != nil {
						b.Fatal(err)
					}
					report(b, res.Findings)
				}
			})
		}
	}
}

func inputs(dir string) pipeline.Inputs {
	return pipeline.Inputs{
		Content:   os.DirFS(filepath.Join(dir, "content")),
		Templates: os.DirFS(filepath.Join(dir, "templates")),
		Static:    os.DirFS(filepath.Join(dir, "static")),
		Clock:     clock,
	}
}
