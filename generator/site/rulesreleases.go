package site

// ReleaseRules are the house rules on news releases.
type ReleaseRules struct {
	// Ours are words by which the site speaks of itself.
	Ours map[Lang][]string
}
