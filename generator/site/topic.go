package site

import "sotto/generator/diag"

// Topic is one entry of content/a-to-z.yaml: what somebody is in, or a word that
// they look for, and the page that speaks of it.
type Topic struct {
	ID string
	// Title is what the list shows; Words are others for the same.
	Title Text
	Words map[Lang][]string
	// Page is the source path (first language) of the page, with an #anchor or
	// without.
	Page string
	At   diag.Pos
}
