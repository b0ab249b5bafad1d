package schema

import "sotto/generator/site"

// Settings are the keys of site.yaml.
func (s *Set) Settings() []Row {
	rows := []Row{
		{Name: "title", Type: Text, Into: "Title", Needed: true, Hugo: "title", Example: "{en: The site's name}",
			Help: "the site's name"},
		{Name: "baseURL", Type: BaseURL, Needed: true, Hugo: "baseURL", Example: "https://www.example.org/",
			Help: "where the site is served; it may have a path"},
		{Name: "languages", Type: Languages, Into: "Languages", Needed: true, First: true, Hugo: "languages", Example: "en",
			Help: "the first is served at the root, the others below their codes"},
		{Name: "timeZone", Type: Zone, Into: "TimeZone", Needed: true, Hugo: "timeZone", Example: "Europe/London",
			Help: "a plain date means midnight here"},
		{Name: "contact", Type: Service, Into: "ContactService", Example: "helpline",
			Help: "the service in the contact strip of every page that names no other"},
		{Name: "pages", Type: Group, Needed: true, Example: "{help: help/index.md, privacy: privacy.md, privateReading: reading-privately.md}",
			Help: "pages that others lead to by what they are for",
			Rows: []Row{
				{Name: "help", Type: Source, Into: "HelpPage", Needed: true, Example: "help/index.md", Help: "the page with ways to get help"},
				{Name: "privacy", Type: Source, Into: "Privacy", Needed: true, Example: "privacy.md", Help: "the privacy page"},
				{Name: "privateReading", Type: Source, Into: "PrivateReading", Needed: true, Example: "reading-privately.md", Help: "the page about reading this site privately, which the contact strip leads to"},
				{Name: "abroad", Type: Source, Into: "Abroad", Example: "help/other-countries.md", Help: "help in other countries; the contact strip leads there"},
				{Name: "phrases", Type: Source, Into: "Phrases", Example: "two-words/index.md", Help: "the page that leads from two words back to a chapter; each chapter leads there"},
				{Name: "limits", Type: Place, Into: "Limits", Example: "help/confidentiality.md#limits", Help: "what stays private and what cannot; the contact strip leads there"},
			}},
		{Name: "menus", Type: Group, Hugo: "menus", Example: "{main: [help/index.md]}",
			Help: "menus name files of the first language; each language shows its own twins of them",
			Rows: []Row{
				{Name: "main", Type: Sources, Into: "MainMenu", Example: "help/index.md, law/index.md", Help: "the menu at the head of every page"},
				{Name: "footer", Type: Sources, Into: "FooterMenu", Example: "help/index.md, law/index.md", Help: "the links at the foot of every page; with help or facts, its last group"},
				{Name: "help", Type: Sources, Into: "HelpMenu", Example: "help/index.md, help/other-countries.md", Help: "the first group of links at the foot: where there is help"},
				{Name: "facts", Type: Sources, Into: "FactsMenu", Example: "law/index.md, evidence.md", Help: "the second group: guides and facts"},
			}},
		{Name: "sections", Type: Entries, Into: "Sections", What: "a section", Names: IsFolder, Example: "news: {kind: release}",
			Help: "what the files of a folder at the top of content/ are",
			Key:  "Path",
			Rows: []Row{
				{Name: "kind", Type: Choice, Into: "Kind", Of: s.Sections(), Needed: true, Example: "page", Help: "what its files are"},
				{Name: "discreet", Type: Bool, Into: "Discreet", Help: "its addresses have no words, and its tabs neutral titles"},
				{Name: "contact", Type: ServiceIDs, Into: "Contact", Example: "[shore, childline]", Help: "whom the contact strips of its pages offer; a page may name others itself"},
				{Name: "exit", Type: Exit, Example: "false", Help: "switches the exit link off in this section, or names it anew"},
			}},
		{Name: "files", Type: Files, Example: ".well-known/security.txt, leaflets/*",
			Help: "files in static/ that are published though no page shows them; a folder with /* stands for what lies in it, but for what a page that is held back uses"},
		{Name: "gone", Type: List, Into: "Gone", What: "an address that is gone", Check: IsGone, Example: "{address: /campaigns/2019/, why: the campaign has ended}",
			Help: "addresses that were published and are gone on purpose; any other that vanishes is an error",
			Rows: []Row{
				{Name: "address", Type: Line, Into: "Address", Needed: true, Example: "/campaigns/2019/", Help: "the address, from the first slash on; with /* at its end, all addresses below it"},
				{Name: "why", Type: Line, Into: "Why", Needed: true, Example: "the campaign has ended", Help: "the reason, for whoever reads this file next"},
			}},
		{Name: "exit", Type: Group, Into: "Exit", Needed: true, Example: "{url: https://www.bbc.co.uk/weather, label: {en: Leave this site}}",
			Help: "the quick way off the site",
			Rows: []Row{
				{Name: "url", Type: URL, Into: "URL", Needed: true, Example: "https://www.bbc.co.uk/weather", Help: "somewhere dull that keeps nobody's name"},
				{Name: "label", Type: Text, Into: "Label", Needed: true, Example: "{en: Leave this site}", Help: "what the link says"},
			}},
		{Name: "script", Type: Choice, Into: "Script", Of: []string{string(site.OwnScript), string(site.NoScript)}, Example: "none",
			Help: "file puts static/script.js into every page, which makes the exit quicker; none lets no script run anywhere"},
		{Name: "size", Type: Group, Into: "Size", Example: "{mode: uniform, pageBytes: 49152, transferBytes: 10240}",
			Help: "how the lengths of pages are hidden from an observer of the network",
			Rows: []Row{
				{Name: "mode", Type: Choice, Into: "Mode", Of: []string{string(site.Uniform), string(site.Off)}, Needed: true, Example: "uniform",
					Help: "uniform gives every page one length; off is for measuring"},
				{Name: "pageBytes", Type: Number, Into: "PageBytes", Least: 1024, Most: 1 << 20, Example: "49152", Help: "the length of every page"},
				{Name: "transferBytes", Type: Number, Into: "TransferBytes", Least: 1024, Most: 1 << 20, Example: "10240", Help: "the length of every page as it is sent, compressed"},
			}},
		{Name: "booklets", Type: Group, Into: "Booklets", Example: "{pageBytes: 262144, transferBytes: 40960, epubBytes: 65536}",
			Help: "guides to take along: each module with chapters as one page and as an EPUB; without it there are none",
			Rows: []Row{
				{Name: "pageBytes", Type: Number, Into: "PageBytes", Needed: true, Least: 1024, Most: 1 << 22, Example: "262144", Help: "the length of every guide that is one page"},
				{Name: "transferBytes", Type: Number, Into: "TransferBytes", Needed: true, Least: 1024, Most: 1 << 22, Example: "40960", Help: "the length of every guide that is one page, as it is sent, compressed"},
				{Name: "epubBytes", Type: Number, Into: "EPUBBytes", Needed: true, Least: 1024, Most: 1 << 22, Example: "65536", Help: "the length of every guide that is an EPUB"},
			}},
		{Name: "sensitive", Type: WordLists, Into: "Sensitive", Example: "{en: [abuse, arrest]}",
			Help: "words that stand neither in a discreet title nor in a discreet page's description"},
		{Name: "outbound", Type: Hosts, Into: "Outbound", First: true, Example: "www.example.org",
			Help: "the only hosts that pages may link to"},
	}
	return append(rows, ownSettings()...)
}
