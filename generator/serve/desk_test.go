package serve

import (
	"errors"
	"fmt"
	"html"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sotto/generator/derived"
	"sotto/generator/diag"
)

// look asks as a browser does for somebody who opens an address.
func (d *desk) look(address string) *httptest.ResponseRecorder {
	d.settle()
	r := request("GET", address)
	r.RemoteAddr = "127.0.0.1:5555"
	r.Header.Set("Sec-Fetch-Site", "none")
	r.Header.Set("Sec-Fetch-Mode", "navigate")
	r.Header.Set("Sec-Fetch-Dest", "document")
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w
}

const isDesk = `src="/.sotto/desk.js"`

// Who opens an address gets the desk around the page, and frames and programs get
// the page.
func TestDeskOrPage(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home", "404.html": "no such page", "news/feed.xml": "feed", "a.png": "picture"})
	d.settle()
	for _, test := range []struct {
		address, dest, accept string
		desk                  bool
		status                int
	}{
		{"/", "document", "text/html", true, 200},
		{"/", "document", "", true, 200},
		{"/", "iframe", "text/html", false, 200},
		{"/", "empty", "*/*", false, 200},
		{"/", "", "text/html,application/xml", true, 200}, // a browser that does not say
		{"/", "", "*/*", false, 200},                      // curl
		{"/?plain", "document", "text/html", false, 200},
		{"/?plain", "", "text/html", false, 200},
		{"/?other", "document", "text/html", true, 200},
		{"/nothing/", "document", "text/html", true, 404},
		{"/news/feed.xml", "document", "text/html", false, 200},
		{"/a.png", "document", "text/html", false, 200},
	} {
		r := request("GET", test.address)
		if test.dest != "" {
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
			r.Header.Set("Sec-Fetch-Dest", test.dest)
		}
		r.Header.Set("Accept", test.accept)
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		if got := strings.Contains(w.Body.String(), isDesk); got != test.desk || w.Code != test.status {
			t.Errorf("%s for %q, %q: %d, desk %v", test.address, test.dest, test.accept, w.Code, got)
		}
		policy := strings.Join(w.Header()["Content-Security-Policy"], ", ")
		if test.desk && (!strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-src 'self'")) {
			t.Errorf("%s: the desk's policy is %s", test.address, policy)
		}
	}
	// An address with two slashes would be another website's.
	for _, address := range []string{"//attacker.example/", "/.sotto/desk?at=//attacker.example/", "/.sotto/desk?at=https://attacker.example/", "/.sotto/desk?at=%25zz", `/.sotto/desk?at=/\attacker.example/`} {
		body := d.look(address).Body.String()
		if !strings.Contains(body, isDesk) || regexp.MustCompile(`(src|href)="(//|/\\|https:)`).MatchString(body) {
			t.Errorf("%s leads away:\n%s", address, body)
		}
	}
	for _, name := range []string{"desk.js", "desk.css"} {
		if w := d.ask("GET", own+name); w.Code != 200 || w.Body.Len() < 1000 {
			t.Errorf("%s: %d, %d bytes", name, w.Code, w.Body.Len())
		}
	}
	for _, name := range []string{"nothing", "desk.html", "../serve.go"} {
		if w := d.ask("GET", own+name); w.Code != 404 || strings.Contains(w.Body.String(), "package serve") {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

// The panel tells each finding with its place, its line and what to do, escaped,
// and keeps the last good page.
func TestPanel(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home"})
	var list []diag.Finding
	var err error
	build := d.Build
	d.Build = func(c Changes) (Site, error) {
		s, e := build(c)
		s.Findings = list
		return s, errors.Join(e, err)
	}
	d.look("/")
	file := filepath.Join(d.dir, "a b&c.md")
	list = []diag.Finding{
		{Code: "test/broken", Severity: diag.Error, Pos: diag.Pos{File: file, Line: 7, Col: 4}, Length: 3, Source: `<b>"x&\u202e</b>`, Message: "this is <broken>", Help: "write <i>\nor nothing",
			Also: []diag.Pos{{File: "public/index.html", Line: 2, Col: 1}}},
		{Code: "test/odd", Severity: diag.Warning, Pos: diag.Pos{File: "content/b.md"}, Message: "this is odd"},
		{Code: "test/know", Severity: diag.Info, Message: "this is to know"},
	}
	d.Refresh()
	body := d.look("/").Body.String()
	for _, want := range []string{
		`<iframe title="The page" src="/"></iframe>`,
		`<section id="panel" aria-labelledby="panel-title" tabindex="0">`,
		`Your last change is not shown yet: 1 error</h2>`,
		`<p>You see the last version without errors.`,
		`<details open><summary>1 error</summary>`, `<details><summary>1 warning</summary>`, `<details><summary>1 to know</summary>`,
		`<strong>this is &lt;broken&gt;</strong>`,
		`<span class="number">7</span> &lt;b&gt;<mark>&#34;x&amp;</mark>`,
		`<p class="help">write &lt;i&gt;<br>or nothing</p>`,
		`<code>test/broken</code>`,
		"href=\"vscode://file" + filepath.ToSlash(d.dir) + "/a%20b&amp;c.md:7:4\"",
		`also: public/index.html:2:1 </p>`, // nowhere on the disk: no link
		`role="status" aria-live="polite"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the panel lacks %q:\n%s", want, body)
		}
	}
	if strings.Contains(body, "\u202e") || strings.Contains(body, "<broken>") {
		t.Errorf("the panel shows what nobody can see, or obeys an author:\n%s", body)
	}
	// More than anybody reads.
	list = nil
	for i := range 2 * panelMost {
		list = append(list, diag.Finding{Code: "test/broken", Severity: diag.Error, Message: fmt.Sprint("number ", i)})
	}
	d.Refresh()
	body = d.look("/").Body.String()
	if n := strings.Count(body, "<code>test/broken"); n != panelMost || !strings.Contains(body, fmt.Sprintf("And %d more: <code>sotto check</code>", panelMost)) {
		t.Errorf("%d findings are shown, want %d and how to see more", n, panelMost)
	}
	// A build that broke off.
	list, err = nil, errors.New("reading content: <no>")
	d.Refresh()
	body = d.look("/").Body.String()
	if !strings.Contains(body, "the build broke off</h2>") || !strings.Contains(body, "<pre>reading content: &lt;no&gt;</pre>") {
		t.Errorf("the panel does not tell why the build broke off:\n%s", body)
	}
	err = nil
	d.Refresh()
	if body = d.look("/").Body.String(); !strings.Contains(body, `tabindex="0" hidden>`) || !strings.Contains(body, `data-errors=""`) {
		t.Errorf("the panel does not go:\n%s", body)
	}
}

// Before there is a page, the panel stands alone.
func TestPanelWithoutAPage(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "BROKEN"})
	w := d.look("/law/")
	body := w.Body.String()
	if w.Code != 500 || strings.Contains(body, "<iframe") || !strings.Contains(body, "Nothing to show yet: 1 error") || !strings.Contains(body, "this is &lt;broken&gt;") {
		t.Errorf("%d %s", w.Code, body)
	}
}

// The bar and the status page show what is known, as text.
func TestWhatIsKnown(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home", "other.html": "other"})
	build := d.Build
	source := filepath.Join(d.dir, "index.md")
	d.Build = func(c Changes) (Site, error) {
		s, err := build(Changes{})
		s.Page = func(file string) (Page, bool) {
			return Page{
				Title: "<Home>", File: source, Twins: []Twin{{"cy", "Welsh", "/cy/"}}, Marks: []string{"Draft: readers do not see this page", "Overdue: <b>"},
				Reading: "from age 10", Review: "due 1 May 2027", Sizes: []Size{{"as it is", 95, 100}, {"with gzip", 10, 0}},
			}, file == "index.html"
		}
		s.Status = func() []Register {
			return []Register{
				{Title: "Withheld", Rows: []Row{{When: "2027-01-01", What: "<Launch>", Why: "not yet", File: source, Line: 3}}},
				{Title: "Due", None: "Nothing is due."},
			}
		}
		s.Findings = []diag.Finding{{Code: "test/odd"}, {Code: "test/even"}, {Code: "test/odd"}}
		return s, err
	}
	body := d.look("/").Body.String()
	link := html.EscapeString("vscode://file" + filepath.ToSlash(source))
	for _, want := range []string{
		`<title>&lt;Home&gt; (preview)</title>`, `<span>Draft: readers do not see this page</span>`, `<span>Overdue: &lt;b&gt;</span>`, link + ":1:1",
		"from age 10", "due 1 May 2027", `class="bad">95 bytes, 95 % of 100`, "10 bytes</dd>", `<a class="twin" href="/cy/" hreflang="cy">Welsh</a>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the desk lacks %q:\n%s", want, body)
		}
	}
	if body := d.look("/other.html").Body.String(); !strings.Contains(body, "nothing is known of this page") || !strings.Contains(body, `id="marks" hidden>`) {
		t.Errorf("of another page:\n%s", body)
	}
	body = d.look("/.sotto/").Body.String()
	for _, want := range []string{`<a href="#r0">Withheld (1)</a>`, `<span class="when">2027-01-01</span> <strong>&lt;Launch&gt;</strong><br>not yet`, link + ":3:1", "Nothing is due.", `<span class="when">2</span> <strong>test/odd</strong>`} {
		if !strings.Contains(body, want) {
			t.Errorf("the status page lacks %q:\n%s", want, body)
		}
	}
	if odd, even := strings.Index(body, "test/odd"), strings.Index(body, "test/even"); odd > even {
		t.Error("the code with the most findings is not the first")
	}
	// Where changes are seen late, the desk says so.
	d.slow("<reasons>")
	if body := d.look("/").Body.String(); !strings.Contains(body, "Changes show up to a second late: &lt;reasons&gt;") {
		t.Errorf("nobody is told that changes are seen late:\n%s", body)
	}
}

// Whatever address is asked for, everything that the desk leads to is the
// preview's own, and no author's or stranger's word becomes markup.
func FuzzDesk(f *testing.F) {
	for _, at := range []string{"/", "//x.example/", `/\x.example`, "https://x.example/", "/%2f/x", "/a?b#c", "javascript:alert(1)", `/"><script>`, "/%zz", "/\x00", ""} {
		f.Add(at)
	}
	p := New(Options{Build: func(Changes) (Site, error) {
		return Site{Files: map[string][]byte{"404.html": []byte("no such page")}, Types: derived.Types()}, nil
	}, Tell: func([]diag.Finding) {}})
	p.Refresh()
	leads := regexp.MustCompile(`(?:src|href)="([^"]*)"`)
	f.Fuzz(func(t *testing.T, at string) {
		w := httptest.NewRecorder()
		p.ServeHTTP(w, request("GET", "/.sotto/desk?at="+url.QueryEscape(at)))
		body := w.Body.String()
		if w.Code != 200 || strings.Count(body, "<script") != 1 || strings.Count(body, "<iframe") != 1 {
			t.Fatalf("%q: %d\n%s", at, w.Code, body)
		}
		for _, to := range leads.FindAllStringSubmatch(body, -1) {
			to := html.UnescapeString(to[1])
			if to != "data:," && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)) {
				t.Errorf("%q leads to %q", at, to)
			}
		}
	})
}

