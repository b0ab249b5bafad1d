package schema

import "sotto/generator/site"

const sheetKind site.Kind = "sheet"

// sheet is a page that is made to be printed and written on.
func sheet() *Kind {
	return &Kind{Name: sheetKind, Label: "sheet", Plural: "sheets", Section: true,
		Help: "a page to print and to write on: of its frame, paper has the title alone"}
}

// WriteLines is how many lines ::write draws: more than nine are a page of their
// own.
var WriteLines = Row{Name: "lines", Type: Number, Needed: true, Least: 1, Most: 9, Example: "2", Help: "how many lines, up to nine"}

// paper are the pieces of a sheet. What can be read is text; the lines and the
// room to write are for the eye alone.
func paper() []Component {
	return []Component{
		{Name: "screen", Form: Box, Label: NoLabel, Help: "what stands on the screen and not on paper"},
		{Name: "cut", Form: Box, Label: NoLabel, Help: "a card to cut out"},
		{Name: "write", Form: Leaf, Label: NeededLabel, Help: "lines to write on, below what is to be written there", Attributes: []Row{WriteLines}},
		{Name: "ten", Form: Leaf, Label: NeededLabel, Help: "ten doorways to tick off"},
		{Name: "grid", Form: Box, Label: NoLabel, Help: "a table to fill in, with columns of one width"},
		{Name: "room", Form: Inline, Label: NeededLabel, Help: "a row of such a table, high enough to write in: the label is its number"},
	}
}
