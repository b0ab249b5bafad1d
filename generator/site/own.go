package site

// OwnKind is a kind of page that site.yaml declares. Its pages have Fields and
// no structure of their own.
type OwnKind struct {
	Name                Kind
	Label, Plural, Help string
	// Feed, Day, Author and Figures are as in Section.
	Feed, Figures bool
	Day, Author   string
	Fields        []OwnField
}

// OwnField is a key of an OwnKind or an attribute of an OwnComponent.
type OwnField struct {
	Name, Help string
	// Type is text, list, number, date, page, service or choice.
	Type        string
	Needed      bool
	Least, Most int      // of a number
	Of          []string // the words of a choice
}

// OwnComponent is a component that site.yaml declares.
type OwnComponent struct {
	Name, Help string
	Form       string // box, leaf or inline
	Label      string // none, optional or required
	// Holds is what a box must hold and nothing else: ordered-list, link-list, or
	// "" for anything. Entries is how many entries that list has; 0 for any.
	Holds      string
	Entries    int
	Attributes []OwnField
}
