package site

// LanguageRules are the house rules on the site's languages.
type LanguageRules struct {
	// Stamped says that a translation tells which text it was made from.
	Stamped bool
	// Pages are parts of the site; the first that holds a page counts for it.
	Pages []LanguagePart
	// Words are words of each language by which it is known.
	Words []LanguageWords
}

// TwinRule says in which languages the pages of a part of the site are.
type TwinRule string

const (
	// Both: every page is in all languages of the site.
	Both TwinRule = "both"
	// Neither: no page has a translation, and that is well known.
	Neither TwinRule = "neither"
	// Notice: a page may lack a translation, and then says so itself, in the
	// language that it lacks.
	Notice TwinRule = "notice"
)

// LanguagePart is what holds for the translations of one part of the site.
type LanguagePart struct {
	Part
	Rule TwinRule
}

// LanguageWords are words of one language.
type LanguageWords struct {
	Lang Lang
	// Common are the small words that every text of the language is full of.
	Common []string
	// Numbers are the words for one, two, three and so on; several for one
	// number are separated by spaces.
	Numbers []string
}

// Page returns the rule for a page; "" when there is none.
func (r *LanguageRules) Page(p *Page) TwinRule {
	for i := range r.Pages {
		if r.Pages[i].Holds(p) {
			return r.Pages[i].Rule
		}
	}
	return ""
}
