package render

import (
	"bytes"
	"html/template"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"sotto/generator/locale"
	"sotto/generator/markdown"
)

// TestViewsAreClosed: a view holds texts, truths and other views, and nothing
// that leads back into the site. It is what a cache key can be made of.
func TestViewsAreClosed(t *testing.T) {
	var check func(where string, kind reflect.Type)
	check = func(where string, kind reflect.Type) {
		switch {
		case kind == reflect.TypeOf(template.HTML("")) || kind.Kind() == reflect.String && kind.PkgPath() == "" || kind.Kind() == reflect.Bool:
		case kind.Kind() == reflect.Slice || kind.Kind() == reflect.Pointer:
			check(where, kind.Elem())
		case kind.Kind() == reflect.Struct && strings.HasSuffix(kind.PkgPath(), "/render"):
			if kind.NumMethod()+reflect.PointerTo(kind).NumMethod() > 0 {
				t.Errorf("%s: %s has methods", where, kind)
			}
			for i := range kind.NumField() {
				f := kind.Field(i)
				if !f.IsExported() || f.Anonymous {
					t.Errorf("%s.%s is hidden or embedded", where, f.Name)
				}
				check(where+"."+f.Name, f.Type)
			}
		default:
			t.Errorf("%s is a %s", where, kind)
		}
	}
	for name, view := range views {
		check(name, reflect.TypeOf(view))
	}
	for name, view := range parts {
		check(name, reflect.TypeOf(view))
	}
}

// TestTemplatesAreSilent: templates hold no script, no style, and nothing that
// a browser would fetch or follow by itself, or ask and send. The one field is that
// of the list from A to Z, whose every attribute the audit wants.
func TestTemplatesAreSilent(t *testing.T) {
	for name, file := range realTemplates(t) {
		text := strings.ToLower(string(file.Data))
		if name == "components/a-to-z.html" {
			text = strings.Replace(text, `<input id="a-to-z-find" type="search" autocomplete="off" autocapitalize="none" spellcheck="false" aria-labelledby="find"`, "", 1)
		}
		for _, bad := range []string{
			"<script", "<style", " style=", " on", "javascript:", "http:", "src=", "srcset", "<img", "<iframe", "<form", "<input", "<button", "<select", "<textarea",
			"<!--", `rel="next"`, `rel="prev"`, "preload", "prefetch", "preconnect",
		} {
			if bad == " on" {
				for _, event := range []string{" onclick", " onload", " onerror", " onfocus", " onmouse"} {
					if strings.Contains(text, event) {
						t.Errorf("%s holds %q", name, event)
					}
				}
				continue
			}
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %q", name, bad)
			}
		}
	}
}

// TestEveryPage checks what must hold of every page, whatever its kind.
func TestEveryPage(t *testing.T) {
	r, s := renderer(t)
	for _, p := range s.Pages {
		html, _ := r.Execute(r.View(p, doc(p)), nil)
		text := string(html)
		count := func(part string, want int) {
			t.Helper()
			if got := strings.Count(text, part); got != want {
				t.Errorf("%s: %q stands there %d times, not %d", p.Source, part, got, want)
			}
		}
		count("<h1>", 1)
		count("<main id=\"main\">", 1)
		count(`<html lang="`+string(p.Lang)+`">`, 1)
		count("<title>", 1)
		count("<script>", 1)
		count("<style>", 1)
		count(`id="talk"`, 1)
		exits := 1
		if p.Section.NoExit {
			exits = 0
		}
		count(`class="exit"`, exits)
		if exits == 1 {
			skip, exit := strings.Index(text, "<a "), strings.Index(text, `<a class="exit"`)
			if between := strings.Count(text[skip:exit], "<a "); between != 1 || !strings.HasPrefix(text[skip:], `<a class="skip`) {
				t.Errorf("%s: the exit is not the second link, after the skip link", p.Source)
			}
		}
		charset, policy := strings.Index(text, "<meta charset"), strings.Index(text, "<meta http-equiv")
		if strings.Count(text[:policy], "<meta") != 1 || policy < charset {
			t.Errorf("%s: the policy does not come first after the charset", p.Source)
		}
		head, _, _ := strings.Cut(text, "</head>")
		if p.Section.Discreet && (strings.Contains(head, "Get help") || strings.Contains(head, "hreflang")) {
			t.Errorf("%s: the head says more than it must:\n%s", p.Source, head)
		}
		for _, id := range ReservedIDs() {
			if n := strings.Count(text, `id="`+id+`"`); n > 1 {
				t.Errorf("%s: id %s stands there %d times", p.Source, id, n)
			}
		}
		if i := strings.Index(text, " >"); i >= 0 || strings.Contains(text, "  ") || strings.Contains(text, "\n") {
			t.Errorf("%s: needless white space", p.Source)
		}
		for rest := text; ; {
			_, after, ok := strings.Cut(rest, ` id="`)
			if !ok {
				break
			}
			id, tail, _ := strings.Cut(after, `"`)
			if !slices.Contains(ReservedIDs(), id) {
				t.Errorf("%s: id %s is not reserved", p.Source, id)
			}
			rest = tail
		}
	}
}

