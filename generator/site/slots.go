package site

import "strings"

// Slot is a piece of a text of a one-screen page: words, and the name that stands in
// braces behind them; "" at the end of the text.
type Slot struct{ Words, Name string }

// Slots takes a text apart at its slots: "Call {helpline}." A brace that belongs to
// none stays in the words.
func Slots(text string) (out []Slot) {
	for {
		words, rest, open := strings.Cut(text, "{")
		name, after, shut := strings.Cut(rest, "}")
		if !open || !shut {
			return append(out, Slot{Words: text})
		}
		out, text = append(out, Slot{words, name}), after
	}
}
