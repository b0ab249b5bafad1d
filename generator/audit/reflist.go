package audit

import (
	"iter"
	"strconv"
	"strings"
)

// Ref is one reference to the same site, with its place in the file.
type Ref struct {
	// To is the address below the root, without its first slash: "law/#act".
	To        string
	Line, Col uint32
	Kind      RefKind
	Lang      string // that the address is said to be in
}

// RefKind is what refers to an address.
type RefKind uint8

// What refers to an address.
const (
	RefAnchor    RefKind = iota // a
	RefImage                    // img, and icons in the General profile
	RefStyle                    // stylesheets in files
	RefCanonical                // link rel=canonical
	RefAlternate                // link rel=alternate hreflang
	RefFeed                     // link rel=alternate type=…
	RefRefresh                  // meta refresh
	RefListed                   // sitemap and feeds
	RefRule                     // _redirects
)

// plain says that it is a link as most are.
func (r *Ref) plain() bool { return r.Kind == RefAnchor && r.Lang == "" }

// path is a reference's address without its fragment.
func (r *Ref) path() string {
	path, _, _ := strings.Cut(r.To, "#")
	return path
}

// Refs are references as they stand in a file, written one after the other: a site
// of 100,000 pages has millions, and as values each would take 56 bytes and an
// address. Each is a line of its own:
//
//	PLACE[KIND[LANG]] ADDRESS
//
// PLACE is how far it stands behind the one before, in characters ("97"), or the
// lines between and the column ("3:105"). KIND is a letter, "a" and on in the order
// of RefKind; a plain link has none. A percent sign, a space in LANG, and a line
// break are written as in an address.
type Refs string

// refWriter writes Refs.
type refWriter struct {
	text      []byte
	line, col uint32 // of the reference before
}

var escapeRef = strings.NewReplacer("%", "%25", "\n", "%0A", " ", "%20")

func (w *refWriter) add(r Ref) {
	if r.Line == w.line && r.Col >= w.col {
		w.text = strconv.AppendUint(w.text, uint64(r.Col-w.col), 10)
	} else {
		w.text = append(strconv.AppendInt(w.text, int64(r.Line)-int64(w.line), 10), ':')
		w.text = strconv.AppendUint(w.text, uint64(r.Col), 10)
	}
	if !r.plain() {
		w.text = append(append(w.text, 'a'+byte(r.Kind)), escapeRef.Replace(r.Lang)...)
	}
	w.text = append(w.text, ' ')
	if strings.ContainsAny(r.To, "%\n ") {
		r.To = escapeRef.Replace(r.To)
	}
	w.text = append(append(w.text, r.To...), '\n')
	w.line, w.col = r.Line, r.Col
}

// from reads the references, of which the first is told by how far it stands behind
// a place.
func (r Refs) from(line, col uint32) iter.Seq[Ref] {
	return func(yield func(Ref) bool) {
		line, col := line, col // for whoever asks twice
		// A preview reads those of all pages after each save: no byte is looked at
		// more often than it must be.
		for rest := string(r); rest != ""; {
			one := rest
			if end := strings.IndexByte(rest, '\n'); end >= 0 {
				one, rest = rest[:end], rest[end+1:]
			} else {
				rest = ""
			}
			n, one := leadingNumber(one)
			if after, ok := strings.CutPrefix(one, ":"); ok {
				line += n
				col, one = leadingNumber(after)
			} else {
				col += n
			}
			ref := Ref{Line: line, Col: col}
			if one != "" && one[0] != ' ' {
				lang, to, _ := strings.Cut(one[1:], " ")
				ref.Kind, ref.Lang, ref.To = RefKind(one[0]-'a'), unescapeRef(lang), unescapeRef(to)
			} else if one != "" {
				ref.To = unescapeRef(one[1:])
			}
			if !yield(ref) {
				return
			}
		}
	}
}

// leadingNumber reads the whole number that a text begins with; one below zero as
// it is added.
func leadingNumber(s string) (n uint32, rest string) {
	rest, below := strings.CutPrefix(s, "-")
	for rest != "" && isDigit(rest[0]) {
		n, rest = n*10+uint32(rest[0]-'0'), rest[1:]
	}
	if below {
		n = -n
	}
	return n, rest
}

func unescapeRef(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	return unescapePercent([]byte(s))
}

// count is how many there are.
func (r Refs) count() int { return strings.Count(string(r), "\n") }
