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
// services.yaml and one messages.<language>.yaml for each language. Names are
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
//	title           text, required: the one h1
//	linkTitle       text: a short title for menus and lists
//	description     text, required
//	date            day or instant: shown, sorts lists, newest first
//	lastmod         day or instant the text was last changed
//	publishDate     day or instant from which the page is visible; else date
//	expiryDate      day or instant from which it no longer is
//	draft           true or false
//	reviewed        day a qualified person checked the page
//	reviewBy        day it must next be looked at
//	weight          whole number from 1; small comes first, none comes last
//	slug            last part of the address, instead of the file's name
//	aliases         list of old addresses that lead here: [/old-name/]
//	translationKey  joins pages of different names as translations
//	id              pins a discreet address when the file moves
//	discreetTitle   text: the browser tab's title; required in discreet sections
//	aim             text: modules and chapters, required
//	region          text: campaigns, required
//	partners, launched, figures        campaigns
//	issued, issuer, points, campaign   releases
//
// A day is 2026-11-21 and means the midnight that begins it, in the site's
// time zone. An instant is RFC 3339 with its offset:
// 2026-11-21T09:30:00+00:00. YAML's anchors, aliases, merge keys, tags and
// further documents are errors everywhere, and so is a comment after a text,
// where # would silently cut a title short.
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
//	section of kind campaign or release:
//	    every other file                   campaign, release
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
// In a discreet section every page, in every language, is /p/XXXXXXXX/ (see
// discreetName), so that neither words nor length tell pages apart. Slugs
// have no use there, aliases must have that form too, the sensitive words of
// site.yaml may stand neither in discreetTitle nor in description, and no two
// pages of a language share a title in the tab. The translation of a discreet
// page is discreet too.
//
// # site.yaml
//
//	title: {en: Get help to stop, cy: Cael help i stopio}
//	baseURL: https://www.example.org/     # https; may have a path
//	languages: [en, cy]                   # the first is served at the root
//	timeZone: Europe/London               # a place, not an offset
//	contact: helpline                     # service in every page's contact strip; may be left out
//	pages:                                # all but limits required
//	  help: help/index.md
//	  privacy: privacy.md
//	  privateReading: reading-privately.md
//	  limits: help/confidentiality.md#limits
//	menus:
//	  main: [help/index.md, law/index.md] # sources in the first language
//	  footer: [privacy.md]
//	sections:
//	  self-help: {kind: module, discreet: true}
//	  news: {kind: release, exit: false}  # exit: false, or a label by language
//	exit:
//	  url: https://www.bbc.co.uk/weather
//	  label: {en: Leave this site, cy: Gadael y wefan}
//	size: {mode: uniform, pageBytes: 49152, transferBytes: 13312}
//	sensitive: {en: [abuse], cy: [cam-drin]}
//	outbound: [www.bbc.co.uk]             # hosts that pages may link to
//
// sections, menus, size, sensitive and outbound may be left out.
//
// # services.yaml
//
// A list; each entry has id, name and summary (by language, others than the
// site's included), source and verifyBy (a day), and may have asOf, the date of
// the source (2026, 2026-03 or 2026-03-01), countries (none means everywhere),
// languages, audiences, crisis, website and channels.
//
//	# one entry
//	- id: helpline
//	  name: {en: Example helpline}
//	  summary: {en: For anyone who wants to talk.}
//	  countries: [GB]
//	  languages: [en]
//	  audiences: [self, someone-else]
//	  crisis: true
//	  website: https://www.example.org/
//	  channels:
//	    - type: phone
//	      number: 0800 123 456             # as shown
//	      dial: "+44800123456"             # as dialled: the same number
//	      cost: {en: Free}
//	      hours:
//	        - {days: [mon, tue], from: "09:00", to: "21:00"}
//	    - {type: chat, url: https://chat.example.org/, always: true}
//	  asOf: 2026-03
//	  source: https://www.example.org/helpline
//	  verifyBy: 2027-02-21
//
// A phone channel has number and dial; chat, message and web have url; email
// has address; visit has address and may have url. Any may have label, cost
// and either hours or always. Days are mon to sun, times "09:00" to "24:00".
//
// # messages.<language>.yaml
//
// All that makes a language: a further one needs this file, its code in
// languages, and nothing else. The group "language" says what it is called and
// how it writes dates, times, numbers and quotations; see message/language in
// rules_site.go. The rest is flat: a key and a text, or a key and one text for
// each plural form that the language tells apart (English: one, other; Welsh:
// zero, one, two, few, many, other). Every language has every key.
package load
