package schema

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Counterpart answers for a key of another generator: whose it is, and what does
// the same here. Words that an editor wrote are never told to be deleted: the
// answer says where they go, or how they stay in the file unseen.
type Counterpart struct {
	// Of are the generators that have the key, the best known first.
	Of []string
	// Answer says why the key is none here and what to write; {value} stands for
	// its value where that can be written again.
	Answer string
}

// For is the answer for a key with a value; "" is a value that is no single word.
func (c Counterpart) For(value, otherwise string) string {
	if value == "" || strings.ContainsAny(value, "\n#") {
		value = otherwise
	}
	return strings.ReplaceAll(c.Answer, "{value}", value)
}

// Explain tells what sotto explain says of the key.
func (c Counterpart) Explain(name string) string {
	of := c.Of[0]
	if n := len(c.Of); n > 1 {
		of = strings.Join(c.Of[:n-1], ", ") + " and " + c.Of[n-1]
	}
	return fmt.Sprintf("%s: a key of %s, and none here\n\n%-9s %s\n", name, of, "instead", strings.ReplaceAll(c.For("", "…"), "\n", "\n          "))
}

const (
	hugo      = "Hugo"
	jekyll    = "Jekyll"
	eleventy  = "Eleventy"
	zola      = "Zola"
	starlight = "Starlight"
)

const (
	keep = "\nto keep the words without showing them put # before the line"
	// fieldOfOwn is where values go that only one site has.
	fieldOfOwn = "declare it as a field of a kind of your own, under kinds in content/site.yaml (sotto explain key/site.kinds.fields)"
)

