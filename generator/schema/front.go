package schema

// front are the keys that every page may have.
func front() []Row {
	return []Row{
		{Name: "title", Type: Line, Into: "Title", Needed: true, Hugo: "title", Example: "The page's title",
			Help: "the page's one heading"},
		{Name: "linkTitle", Type: Line, Into: "LinkTitle", Hugo: "linkTitle", Example: "A short title",
			Help: "a shorter title for menus and lists"},
		{Name: "discreetTitle", Type: Line, Into: "TabTitle", Discreet: true, Neutral: true, Example: "Guide 1, part 2",
			Help: "what the browser's tab shows in a discreet section"},
		{Name: "description", Type: Line, Into: "Description", Needed: true, Neutral: true, Hugo: "description", Example: "What the page is about, in one sentence",
			Help: "one sentence for lists and search engines"},
		{Name: "date", Type: Moment, Into: "Date", Hugo: "date", Example: "2026-11-21",
			Help: "when the page was made; lists show the newest first"},
		{Name: "lastmod", Type: Moment, Into: "LastMod", Hugo: "lastmod", Example: "2026-11-21",
			Help: "when its text was last changed"},
		{Name: "publishDate", Type: Moment, Into: "PublishDate", Hides: true, Hugo: "publishDate", Example: "2026-11-21",
			Help: "the page appears at this time, not before"},
		{Name: "expiryDate", Type: Moment, Into: "ExpiryDate", Hides: true, Hugo: "expiryDate", Example: "2026-11-21",
			Help: "the page disappears at this time"},
		{Name: "reviewed", Type: Day, Into: "Reviewed", Example: "2026-11-21",
			Help: "when a qualified person last checked the page"},
		{Name: "reviewBy", Type: Day, Into: "ReviewBy", Column: true, Example: "2027-05-21",
			Help: "when it must be looked at again"},
		{Name: "weight", Type: Number, Into: "Weight", Least: 1, Most: 999_999, Hugo: "weight", Example: "10",
			Help: "its place among its neighbours: small comes first, none comes last"},
		{Name: "draft", Type: Bool, Into: "Draft", Hides: true, Hugo: "draft",
			Help: "the page is not published"},
		{Name: "slug", Type: Slug, Into: "Slug", Hugo: "slug", Example: "launch-2026",
			Help: "the last part of the address, when it is not the file's name"},
		{Name: "aliases", Type: Aliases, Into: "Aliases", Hugo: "aliases", Example: "/old-name/",
			Help: "old addresses that lead here"},
		{Name: "translationKey", Type: Names, Into: "Key", Hugo: "translationKey", Example: "about",
			Help: "joins pages of different names as translations"},
		{Name: "id", Type: Names, Into: "ID", Example: "self-help/urges",
			Help: "keeps a discreet page's address when its file moves"},
	}
}
