package load

import (
	"slices"
	"strings"

	"sotto/generator/diag"
)

// Rules documents the findings of this package, sorted by code.
func Rules() []diag.Rule {
	rules := slices.Concat(fileRules, frontRules, siteRules)
	slices.SortFunc(rules, func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) })
	return rules
}

// rule is a rule of error level, as all but one are here.
func rule(code, summary, explain string) diag.Rule {
	return diag.Rule{Code: code, Severity: diag.Error, Summary: summary, Explain: strings.Trim(explain, "\n")}
}

// fileRules are about files, their names, and their characters.
var fileRules = []diag.Rule{
	rule("file/hugo", "a file or folder of Hugo that has no place in content/", `
A site that moves here from Hugo brings folders and files with it that mean
nothing to sotto. They are refused by name, so that nobody believes they work:

    content/news/_index.md     rename it to content/news/index.md
    content/layouts/           templates stand in templates/, beside content/
    content/hugo.toml          settings stand in content/site.yaml

The help line says where each one's contents belong.`),
	rule("file/language", "a language that the site does not have, or in the wrong place", `
The language of a page is in its file's name. The site's first language has no
code: law.md. Every other has its own before the ending: law.cy.md. There are
no folders for languages, because twins stand side by side.

    content/law.en.md          rename it to content/law.md
    content/cy/law.md          move it to content/law.cy.md
    content/law.fr.md          French is not in languages in content/site.yaml`),
	rule("file/name", "a name that cannot be part of an address", `
A file's name becomes a part of its page's address, and addresses are read out
on telephones and typed from paper. So names hold lower case letters a to z,
digits and single hyphens, and none that Windows keeps for itself (con, aux).

    content/About Us.md        rename it to content/about-us.md
    content/tŷ-gŵyl.md         rename it to content/ty-gwyl.md`),
	rule("file/size", "a file of more than 1 MiB", `
A page of that size is a mistake: a picture pasted as text, or a whole book.
Readers on a phone could not load it, and it could never fit the one size that
all pages are sent in. Split it, or move the pictures to static/.`),
	rule("file/special", "a symbolic link, a device or something else that is no plain file", `
What a symbolic link leads to can change unseen, can differ from machine to
machine, and can lie outside the site: a link to a private file would publish
it. So only plain files and folders are read. Put a copy of the file there.`),
	rule("file/unknown", "a file that has no place in content/", `
Only pages (.md), site.yaml, services.yaml and the messages files stand in
content/. Anything else might be meant to be published, and would not be, or be
private, and must not be: so nothing is passed over. The help line says where
the file belongs; images, for example, go to static/, beside content/.`),
	rule("text/bom", "a byte order mark at the start of a file", `
Some editors write an invisible mark before the first character of a file. It
hides the front matter from many programs. Save the file as UTF-8 without
byte order mark ("BOM", "signature").`),
	rule("text/control", "a control character", `
Control characters are remains of other programs, often of text copied out of a
PDF or a terminal. Nobody sees them; screen readers stumble over them. Delete
the character at the place that is named.`),
	rule("text/direction", "a bidirectional control", `
These invisible characters turn the order of text around on the screen, so that
it reads as something it does not say; they are used to hide harmful text from
reviewers. Delete it. Words in a right-to-left language need no such mark:

    :lang[words]{code=ar}`),
	rule("text/encoding", "bytes that are no UTF-8", `
Text is stored as UTF-8. A file saved in another encoding shows wrong letters
wherever there is an accent, a dash or a curly quote. Open it in an editor,
choose "Save with Encoding" or "Save As", then UTF-8. If the character � stands
in the text, an earlier program has lost what was there: type it anew.`),
	rule("text/invisible", "a character that nobody can see", `
Zero-width spaces, joiners, soft hyphens and tag characters come with text
copied from the web. They break search, links and screen readers, and can carry
a hidden mark that shows who copied the text. Delete the character; if it sits
inside a word, type the word again.`),
	rule("text/line-ending", "a line that ends with CR alone", `
Very old programs end lines with the character CR alone; Git and most tools
then take the file for one long line. Save it with LF (Unix) line endings. CRLF
(Windows) is accepted too.`),
	rule("section/depth", "a file deeper than a chapter", `
A section of kind module has three levels and no more: the section, a module (a
folder), a chapter (a file). Deeper folders would have no place in the list of
chapters.

    content/self-help/triggers/more/one.md   move it to content/self-help/triggers/one.md`),
	rule("section/empty", "a module without chapters", `
A folder in a section of kind module is a module, and a module is read chapter
by chapter. One that has only its index.md is a dead end. Write a chapter, or
move the page up: content/self-help/name.md is a page of its own.`),
	rule("section/module", "a chapter whose module has no page", `
Each module needs its own index.md (in each language that it has chapters in):
chapters lead back to it, and it lists them. Write it, with title, description
and aim.`),
}

