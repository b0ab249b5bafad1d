package booklet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func fold(t testing.TB, source string, f Folding) *Fragment {
	t.Helper()
	if f.Link == nil {
		f.Link = func(href string) string { return href }
	}
	out, err := Fold(source, f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFold(t *testing.T) {
	links := map[string]string{"/p/b/": "#p2", "tel:116123": "tel:116123"}
	f := Folding{Frame: []string{"talk"}, Prefix: "p1-", Down: 1, Link: func(href string) string { return links[href] }}
	for _, c := range []struct{ name, in, html, xhtml string }{
		{"headings go down, and none below the last", `<h2>a</h2><h6>b</h6>`, `<h3>a</h3><h6>b</h6>`, `<h3>a</h3><h6>b</h6>`},
		{"ids and what points at them", `<h2 id="x">a</h2><a href="#x">b</a><div aria-labelledby="x y"></div>`,
			`<h3 id="p1-x">a</h3><a href="#p1-x">b</a><div aria-labelledby="p1-x p1-y"></div>`, ``},
		{"a link to what stands around", `<a href="#talk">b</a>`, `<a href="#talk">b</a>`, ``},
		{"a link within the booklet", `<a href="/p/b/">b</a>`, `<a href="#p2">b</a>`, ``},
		{"a link to nowhere leaves its words", `<p>See <a href="/law/">the <b>law</b></a>.</p>`, `<p>See the <b>law</b>.</p>`, ``},
		{"a number stays one", `<a class="tel" href="tel:116123">116 123</a>`, `<a class="tel" href="tel:116123">116 123</a>`, ``},
		{"what is folded is open", `<details class="more"><summary>More</summary><p>a</p></details>`, `<div class="more"><p class="label">More</p><p>a</p></div>`, ``},
		{"where a card's details come from", `<div class="card a"><p>b</p><details><summary>More</summary><p>a</p></details></div>`, `<div class="card a"><p>b</p></div>`, ``},
		{"empty elements", `<p>a<br>b</p><img src="a.png" alt="">`, ``, `<p>a<br/>b</p><img src="a.png" alt=""/>`},
		{"a drawing", `<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>`, `<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>`,
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>`},
		{"what has to be escaped", `<p title="a &quot;b&quot; &amp; c">1 &lt; 2 &amp; 3</p>`, `<p title="a &quot;b&quot; &amp; c">1 &lt; 2 &amp; 3</p>`, `<p title="a &quot;b&quot; &amp; c">1 &lt; 2 &amp; 3</p>`},
		{"another language", `<span lang="cy">a</span>`, `<span lang="cy">a</span>`, `<span xml:lang="cy" lang="cy">a</span>`},
	} {
		got := fold(t, c.in, f)
		if c.html != "" && got.HTML() != c.html {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got.HTML(), c.html)
		}
		if c.xhtml != "" && got.XHTML() != c.xhtml {
			t.Errorf("%s, as XML:\n got %s\nwant %s", c.name, got.XHTML(), c.xhtml)
		}
	}
}

func sample(t testing.TB, title string) *Book {
	return &Book{
		ID: "self-help/urges", Lang: "en", Title: title, Modified: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC),
		Contents: "In this guide", Access: "Text with headings & lists.", Style: "p { margin: 0 }\n",
		Parts: []Part{
			{"Urges", fold(t, `<h1>Urges</h1><p>They pass.</p>`, Folding{})},
			{"A <wave>", fold(t, `<h1 id="w">A wave</h1><svg role="img" aria-label="A wave" viewBox="0 0 9 9"><path d="M0 9"></path></svg>`, Folding{})},
		},
	}
}

const enough = 8000

// w writes the books of all tests, one after the other.
var w Writer

// What a network can see of a download is its length.
func TestOneLength(t *testing.T) {
	for _, title := range []string{"Guide 3", strings.Repeat("Guide ", 100)} {
		out, err := w.Write(sample(t, title), enough)
		if err != nil || len(out) != enough {
			t.Errorf("%d bytes, %v", len(out), err)
		}
	}
	var long *TooLong
	if _, err := w.Write(sample(t, "Guide 3"), 1000); !errors.As(err, &long) || long.Limit != 1000 || long.Has <= 1000 {
		t.Errorf("a book that does not fit: %v", err)
	}
}

func TestSameBytes(t *testing.T) {
	one, _ := w.Write(sample(t, "Guide 3"), enough)
	two, _ := w.Write(sample(t, "Guide 3"), enough)
	if !bytes.Equal(one, two) {
		t.Error("one book was written in two ways")
	}
	other := sample(t, "Guide 3")
	other.Lang = "cy"
	if three, _ := w.Write(other, enough); bytes.Equal(one, three) || urn(other.ID, "cy") == urn(other.ID, "en") {
		t.Error("two languages of a guide are one book")
	}
}

// The container: OCF wants the media type first and bare, and every document to
// be XML.
func TestContainer(t *testing.T) {
	out, err := w.Write(sample(t, "A <title> & more"), enough)
	if err != nil {
		t.Fatal(err)
	}
	if string(out[30:58]) != "mimetypeapplication/epub+zip" {
		t.Errorf("the file begins with %q", out[:60])
	}
	r, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in) // checks the sums
		if err != nil {
			t.Fatal(f.Name, err)
		}
		if strings.HasSuffix(f.Name, "ml") || strings.HasSuffix(f.Name, ".opf") {
			if err := wellFormed(text); err != nil {
				t.Errorf("%s: %v\n%s", f.Name, err, text)
			}
		}
	}
	want := "mimetype META-INF/container.xml book.opf contents.xhtml part1.xhtml part2.xhtml style.css"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("the files are %s, want %s", got, want)
	}
}

func wellFormed(text []byte) error {
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Whatever a page holds, its part of a book is XML, and folding what has been
// folded changes nothing but what it was told to.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"<p>a", "<svg><a href='x'/></svg>", "<table><tr><td>a", "<p\x00 \"=<>'>&#0;&amp;", "<svg><foreignObject><p>", "<math><mi>a", "<title>&lt;", "<a b:c=d>x</a>", "<b><p><b>a</b></p></b>", "<a><b></a></b>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		out, err := Fold(source, Folding{Prefix: "a-", Down: 1, Link: func(href string) string { return href }})
		if err != nil {
			return
		}
		if n, most := nodes(out.body), work(source); n > most {
			t.Errorf("%q became %d nodes, more than %d", source, n, most)
		}
		if hostile(out.body) {
			return // which no page of a site can be: the audit refuses it
		}
		if err := wellFormed([]byte("<body>" + out.XHTML() + "</body>")); err != nil {
			t.Errorf("%q became %q: %v", source, out.XHTML(), err)
		}
	})
}

// TestWork: what a parser would mend at length is refused, by as much work as it has
// tags; what is nested well becomes as many nodes as it has.
func TestWork(t *testing.T) {
	many := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
	const n = 20000
	for name, source := range map[string]string{
		"nobody closes them": many(n, func(i int) string { return fmt.Sprintf("<b id=%d>", i) }) + strings.Repeat("<p></p>", n),
		"closed too late":    many(n, func(i int) string { return fmt.Sprintf("<p><b id=%d></p>", i) }),
		"they close nothing": many(n, func(i int) string { return fmt.Sprintf("<b id=%d/>", i) }) + strings.Repeat("<p></p>", n),
		"too deep":           strings.Repeat("<div>", n) + strings.Repeat("<p></p>", n),
		"a link in a link":   many(maxDepth/2-1, func(i int) string { return fmt.Sprintf("<a id=%d><div>", i) }) + strings.Repeat("<p></p>", n) + strings.Repeat("</div></a>", maxDepth/2-1),
	} {
		if _, err := Fold(source, Folding{}); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	for name, source := range map[string]string{
		"wide":      strings.Repeat("<p>a <b>b</b></p>", n),
		"deep":      strings.Repeat("<div>", maxDepth) + strings.Repeat("</div>", maxDepth),
		"a drawing": "<svg>" + strings.Repeat("<path/>", n) + "</svg>",
		"list":      "<ul>" + strings.Repeat("<li>a", maxDepth/2) + "</ul>",
	} {
		if got, most := nodes(fold(t, source, Folding{}).body), work(source); got > most {
			t.Errorf("%s: %d nodes, more than %d", name, got, most)
		}
	}
}

// work is how many nodes a piece of HTML may become: two for each token and for
// each table what belongs into one.
func work(source string) int {
	z, n := html.NewTokenizer(strings.NewReader(source)), 8
	for z.Next() != html.ErrorToken {
		n += 2
		if name, _ := z.TagName(); string(name) == "td" || string(name) == "th" || string(name) == "tr" {
			n += 2
		}
	}
	return n
}

func nodes(n *html.Node) (count int) {
	for range n.Descendants() {
		count++
	}
	return count
}

// hostile reports what a parser makes of bytes that are no HTML: names that XML
// does not know, and text that is not escaped.
func hostile(n *html.Node) bool {
	name := func(s string) bool {
		return s == "" || strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" || strings.Trim(s[:1], "0123456789-") == ""
	}
	if n.Type == html.ElementNode && name(n.Data) {
		return true
	}
	for _, a := range n.Attr {
		if name(a.Key) || a.Key == "xmlns" {
			return true
		}
	}
	for c := range n.ChildNodes() {
		if hostile(c) {
			return true
		}
	}
	return false
}
