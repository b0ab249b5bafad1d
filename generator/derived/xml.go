package derived

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// document is XML written by hand: encoding/xml cannot leave an element empty
// as readers of feeds and sitemaps know it.
type document struct{ bytes.Buffer }

func newXML() *document {
	var d document
	d.WriteString(xml.Header)
	return &d
}

// add appends markup with texts in its slots, %s, in which nothing is markup
// and characters that XML cannot hold are replaced.
func (d *document) add(markup string, texts ...string) {
	for _, text := range texts {
		before, after, _ := strings.Cut(markup, "%s")
		d.WriteString(before)
		xml.EscapeText(d, []byte(text)) // memory takes everything
		markup = after
	}
	d.WriteString(markup)
}
