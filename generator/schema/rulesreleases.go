package schema

// releaseRules are the rules on news releases.
func releaseRules() Row {
	return Row{Name: "releases", Type: Group, Into: "Releases", Example: "{ours: {en: [our]}}", Help: "how it is known in whose name a news release speaks",
		Rows: []Row{
			{Name: "ours", Type: WordLists, Into: "Ours", Example: "{en: [we, this site]}", Help: "words by which this site speaks of itself: they stand in :::reading and nowhere else in a release"},
		}}
}
