package site

// EvidenceRules are the house rules on statements that need a source.
type EvidenceRules struct {
	// In are folders and pages, below content/, that they hold for.
	In []string
	// By are the components that say where a statement is from; a footnote does
	// so too. Made are boxes that state nothing: an example that is made up.
	By, Made []string
	// Statements are words that state evidence.
	Statements []Wording
}
