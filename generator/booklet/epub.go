package booklet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
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

// Write makes the EPUB of a book, in exactly length bytes; a book that does not
// fit is a [TooLong].
func Write(b *Book, length int) ([]byte, error) {
	bare := b.pack(0)
	if len(bare) > length {
		return nil, &TooLong{Has: len(bare), Limit: length}
	}
	// The filler is stored, so each byte of it is one of the file; it changes
	// the digits of no length, since ZIP's fields have fixed widths.
	return b.pack(length - len(bare)), nil
}

// pack makes the file with so many bytes of filler. It cannot fail: it writes to
// memory, and only files that have a name.
func (b *Book) pack(filler int) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestCompression) })
	add := func(name, text string, method uint16) {
		// The moment is what ZIP has for none, so that nothing tells when a file
		// was made.
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			panic(err)
		}
	}
	b.mimetype(w)
	add("META-INF/container.xml", container, zip.Deflate)
	add("book.opf", b.opf(), zip.Deflate)
	add("contents.xhtml", b.page(b.Contents, `<nav epub:type="toc" role="doc-toc" aria-labelledby="contents"><h1 id="contents">`+textual.Replace(b.Contents)+"</h1>\n"+b.list()+"</nav>"), zip.Deflate)
	for i, p := range b.Parts {
		add(Name(i), b.page(p.Title, p.Body.XHTML()), zip.Deflate)
	}
	add("style.css", b.Style+strings.Repeat("\n", filler), zip.Store)
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// mimetype writes the file that says what this is. It stands first, as it is and
// without any extra field, so that the bytes from 38 on say it (OCF 4.3).
func (b *Book) mimetype(w *zip.Writer) {
	const media = "application/epub+zip"
	f, err := w.CreateRaw(&zip.FileHeader{
		Name: "mimetype", Method: zip.Store, CRC32: 0x2cab616f,
		CompressedSize64: uint64(len(media)), UncompressedSize64: uint64(len(media)),
	})
	if err == nil {
		_, err = io.WriteString(f, media)
	}
	if err != nil {
		panic(err)
	}
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
