package render

import "html/template"

// A Frame is what every page has around its main part: head, exit, header,
// breadcrumbs, contact strip, dates and footer. Each kind's view holds one.
//
// The fields of type template.HTML were made once per language by our own
// templates from the site's settings, or are the style and script; nothing in
// them differs between pages that share one.
type Frame struct {
	// Lang is the page's language, for <html lang>; Dir is "rtl" when it is written
	// from right to left.
	Lang, Dir string
	// Title is the one h1.
	Title string
	// TabTitle is the whole <title>: with the site's name after it, except in
	// a discreet section.
	TabTitle string
	// Description is for search engines.
	Description string
	// Canonical is the page's full address; "" on the 404 page.
	Canonical string
	// Alternates are the page's languages, itself among them, for search
	// engines; none when it has no twin, or is discreet.
	Alternates []Alternate
	// Feed leads to the section's Atom feed, where it has one.
	Feed *Link
	// NoIndex keeps the page out of search engines: 404 and alias pages.
	NoIndex bool
	// Refresh is where the browser goes at once: from alias pages; or "".
	Refresh string

	// Head is the start of <head>, the same on every page: the policy first, which
	// names all parts of the style.
	Head template.HTML
	// Code is the style, all of it, and the one script.
	Code template.HTML
	// Exit is the quick exit with its note; "" where the section has none.
	Exit template.HTML
	// Banner is the site's name and the helpline's number.
	Banner template.HTML
	// Twins lead to the page in the other languages, in the site's order, each
	// named in its language.
	Twins []Link
	// Absent are the languages that the page cannot be had in, and says so.
	Absent []Absent
	// Menu is the main menu, with the part of the site that we are in marked.
	Menu []MenuItem
	// Crumbs leads through the pages above, from home down; none on home.
	Crumbs []Link
	// Strip says how to talk to someone.
	Strip template.HTML
	// Footer is the foot of the page.
	Footer template.HTML
	// Foreign are the words of a frame in a language that the site does not have;
	// nil on all other pages.
	Foreign *Foreign

	// Updated is when the page was last changed; nil on pages without dates.
	Updated *Day
	// Reviewed is when a qualified person last checked it; nil for never.
	Reviewed *Day
	// ReviewedBy is that person's role; "" when not given.
	ReviewedBy string
	// ReviewBy is when it must next be looked at; nil when not given.
	ReviewBy *Day
}

// Link is a place to go. All addresses in views start at the host's root
// ("/cy/law/"), or are whole ("https://…").
type Link struct {
	Href string
	Text string
	// Lang is the language of Text and of the place, when it is not the
	// page's; else "".
	Lang string
}

// Absent tells readers of one language, in it, that a page is in another, and
// leads to the nearest page above that they can read.
type Absent struct {
	Lang string
	Text string
	Link *Link
}

// MenuItem is an entry of the main menu.
type MenuItem struct {
	Link Link
	// Mark is the value of aria-current: "page", "true" (within), or "".
	Mark string
}

// Part is an entry of the list of a module's chapters.
type Part struct {
	Link    Link
	Current bool // it is the chapter being read
}

// Alternate is one language of a page, as a full address.
type Alternate struct{ Lang, Href string }

// Day is a date: ISO for machines ("2018", "2018-01", "2018-01-24"), Text in
// words.
type Day struct{ ISO, Text string }

// Child is one entry of a list of pages.
type Child struct {
	Link Link
	// About is what the page is for.
	About string
	// Meta is a short fact about it, such as "4 parts"; or "".
	Meta string
	// Day is the day of kinds that have one, such as when a release was issued;
	// nil for others.
	Day *Day
}

// HomeView is what templates/home.html is given.
type HomeView struct {
	Frame Frame
	Body  template.HTML // from Markdown
}

// PageView is what templates/page.html is given.
type PageView struct {
	Frame Frame
	Body  template.HTML // from Markdown
	// Children are the pages below a section's own page. They are left out
	// when the body offers all of them as :::choices already.
	Children []Child
	// Ordered says that the children are meant to be read in turn.
	Ordered bool
	// StripFirst puts the contact strip before the body: the get-help page.
	StripFirst bool
}

// ModuleView is what templates/module.html is given.
type ModuleView struct {
	Frame Frame
	Aim   string
	Body  template.HTML // from Markdown
	// Chapters are in reading order; About is each one's aim, Meta the time
	// it takes.
	Chapters []Child
	// Meta is how many parts there are, and the time they take.
	Meta string
	// Booklet leads to the guide as files to take along; nil when there are none.
	Booklet *BookletLinks
}

// BookletLinks lead to the forms of a guide to take along, each in words with its
// format and its size.
type BookletLinks struct{ Page, EPUB Link }

// ChapterView is what templates/chapter.html is given.
type ChapterView struct {
	Frame Frame
	// Module is the guide that the chapter is part of.
	Module Link
	// Place is where in it we are: "Guide 3, part 2 of 4".
	Place string
	// Phrase are the two words by which readers find the chapter again, leading to
	// the page that lists them, when there is one; nil for a chapter without.
	Phrase *Link
	// Minutes is the time it takes to read: "4 minutes to read".
	Minutes string
	Aim     string
	Body    template.HTML // from Markdown
	// Parts are the module's chapters, with this one marked.
	Parts []Part
	// Prev and Next are the neighbours; nil at the module's ends. Next is nil,
	// too, when the text ends with a way on of its own.
	Prev, Next *Link
	// NextModule follows the last chapter; nil elsewhere, and likewise.
	NextModule *Link
}

// KindView is what the template of a kind without structure of its own is
// given, such as templates/campaign.html.
type KindView struct {
	Frame Frame
	Body  template.HTML // from Markdown
	// Children are the pages below it, as in PageView.
	Children []Child
	Ordered  bool
	// Twins lead to the page in the other languages, and say so in them; none
	// when the kind has no words for it.
	Twins []Link
	// Mentions are the pages with a key that leads here, newest first.
	Mentions []Child
	// Fields is a struct with a field for each key that only this kind has:
	// the key region is {{.Fields.Region}}. A text or a number is a string, a
	// list of texts a list of them, a date a *Day, a page a *Link, a service a
	// *Service; see the room schema.
	Fields any
}

// Figure is one number shown large, with what it counts.
type Figure struct{ Value, Text string }

// NotFoundView is what templates/404.html is given.
type NotFoundView struct {
	Frame Frame
	Body  template.HTML // from Markdown
}

// RedirectView is what templates/redirect.html is given.
type RedirectView struct {
	Frame Frame
	// To is where the page is now.
	To Link
}
