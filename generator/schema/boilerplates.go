package schema

// Boilerplates is boilerplates.yaml: a list of the standard texts that stand at
// the end of news releases ("About the charity"), of which Rows are the keys of
// an entry. Releases name them, so that a text which is out of date is changed
// in one place.
func Boilerplates() *Row {
	return &Row{Name: "boilerplates.yaml", Type: List, What: "a boilerplate", Check: IsStandard, Example: "id: helpline", Rows: []Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "helpline", Help: "what pages call it"},
		{Name: "name", Type: AnyText, Proper: true, Into: "Name", Needed: true, Example: "{en: The helpline}", Help: "whom it is about, as it stands behind the word About"},
		{Name: "text", Type: Text, Into: "Text", Needed: true, Example: "{en: …}", Help: "what it says; it may name figures as a page does: :stat[table.row.column]"},
		{Name: "source", Type: Line, Into: "Source", Needed: true, Example: "news release of 2 November 2018", Help: "where these facts were found"},
		{Name: "asOf", Type: Partial, Into: "AsOf", Example: "2018-11-02", Help: "the date of the source, as precisely as is known"},
		{Name: "verifyBy", Type: Day, Into: "VerifyBy", Needed: true, Example: "2027-11-27", Help: "the day by which someone must check them"},
	}}
}
