package schema

import "sotto/generator/site"

// Bibliography is sources.yaml: a list, of which Rows are the keys of an entry. A
// page cites one with :source[its-id], most often in a footnote.
func Bibliography() *Row {
	return &Row{Name: "sources.yaml", Type: List, What: "a source", Check: IsSource, Example: "id: act-1978", Rows: []Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "act-1978", Help: "what pages call the source"},
		{Name: "by", Type: Line, Into: "By", Needed: true, Silent: true, Example: "UK Parliament", Help: "who published it, as they call themselves"},
		{Name: "title", Type: Line, Into: "Title", Needed: true, Silent: true, Example: "Protection of Children Act 1978", Help: "its own title, in its own language"},
		{Name: "lang", Type: Tongue, Into: "Lang", Example: "cy", Help: "the language of its title; without it, the site's first"},
		{Name: "date", Type: Partial, Into: "Date", Example: "2018-06", Help: "its own date, as precisely as is known; left out when it has none"},
		{Name: "kind", Type: Choice, Into: "Kind", Of: sourceKinds(), Needed: true, Example: string(site.ResearchSource), Help: "what sort of source it is"},
		{Name: "seen", Type: Day, Into: "Seen", Needed: true, Example: "2026-11-27", Help: "the day somebody looked at it"},
		{Name: "how", Type: Choice, Into: "How", Of: sourceHows(), Needed: true, Example: string(site.SeenCopy), Help: "how much of it that person saw"},
		{Name: "note", Type: AnyText, Into: "Note", Example: "{en: A small study of men who came by themselves.}", Help: "what it shows and how sure one can be, in a sentence or two"},
		{Name: "verifyBy", Type: Day, Into: "VerifyBy", Needed: true, Example: "2027-11-27", Help: "the day by which someone must look at it again"},
	}}
}

func sourceKinds() []string {
	return []string{string(site.LawSource), string(site.OfficialSource), string(site.ResearchSource), string(site.CharitySource), string(site.PressSource), string(site.GeneralSource)}
}

func sourceHows() []string {
	return []string{string(site.SeenItself), string(site.SeenCopy), string(site.SeenExcerpt), string(site.NotSeen)}
}
