package locale

import (
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"sotto/generator/site"
)

// PluralForms are CLDR's plural forms, in its order.
func PluralForms() []string { return []string{"zero", "one", "two", "few", "many", "other"} }

// Plurals returns the plural forms that a language tells apart in whole
// numbers, in CLDR's order; none when its code is not one that the libraries
// know. They are found by asking go-i18n, which will choose among them, and
// not from a table of our own. CLDR's rules look at the last two digits of a
// number, and at whole thousands and millions, so that 0 to 200, 1,000 and
// 1,000,000 meet every form. The list is not to be changed.
func Plurals(code site.Lang) []site.Plural {
	if known, ok := pluralsOf.Load(code); ok {
		return known.([]site.Plural)
	}
	list := askPlurals(code)
	pluralsOf.Store(code, list)
	return list
}

// pluralsOf remembers what askPlurals said, by code. Reading a site asks three
// times for each of its languages, which took a twentieth of a small build.
var pluralsOf sync.Map

func askPlurals(code site.Lang) []site.Plural {
	base, err := language.ParseBase(string(code))
	if err != nil || base.String() != string(code) {
		return nil
	}
	tag := language.Make(string(code))
	bundle := i18n.NewBundle(tag)
	if bundle.AddMessages(tag, &i18n.Message{ID: "n", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}) != nil {
		return nil
	}
	localizer := i18n.NewLocalizer(bundle, string(code))
	first := map[string]int{}
	ask := func(n int) {
		if form, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: "n", PluralCount: n}); err == nil {
			first[form] = n
		}
	}
	ask(1_000_000)
	ask(1000)
	for n := 200; n >= 0; n-- {
		ask(n)
	}
	var out []site.Plural
	for _, form := range PluralForms() {
		if n, ok := first[form]; ok {
			out = append(out, site.Plural{Form: form, Example: n})
		}
	}
	return out
}
