package pipeline

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// outside is a site as somebody would bring it along from another generator:
// front matter with keys that mean nothing here, shortcodes, links to addresses,
// and many hosts.
func outside(t testing.TB, pages int) Inputs {
	in := small(t)
	files := sitetest.Folder(t, in.Content)
	for i := range pages {
		files[fmt.Sprintf("docs/guide-%d/page-%d.md", i%20, i)] = &fstest.MapFile{Data: fmt.Appendf(nil, `---
title: Page %[1]d
description: What page %[1]d tells of the tool, and how it is set up by hand.
date: 2026-11-01
authors: [a, b]
menu: docs
sidebar_position: %[1]d
toc_%[2]d: true
---
See [the guide](/docs/guide-%[2]d/) and [the project](https://host-%[3]d.example.com/page-%[1]d).

{{< figure src="/images/page-%[1]d.png" >}}

Then go to [another page](../guide-%[2]d/page-%[4]d.html), or to [its source](https://code.example.org/tree/%[1]d).
`, i, i%7, i%40, i+1)}
	}
	in.Content = files
	return in
}

// A site with thousands of findings is told of in a few screens: what they are
// about and how often, each kind of mistake once, and the hosts as one list.
func TestManyFindings(t *testing.T) {
	const pages = 800
	res, _ := mustBuild(t, outside(t, pages))
	var b bytes.Buffer
	if err := diag.Tell(&b, res.Findings, Rules()); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	counts := map[string]int{}
	for _, f := range res.Findings {
		counts[f.Code]++
	}
	if len(res.Findings) < 6*pages || len(counts) < 4 {
		t.Fatalf("only %d findings of %d codes", len(res.Findings), len(counts))
	}
	head, rest, _ := strings.Cut(text, "\n\n")
	if want := diag.Number(len(res.Findings)) + " findings in "; !strings.HasPrefix(head, want) {
		t.Errorf("it begins with %.80q, want %q", head, want)
	}
	last := len(res.Findings) + 1
	for line := range strings.SplitSeq(head, "\n") {
		words := strings.Fields(line)
		if len(words) < 3 || words[1] != "error" {
			continue
		}
		code := strings.TrimSuffix(words[2], ":")
		if n := counts[code]; words[0] != diag.Number(n) || n > last {
			t.Errorf("%q: there are %d, and %d of the one before", line, n, last)
		} else {
			last = n
		}
		if n := strings.Count(rest, "== "+code+": "); n != 1 {
			t.Errorf("%s has %d groups", code, n)
		}
		delete(counts, code)
	}
	if len(counts) > 0 {
		t.Errorf("not counted at the head: %v", counts)
	}
	if n := strings.Count(text, "\n"); n > 300 {
		t.Errorf("%d lines for %d findings", n, len(res.Findings))
	}
	if n := strings.Count(text, "the keys here are "); n != 1 {
		t.Errorf("the keys are listed %d times", n)
	}
	_, offer, _ := strings.Cut(text, "add them to outbound in content/site.yaml:\n")
	var hosts []string
	for line := range strings.SplitSeq(offer, "\n") {
		host, ok := strings.CutPrefix(line, "  - ")
		if !ok {
			break
		}
		hosts = append(hosts, host)
	}
	if len(hosts) != 41 || !slices.IsSorted(hosts) || !slices.Contains(hosts, "code.example.org") {
		t.Errorf("%d hosts are offered, want 41: %v", len(hosts), hosts)
	}
	t.Logf("%d findings in %d lines", len(res.Findings), strings.Count(text, "\n"))

	// Programs are told every one.
	b.Reset()
	if diag.JSON(&b, res.Findings); bytes.Count(b.Bytes(), []byte("\n")) != len(res.Findings) {
		t.Errorf("%d lines of JSON for %d findings", bytes.Count(b.Bytes(), []byte("\n")), len(res.Findings))
	}
	// So are people who ask for it.
	b.Reset()
	if diag.Report(&b, res.Findings, Rules(), 0); strings.Count(b.String(), "error[") != len(res.Findings) {
		t.Errorf("%d findings are told of %d", strings.Count(b.String(), "error["), len(res.Findings))
	}
	if testing.Verbose() {
		t.Log(text)
	}
}
