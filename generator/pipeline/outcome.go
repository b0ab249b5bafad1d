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
	// Places are those in the page, and those that its links point at.
	Places links.Places
	// Said is what the house rules keep of the page.
	Said editorial.Facts
	// Findings are about the page's source.
	Findings []diag.Finding
	// Tells says that the page holds the proof of the whole site, and so was
	// finished when all others had been.
	Tells bool
	// Made is what is left of its finished file, and of those at its old
	// addresses.
	Made Finished
}

// Finished is what is left of finished files.
type Finished struct {
	// Facts are what the audit keeps of them. None of a page that was not
	// audited.
	Facts []audit.Facts
	// Findings are about the finished files, or about how they were made.
	Findings []diag.Finding
	// Files are the files themselves, compressed copies among them.
	Files []output.Sum
}
