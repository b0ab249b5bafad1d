package audit

import (
	archive "archive/zip"
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
)

// goodBook are the files of a small EPUB in which nothing is wrong.
var goodBook = map[string]string{
	"META-INF/container.xml": `<?xml version="1.0" encoding="UTF-8"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
	"book.opf":               `<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en" dir="ltr"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">a</dc:identifier><dc:title>Guide 3</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2026-11-28T00:00:00Z</meta></metadata><manifest><item id="p1" href="part1.xhtml" media-type="application/xhtml+xml" properties="svg"/></manifest><spine><itemref idref="p1"/></spine></package>`,
	"part1.xhtml":            `<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head><title>a</title><link rel="stylesheet" href="style.css"/></head><body><h1 id="a">a</h1><p><a href="#a">a</a> <a href="part1.xhtml#a">b</a> <a href="https://www.gov.uk/">c</a> <a class="tel" href="tel:116123">116 123</a></p><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg></body></html>`,
	"style.css":              "p { margin: 0 }\n\n\n",
}

func pack(t testing.TB, first string, method uint16, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := archive.NewWriter(&b)
	for _, name := range append([]string{first}, slices.Sorted(maps.Keys(files))...) {
		text, how := files[name], archive.Deflate
		if name == first {
			text, how = bookMedia, method
		}
		f, err := w.CreateHeader(&archive.FileHeader{Name: name, Method: how})
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBook: each violation in a good EPUB is found by its check, and by no other.
func TestBook(t *testing.T) {
	policy := strictSample(t).policy
	run := func(data []byte, off string) []diag.Finding {
		a := New(policy)
		a.off = map[string]bool{off: true}
		_, list := a.File("p/a/guide.epub", data)
		return list
	}
	with := func(name, old, fresh string) []byte {
		files := maps.Clone(goodBook)
		if !strings.Contains(files[name], old) {
			t.Fatalf("%s holds no %q", name, old)
		}
		files[name] = strings.Replace(files[name], old, fresh, 1)
		return pack(t, "mimetype", archive.Store, files)
	}
	const part = "part1.xhtml"
	damaged := pack(t, "mimetype", archive.Deflate, goodBook)
	for _, c := range []struct {
		name, check string
		data        []byte
	}{
		{"good", "", with(part, "", "")},
		{"no archive", "book/form#zip", []byte("PK")},
		{"no media type", "book/form#first", pack(t, "a", archive.Store, goodBook)},
		{"a packed media type", "book/form#first", damaged},
		{"more than a device holds", "book/form#zip", with("style.css", "\n\n", strings.Repeat("\n", maxBook))},
		{"too many files", "book/form#first", pack(t, "mimetype", archive.Store, many(maxEntries))},
		{"not well-formed", "book/form#wellformed", with(part, "</p>", "")},
		{"a comment", "book/form#comment", with(part, "<p>", "<p><!-- a -->")},
		{"a stylesheet from elsewhere", "book/form#instruction", with(part, "<!DOCTYPE html>", `<!DOCTYPE html><?xml-stylesheet href="https://evil.example/"?>`)},
		{"a document type with entities", "book/form#doctype", with(part, "<!DOCTYPE html>", `<!DOCTYPE html [<!ENTITY a SYSTEM "https://evil.example/">]>`)},
		{"a script", "book/element#unknown", with(part, "<p>", "<script>1</script><p>")},
		{"a picture", "book/element#unknown", with(part, "<p>", `<img alt="" />`+"<p>")},
		{"a script in a drawing", "book/element#unknown", with(part, `<path d="M0 0"/>`, "<script>1</script>")},
		{"a foreign element", "book/element#unknown", with("book.opf", "<spine>", "<collection></collection><spine>")},
		{"an event", "book/attribute#unknown", with(part, "<p>", `<p onclick="a()">`)},
		{"a style", "book/attribute#unknown", with(part, "<p>", `<p style="color:red">`)},
		{"a cover from elsewhere", "book/attribute#unknown", with("book.opf", "<spine>", `<spine page-map="https://evil.example/">`)},
		{"a host that is not listed", "url/host", with(part, "www.gov.uk", "evil.example")},
		{"a scheme", "url/scheme", with(part, "tel:116123", "javascript:1")},
		{"a link to nowhere", "book/address#missing", with(part, "part1.xhtml#a", "part9.xhtml")},
		{"a part that is not there", "book/address#missing", with("book.opf", `href="part1.xhtml"`, `href="part2.xhtml"`)},
		{"a style from elsewhere", "book/address#missing", with(part, `href="style.css"`, `href="https://www.gov.uk/a.css"`)},
		{"a fill from elsewhere", "book/address#fetch", with(part, `<path d="M0 0"/>`, `<path d="M0 0" fill="url(https://evil.example/#a)"/>`)},
		{"a file of another kind", "book/file#kind", pack(t, "mimetype", archive.Store, map[string]string{"a.js": "1"})},
		{"an import", "css/fetch", with("style.css", "p {", "@import 'a'; p {")},
		{"a telling title", "book/title#word", with("book.opf", "Guide 3", "The police")},
	} {
		code, _, exact := strings.Cut(c.check, "#")
		list := run(c.data, "")
		if c.check == "" {
			if len(list) > 0 {
				t.Errorf("%s:\n%s", c.name, describe(list))
			}
			continue
		}
		if len(list) != 1 || list[0].Code != code {
			t.Errorf("%s: want %s alone, got:\n%s", c.name, c.check, describe(list))
		}
		if list := run(c.data, c.check); exact && len(list) > 0 {
			t.Errorf("%s, with %s off:\n%s", c.name, c.check, describe(list))
		}
	}
}

func many(n int) map[string]string {
	files := map[string]string{}
	for range n {
		files[strings.Repeat("a", len(files)+1)+".xhtml"] = "<p></p>"
	}
	return files
}