// Foreign answers for front matter keys of other generators. Keys are in lower case.
var Foreign = merge(
	byKey(hugo+" "+jekyll+" "+eleventy, []answer{
		{"a page's address comes from its folder and its name; to change the last part write slug: new-name\nto keep the old address working write aliases: [{value}]",
			[]string{"permalink"}},
	}),
	byKey(hugo+" "+zola, []answer{
		{"a page's address comes from its folder and its name; to change the last part write slug: new-name\nto keep the old address working write aliases: [{value}]",
			[]string{"url", "path"}},
		{"there are no pages of tags: write the words where readers and search engines find them, in description or in the text, and link to the page that belongs to it" + keep,
			[]string{"taxonomies"}},
	}),
	byKey(hugo+" "+jekyll+" "+eleventy, []answer{
		{"there are no pages of tags: write the words where readers and search engines find them, in description or in the text, and link to the page that belongs to it" + keep,
			[]string{"tags", "tag", "categories", "category", "keywords", "series", "topics"}},
		{"the folder gives a page its kind (sections, in content/site.yaml), and each kind has one template in templates/: move the file to the folder of its kind, and this line has no more use",
			[]string{"type", "layout", "template", "kind", "archetype"}},
	}),
	byKey(hugo, []answer{
		{"delete the line: every page becomes one HTML page, written from Markdown",
			[]string{"outputs", "markup", "headless", "sites"}},
		{"write draft: true to keep a page from being published, and delete this key",
			[]string{"build", "_build", "private", "unlisted"}},
		{"put the files into static/ and write their path in the text: ![What it shows](/images/name.png)",
			[]string{"resources"}},
		{"delete the line: the site map lists every page that may be found, and nothing else",
			[]string{"sitemap", "robots", "noindex"}},
		{"menus stand in content/site.yaml, under menus: main and footer; add this file there",
			[]string{"menu", "menus"}},
		{"the language is in the file's name: page.cy.md is the Welsh twin of page.md",
			[]string{"lang", "language", "languagecode", "locale", "iscjklanguage"}},
		{"every key is one that sotto knows and checks: " + fieldOfOwn + keep,
			[]string{"params", "custom"}},
		{"draft, publishDate and expiryDate of a folder's index.md reach every page below it by themselves; write all else in each page",
			[]string{"cascade"}},
		{"lists show the description: write description: with this text",
			[]string{"summary", "subtitle", "abstract"}},
		{"write expiryDate: {value}", []string{"unpublishdate", "expires", "expiry"}},
		{"write publishDate: {value}", []string{"pubdate", "scheduled", "embargo"}},
		{"write lastmod: {value}", []string{"modified", "lastmodified"}},
		{"write translationKey: {value}", []string{"translationid"}},
		{"pages name no author, whom a reader could not check: write in the text who says it, by role" + keep,
			[]string{"author", "authors", "byline"}},
		{"pages have no preview cards, which would show in chats what someone read; a picture that belongs to the text stands in it: ![What it shows](/images/name.png)",
			[]string{"image", "images", "cover", "thumbnail", "featured_image", "featuredimage", "videos", "audio", "og"}},
		{"delete the line: nothing on this site counts, collects or shows what readers do",
			[]string{"comments", "disqus", "analytics", "googleanalytics", "gtag"}},
		{"delete the line: style and script are the same on every page",
			[]string{"css", "js", "scripts", "styles", "stylesheets"}},
		{"delete the line: the template decides", []string{"toc", "readingtime"}},
	}),
	byKey(jekyll, []answer{
		{"lists show the description: write description: with this text", []string{"excerpt"}},
		{"write draft: true to keep a page from being published, or publishDate: 2026-11-21 to publish it on a day",
			[]string{"published"}},
		{"write aliases: [{value}]", []string{"redirect_from", "redirects"}},
		{"write the old address of this file under aliases in the page that it is to lead to, and delete this file", []string{"redirect_to"}},
		{"write weight: {value}", []string{"order", "nav_order", "position", "menu_order"}},
		{"the folder is the parent: move the file into the folder of that page", []string{"parent", "grand_parent", "has_children"}},
	}),
	byKey(eleventy, []answer{
		{"order is weight: 10, title and key are linkTitle: A short title, and the parent is the folder that the file lies in; menus stand in content/site.yaml",
			[]string{"eleventynavigation"}},
		{"write the value itself, under its own key: nothing is computed", []string{"eleventycomputed"}},
		{"write draft: true to keep a page from being published; a page that is published stands in the list of its folder", []string{"eleventyexcludefromcollections"}},
		{"a folder's page lists all pages of the folder: delete the line", []string{"pagination", "collections", "eleventyimport"}},
		{"every page is Markdown: delete the line", []string{"templateengineoverride", "templateclass", "override", "dynamicpermalink"}},
	}),
	byKey(zola, []answer{
		{"write lastmod: {value}", []string{"updated"}},
		{"every key is one that sotto knows and checks: " + fieldOfOwn + keep, []string{"extra"}},
		{"a folder's page lists all pages of the folder, by weight, then by date: delete the line",
			[]string{"sort_by", "paginate_by", "paginate_path", "paginate_reversed", "transparent", "page_template", "insert_anchor_links", "render"}},
		{"delete the line: news have a feed by themselves, and no search index is made", []string{"generate_feed", "generate_feeds", "in_search_index"}},
	}),
	byKey(starlight, []answer{
		{"its order is weight: 10, its label linkTitle: A short title; which pages stand in the menus says content/site.yaml", []string{"sidebar"}},
		{"its tagline is description: with that text, its actions are a list of links in :::choices, its picture stands in the text", []string{"hero"}},
		{"write it at the start of the text: :::note, the words, and ::: on a line of its own", []string{"banner"}},
		{"chapters of a module lead on to the next by weight; to lead elsewhere write ::next[Label]{to=../folder/file.md} in the text", []string{"prev", "next"}},
		{"write lastmod: with that day", []string{"lastupdated"}},
		{"delete the line: no search index is made", []string{"pagefind"}},
		{"delete the line: pages do not show where they are edited", []string{"editurl"}},
		{"delete the line: the template decides which headings are listed", []string{"tableofcontents"}},
		{"write a label into the title or the text", []string{"badge"}},
		{"title and description have keys of their own; all else in a page's head is the same on every page, in templates/base.html", []string{"head"}},
	}),
)

// answer is what is said of some keys.
type answer struct {
	answer string
	keys   []string
}

// byKey are the answers for keys of some generators, whose names are words.
func byKey(of string, answers []answer) map[string]Counterpart {
	m := map[string]Counterpart{}
	for _, a := range answers {
		for _, k := range a.keys {
			if _, twice := m[k]; twice {
				panic("schema: " + k + " is answered twice")
			}
			m[k] = Counterpart{strings.Fields(of), a.answer}
		}
	}
	return m
}

// merge joins tables that have no key in common.
func merge(tables ...map[string]Counterpart) map[string]Counterpart {
	all := map[string]Counterpart{}
	for _, t := range tables {
		for k, c := range t {
			if _, twice := all[k]; twice {
				panic("schema: " + k + " is answered twice")
			}
			all[k] = c
		}
	}
	return all
}

// CounterpartOf finds the answer for a key as sotto explain is asked for it:
// "permalink", or "site.theme" for a setting.
func CounterpartOf(path string) (Counterpart, bool) {
	if name, of := strings.CutPrefix(path, "site."); of {
		c, ok := HugoSettings[strings.ToLower(name)]
		return c, ok
	}
	c, ok := Foreign[strings.ToLower(path)]
	return c, ok
}

// ForeignKeys are the keys that have an answer, in order.
func ForeignKeys() []string { return slices.Sorted(maps.Keys(Foreign)) }
