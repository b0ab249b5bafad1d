package schema

// Topics is a-to-z.yaml: a list, of which Rows are the keys of an entry. A title
// is in every language of the site, so that no language has a shorter list.
func Topics() *Row {
	return &Row{Name: "a-to-z.yaml", Type: List, What: "an entry of the list from A to Z", Check: IsTopic, Example: "id: solicitor", Rows: []Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "solicitor", Help: "what messages call it"},
		{Name: "title", Type: Text, Into: "Title", Needed: true, Example: "{en: Solicitor}", Help: "what the list shows, and where it stands in the alphabet"},
		{Name: "words", Type: Nouns, Into: "Words", Example: "{en: [lawyer, legal advice]}", Help: "other words for it that people use: they stand beside the title, and whoever types them finds it"},
		{Name: "page", Type: Line, Silent: true, Into: "Page", Needed: true, Example: "help/first-call.md", Help: "the page that speaks of it, with an #anchor if need be that every language of that page has"},
	}}
}
