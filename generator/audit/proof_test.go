package audit

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// grower writes random HTML in the strict form: every tag closed in order,
// but elements anywhere. It mostly puts an element where the contract says it
// may stand, so that much of what it writes is accepted.
type grower struct {
	*rand.Rand
	b   strings.Builder
	all []string
	id  int
}

func (g *grower) grow(parent string, depth int) {
	for range 1 + g.Intn(3) {
		if g.Intn(4) == 0 {
			g.b.WriteString([]string{"text", " ", "\n", "a &amp; b", "&#32;", "\n&#10;x"}[g.Intn(6)])
			continue
		}
		name := g.pick(parent)
		el := strictRules.html[name]
		g.b.WriteString("<" + name)
		switch name {
		case "img":
			g.b.WriteString(` src="/pic.svg" alt="a"`)
		case "a":
			g.b.WriteString(` href="/law/"`)
		case "svg":
			g.b.WriteString(` aria-hidden="true"`)
		}
		if g.Intn(5) == 0 {
			g.id++
			fmt.Fprintf(&g.b, ` id="x%d"`, g.id)
		}
		g.b.WriteString(">")
		if el.void {
			continue
		}
		switch {
		case name == "svg":
			g.drawing(3)
		case depth > 0:
			g.grow(name, depth-1)
		}
		g.b.WriteString("</" + name + ">")
	}
}

// pick chooses an element: four times out of five one that may stand in the
// parent.
func (g *grower) pick(parent string) string {
	for try := range 200 {
		name := g.all[g.Intn(len(g.all))]
		p, el := strictRules.html[parent], strictRules.html[name]
		fits := p.holds == holdsFlow && (el.block || el.inline) || p.holds == holdsInline && el.inline ||
			p.holds == holdsSame && el.inline || slices.Contains(p.names, name)
		if fits || g.Intn(5) == 0 && try > 5 {
			return name
		}
	}
	return "span"
}

func (g *grower) drawing(depth int) {
	names := []string{"g", "path", "title", "desc", "text", "tspan", "defs", "linearGradient", "use", "symbol", "svg", "p", "b", "font", "a"}
	for range g.Intn(3) {
		name := names[g.Intn(len(names))]
		if g.Intn(3) == 0 {
			g.b.WriteString("<" + name + "/>")
			continue
		}
		g.b.WriteString("<" + name + ">")
		if depth > 0 && g.Intn(2) == 0 {
			g.drawing(depth - 1)
		} else if name == "title" || name == "desc" || name == "text" {
			g.b.WriteString("text")
		}
		g.b.WriteString("</" + name + ">")
	}
}

// prover tries random pages on the pass alone, on the pass with its proof piece
// by piece, and on a parse of the whole page.
type prover struct {
	pass, pieces *Auditor
	base         string
	all          []string
}

// newProver leaves out the rules about people, which have no part in the
// argument, and the checks named.
func newProver(t *testing.T, without ...string) *prover {
	s := strictSample(t)
	p := &prover{pass: New(s.policy), pieces: New(s.policy), base: string(s.finished(*s.file(t, "law/index.html")))}
	p.pass.off, p.pieces.off = map[string]bool{"html/parse#different": true}, map[string]bool{}
	for check := range strictRules.says {
		if strings.HasPrefix(check, "access/") || strings.HasPrefix(check, "dead/") || strings.HasPrefix(check, "svg/value") || slices.Contains(without, check) {
			p.pass.off[check], p.pieces.off[check] = true, true
		}
	}
	for _, name := range sorted(strictRules.html) {
		if el := strictRules.html[name]; name != "html" && name != "head" && name != "body" && name != "script" && !el.meta {
			p.all = append(p.all, name)
		}
	}
	return p
}

// try makes random pages and returns how many the pass accepts, how many of
// these are long, and the first that a parser reads otherwise. The proof piece
// by piece must say the same.
func (p *prover) try(t *testing.T, pages int) (accepted, long int, refuted string) {
	rnd := rand.New(rand.NewSource(20261121))
	for range pages {
		g := &grower{Rand: rnd, all: p.all}
		g.grow("main", 1+rnd.Intn(7))
		page := []byte(strings.Replace(p.base, "<p>It is against the law.</p>", g.b.String(), 1))
		if _, list := p.pass.File("law/index.html", page); hasError(list) {
			continue
		}
		accepted++
		if g.b.Len() > 200 {
			long++
		}
		_, name, ok := agree(page)
		if _, list := p.pieces.File("law/index.html", page); hasError(list) == ok {
			t.Errorf("the whole page agrees: %v, but piece by piece:\n%s\n%s", ok, g.b.String(), describe(list))
		}
		if !ok {
			return accepted, long, g.b.String() + "\nthe parser has " + name
		}
	}
	return accepted, long, ""
}

