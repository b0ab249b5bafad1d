package audit

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// FuzzFile puts text into a good page, at places where it means different
// things, and sees that
//
//   - nothing panics;
//   - what is accepted piece by piece is what a parser makes of the whole page;
//   - nothing that is accepted, in either profile, holds an address that
//     another, simpler reading finds to lead elsewhere.
func FuzzFile(f *testing.F) {
	eachPlant(f, func(p plant) { f.Add(p.New) })
	for _, seed := range []string{
		"<p>a</p>", "<svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><title>a</title><path d=\"M0 0\"/></svg>", "<table><tr><th>a</table>",
		"<b><i><b><i><b><i><b><i>x</i></b></i></b></i></b></i></b>", "<ruby>a<rt>b</rt></ruby>", "<pre>\n\na</pre>",
		"<dl><div><dt>a</dt><dd>b</dd></div></dl>", "</p>", "</br>", "<image src=//a>", "<svg><p>", "<svg><desc><b>",
		"<a href=\"/\">a<p>b</p></a>", "<ul><li>a<ul><li>b</li></ul></li></ul>", "<h2>a<b>b</b></h2>", "<details><summary>a</summary></details>",
	} {
		f.Add(seed)
	}
	s := strictSample(f)
	base := string(s.finished(*s.file(f, "law/index.html")))
	strict := New(s.policy) // the same for all pages, so that it leaves out what it has proven
	anyPage := New(Policy{Profile: General, BaseURL: s.policy.BaseURL, Outbound: []string{"www.gov.uk"}})
	f.Fuzz(func(t *testing.T, text string) {
		for _, page := range []string{
			text,
			strings.Replace(base, "<p>Example</p>", text, 1),
			strings.Replace(base, "<p>Example</p>", "<p>"+text+"</p>", 1),
			strings.Replace(base, "<p>Example</p>", "<p class=\""+text+"\">a</p>", 1),
			strings.Replace(base, "href=\"/\"", "href=\""+text+"\"", 1),
			strings.Replace(base, "<link rel=\"icon\"", text+"<link rel=\"icon\"", 1),
			strings.Replace(base, "<title>The law", "<title>"+text, 1),
		} {
			data := []byte(page)
			if _, list := strict.File("law/index.html", data); !hasError(list) {
				if _, name, ok := agree(data); !ok {
					t.Errorf("accepted, but a parser of the whole page finds %s:\n%s", name, page)
				}
				if where := reaches(t, data, "www.gov.uk", "www.bbc.co.uk", "www.example.org"); where != "" {
					t.Errorf("accepted, but it reaches %s:\n%s", where, page)
				}
			}
			if _, list := anyPage.File("law/index.html", data); !hasError(list) {
				if where := reaches(t, data, "www.gov.uk", "www.example.org"); where != "" {
					t.Errorf("accepted in the General profile, but it reaches %s:\n%s", where, page)
				}
			}
		}
	})
}

// reaches is an independent, simple reading: it looks at every attribute and
// style of the parsed page for anything that leads to another host.
func reaches(t *testing.T, data []byte, hosts ...string) string {
	for _, scripting := range []bool{true, false} {
		root, err := html.ParseWithOptions(bytes.NewReader(data), html.ParseOptionEnableScripting(scripting))
		if err != nil {
			return "what cannot be parsed"
		}
		found := ""
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			switch n.Data {
			case "iframe", "object", "embed", "video", "audio", "source", "form", "base", "noscript", "template", "frame", "image", "use":
				if n.Data != "use" {
					found = n.Data
				}
			case "style":
				if n.FirstChild != nil && strings.Contains(strings.ToLower(n.FirstChild.Data), "url(") {
					found = "url("
				}
			}
			for _, a := range n.Attr {
				v := strings.ToLower(strings.TrimSpace(a.Val))
				if strings.HasPrefix(a.Key, "on") || a.Key == "srcset" || a.Key == "ping" {
					found = a.Key
				}
				if a.Key != "href" && a.Key != "src" && a.Key != "xlink:href" && a.Key != "action" && a.Key != "data" {
					continue
				}
				if strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "http:") || strings.HasPrefix(v, "//") || strings.HasPrefix(v, `\\`) {
					found = a.Key + "=" + a.Val
				}
				if rest, ok := strings.CutPrefix(v, "https:"); ok {
					known := false
					for _, h := range hosts {
						known = known || rest == "//"+h || strings.HasPrefix(rest, "//"+h+"/") || strings.HasPrefix(rest, "//"+h+"?") || strings.HasPrefix(rest, "//"+h+"#")
					}
					if !known {
						found = a.Key + "=" + a.Val
					}
				}
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}

// FuzzCSS sees that no stylesheet in which the word url stands as a function,
// however written, is accepted.
func FuzzCSS(f *testing.F) {
	eachPlant(f, func(p plant) {
		if p.In == "style" {
			f.Add(p.New)
		}
	})
	f.Add(strictSample(f).style)
	f.Fuzz(func(t *testing.T, text string) {
		for _, profile := range []Profile{Strict, General} {
			if len(checkCSS([]byte(text), cssOptions{profile: profile.rules(), partial: true, mayHide: hiders(nil)})) > 0 {
				continue
			}
			plain := strings.ToLower(cssUnescape(text))
			for _, word := range []string{"url(", "@import", "image-set(", "expression("} {
				if strings.Contains(plain, word) {
					t.Errorf("accepted, but it holds %s: %q", word, text)
				}
			}
		}
	})
}

// FuzzOther sees that no other kind of file makes the audit panic.
func FuzzOther(f *testing.F) {
	s := strictSample(f)
	for _, file := range s.files {
		f.Add(string(file.Data))
	}
	for _, p := range sitetest.Pictures() {
		f.Add(string(p.Data))
	}
	for _, p := range plainPictures() {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a := New(s.policy)
		var facts []Facts
		for _, name := range []string{"a.xml", "a.svg", "a.txt", "robots.txt", "_headers", "_redirects", ".server/nginx.conf", "a.png", "a.jpg", "a.webp", "a.avif", "a.html"} {
			got, list := a.File(name, []byte(text))
			for _, finding := range list {
				checkPlace(t, finding, text)
			}
			facts = append(facts, got)
		}
		a.Site(Each(facts))
		a.Sidecar("a.txt.gz", []byte(text), []byte("x"))
	})
}

// checkPlace sees that a finding is somewhere in its file.
func checkPlace(t *testing.T, f diag.Finding, text string) {
	if f.Pos.Line < 0 || f.Pos.Line > strings.Count(text, "\n")+1 || f.Length < 0 || len(f.Source) > 240 && len([]rune(f.Source)) > shown {
		t.Errorf("an odd place: %+v", f)
	}
	if f.Pos.Line > 0 && f.Pos.Col < max(1, f.SourceCol) {
		t.Errorf("the caret is before the source shown: %+v", f)
	}
}