// frontRules are about front matter and YAML.
var frontRules = []diag.Rule{
	rule("front/fence", "the lines around the front matter are not exactly ---", `
Front matter stands between two lines of exactly three hyphens, the first of
them at the very top of the file:

    ---
    title: The law
    description: What the law says.
    ---

With other lines around it, it would be published as text, and draft: true in it
would mean nothing. Word processors like to turn --- into a dash.`),
	rule("front/format", "front matter in another format than YAML", `
Front matter is YAML, between lines of ---. TOML (+++) and JSON ({) are not
read. Instead of

    +++
    title = "The law"
    +++

write

    ---
    title: The law
    ---`),
	rule("front/missing", "a page without front matter", `
Every page begins with front matter that holds at least its title and its
description:

    ---
    title: The law
    description: What the law says.
    ---

Nothing may stand above it.`),
	rule("front/size", "front matter of more than 64 KiB", `
So much front matter is text that belongs below the closing ---, or a mistake.
The limit also keeps a broken file from taking the machine's memory.`),
	rule("key/empty", "a key without a value", `
A key with nothing after its colon could mean anything. Write a value, or delete
the line: a key that is left out has its usual meaning. (null and ~ are no
values either.)`),
	rule("key/hugo", "a key of Hugo that has no place here", `
The key means something in Hugo or a generator like it, and nothing here. The
help line says why, and what to write instead: url becomes slug or aliases,
menus stand in content/site.yaml, tags do not exist. Refusing it by name is
kinder than ignoring it: the page would look published as its author meant.`),
	rule("key/kind", "a key that belongs to another kind of page", `
The folder decides the kind of a page (page, module, chapter, campaign, news
release), and some keys belong to some kinds only: region to a campaign, issued
to a release, aim to a module or chapter. Delete the line, or move the file to
the section whose kind it should have.`),
	rule("key/page", "a page that a key leads to cannot be reached", `
The key names a page by its file, from this page's own file on:

    campaign: ../campaigns/south-east.md

The file must be there, be a page of the kind that the key wants, and be
published when this page is.`),
	rule("key/required", "a key that must be there is missing", `
Some keys have no sensible value when left out: every page needs a title and a
description, a chapter needs an aim. The help line shows what to add.`),
	rule("key/service", "a service that a key names does not exist", `
The key names a service by its id in content/services.yaml, and there is none
with this one. Correct the id, or add the service there first.`),
	rule("key/spelling", "a key in the wrong case or with the wrong separator", `
Keys are written in one way: publishDate, not publishdate, publish_date or
PublishDate. Sotto does not guess, because two spellings in one file would have
two values.`),
	rule("key/unknown", "a key that does not exist", `
An unknown key is refused and never ignored: drfat: true, ignored, would publish
a draft. The help line names the nearest key, or all of them.`),
	rule("value/bool", "something else than true or false", `
Only true and false, in lower case and without quotes, are read. yes, no, on,
off, 1 and "true" mean different things to different YAML programs: in Hugo,
draft: yes publishes the page.`),
	rule("value/choice", "a word that is not one of those allowed here", `
This key takes one of a few words; the help line lists them or names the
nearest.`),
	rule("value/date", "a date that cannot be read, or does not exist", `
A date is a day, 2026-11-21, which means the midnight that begins it in the
site's time zone; or an instant with its offset from UTC:

    publishDate: 2026-11-21
    publishDate: 2026-11-21T09:30:00+00:00

Other forms can be read in two ways (2/3/2026) or by some programs only. Where
less is known, launched, issued and asOf may stop short: 2018 or 2018-01.`),
	rule("value/host", "a host that the site may not link to", `
outbound in content/site.yaml lists every host that pages, services and the exit
link may lead to. A mistyped host would send a frightened reader to a stranger;
so add it there on purpose, or correct the address.`),
	rule("value/language", "a text in a language that the site does not have", `
Texts that stand in several languages are written with the site's language
codes: {en: Leave this site, cy: Gadael y wefan}. The languages are set in
content/site.yaml; each has its own content/messages.<language>.yaml.`),
	rule("value/line", "a text with line breaks where one line is wanted", `
Titles, descriptions and other front matter are one line of text. Write it
without line breaks; it may be long, and a line that begins with spaces goes on
from the one above.`),
	rule("value/name", "an id or key that is not made of names", `
Ids, translation keys and the like hold lower case letters, digits and hyphens
(translationKey and id may have a / between names), so that they can stand in
addresses and commands.`),
	rule("value/number", "not a whole number, or out of its range", `
Write the number in digits alone: weight: 10. No quotes, no signs, no decimals,
no zero in front (YAML reads 010 as eight). Lists have a greatest length too.`),
	rule("value/repeat", "the same entry twice in a list", `
A list names each thing once: a menu with the same page twice, or a page with
the same old address twice, is a slip. Delete one of the two; if another was
meant, correct it.`),
	rule("value/type", "a value of the wrong type", `
YAML decides by its looks what a value is: 2026 is a number, 2026-11-21 a date,
true neither. Where a text is wanted, put such a value in quotes:

    title: "2026"

A list stands in square brackets or on lines that begin with a hyphen.`),
	rule("value/url", "an address that cannot be used", `
Addresses begin with https://, with the host in lower case, without user name or
port. outbound lists bare hosts: www.example.org. baseURL is the address of the
site itself: https://www.example.org/.`),
	rule("yaml/alias", "an anchor, an alias or a merge key", `
YAML can mark a value (&name) and repeat it elsewhere (*name, <<: *name). A few
lines of that can grow into gigabytes, and nobody can see at the place of use
what is meant. Write the value itself; if it begins with & or *, in quotes.`),
	rule("yaml/comment", "a comment after a text", `
In YAML, a # after a space begins a comment, to the end of the line:

    title: Guide #2 for families

has the title "Guide". If the # belongs to the text, put the whole in quotes. If
it is a comment, move it to a line of its own.`),
	rule("yaml/document", "a second YAML document, or a directive", `
One file holds one document. Lines of ---, ... or %YAML inside it would make
programs stop reading there, in silence.`),
	rule("yaml/duplicate", "the same key twice", `
When a key stands twice, programs differ in which they take. Delete one.`),
	rule("yaml/syntax", "a line that is no YAML", `
A YAML line is a key, a colon, a space and a value. What goes wrong most often:

    title: Help: now           a colon in a text: title: "Help: now"
    title: "Help" now          text after the closing quote
    title:Help                 no space after the colon
    [tab]title: Help           a tab instead of spaces

The line that is named is the first that cannot be read.`),
	rule("yaml/tag", "a YAML tag", `
Tags such as !!str or !include change what a value means, or load other files.
Every key here knows its type. Delete the tag; if the text begins with an
exclamation mark, put it in quotes.`),
}