// TestFormIsRead holds the argument of the package comment against the parser:
// of many random pages, whatever the pass accepts must be read in the same way
// by it, the whole page at once.
func TestFormIsRead(t *testing.T) {
	pages := 3000
	if testing.Short() {
		pages = 1000
	}
	accepted, long, refuted := newProver(t).try(t, pages)
	if refuted != "" {
		t.Fatalf("the pass accepts\n%s", refuted)
	}
	t.Logf("%d of %d random pages accepted, %d of them long", accepted, pages, long)
	if accepted < pages/10 || long < pages/100 {
		t.Errorf("only %d of %d random pages are accepted, %d of them long: the test shows too little", accepted, pages, long)
	}
}

// TestHolesAreNoticed opens a hole in the contract, one at a time, and sees
// that the random pages find it: the test above would fail.
func TestHolesAreNoticed(t *testing.T) {
	flow := func(names ...string) func() {
		return func() {
			for _, n := range names {
				strictRules.html[n].holds = holdsFlow
			}
		}
	}
	for _, hole := range []struct {
		name    string
		without string
		open    func()
		only    []string // the elements to try, when not all
	}{
		{name: "blocks in paragraphs", open: flow("p")},
		{name: "blocks in headings", open: flow("h2")},
		{name: "blocks in spans", open: flow("span")},
		{name: "anything in tables", open: flow("table")},
		{name: "anything in rows", open: flow("tr")},
		{name: "rows in tables", open: func() { strictRules.html["table"].names = append(strictRules.html["table"].names, "tr") }},
		{name: "items in items", open: func() { strictRules.html["li"].names = append(strictRules.html["li"].names, "li") }, only: []string{"ul", "ol", "li", "p", "div"}},
		{name: "terms in terms", open: func() { strictRules.html["dd"].names = append(strictRules.html["dd"].names, "dt") }, only: []string{"dl", "dt", "dd", "p", "div"}},
		{name: "links in links", without: "html/nesting#within", open: func() {}},
		{name: "bold in drawings", open: func() { strictRules.svg["b"] = &element{name: "b", holds: holdsSVG} }},
		{name: "a heap of things in columns", open: flow("colgroup")},
	} {
		t.Run(hole.name, func(t *testing.T) {
			defer func() {
				for _, tables := range []struct{ to, from map[string]*element }{{strictRules.html, readContract(htmlContract, false)}, {strictRules.svg, readContract(svgContract, false)}} {
					clear(tables.to)
					for name, el := range tables.from {
						tables.to[name] = el
					}
				}
			}()
			hole.open()
			p := newProver(t, hole.without)
			if hole.only != nil {
				p.all = hole.only
			}
			if _, _, refuted := p.try(t, 6000); refuted == "" {
				t.Error("nobody notices")
			}
		})
	}
}

// TestAgree is a table of pages that a parser reads as their tags say, and of
// such as it does not.
func TestAgree(t *testing.T) {
	for _, c := range []struct {
		body string
		ok   bool
	}{
		{"<p>a &amp; b</p>", true},
		{"<p>&#32;</p>", true},
		{"<p>a&#160;b</p>", true},
		{"<pre>\n\na</pre>", true},
		{"<script> </script>", true},
		{"<script>a&&b</script>", true},
		{`<a id="x" href="/" class="c">a</a>`, true},
		{`<svg viewBox="0 0 1 1"><linearGradient id="a"/><title>a</title></svg>`, true},
		{"<p>a<p>b</p></p>", false},
		{"<table><tr><td>a</td></tr></table>", false},
		{"<a href=\"/\">a<a href=\"/\">b</a></a>", false},
		{"<p>a &unknown; b</p>", false},
		{"<table>a<tbody></tbody></table>", false},
		{"<svg><p>a</p></svg>", false},
		{"<!-- a -->", false},
	} {
		_, name, ok := agree([]byte(doctype + "<html><head></head><body>" + c.body + "</body></html>"))
		if ok != c.ok {
			t.Errorf("%s: %v at %s, want %v", c.body, ok, name, c.ok)
		}
	}
}