// TestOffered: a section's page does not list its children again when its own
// choices lead to all of them.
func TestOffered(t *testing.T) {
	r, s := renderer(t)
	p := *s.Page("help/index.md", "en")
	link := []markdown.Link{{Dest: "call.md"}}
	d := &markdown.Document{Links: link, Directives: []markdown.Directive{{Name: "choices", Links: link}}}
	p.Children[0].Parent = &p
	lists := func() bool {
		html, _ := r.Execute(r.View(&p, d), nil)
		return bytes.Contains(html, []byte(`class="list"`))
	}
	if lists() {
		t.Error("the child is offered, and listed all the same")
	}
	d.Directives[0].Links = nil // it stands elsewhere on the page
	if !lists() {
		t.Error("the child is not offered, and not listed")
	}
}

// TestDigest: whatever a template could show is in the view's digest, and
// nothing else is.
func TestDigest(t *testing.T) {
	r, s := renderer(t)
	seen := map[string]string{}
	for _, p := range s.Pages {
		d := r.View(p, doc(p)).Digest(nil)
		if d != r.View(p, doc(p)).Digest(nil) {
			t.Errorf("%s: the digest differs from one time to the next", p.Source)
		}
		if other := seen[d]; other != "" {
			t.Errorf("%s and %s have one digest", p.Source, other)
		}
		seen[d] = p.Source
	}
	p := s.Page("guides/one/first.md", "en")
	before := r.View(p, doc(p)).Digest(nil)
	p.Next.LinkTitle += "!" // which the page shows
	if r2, _, err := New(s, r.editions[0].words, testAssets, realTemplates(t)); err != nil || r2.View(p, doc(p)).Digest(nil) == before {
		t.Error("a neighbour's title is not in the digest", err)
	}
	v := func(a, b string) string { return View{r.editions[0], "x", struct{ A, B string }{a, b}, 0}.Digest(nil) }
	if v("ab", "c") == v("a", "bc") {
		t.Error("texts run into each other")
	}
}

// TestSideBySide renders all pages in many goroutines at once (run it with
// -race) and compares them with pages rendered one after another.
func TestSideBySide(t *testing.T) {
	one, s := renderer(t)
	w, _ := locale.New(s.Languages)
	many, _, _ := New(s, w, testAssets, realTemplates(t))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, p := range s.Pages {
				want, _ := one.Execute(one.View(p, doc(p)), nil)
				got, _ := many.Execute(many.View(p, doc(p)), nil)
				if !bytes.Equal(got, want) {
					t.Errorf("%s differs", p.Source)
				}
			}
		})
	}
	wg.Wait()
}

func TestSqueeze(t *testing.T) {
	for in, want := range map[string]string{
		"<p>\n  text\n</p>\n":           "<p>text</p>",
		"<p>\n  two\n  words\n</p>":     "<p>two words</p>",
		"<a\n  href=\"x\"\n  id=\"y\">": "<a href=\"x\" id=\"y\">",
		"a <b>b</b> c":                  "a <b>b</b> c",
		"\n\n":                          "",
		" ":                             " ",
		"text\n":                        "text ",
		"<i>a</i>\r\n<i>b</i>":          "<i>a</i><i>b</i>",
	} {
		if got := string(squeeze([]byte(in))); got != want {
			t.Errorf("squeeze(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestOneWayOn: a chapter whose text ends with a way on has no other; what notes
// cite behind it is no end.
func TestOneWayOn(t *testing.T) {
	r, s := renderer(t)
	p := s.Page("guides/one/first.md", "en")
	next, note, crisis := markdown.Directive{Name: "next", Form: markdown.Leaf}, markdown.Directive{Name: "source", Form: markdown.Inline}, markdown.Directive{Name: "crisis", Form: markdown.Leaf}
	for _, test := range []struct {
		name string
		of   []markdown.Directive
		on   bool
	}{
		{"none", nil, true},
		{"at the end", []markdown.Directive{crisis, next, note}, false},
		{"in the middle", []markdown.Directive{next, crisis, note}, true},
	} {
		html, _ := r.Execute(r.View(p, &markdown.Document{HTML: "<p>Text</p>", Directives: test.of}), nil)
		if on := strings.Contains(string(html), `class="on"`); on != test.on {
			t.Errorf("%s: another way on: %v", test.name, on)
		}
	}
}
