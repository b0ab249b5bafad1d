package site

import "path"

// Booklets are the lengths of the guides to take along, the booklets part of
// site.yaml. A guide takes more than a page, so it cannot have a page's length.
// All of them have one of their own: who watches the network sees that somebody
// takes a guide along, and not which.
type Booklets struct {
	// PageBytes and TransferBytes are for guides that are one page what they are
	// for pages in [Size]; EPUBBytes is the length of every EPUB.
	PageBytes, TransferBytes, EPUBBytes int
}

// Booklet names the files of one guide to take along, relative to the output
// folder.
type Booklet struct{ Page, EPUB string }

// BookletStyle is the style sheet of EPUBs, in static/.
const BookletStyle = "booklet.css"

// The names of the files, in the guide's folder. A device keeps them in its list
// of downloads, so they are the same for all guides.
const (
	BookletPage = "guide.html"
	BookletEPUB = "guide.epub"
)

// Booklet is the guide to take along that a module with chapters has; nil for other
// pages, and where none are made.
func (s *Site) Booklet(p *Page) *Booklet {
	if s.Config.Booklets == (Booklets{}) || p.Kind != Module || len(p.Children) == 0 {
		return nil
	}
	folder := path.Dir(p.Output)
	return &Booklet{Page: path.Join(folder, BookletPage), EPUB: path.Join(folder, BookletEPUB)}
}

// Named reports whether a file of the output is called as guides are.
func (b Booklets) Named(name string) bool {
	base := path.Base(name)
	return b != (Booklets{}) && (base == BookletPage || base == BookletEPUB)
}

// IsBooklet reports whether a file of the output is a guide that is one page.
func (b Booklets) IsBooklet(name string) bool {
	return b != (Booklets{}) && path.Base(name) == BookletPage
}

// Of is how long a page has to be by its name, where others are as size says.
func (b Booklets) Of(size Size, name string) Size {
	if b.IsBooklet(name) {
		size.PageBytes, size.TransferBytes = b.PageBytes, b.TransferBytes
	}
	return size
}
