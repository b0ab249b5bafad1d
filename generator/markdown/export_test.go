package markdown

// Answers are the tables of answers to what Markdown elsewhere has.
var Answers = []map[string]string{insteadOf, insteadOfShortcode}

// Safe says what an address may be.
var Safe = safe
