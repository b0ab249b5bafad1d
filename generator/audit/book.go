package audit

import (
	archive "archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"
)

// An EPUB is a site in a file: a program that shows it may run scripts and fetch
// pictures as a browser does. So it holds documents of the contract's elements and
// attributes, one style sheet, and what an EPUB must have, and nothing in it leads
// to any other address than pages may lead to.

const (
	bookMedia = "application/epub+zip"
	// maxBook is more than a book unpacks to, and maxEntries more files than it has.
	maxBook, maxEntries = 8 << 20, 500
)

// bookElements are the elements of the documents that are no part of a book's
// text, with their attributes: the package, the container, and what stands in a
// document's head. link may only lead to the style.
var bookElements = map[string][]string{
	"container": {"version", "xmlns"}, "rootfiles": nil, "rootfile": {"full-path", "media-type"},
	"package": {"xmlns", "version", "unique-identifier", "lang", "dir"}, "metadata": {"dc"}, "identifier": {"id"}, "title": nil, "language": nil,
	"publisher": nil, "meta": {"property"}, "manifest": nil, "item": {"id", "href", "media-type", "properties"}, "spine": nil, "itemref": {"idref"},
	"html": {"xmlns", "epub", "lang", "dir"}, "head": nil, "body": nil, "link": {"rel", "href"}, "nav": {"type"},
}

// book checks an EPUB.
func (a *Auditor) book(r *report, f *Facts) {
	data := r.data
	r.data = nil // findings are about the file: nobody looks at lines of an archive
	z, err := archive.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		r.at("book/form#zip", 0, 0, err.Error())
		return
	}
	if len(z.File) == 0 || z.File[0].Name != "mimetype" || z.File[0].Method != archive.Store || len(z.File) > maxEntries {
		r.at("book/form#first", 0, 0)
		return
	}
	names := map[string]bool{}
	for _, e := range z.File {
		names[e.Name] = true
	}
	left := int64(maxBook)
	for _, e := range z.File {
		data, ok := unpacked(e, &left)
		if !ok {
			r.at("book/form#zip", 0, 0, e.Name)
			return
		}
		switch path.Ext(e.Name) {
		case ".xhtml", ".opf", ".xml":
			a.bookDocument(r, e.Name, data, names)
		case ".css":
			for _, l := range a.bookStyle(bytes.TrimRight(data, "\n")) { // which fill books up
				r.at(l.check, 0, 0, l.args...)
			}
		default:
			if e.Name != "mimetype" || string(data) != bookMedia {
				r.at("book/file#kind", 0, 0, e.Name)
			}
		}
	}
}

// unpacked reads a file of a ZIP archive, as far as left goes.
func unpacked(e *archive.File, left *int64) ([]byte, bool) {
	in, err := e.Open()
	if err != nil {
		return nil, false
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, *left+1))
	*left -= int64(len(data))
	return data, err == nil && *left >= 0
}

// bookStyle checks the style of a book, which others have as well.
func (a *Auditor) bookStyle(text []byte) []located {
	found, ok := a.bookStyles.get(text)
	if !ok {
		found = checkCSS(text, a.cssOptions(true))
		a.bookStyles.put(text, found, maxInline)
	}
	return found
}

// bookDocument checks one document of a book.
func (a *Auditor) bookDocument(r *report, name string, data []byte, names map[string]bool) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var of, lang string // the element that the text is of, and the package's language
	for {
		t, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			r.at("book/form#wellformed", 0, 0, name, err.Error())
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			a.bookElement(r, name, t, names)
			of = t.Name.Local
			for _, at := range t.Attr {
				if of == "package" && at.Name.Local == "lang" {
					lang = at.Value
				}
			}
		case xml.EndElement:
			of = ""
		case xml.CharData:
			if path.Ext(name) != ".opf" || of != "title" && of != "publisher" || !a.policy.discreet(r.path) {
				continue
			}
			if word := sensitive(string(t), a.policy.Sensitive[lang]); word != "" {
				r.at("book/title#word", 0, 0, word)
			}
		case xml.Comment:
			r.at("book/form#comment", 0, 0, name)
		case xml.ProcInst:
			if t.Target != "xml" {
				r.at("book/form#instruction", 0, 0, name, t.Target)
			}
		case xml.Directive:
			if string(t) != "DOCTYPE html" {
				r.at("book/form#doctype", 0, 0, name)
			}
		}
	}
}

func (a *Auditor) bookElement(r *report, name string, t xml.StartElement, names map[string]bool) {
	tag := t.Name.Local
	known, plain := bookElements[tag]
	var allowed *element
	if path.Ext(name) == ".xhtml" && !slices.Contains(notInBooks, tag) {
		if allowed = a.rules.html[tag]; t.Name.Space == svgSpace {
			allowed = a.rules.svg[tag]
		}
	}
	plain = plain || allowed != nil
	if !plain {
		r.at("book/element#unknown", 0, 0, tag, name)
		return
	}
	for _, at := range t.Attr {
		key := at.Name.Local
		switch {
		case key == "href" && tag == "a":
			a.bookAddress(r, name, at.Value, names)
		case key == "href" && t.Name.Space == svgSpace, key != "href" && fetches(at.Value):
			if !strings.HasPrefix(at.Value, "#") {
				r.at("book/address#fetch", 0, 0, at.Value, name)
			}
		case key == "href" || key == "full-path":
			if !names[at.Value] {
				r.at("book/address#missing", 0, 0, at.Value, name)
			}
		case slices.Contains(known, key) || a.rules.may(allowed, key, t.Name.Space == svgSpace) || key == "xmlns" || key == "lang":
		default:
			r.at("book/attribute#unknown", 0, 0, key, tag, name)
		}
	}
}

// fetches reports whether a value names something outside of its drawing.
func fetches(value string) bool {
	_, to, found := strings.Cut(strings.ToLower(value), "url(")
	return found && !strings.HasPrefix(to, "#")
}

// svgSpace is the namespace of drawings.
const svgSpace = "http://www.w3.org/2000/svg"

// notInBooks are elements of the contract that stand in pages alone.
var notInBooks = []string{"script", "style", "img"}

// may reports whether the contract lets an element have an attribute.
func (rs *ruleset) may(el *element, name string, svg bool) bool {
	if el == nil {
		return false
	}
	_, ok := rs.find(el, []byte(name), svg)
	return ok
}

// bookAddress checks where something in a document leads: within the book, or to
// where pages may lead.
func (a *Auditor) bookAddress(r *report, name, to string, names map[string]bool) {
	file, _, _ := strings.Cut(to, "#")
	if file == "" || names[file] {
		return
	}
	switch ad := a.address([]byte(to), name); {
	case ad.kind == addressBad:
		r.at(ad.bad, 0, 0, ad.arg)
	case ad.kind == addressInside && !ad.whole, ad.kind == addressData:
		r.at("book/address#missing", 0, 0, to, name)
	}
}
