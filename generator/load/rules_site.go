package load

import (
	"strings"

	"sotto/generator/diag"
)

// siteRules are about pages together, and about the files at the top.
var siteRules = []diag.Rule{
	rule("address/alias", "an old address that cannot be kept", `
An alias is an address that the page had before, from the first slash on, as it
stood in the address bar:

    aliases: [/about-us/, /cy/amdanom-ni/]

It is made of lower case letters, digits and hyphens between slashes. Addresses
with dots (page.html), letters in percent code, .. or another host cannot be
kept, nor those of files that sotto writes (sitemap.xml). In a discreet section
an alias must be a discreet address too: words in it would give the page away.`),
	rule("address/clash", "two sources for one address", `
Every address belongs to one file. law.md and law/index.md both want /law/; an
alias may be another page's address; two slugs may be equal. Pages that are
hidden for now count too: they would clash on the day they appear. Rename one,
give it a slug, or delete the alias.

In a discreet section addresses are made from ids. Two ids may, by chance, give
one address: write id: with another name in one of the pages.`),
	rule("address/slug", "a slug that cannot be used", `
slug replaces the last part of a page's address:

    slug: launch-2026          /news/launch-2026/ instead of /news/launch/

It is one name, of lower case letters, digits and hyphens. A folder's own page
(index.md) has no slug, because its address is the folder's: rename the folder.
Pages of a discreet section and the 404 page have fixed addresses.`),
	rule("discreet/section", "a discreet title outside a discreet section", `
discreetTitle is what the browser's tab shows instead of the title, in sections
that site.yaml calls discreet. Elsewhere it would do nothing. Delete the line,
or write discreet: true for the section.`),
	rule("discreet/title", "a tab title that another page has", `
Two tabs that look the same cannot be told apart, and a reader would have to
open both. Give each page of a discreet section its own neutral title: Guide 1,
part 2. Titles are compared in one language, without regard to case.`),
	rule("discreet/twin", "a translation of a discreet page that is not discreet", `
Pages link to their translations. A discreet page has an address without words;
if its translation stood at /cy/hunangymorth/, that link would say what the page
is about, in the page itself and in its neighbour's. Translations stand beside
each other, in the same section.`),
	rule("discreet/word", "a sensitive word where others may see it", `
The tab title and the description of a page in a discreet section show in the
browser's history, on shared screens and in search results. The words listed
under sensitive in content/site.yaml may not stand there, in any case, with or
without a plural s. Say it with a word that gives nothing away: "Working out
what sets things off".`),
	rule("message/file", "the interface's words in a language are missing", `
Every language of the site needs content/messages.<language>.yaml, with the
words of menus, buttons and notes.`),
	rule("message/language", "a messages file does not say how its language is written", `
A language is data. The group language in content/messages.<language>.yaml says
what the language is called and how it writes dates, times of day, numbers and
quotations, so that a site in a further language needs no change to the program:

    language:
      name: Cymraeg
      english: Welsh
      months: [Ionawr, Chwefror, Mawrth, …]      # all twelve, as in a date
      days: [dydd Llun, dydd Mawrth, …]          # all seven, from Monday
      date: "{day} {month} {year}"
      monthYear: "{month} {year}"
      clock: {hours: 12, time: "{hour}:{minute}{half}", am: yb, pm: yh}
      numbers: {thousands: ",", decimal: "."}
      quotes: [“, ”, ‘, ’]                       # outside, and inside those

These may be left out: monthsAlone (months as they stand beside a year, where
that differs); in clock onTheHour (a time without minutes), noon and midnight;
in numbers from (the smallest number that is grouped); elisions (words with an
apostrophe in front), apostropheAfter (letters before one at a word's end),
afterNumbers (letters written on to a number), together (words that stay on one
line with the next), emptyLinks (link texts that say nothing). With
clock: {hours: 24, time: "{hour}:{minute}"} there is no {half}.`),
	rule("message/missing", "a message that another language lacks", `
Every language has every message: otherwise a page would show a gap, or words in
another language. Add the key to the file that is named.`),
	rule("message/plural", "a plural form that is missing or does not exist", `
A message that goes with a number has one text for each plural form that its
language tells apart. English has one and other; Welsh has zero, one, two, few
(3), many (6) and other:

    days: {one: day, other: days}`),
	rule("service/channel", "a key that this type of channel does not have", `
A phone channel has number and dial; chat, message and web have url; email has
address; visit has address and may have url. Give each way of reaching the
service a channel of its own.`),
	rule("service/code", "a country or language code that is none", `
Countries are two capital letters (ISO 3166: GB, IE), languages two or three
small ones (ISO 639: en, cy).`),
	rule("service/email", "an email address without @", `
The address of an email channel is written as it is typed: help@example.org.`),
	rule("service/hours", "opening hours that cannot be", `
Times are four digits with a colon, in quotes: "09:00". A channel opens before
it closes, and not twice at once on one day. Hours past midnight are two
entries: one to "24:00", the next from "00:00". A channel with always: true has
no hours.`),
	rule("service/id", "two services with one id", `
Pages name services by their ids: :phone[helpline]. Each id belongs to one.`),
	rule("service/number", "a number that does not dial what it shows", `
number is what readers see, dial is what their telephone calls. They must be the
same number, digit by digit: dial is + and the country's code, then the number
without its first 0.

    number: 0800 123 456
    dial: "+44800123456"

Short numbers (999, 116 123) are dialled as they are.`),
	{
		Code: "site/404", Severity: diag.Warning, Summary: "there is no page for addresses that do not exist",
		Explain: strings.Trim(`
Without content/404.md, a server answers a mistyped address with a page of its
own. That page differs from all others in size, so that the network can tell,
and it offers no help to the person who lost their way.`, "\n"),
	},
	rule("site/config", "there is no site.yaml", `
content/site.yaml holds the site's name, address, languages, time zone, menus
and sections. Nothing can be built without it.`),
	rule("site/contact", "a contact service that does not exist", `
contact in content/site.yaml is the id of a service in content/services.yaml:
the one that every page offers to call.`),
	rule("site/empty", "a file with nothing in it", `
An empty YAML file is either forgotten or a mistake. Delete it, or write what
belongs into it.`),
	rule("site/home", "there is no home page, or it is hidden", `
content/index.md is the home page. A page above hides all pages below it, so a
hidden home page hides the whole site.`),
	rule("site/own", "a kind of page or a component that cannot be declared so", `
A site can have kinds of pages and components of its own:

    kinds:
      story:
        label: story
        plural: stories
        day: told
        fields:
          told: {type: date, needed: true}
          line: {type: service}
    components:
      budget:
        form: box
        label: required
        attributes:
          amount: {type: number, least: 1, most: 999}

Pages of a section with kind: story are shown by templates/story.html, which is
given the fields as {{.Fields.Told}}; :::budget[Label]{amount=5} is shown by
templates/components/budget.html, as {{.Attrs.Amount}}. Names that are built in
are taken. The types are text, list, number, date, page, service and choice.`),
	rule("site/page", "a page named in site.yaml that cannot be seen", `
Menus and pages in content/site.yaml name files below content/, in the site's
first language: help/index.md. The file must be there, and published.`),
	rule("site/section", "a section without a folder", `
Each key below sections in content/site.yaml is the name of a folder at the top
of content/.`),
	rule("site/zone", "a time zone that is no place", `
A plain date means midnight in the site's time zone, so it must be known. Write
a place: Europe/London. Abbreviations such as GMT have no summer time, and would
let an embargo in July lift an hour late.`),
	rule("twin/duplicate", "two translations of one page in one language", `
translationKey joins pages of different names as translations of each other. In
each language there can be only one.`),
	rule("visibility/never", "a page that can never be seen", `
The page expires before it begins to show (publishDate, or without one, date).
Correct one of the two.`),
	rule("visibility/twin", "a translation that shows while its original is hidden", `
A news release under embargo has a publishDate, and its translation has none: it
would be out at once. So a page in another language may not be seen while the
page in the site's first language is a draft, waits for its date, or has
expired. Give both the same publishDate, expiryDate or draft.`),
}
