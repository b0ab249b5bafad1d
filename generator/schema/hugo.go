package schema

// HugoSettings answers for settings of Hugo, and of generators like it, that have
// no place in site.yaml: why, and what to do instead. Keys are in lower case.
var HugoSettings = byKey(hugo, []answer{
	{"delete it: templates/ and static/ are the look", []string{"theme", "themes", "themesdir", "module"}},
	{"write languages: [en, cy], the first language first", []string{"languagecode", "defaultcontentlanguage", "defaultcontentlanguageinsubdir", "locale", "lang", "language"}},
	{"put # before its lines to keep them until each has its place: words go to content/messages.en.yaml, a name or address to its own key here, all else into a template", []string{"params"}},
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
var HugoFiles = map[string]string{
	"hugo.toml": settingsHere, "hugo.yaml": settingsHere, "hugo.yml": settingsHere, "hugo.json": settingsHere,
	"config.toml": settingsHere, "config.yaml": settingsHere, "config.yml": settingsHere, "config.json": settingsHere,
}

const settingsHere = "the site's settings go to content/site.yaml"
