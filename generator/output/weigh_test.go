package output

import (
	"strings"
	"testing"
)

func TestHeaviest(t *testing.T) {
	noise := strings.ReplaceAll(string(sample(6000)), "<", "‹")
	page := []byte(`<!doctype html><html><head><title>T</title><style>` + noise[:900] + `</style></head><body><p>hello</p>` +
		`<h1>A <em>short</em> one &amp; so on</h1><p>` + noise[1000:1400] + `</p>` +
		`<h2 id="x">The long one, whose name is much too long to be shown whole</h2><p>` + noise[1500:4900] + `</p>` +
		`<hr><h2>Last</h2><p>x</p></body></html>` + "\n")
	e := newEncoder()
	got := e.heaviest(page, 3)
	var names []string
	for _, p := range got {
		names = append(names, p.name)
	}
	want := []string{`"The long one, whose name is much too lon…"`, "the style", `"A short one & so on"`}
	if strings.Join(names, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", names, want)
	}
	if got[0].weight < 800 || got[0].weight > 3400 || got[1].weight < 200 {
		t.Errorf("weights %v", got)
	}
	// A script in the middle of what stands under a heading parts it, and no more.
	page = []byte(`<h1>One</h1><p>` + noise[:300] + `</p><script>` + noise[3000:3500] + `</script><p>` + noise[300:3000] + `</p>`)
	got = e.heaviest(page, 2)
	if len(got) != 2 || got[0].name != `"One"` || got[1].name != "the script" || got[1].weight > 500 {
		t.Errorf("with a script in the middle: %v", got)
	}
	for _, odd := range []string{"", "<", "<h1", "<h2>", "<style>", "<style></style>", "<h3>a<b", strings.Repeat("<h2>x</h2>", 500)} {
		if list := e.heaviest([]byte(odd), 3); len(list) > 3 {
			t.Errorf("%.20q: %v", odd, list)
		}
	}
}

func TestSizeFindings(t *testing.T) {
	page := sample(3000)
	e := newEncoder()
	f := e.overPage("law/index.html", page, len(page)-1)
	if f.Pos.File != "law/index.html" || !strings.Contains(f.Message, "bytes long, 1 byte over the ") {
		t.Errorf("%+v", f)
	}
	f = e.overBudget("law/index.html", page, 15002, 14210, 13312)
	if want := "the page takes 14,210 bytes with brotli (898 over) and 15,002 bytes with gzip (1,690 over), and every page has 13,312"; f.Message != want {
		t.Errorf("got  %s\nwant %s", f.Message, want)
	}
	if !strings.Contains(f.Help, `"Part `) || !strings.Contains(f.Help, "the style") {
		t.Errorf("help names no part: %s", f.Help)
	}
}

func FuzzHeaviest(f *testing.F) {
	f.Add([]byte("<style>a</style><h1>b</h1>c<script>d</script>"))
	f.Fuzz(func(t *testing.T, page []byte) {
		parts, cuts := split(page)
		at := 0
		for _, c := range cuts {
			if c.at < at || c.at > len(page) || c.part >= len(parts) {
				t.Fatalf("cuts %+v of %d bytes in %d parts", cuts, len(page), len(parts))
			}
			at = c.at
		}
		for _, p := range newEncoder().heaviest(page, len(parts)) {
			if p.weight <= 0 || p.weight > len(page)+100 {
				t.Errorf("part %+v of %d bytes", p, len(page))
			}
		}
	})
}
