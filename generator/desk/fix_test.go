package desk

import (
	"context"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

const page = "---\ntitle: A page\ndescription: What it is for, in a few words.\ndate: 2026-11-01\n---\n"

// broken is a site with mistakes that are mended, each with what must stand there
// afterwards.
var broken = []struct{ name, file, was, is string }{
	{"a key", "a-key.md", "---\ntitel: A page of keys\ndescription: What it is for.\ndate: 2026-11-01\n---\nText.\n", "---\ntitle: A page of keys\ndescription: What it is for.\ndate: 2026-11-01\n---\nText.\n"},
	{"what a broken key hides", "hidden.md", "---\ntitle= A page that hides\ndescrption: What it is for.\ndate: 21/11/2026\n---\nSee [help](help/indx.md).\n", "---\ntitle: A page that hides\ndescription: What it is for.\ndate: 2026-11-21\n---\nSee [help](help/index.md).\n"},
	{"line ends stay", "crlf.md", strings.ReplaceAll(page+"Call 0808 1000 900 now.\n", "\n", "\r\n"), strings.ReplaceAll(page+"Call :phone[helpline] now.\n", "\n", "\r\n")},
	{"a link and its anchor", "link.md", page + "See [the ways](help/#wyas) and [home](/index.md).\n", page + "See [the ways](help/index.md#ways) and [home](/index.md).\n"},
	{"a directive", "directive.md", page + ":::exercize[Breathe]{minute=5}\nBreathe.\n:::\n\n::service{id=helplin}\n", page + ":::exercise[Breathe]{minutes=5}\nBreathe.\n:::\n\n::service{id=helpline}\n"},
	{"the wrong way round", "round.md", page + "See (help)[help/index.md] now.\n", page + "See [help](help/index.md) now.\n"},
	{"invisible", "seen.md", "\uFEFF" + page + "So\u00ADmething\u202E else\u200B here, and\u00AD more\u00AD of\u00AD it\u00AD.\n", page + "Something else here, and more of it.\n"},
	{"office", "office.md", page + "<p class=MsoNormal><b><span lang=EN-GB>What helps</span></b> is sleep.<o:p></o:p></p>\n\nPut <i>it</i> <span style='color:red'>away</span> now, <b>all </b>of it.\n\n\uF0B7\tOne.\n\uF0B7\tTwo.\n", page + "**What helps** is sleep.\n\nPut *it* away now, <b>all </b>of it.\n\n- One.\n- Two.\n"},
	{"pasted", "pasted.md", page + "Year\tCalls\n2017\t1,700\n2018\t3,500\n\n• Breathe out.\n• Stand up.\n\n##Heading\n\n1. One.\n  - Under it.\n2. Two.\n", page + "| Year | Calls |\n| --- | ---: |\n| 2017 | 1,700 |\n| 2018 | 3,500 |\n\n- Breathe out.\n- Stand up.\n\n## Heading\n\n1. One.\n   - Under it.\n2. Two.\n"},
}

func TestFix(t *testing.T) {
	files := map[string]string{}
	for i, c := range broken {
		title := "title: A page " + string(rune('a'+i))
		files[c.file] = strings.Replace(c.was, "title: A page\n", title+"\n", 1)
		files[c.file] = strings.Replace(files[c.file], "title: A page\r", title+"\r", 1)
	}
	files["site.yaml"] = strings.Replace(text(small(t, nil).Content, "site.yaml"), "help: help/index.md", "help: help/indx.md", 1)
	in := small(t, files)
	before := must(t, in)
	plan, err := Fix(context.Background(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	over := plan.over(in.Content)
	for i, c := range broken {
		want := strings.Replace(c.is, "title: A page\n", "title: A page "+string(rune('a'+i))+"\n", 1)
		want = strings.Replace(want, "title: A page\r", "title: A page "+string(rune('a'+i))+"\r", 1)
		if got := text(over, c.file); got != want {
			t.Errorf("%s: got\n%q\nwant\n%q", c.name, got, want)
		}
	}
	if !strings.Contains(text(over, "site.yaml"), "help: help/index.md") {
		t.Error("the settings are not mended")
	}
	if n, m := len(errorsOf(before.Findings)), len(errorsOf(plan.After)); n < 10 || m > 1 { // of what is bold as far as a space
		t.Errorf("%d errors before, %d after:\n%s", n, m, sitetest.Text(errorsOf(plan.After)))
	}
	// Nothing is left to do, and what was right stays as it is.
	in.Content = write(t, in, plan)
	again, err := Fix(context.Background(), in, nil)
	if err != nil || len(again.Changes) > 0 {
		t.Errorf("the second time changes %v (%v)", again.Changes, err)
	}
}

// What would leave more errors is not done, and does not keep the rest from it.
func TestFixDoesNoHarm(t *testing.T) {
	in := small(t, map[string]string{"good.md": page + "We  write  letters, and see [help](help/indx.md).\n", "harm.md": strings.Replace(page, "A page", "Another page", 1) + "Words.\n"})
	var b builder
	now, err := b.build(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	harm := diag.Finding{Code: "x/y", Fix: []diag.Edit{{File: "content/harm.md", Start: 4, End: 9, New: "xyzzy"}}}
	f := &fixer{builder: &b, in: in, plan: &Plan{}, now: now.Findings, tried: map[string]bool{}}
	f.now = append([]diag.Finding{harm}, f.now...)
	good := len(errorsOf(now.Findings))
	for range 4 {
		if list := f.mendable(); len(list) > 0 {
			if err := f.round(context.Background(), list); err != nil {
				t.Fatal(err)
			}
		}
	}
	if over := f.plan.over(in.Content); strings.Contains(text(over, "harm.md"), "xyzzy") || !strings.Contains(text(over, "good.md"), "help/index.md") {
		t.Errorf("got %v", f.plan.Changes)
	}
	if n := len(errorsOf(f.now)); good == 0 || n >= good {
		t.Errorf("%d errors of %d are left", n, good)
	}
	none, err := Fix(context.Background(), in, func(diag.Finding) bool { return false })
	if err != nil || len(none.Changes) > 0 {
		t.Errorf("changes %v though nothing was chosen (%v)", none.Changes, err)
	}
}

func TestWorse(t *testing.T) {
	find := func(code, file string) diag.Finding {
		return diag.Finding{Code: code, Severity: diag.Error, Pos: diag.Pos{File: file}}
	}
	one, two, front := find("a/b", "content/a.md"), find("c/d", "content/a.md"), find("yaml/syntax", "content/a.md")
	settings := find("yaml/syntax", "content/site.yaml")
	for _, c := range []struct {
		name                  string
		before, after, mended []diag.Finding
		want                  bool
	}{
		{"fewer", []diag.Finding{one, two}, []diag.Finding{two}, []diag.Finding{one}, false},
		{"more", []diag.Finding{one}, []diag.Finding{two, two}, []diag.Finding{one}, true},
		{"come to light in a page", []diag.Finding{front}, []diag.Finding{one, two}, []diag.Finding{front}, false},
		{"elsewhere meanwhile", []diag.Finding{front}, []diag.Finding{find("a/b", "content/b.md")}, []diag.Finding{front}, true},
		{"a translation that is compared again", []diag.Finding{one}, []diag.Finding{find("level/heading", "content/a.cy.md")}, []diag.Finding{one}, false},
		{"a warning mended at the translation's cost", nil, []diag.Finding{find("level/heading", "content/a.cy.md")}, []diag.Finding{{Code: "a/b", Severity: diag.Warning, Pos: one.Pos}}, true},
		{"come to light behind the settings", []diag.Finding{settings}, []diag.Finding{one, two}, []diag.Finding{settings}, false},
	} {
		if got := worse(c.before, c.after, c.mended); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
