// Package load reads content/ and makes a [site.Site] of it: what goes in is
// a folder of Markdown and YAML, what comes out is the whole model, with every
// question about it answered (which pages are visible, where each one lives,
// what stands above and below it) and a list of findings for whatever does not
// add up. Nothing is guessed and nothing is dropped in silence: a key, a file
// or a character that has no place here is a finding, at its line and column,
// with what to type instead.
//
// # Files
//
// Below content/ there may be pages (*.md) and, at its top, site.yaml,
// services.yaml, confidentiality.yaml, a-to-z.yaml, start.yaml, phrases.yaml,
// law.yaml, sources.yaml, boilerplates.yaml, rules.yaml and one
// messages.<language>.yaml for each language; in data/, tables of statistics, each a
// CSV with a YAML file beside it. Names are
// lower case letters, digits and single hyphens. A folder's own page is its
// index.md; name.cy.md is the Welsh twin of name.md. What an operating system
// or an editor leaves behind (.DS_Store, name.md~, .name.md.swp) is passed
// over; everything else, symbolic links included, is an error. Files are UTF-8
// without byte order mark, at most 1 MiB, with LF or CRLF line endings, and
// without control characters, bidirectional controls or invisible characters.
//
// # Front matter
//
// A page begins with front matter: YAML of at most 64 KiB between two lines
// of three hyphens.
//
//	---
//	title: The law
//	description: What the law says.
//	---
//
// Which keys a page may have, and what their values are, is declared in the
// room schema; this room walks those rows. sotto explain key/NAME tells of one.
// YAML's anchors, aliases, merge keys, tags and further documents are errors
// everywhere, and so is a comment after a text, where # would silently cut a
// title short. A day means the midnight that begins it, in the site's time zone.
//
// # Kinds
//
// site.yaml gives a top folder a kind; nobody writes it in a page.
//
//	index.md, 404.md at the top            home, not found
//	<section>/index.md                     page
//	section of kind module:
//	    <section>/<module>/index.md        module, required
//	    <section>/<module>/<name>.md       chapter, at least one
//	    <section>/<name>.md                page; nothing is deeper
//	section of another kind:
//	    every other file                   that kind
//	anything else                          page
//
// # Visibility
//
// A page is hidden while it is a draft, before its publishDate (without one,
// its date; the instant itself is visible), and from its expiryDate on (the
// instant itself is hidden). It is also hidden when the index.md of its own
// folder, or of any folder above, up to the home page, is: a page can narrow
// what it inherits and never widen it. A Welsh page inherits from the Welsh
// folder pages and, where a folder has none, from the first language's. A
// value that cannot be read hides. All this happens here, before any list
// exists: [site.Site.Pages] holds visible pages, nothing in it refers to
// another, and [site.Site.Withheld] says why the others are not there. A twin
// that would be seen while the first language's page is hidden is an error:
// that is how an embargo breaks.
//
// # Addresses
//
// law/index.md is /law/, law/index.cy.md is /cy/law/, news/launch.md is
// /news/launch/ (or /news/<slug>/), 404.md is /404.html; the path of baseURL
// stands before them all. Aliases are whole paths as they stood in the address
// bar, without the path of baseURL; no language is added to them. No two
// sources may want one address, whatever their language and visibility.
//
// In a discreet section every page, in every language, is /p/XXXXXXXXXXXX/ (see
// discreetName), so that neither words nor length tell pages apart. Slugs
// have no use there, aliases must have that form too, the sensitive words of
// site.yaml may stand neither in discreetTitle nor in description, and no two
// pages share a title in the tab. The translation of a discreet
// page is discreet too.
//
// # Files that are not read
//
// Given a [Memory], a load does not open a page's file of which the file system
// says what it said when it was read, as Git does with its index. It then has the
// front matter, the digest and the count of words from there, takes the front
// matter apart as ever, and makes the same Site. Nothing is remembered of a
// withheld page, nor of a file in which anything was found.
//
// # Data files
//
// The keys of site.yaml, of services.yaml, confidentiality.yaml, law.yaml and
// sources.yaml, and of the group "language" of a messages file are declared in
// the room schema too. register.go reads those that list entries by ids,
// values.go a value of each type, and checks.go has what several values must
// satisfy together: that a number as dialled is the number as shown, say, or
// that nothing opens again before it closes.
//
// A table of statistics is read into a [site.Dataset]: csv.go takes the numbers
// apart, figures.go joins them with what the YAML says of them, figurenames.go
// looks for names that lead nowhere, and the room figures works out what is
// stated. Texts of the front matter may name figures (figuretext.go); pages are
// read after the tables, and hold the finished texts.
//
// start.yaml is a guide through a few questions; start.go walks it, so that no answer
// leads in a circle, nowhere, or to a page that nobody sees. phrases.yaml lists the
// words by which chapters are found again; phrases.go sees to it that each has two,
// and no other chapter the same, and says which are free.
//
// A messages file is all that makes a language: a further one needs this file,
// its code in languages, and nothing else. Beside that group it is flat: a key
// and a text, or one text for each plural form that the language tells apart
// (English: one, other; Welsh: zero, one, two, few, many, other). Every
// language has every key.
package load
