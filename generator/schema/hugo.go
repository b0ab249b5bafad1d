package schema

// HugoKeys answers for front matter keys of Hugo, and of generators like it,
// that have no place here: why, and what to do instead. Keys are in lower case.
var HugoKeys = byKey([]answer{
	{"a page's address comes from its folder and its name; to change the last part write slug: new-name\nto keep an old address working write aliases: [/old/address/]",
		[]string{"url", "permalink", "path"}},
	{"delete the line: content/site.yaml gives each section its kind, and each kind has one template in templates/",
		[]string{"type", "layout", "template", "kind", "archetype"}},
	{"delete the line: every page becomes one HTML page, written from Markdown",
		[]string{"outputs", "markup", "headless", "sites"}},
	{"write draft: true to keep a page from being published, and delete this key",
		[]string{"build", "_build", "private", "unlisted"}},
	{"put the files into static/ and delete the key",
		[]string{"resources"}},
	{"delete the line: the site map lists every page that may be found, and nothing else",
		[]string{"sitemap", "robots", "noindex"}},
	{"menus stand in content/site.yaml, under menus: main and footer",
		[]string{"menu", "menus"}},
	{"the language is in the file's name: page.cy.md is the Welsh twin of page.md",
		[]string{"lang", "language", "languagecode", "locale", "iscjklanguage"}},
	{"delete the line: readers find pages through folders and menus, and a page says nothing about itself that they cannot see",
		[]string{"keywords", "tags", "tag", "categories", "category", "series", "topics", "taxonomies"}},
	{"delete it: every key is one that sotto knows and checks",
		[]string{"params", "extra", "custom"}},
	{"delete it: draft, publishDate and expiryDate of a folder's index.md reach every page below it by themselves; all else is written in each page",
		[]string{"cascade"}},
	{"lists show the description: write description: with this text",
		[]string{"summary", "excerpt", "abstract", "subtitle"}},
	{"write draft: true to keep a page from being published, or publishDate: 2026-11-21 to publish it on a day",
		[]string{"published"}},
	{"write publishDate:", []string{"pubdate", "scheduled"}},
	{"write expiryDate:", []string{"unpublishdate", "expires", "expiry"}},
	{"write lastmod:", []string{"modified", "updated", "lastmodified"}},
	{"write aliases: with the old address", []string{"redirect_from", "redirects"}},
	{"write translationKey:", []string{"translationid"}},
	{"write weight:", []string{"order", "nav_order", "position", "menu_order"}},
	{"delete the line: pages name no author, and a reader could not check it",
		[]string{"author", "authors", "byline"}},
	{"delete the line: pages have no preview cards, which would show in chats what someone read",
		[]string{"image", "images", "cover", "thumbnail", "featured_image", "featuredimage", "videos", "audio", "og"}},
	{"delete the line: nothing on this site counts, collects or shows what readers do",
		[]string{"comments", "disqus", "analytics", "googleanalytics", "gtag"}},
	{"delete the line: style and script are the same on every page",
		[]string{"css", "js", "scripts", "styles", "stylesheets"}},
	{"delete the line: the template decides", []string{"toc", "tableofcontents", "sidebar", "readingtime"}},
})

// HugoSettings does the same for site.yaml.
var HugoSettings = byKey([]answer{
	{"delete it: templates/ and static/ are the look", []string{"theme", "themes", "themesdir", "module"}},
	{"write languages: [en, cy], the first language first", []string{"languagecode", "defaultcontentlanguage", "defaultcontentlanguageinsubdir", "locale", "lang", "language"}},
	{"delete it: every key is one that sotto knows and checks", []string{"params"}},
	{"delete it: an address comes from the file's folder and name", []string{"permalinks", "uglyurls", "canonifyurls", "relativeurls"}},
	{"delete it: readers find pages through folders and menus", []string{"taxonomies", "related", "pagination", "paginate"}},
	{"delete it: every page becomes one HTML page, written from Markdown", []string{"outputs", "outputformats", "mediatypes", "markup", "minify", "imaging", "build", "sitemap", "enablerobotstxt", "rsslimit", "rss", "caches", "security", "deployment", "enablegitinfo", "summarylength"}},
	{"delete it: nothing on this site counts, collects or shows what readers do", []string{"googleanalytics", "analytics", "disqusshortname", "services", "privacy", "segment", "matomo", "plausible"}},
	{"pages become visible by draft, publishDate and expiryDate; to see hidden ones run sotto with -D, -F or -E", []string{"builddrafts", "buildfuture", "buildexpired"}},
	{"the folders are fixed: content/, templates/, static/, public/; other ones are named on the command line", []string{"contentdir", "layoutdir", "staticdir", "publishdir", "datadir", "assetdir", "archetypedir", "i18ndir", "destination", "source"}},
	{"write it in content/messages.en.yaml or in a template", []string{"copyright", "author", "description", "social"}},
	{"write menus: with main and footer below it", []string{"menu"}},
	{"write sections: with the folder's name and kind below it", []string{"mainsections", "collections", "cascade"}},
})

// HugoFolders says where what the folders at the top of a Hugo site hold goes
// here: for one that lies beside content/ and for one in it; "" when it may.
var HugoFolders = map[string]struct{ Beside, Inside string }{
	"archetypes": {"copy a page that is like the new one: its front matter is the pattern", "delete it: copy a page of the same kind to begin a new one"},
	"assets":     {"the style and the script go to static/style.css and static/script.js, pictures to static/", "style, script and images stand beside content/, in static/"},
	"config":     {settingsHere, settingsHere},
	"data":       {"services go to content/services.yaml, tables of figures to content/data/", ""},
	"i18n":       {"the interface's words go to content/messages.en.yaml and messages.cy.yaml", "the interface's words go to content/messages.en.yaml and content/messages.cy.yaml"},
	"images":     {"", "images stand beside content/, in static/"},
	"layouts":    {"templates go to templates/, one for each kind of page", "templates stand beside content/, in templates/"},
	"public":     {"", "delete it: the finished site is written beside content/, to public/"},
	"resources":  {"", "delete it: nothing is cached there"},
	"static":     {"", "move it up, beside content/: static/"},
	"themes":     {"there are no themes: templates/ and static/ are the site's look", "there are no themes: templates/ and static/, beside content/, are the look"},
}

// HugoFiles does the same for files, wherever they lie.
var HugoFiles = byKey([]answer{
	{settingsHere, []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json"}},
})

const settingsHere = "the site's settings go to content/site.yaml"

// answer is what is said of some keys.
type answer struct {
	answer string
	keys   []string
}

func byKey(answers []answer) map[string]string {
	m := map[string]string{}
	for _, a := range answers {
		for _, k := range a.keys {
			m[k] = a.answer
		}
	}
	return m
}