// Only sources are opened, and only from this computer.
func TestEditLinks(t *testing.T) {
	e := editor{[]string{"/site/content", "/site/static/"}, true}
	for _, test := range []struct {
		file      string
		line, col int
		text      string
		edit      string
	}{
		{"/site/content/a.md", 3, 5, "/site/content/a.md:3:5", "vscode://file/site/content/a.md:3:5"},
		{"/site/content/a.md", 0, 0, "/site/content/a.md", "vscode://file/site/content/a.md:1:1"},
		{"/site/static/s/t.css", 3, 0, "/site/static/s/t.css:3", "vscode://file/site/static/s/t.css:3:1"},
		{"/site/content/a?b#c%.md", 1, 1, "/site/content/a?b#c%.md:1:1", "vscode://file/site/content/a%3Fb%23c%25.md:1:1"},
		{"/site/contents/a.md", 1, 1, "/site/contents/a.md:1:1", ""},
		{"/site/content/../../etc/passwd", 1, 1, "/site/content/../../etc/passwd:1:1", ""},
		{"public/index.html", 1, 1, "public/index.html:1:1", ""},
		{"", 0, 0, "", ""},
	} {
		if got := e.at(test.file, test.line, test.col); got.Text != test.text || string(got.Edit) != test.edit {
			t.Errorf("%s: %q %q, want %q %q", test.file, got.Text, got.Edit, test.text, test.edit)
		}
	}
	e.here = false
	if got := e.at("/site/content/a.md", 1, 1); got.Edit != "" {
		t.Errorf("another computer is told where files lie: %s", got.Edit)
	}
}
