package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// Each limit that a manual promises, on both sides of it, through a whole
// build: what is just allowed is fine, and one more is found.
func TestLimits(t *testing.T) {
	page := func(front, body string) string {
		return "---\ntitle: T\ndescription: A page for a test that goes as far as it may.\ndate: 2026-11-01\n" + front + "---\n" + body + "\n"
	}
	lines := func(n int, line string) string { return strings.Repeat(line+"\n", n) }
	numbered := func(n int, line string) (s string) {
		for i := range n {
			s += fmt.Sprintf(line, i+1)
		}
		return s
	}
	// fill makes a text n bytes long by lines that say nothing.
	fill := func(text string, n int, line string) string {
		text += strings.Repeat(line, (n-len(text)-1)/len(line))
		return text + strings.Repeat(" ", n-len(text)-1) + "\n"
	}
	a := func(n int) string { return strings.Repeat("a", n) }
	small := base(t)
	old := func(file string) string { return string(small[file].Data) }
	for _, tt := range []struct {
		name string
		code string
		at   int                             // the last that is allowed
		file func(n int) (name, text string) // a file of the site that goes to n
	}{
		{name: "bytes of a file", code: "file/size", at: 1 << 20, file: func(n int) (string, string) {
			return "content/site.yaml", fill(old("content/site.yaml"), n, "#"+a(1000)+"\n")
		}},
		{name: "bytes of front matter", code: "front/size", at: 64 << 10, file: func(n int) (string, string) {
			text := page("#\n", "Words.\n")
			front := strings.Index(text, "#\n") - len("---\n")
			return "content/t.md", strings.Replace(text, "#\n", fill("#", n-front, "#"+a(1000)+"\n"), 1)
		}},
		{name: "letters of a name", code: "file/name", at: 100, file: func(n int) (string, string) {
			return "content/" + a(n) + ".md", page("", "Words.")
		}},
		{name: "letters of a slug", code: "address/slug", at: 100, file: func(n int) (string, string) {
			return "content/t.md", page("slug: "+a(n)+"\n", "Words.")
		}},
		{name: "letters of a path", code: "output/path", at: 200, file: func(n int) (string, string) {
			return "content/" + a(95) + "/" + a(n-95-2-len("b/index.html")) + "/b.md", page("", "Words.")
		}},
		{name: "figures of a campaign", code: "value/number", at: 4, file: func(n int) (string, string) {
			return "content/campaigns/t.md", page("region: R\nfigures:\n"+lines(n, `  - {value: ":stat[coast.coast.change]", text: counted}`), "Words.")
		}},
		{name: "points of a release", code: "value/number", at: 3, file: func(n int) (string, string) {
			return "content/news/t.md", page("issued: 2018\nissuer: I\npoints:\n"+numbered(n, "  - Point %d.\n"), "Words.")
		}},
		{name: "bytes of Markdown", code: "markdown/too-long", at: 256 << 10, file: func(n int) (string, string) {
			return "content/t.md", page("", strings.TrimSuffix(fill("Words.\n", n, strings.Repeat("\n", 1000)), "\n"))
		}},
		{name: "lines of a paragraph", code: "markdown/too-long", at: 2000, file: func(n int) (string, string) {
			return "content/t.md", page("", strings.TrimSuffix(lines(n, "a"), "\n"))
		}},
		{name: "marks of a paragraph", code: "markdown/too-long", at: 400, file: func(n int) (string, string) {
			return "content/t.md", page("", strings.Repeat("[ ", n))
		}},
		{name: "blocks inside each other", code: "markdown/too-deep", at: 32, file: func(n int) (string, string) {
			return "content/t.md", page("", strings.Repeat("> ", n)+"a")
		}},
		{name: "elements inside each other", code: "html/depth", at: 100, file: func(n int) (string, string) {
			const around = 3 // html, body and main
			return "templates/404.html", old("templates/404.html") + strings.Repeat("<div>", n-around) + strings.Repeat("</div>", n-around)
		}},
		{name: "bytes of a label", code: "directive/syntax", at: 999, file: func(n int) (string, string) {
			return "content/t.md", page("", ":lang["+a(n-1)+"]{code=cy}")
		}},
		{name: "bytes between braces", code: "directive/syntax", at: 999, file: func(n int) (string, string) {
			return "content/t.md", page("", ":lang[a]{code=cy"+strings.Repeat(" ", n-len("{code=cy}"))+"}")
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := func(n int) int {
				name, text := tt.file(n)
				res, _ := mustBuild(t, write(t, inputs(t, nil), name, text))
				count := 0
				for _, f := range res.Findings {
					if f.Code == tt.code {
						count++
					} else if n == tt.at {
						t.Logf("also: %.300s", sitetest.Text([]diag.Finding{f}))
					}
				}
				return count
			}
			if n := found(tt.at); n != 0 {
				t.Errorf("%d is allowed, and %s is found", tt.at, tt.code)
			}
			if n := found(tt.at + 1); n == 0 {
				t.Errorf("%d is one too many, and %s is not found", tt.at+1, tt.code)
			}
		})
	}
}

// A file that is wrong in every line is told of so many times, and no more.
func TestOnlySoManyFindings(t *testing.T) {
	const most = 100
	for _, tt := range []struct {
		name, front, body string
		told              int // how many; the last may be that there are more
	}{
		{"front matter", "%s", "Words.", most},
		{"Markdown", "", "%s", most + 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var keys, links strings.Builder
			for i := range 3 * most {
				fmt.Fprintf(&keys, "key%d: x\n", i)
				links.WriteString("{{< shortcode >}}\n\n")
			}
			text := "---\ntitle: T\ndescription: A page for a test that is wrong in every line of it.\ndate: 2026-11-01\n" +
				strings.Replace(tt.front, "%s", keys.String(), 1) + "---\n" + strings.Replace(tt.body, "%s", links.String(), 1) + "\n"
			res, _ := mustBuild(t, write(t, inputs(t, nil), "content/t.md", text))
			if n := diag.Count(res.Findings, diag.Error); n != tt.told {
				t.Errorf("%d findings, want %d", n, tt.told)
			}
		})
	}
}

// How far an English word that begins with an elision may be from the quote
// that makes a quotation of it.
func TestHowFarAQuotationGoes(t *testing.T) {
	const far = 200
	for n, want := range map[int]string{far - 1: "‘til", far: "’til"} {
		// The distance is counted from the end of the word.
		body := "Wait 'til" + strings.Repeat(" day", (n-1)/4) + strings.Repeat("y", (n-1)%4) + ".' Then go."
		_, out := mustBuild(t, write(t, inputs(t, nil), "content/t.md",
			"---\ntitle: T\ndescription: A page for a test that quotes as far as it may.\ndate: 2026-11-01\n---\n"+body+"\n"))
		if !strings.Contains(string(out["t/index.html"]), want) {
			t.Errorf("the quote %d bytes on: %q is not in\n%s", n, want, out["t/index.html"][len(out["t/index.html"])-3000:])
		}
	}
}
