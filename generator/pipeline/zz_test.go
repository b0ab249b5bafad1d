//go:build unix

package pipeline

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/diag"
	"sotto/generator/load"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/render"
)

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func TestZZ(t *testing.T) {
	tokens := []string{"[", "](", "]", "(", ")", "![", "[a](b", "[a](<b", "[a]: b", "<", "<a ", "</a", "<!--", "<?", "<!A", "<![CDATA[", "{", "{#", "{a=\"", ":a[", ":a{", "::a", ":::a", ":::", "[^", "[^a]: ", "|", "|-", "&", "&#", "&amp", "*", "**", "_", "***", "`", "``", "\n", "\n\n", " ", "a", "1", "'", "\"", "\\", ">", "- ", "1. ", "# ", ": ", "https://", "www.", "<https:", "{{<", "{{", "\x00", "~~~", "\t", "    ", "-", ".", "@", "é"}
	files := base(t)
	conv := markdown.New()
	in := inputs(t, nil)
	s, _, _ := load.Load(load.Input{Content: in.Content, Clock: in.Clock})
	words, _ := locale.New(s.Languages)
	r, _, _ := render.New(s, words, render.Assets{}, in.Templates)
	env := markdown.Env{Language: s.Language("en"), Languages: s.Languages, Slug: locale.Slug, Directives: r.Directives(), Reserved: render.ReservedIDs()}
	small := fstest.MapFS{}
	for n, f := range files {
		if rest, ok := strings.CutPrefix(n, "content/"); ok {
			small[rest] = f
		}
	}
	try := func(u string, n int) (l, c time.Duration) {
		text := "---\ntitle: T\ndescription: A page for a test that goes.\ndate: 2026-11-01\n---\n" + strings.Repeat(u, n/len(u))
		small["t.md"] = &fstest.MapFile{Data: []byte(text)}
		a := cpu()
		load.Load(load.Input{Content: fs.FS(small), Clock: in.Clock})
		l = cpu() - a
		a = cpu()
		conv.Convert(markdown.Source{File: diag.NewFile("x", []byte(text)), Text: []byte(text), Start: 78}, env)
		return l, cpu() - a
	}
	type res struct {
		u    string
		l, c time.Duration
	}
	var all []res
	n := 32 << 10
	var combos []string
	if os.Getenv("ZZ") == "2" {
		for _, a := range tokens {
			combos = append(combos, a)
			for _, b := range tokens {
				combos = append(combos, a+b)
			}
		}
	} else {
		rnd := rand.New(rand.NewSource(int64(len(os.Getenv("ZZ")))))
		for range 6000 {
			u := ""
			for range 3 + rnd.Intn(2) {
				u += tokens[rnd.Intn(len(tokens))]
			}
			combos = append(combos, u)
		}
	}
	for _, u := range combos {
		l, c := try(u, n)
		all = append(all, res{u, l, c})
	}
	show := func(what string, of func(res) time.Duration, which func(l, c time.Duration) time.Duration) {
		slices.SortFunc(all, func(a, b res) int { return int(of(b) - of(a)) })
		for _, x := range all[:60] {
			best1, best2 := time.Hour, time.Hour
			for range 3 {
				best1 = min(best1, which(try(x.u, n)))
				best2 = min(best2, which(try(x.u, 4*n)))
			}
			mark := ""
			if best2 > 6*best1 && best2 > 40*time.Millisecond {
				mark = "  <<<<"
			}
			fmt.Printf("%s %-30q %7.1f %7.1f %7.1f  %.1f%s\n", what, x.u, of(x).Seconds()*1000, best1.Seconds()*1000, best2.Seconds()*1000, float64(best2)/float64(best1), mark)
		}
	}
	show("load", func(r res) time.Duration { return r.l }, func(l, c time.Duration) time.Duration { return l })
	show("conv", func(r res) time.Duration { return r.c }, func(l, c time.Duration) time.Duration { return c })
}
