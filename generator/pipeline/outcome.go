package pipeline

import (
	"sotto/generator/audit"
	"sotto/generator/diag"
	"sotto/generator/editorial"
	"sotto/generator/links"
	"sotto/generator/output"
)

// Outcome is what is left of a page once it has gone down the line. It is
// plain data: it can be written to disk and read back, points at nothing, and
// does not depend on which page came first.
type Outcome struct {
	// Source is the page's file, below content/.
	Source string
	// View is the digest of the page's view. Pages of one view, one set of
	// templates and one set of assets have the same bytes.
	View string
	// Facts are what the audit keeps of the page, and of the pages at its old
	// addresses. None when the page was not audited.
	Facts []audit.Facts
	// Places are those in the page, and those that its links point at.
	Places links.Places
	// Said is what the house rules keep of the page.
	Said editorial.Facts
	// Findings are about the page's source and its finished files.
	Findings []diag.Finding
	// Files are the finished files, compressed copies among them.
	Files []output.Sum
	// Tells says that the page holds the proof of the whole site, and so was
	// finished when all others had been.
	Tells bool
}
