// Package booklet makes a guide to take along: all of its parts in one file, to
// print, to keep on a stick, or to read where there is no network.
//
// # Two forms
//
// [Fold] makes parts fit to stand together: their headings one level further
// down, their ids told apart, what leads from part to part leading within the
// file. The room render puts the folded parts into one page, which is a page of
// the site like any other but for its length. A [Writer] puts them into an EPUB 3
// (W3C Recommendation of 25 May 2023).
//
// # One length
//
// Who watches the network sees how long a download is. So all booklets of one
// form have one length, in every language: it can be seen that somebody took a
// guide along, and not which. An EPUB is filled up inside its style sheet, which
// is stored as it is; nothing in the filler depends on the guide.
//
// What a device shows of a file (its name, and a library its title) is neutral:
// the caller gives the words that the browser's tab shows.
//
// # The same bytes
//
// An EPUB holds no clock and nothing by chance. Its times are the day on which
// the guide last changed, and its identifier is made from the guide's identity.
package booklet

import (
	"crypto/sha256"
	"fmt"
	"time"
)

// Book is one guide in one language.
type Book struct {
	// ID is the guide's identity, which stays when its title changes; Lang its
	// language as BCP 47 has it; RTL says that it is written from right to left.
	ID, Lang string
	RTL      bool
	// Title is what a device's library shows.
	Title string
	// Publisher stands for who made it; "" for nobody.
	Publisher string
	// Modified is the day of the last change.
	Modified time.Time
	// Contents is the heading of the list of parts, Access a sentence for people
	// who want to know whether they can read the file with their means.
	Contents, Access string
	// Style is the style sheet.
	Style string
	// Parts are in reading order, the guide's own page first.
	Parts []Part
}

// Part is one part of a guide. It stands in a file of its own, whose name is
// its place: see [Name].
type Part struct {
	// Title is for the list of parts.
	Title string
	// Body is what stands in the file, folded. It begins with the part's heading.
	Body *Fragment
}

// Name is what the file of a part is called, by its place from 0.
func Name(i int) string { return fmt.Sprintf("part%d.xhtml", i+1) }

// TooLong says that a book does not fit into the length of all books.
type TooLong struct{ Has, Limit int }

func (e *TooLong) Error() string {
	return fmt.Sprintf("the booklet takes %d bytes, and all have %d", e.Has, e.Limit)
}

// urn makes an identifier of a guide's identity and language: a UUID of version
// 8 (RFC 9562, section 5.8), which is one that the maker fills in.
func urn(id, lang string) string {
	sum := sha256.Sum256([]byte("sotto booklet\n" + lang + "\n" + id))
	u := sum[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16])
}
