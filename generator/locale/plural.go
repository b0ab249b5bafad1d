package locale

import (
	"slices"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"sotto/generator/site"
)

var pluralForms = []string{"zero", "one", "two", "few", "many", "other"}

// PluralForms are CLDR's plural forms, in its order.
func PluralForms() []string { return slices.Clone(pluralForms) }

// Plurals returns the plural forms that a language tells apart in whole
// numbers, in CLDR's order; none when its code is not one that the libraries
// know. They are found by asking go-i18n, which will choose among them, and
// not from a table of our own. CLDR's rules look at the last two digits of a
// number, and at whole thousands and millions, so that 0 to 200, 1,000 and
// 1,000,000 meet every form. The list is not to be changed.
func Plurals(code site.Lang) []site.Plural { return pluralsFor(code).list }

// plurals are the plural forms of one language.
type plurals struct {
	list      []site.Plural
	localizer *i18n.Localizer
	small     [201]int8 // the forms of the numbers from 0, as indexes of pluralForms
}

// pluralsOf remembers them by code. Reading a site asks three times for each of
// its languages, which took a twentieth of a small build.
var pluralsOf sync.Map

func pluralsFor(code site.Lang) *plurals {
	if known, ok := pluralsOf.Load(code); ok {
		return known.(*plurals)
	}
	p := askPlurals(code)
	pluralsOf.Store(code, p)
	return p
}

func askPlurals(code site.Lang) *plurals {
	p := &plurals{}
	base, err := language.ParseBase(string(code))
	if err != nil || base.String() != string(code) {
		return p
	}
	tag := language.Make(string(code))
	bundle := i18n.NewBundle(tag)
	if bundle.AddMessages(tag, &i18n.Message{ID: "n", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}) != nil {
		return p
	}
	p.localizer = i18n.NewLocalizer(bundle, string(code))
	first := map[int]int{}
	for _, n := range []int{1_000_000, 1000} {
		first[p.ask(n)] = n
	}
	for n := len(p.small) - 1; n >= 0; n-- {
		i := p.ask(n)
		first[i], p.small[n] = n, int8(i)
	}
	for i, form := range pluralForms {
		if n, ok := first[i]; ok {
			p.list = append(p.list, site.Plural{Form: form, Example: n})
		}
	}
	return p
}

// ask asks go-i18n for the form that goes with a number.
func (p *plurals) ask(n int) int {
	form, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: "n", TemplateData: "", PluralCount: n})
	if err != nil {
		return other
	}
	return slices.Index(pluralForms, form)
}

// of is the form that goes with a number, as an index of pluralForms.
func (p *plurals) of(n int) int {
	if n >= 0 && n < len(p.small) {
		return int(p.small[n])
	}
	return p.ask(n)
}
