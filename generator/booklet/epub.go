package booklet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"
)

const (
	declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	container   = declaration + `<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`
)

// Writer makes EPUBs one after the other. What compresses their files takes a
// megabyte to make, and is made once. Its zero value is ready.
type Writer struct {
	deflate *flate.Writer
	room    bytes.Buffer
}

// Write makes the EPUB of a book, in exactly length bytes; a book that does not
// fit is a [TooLong].
func (w *Writer) Write(b *Book, length int) ([]byte, error) {
	files := b.files(w.pack)
	bare := archive(files, length)
	if n := bare.Len(); n > length {
		return nil, &TooLong{Has: n, Limit: length}
	} else if n < length {
		// The filler is stored, so each byte of it is one of the file; it changes
		// the digits of no length, since ZIP's fields have fixed widths.
		style := &files[len(files)-1]
		*style = stored(style.name, string(style.data)+strings.Repeat("\n", length-n))
		bare = archive(files, length)
	}
	return bare.Bytes(), nil
}

// entry is a file of the archive, as it stands in there.
type entry struct {
	name   string
	method uint16
	sum    uint32 // of its text
	size   int    // of its text
	data   []byte
}

func stored(name, text string) entry {
	return entry{name, zip.Store, crc32.ChecksumIEEE([]byte(text)), len(text), []byte(text)}
}

func (w *Writer) pack(name, text string) entry {
	w.room.Reset()
	if w.deflate == nil {
		w.deflate, _ = flate.NewWriter(&w.room, flate.BestCompression) // a level that there is
	} else {
		w.deflate.Reset(&w.room)
	}
	// It cannot fail: it writes to memory.
	if _, err := io.WriteString(w.deflate, text); err != nil {
		panic(err)
	}
	if err := w.deflate.Close(); err != nil {
		panic(err)
	}
	return entry{name, zip.Deflate, crc32.ChecksumIEEE([]byte(text)), len(text), bytes.Clone(w.room.Bytes())}
}

// files are the files of a book, those packed that gain by it. The one that says
// what it is stands first, as it is, so that the bytes from 38 on say it (OCF 4.3);
// the style is the last.
func (b *Book) files(packed func(name, text string) entry) []entry {
	out := []entry{
		stored("mimetype", "application/epub+zip"),
		packed("META-INF/container.xml", container),
		packed("book.opf", b.opf()),
		packed("contents.xhtml", b.page(b.Contents, `<nav epub:type="toc" role="doc-toc" aria-labelledby="contents"><h1 id="contents">`+textual.Replace(b.Contents)+"</h1>\n"+b.list()+"</nav>")),
	}
	for i, p := range b.Parts {
		out = append(out, packed(Name(i), b.page(p.Title, p.Body.XHTML())))
	}
	return append(out, stored("style.css", b.Style))
}

// archive puts files into one, without any extra field and without a moment, so
// that nothing tells when a file was made. It cannot fail: it writes to memory.
func archive(files []entry, room int) *bytes.Buffer {
	out := bytes.NewBuffer(make([]byte, 0, room))
	w := zip.NewWriter(out)
	for _, e := range files {
		to, err := w.CreateRaw(&zip.FileHeader{
			Name: e.name, Method: e.method, CRC32: e.sum, CompressedSize64: uint64(len(e.data)), UncompressedSize64: uint64(e.size),
		})
		if err == nil {
			_, err = to.Write(e.data)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out
}

// opf is the package document: what the book is, and what it is made of.
func (b *Book) opf() string {
	var o strings.Builder
	dir := "ltr"
	if b.RTL {
		dir = "rtl"
	}
	fmt.Fprintf(&o, declaration+`<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="%s" dir="%s">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">%s</dc:identifier>
<dc:title>%s</dc:title>
<dc:language>%s</dc:language>
`, b.Lang, dir, urn(b.ID, b.Lang), textual.Replace(b.Title), b.Lang)
	if b.Publisher != "" {
		fmt.Fprintf(&o, "<dc:publisher>%s</dc:publisher>\n", textual.Replace(b.Publisher))
	}
	meta := func(property, text string) {
		fmt.Fprintf(&o, "<meta property=\"%s\">%s</meta>\n", property, textual.Replace(text))
	}
	meta("dcterms:modified", b.Modified.Format(time.DateOnly)+"T00:00:00Z")
	// What EPUB Accessibility 1.1 (W3C, 2023), section 2.2, asks for.
	meta("schema:accessMode", "textual")
	if b.draws() {
		meta("schema:accessMode", "visual")
	}
	meta("schema:accessModeSufficient", "textual")
	for _, f := range []string{"structuralNavigation", "tableOfContents", "readingOrder"} {
		meta("schema:accessibilityFeature", f)
	}
	meta("schema:accessibilityHazard", "none")
	meta("schema:accessibilitySummary", b.Access)
	o.WriteString("</metadata>\n<manifest>\n" +
		`<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>` + "\n" +
		`<item id="style" href="style.css" media-type="text/css"/>` + "\n")
	for i, p := range b.Parts {
		svg := ""
		if p.Body.Draws() {
			svg = ` properties="svg"`
		}
		fmt.Fprintf(&o, `<item id="p%d" href="%s" media-type="application/xhtml+xml"%s/>`+"\n", i+1, Name(i), svg)
	}
	o.WriteString("</manifest>\n<spine>\n")
	for i := range b.Parts {
		fmt.Fprintf(&o, `<itemref idref="p%d"/>`+"\n", i+1)
		if i == 0 { // the list follows the guide's own page
			o.WriteString(`<itemref idref="contents"/>` + "\n")
		}
	}
	o.WriteString("</spine>\n</package>\n")
	return o.String()
}

func (b *Book) draws() bool {
	for _, p := range b.Parts {
		if p.Body.Draws() {
			return true
		}
	}
	return false
}

// list is the list of parts.
func (b *Book) list() string {
	var o strings.Builder
	o.WriteString("<ol>\n")
	for i, p := range b.Parts {
		fmt.Fprintf(&o, "<li><a href=\"%s\">%s</a></li>\n", Name(i), textual.Replace(p.Title))
	}
	o.WriteString("</ol>\n")
	return o.String()
}

// page is one document of the book.
func (b *Book) page(title, body string) string {
	dir := ""
	if b.RTL {
		dir = ` dir="rtl"`
	}
	return fmt.Sprintf(declaration+`<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="%s" xml:lang="%s"%s>
<head><title>%s</title><link rel="stylesheet" href="style.css"/></head>
<body>
%s
</body>
</html>
`, b.Lang, b.Lang, dir, textual.Replace(title), body)
}
