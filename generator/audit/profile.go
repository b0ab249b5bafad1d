package audit

import (
	"regexp"
	"sync"

	"sotto/generator/diag"
)

// Profile says how much is asked of a page besides silence.
type Profile int

const (
	// Strict is for Sotto's own output: silence, one form, the whole frame of
	// a page (landmarks, skip link, exit link, policy).
	Strict Profile = iota
	// General is for a folder of HTML from any generator: the same silence,
	// but HTML as people write it, stylesheets in files of the same site, and
	// no demands on how a page is built.
	General
)

// ruleset is what a profile asks, as data: the checks are the same code. What
// a profile does not ask at all has no words in says. Lines and entries with a
// plus in the contracts are in the General profile's tables only.
type ruleset struct {
	says map[string]saying

	html, svg                      map[string]*element
	htmlGlobal, svgGlobal, ariaAll map[string]rule
	xml                            map[string]xmlRule
	metaNames                      []string
	metaEquiv                      map[string]string // what else http-equiv may say, and for what content ("": any)
	links                          []linkRule

	// lenient reads HTML as people write it: tags left out, in capital letters
	// or closed by others, lone ampersands, comments.
	lenient bool
	// maxDepth is how deep elements may be nested.
	maxDepth int
	// harmless are characters that text may hold though they cannot be seen.
	harmless string
	// leftovers are what template engines and converters leave behind when
	// something was missing.
	leftovers []string
	// addresses: other than ASCII in them, queries, any host when none is
	// listed, and the site's own address without encryption.
	looseAddresses bool
	// rel is what a link that leaves the site must say, unless the page has
	// said so in its head and that is enough.
	rel            []string
	referrerInHead bool
	// scriptNeedsPolicy: a script that nobody has named is accepted only where
	// the page's own policy allows it and nothing else.
	scriptNeedsPolicy bool
	cssAtRules        []string
	cssEscapes        bool           // in names
	doctype           *regexp.Regexp // what a page may begin with in place of doctype; nil for nothing
	lang              *regexp.Regexp
	feedHTML          bool // feeds may hold HTML as text
}

// linkRule is what a link element may be.
type linkRule struct {
	rel, typ string // typ "": any
	kind     RefKind
}

// leftoverWords are wrong on any site; those of other template engines may be
// what a page is about.
var leftoverWords = []string{"no value", "ZgotmplZ", "[i18n]", "raw HTML omitted", "(MISSING)"}

var strictRules = &ruleset{
	says: readWords(false),
	html: readContract(htmlContract, false), svg: readContract(svgContract, false),
	htmlGlobal: readGlobals(htmlGlobal, false), svgGlobal: readGlobals(svgGlobal, false), ariaAll: readGlobals(ariaContract, false),
	xml:       readXMLContract(xmlContract, false),
	metaNames: []string{"viewport", "referrer", "color-scheme", "description", "robots"},
	links: []linkRule{
		{"canonical", "", RefCanonical},
		{"alternate", "application/atom+xml", RefFeed},
	},
	maxDepth:   100, // far below the 512 at which browsers begin to flatten the tree
	leftovers:  append([]string{"{{", "%!"}, leftoverWords...),
	rel:        []string{"noreferrer", "noopener"},
	cssAtRules: cssAtRules,
	lang:       langTag,
}

// generalRules are not asked for by a build, and so are made when they are.
var generalRules = sync.OnceValue(func() *ruleset {
	return &ruleset{
		says: readWords(true),
		html: readContract(htmlContract, true), svg: readContract(svgContract, true),
		htmlGlobal: readGlobals(htmlGlobal, true), svgGlobal: readGlobals(svgGlobal, true), ariaAll: readGlobals(ariaContract, true),
		xml: readXMLContract(xmlContract, true),
		metaNames: append([]string{
			"generator", "author", "keywords", "application-name", "copyright", "date", "format-detection", "theme-color",
		}, strictRules.metaNames...),
		metaEquiv: map[string]string{"content-type": "text/html;charset=utf-8", "content-language": "", "x-ua-compatible": ""},
		links: append([]linkRule{
			{"alternate", "application/rss+xml", RefFeed},
			{"alternate", "application/feed+json", RefFeed},
			{"icon", "", RefImage}, {"shortcut icon", "", RefImage}, {"apple-touch-icon", "", RefImage},
			{"stylesheet", "", RefStyle},
			{"author", "", RefAnchor}, {"license", "", RefAnchor}, {"help", "", RefAnchor},
		}, strictRules.links...),
		lenient:           true,
		maxDepth:          1 << 20, // parsers set a limit of their own
		harmless:          "\r\f\u00AD",
		leftovers:         leftoverWords,
		looseAddresses:    true,
		rel:               []string{"noreferrer"},
		referrerInHead:    true,
		scriptNeedsPolicy: true,
		cssAtRules:        append([]string{"charset"}, cssAtRules...),
		cssEscapes:        true,
		doctype:           regexp.MustCompile(`(?i)^\s*` + doctype),
		// Language tags in any letters, with any extension.
		lang:     regexp.MustCompile(`^([A-Za-z0-9]{2,3}(-[A-Za-z0-9]{1,8})*|x-default)$`),
		feedHTML: true,
	}
})

func (p Profile) rules() *ruleset {
	if p == General {
		return generalRules()
	}
	return strictRules
}

// saying is what a check says.
type saying struct {
	severity diag.Severity
	// wholeFile means that the finding is about no one place.
	wholeFile bool
	message   string
	help      string
}
