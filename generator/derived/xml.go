package derived

import (
	"encoding/xml"
	"strings"
)

// xmlWriter writes small documents by hand: encoding/xml cannot choose the
// prefixes that readers of feeds and sitemaps expect.
type xmlWriter struct{ strings.Builder }

func newXML() *xmlWriter {
	var w xmlWriter
	w.WriteString(xml.Header)
	return &w
}

// open writes a start tag on a line of its own; attrs are names and values.
func (w *xmlWriter) open(indent int, name string, attrs ...string) {
	w.start(indent, name, attrs)
	w.WriteString(">\n")
}

// empty writes an element without content.
func (w *xmlWriter) empty(indent int, name string, attrs ...string) {
	w.start(indent, name, attrs)
	w.WriteString("/>\n")
}

// text writes an element that holds only text.
func (w *xmlWriter) text(indent int, name, text string, attrs ...string) {
	w.start(indent, name, attrs)
	w.WriteByte('>')
	w.escape(text)
	w.WriteString("</" + name + ">\n")
}

func (w *xmlWriter) close(indent int, name string) {
	w.WriteString(strings.Repeat(" ", indent) + "</" + name + ">\n")
}

func (w *xmlWriter) start(indent int, name string, attrs []string) {
	w.WriteString(strings.Repeat(" ", indent) + "<" + name)
	for i := 0; i < len(attrs); i += 2 {
		w.WriteString(" " + attrs[i] + `="`)
		w.escape(attrs[i+1])
		w.WriteByte('"')
	}
}

// escape also replaces characters that XML cannot hold.
func (w *xmlWriter) escape(text string) {
	xml.EscapeText(w, []byte(text)) // a strings.Builder takes everything
}
