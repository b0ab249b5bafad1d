package locale

import (
	"strings"
	"testing"

	"sotto/generator/site"
)

// TestLetter has letters of two characters where the language has them, and not
// where it does not.
func TestLetter(t *testing.T) {
	for _, test := range []struct {
		lang    site.Lang
		s, want string
	}{
		{"cy", "Llys", "ll"}, {"cy", "Chwaer", "ch"}, {"cy", "Ffôn", "ff"}, {"cy", "Rhiant", "rh"}, {"cy", "Thus", "th"}, {"cy", "Ddoe", "dd"},
		{"cy", "Lwc", "l"}, {"cy", "Carchar", "c"}, {"cy", "Ŵyr", "w"}, {"cy", "Ysfa", "y"}, {"cy", "A", "a"}, {"cy", "", ""},
		{"en", "Child", "c"}, {"en", "Llama", "l"}, {"en", "AI images", "a"}, {"en", "Police", "p"}, {"en", "999", "9"},
	} {
		if got := Letter(test.lang, test.s); got != test.want {
			t.Errorf("%s %q: got %q, want %q", test.lang, test.s, got, test.want)
		}
	}
}

// TestKeys has a language that changes the beginnings of words, and one that
// does not.
func TestKeys(t *testing.T) {
	welsh := &site.Language{Code: "cy", Mutations: []string{"ll l", "ch ch", "p b mh ph", "c g ngh ch", "g - ng"}}
	english := &site.Language{Code: "en"}
	for _, test := range []struct {
		l       *site.Language
		s, want string
	}{
		{welsh, "Cyfreithiwr", "cyfreithiwr gyfreithiwr nghyfreithiwr chyfreithiwr"},
		{welsh, "Gŵr", "gwr gŵr wr ŵr ngwr ngŵr"},
		{welsh, "Chwaer, llys", "chwaer llys lys"},
		{welsh, "Fy ngŵr", "fy ngwr ngŵr"},
		{english, "Can’t sleep, sleep", "cant sleep"},
		{english, "C.A.L.L. and DBS", "c a l and dbs"},
	} {
		if got := strings.Join(Keys(test.l, test.s, true), " "); got != test.want {
			t.Errorf("%q: got %q, want %q", test.s, got, test.want)
		}
	}
	if got, want := strings.Join(Keys(welsh, "Cyfreithiwr, plant", false), " "), "cyfreithiwr nghyfreithiwr plant mhlant"; got != want {
		t.Errorf("without what is forgiven: got %q, want %q", got, want)
	}
}
