package links

import "sotto/generator/diag"

// Rules documents the findings of this room, sorted by code.
func Rules() []diag.Rule {
	rule := func(code, summary, explain string) diag.Rule {
		return diag.Rule{Code: code, Severity: diag.Error, Summary: summary, Explain: explain}
	}
	return []diag.Rule{
		rule("link/address", "a link is written as an address, not as a file",
			`Links lead to source files, so that every editor and Git host can follow them
and Sotto can check them:

    [the law](../law/index.md)        not  [the law](/law/)

Sotto turns them into addresses, in the reader's language.`),
		rule("link/anchor", "a link points at a heading that is not there",
			`The part after # names a heading of the page: its text in lower case with
hyphens, or the name given in braces, as in ## The limits {#limits}. Was the
heading renamed? Give it its old name in braces, and old links keep working.`),
		rule("link/empty", "a link leads nowhere",
			`[text]() has no destination. Write the file it should lead to.`),
		rule("link/file", "a link leads to a file to download",
			`A download stays on the reader's device and shows in its list of downloads.
Write what the file says on a page instead.`),
		rule("link/http", "an address is not encrypted",
			`Over http: anybody on the way can read along and change the page. Write https:.`),
		rule("link/image", "a picture is not there",
			`Pictures lie in static/ and are named by their path from there:

    ![A telephone](/images/telephone.svg)    for static/images/telephone.svg`),
		rule("link/mailto", "a link starts an e-mail",
			`A sent mail stays in the outbox, under the reader's name. Link to a page that
explains the ways to get in touch, or to a service: :website[helpline].`),
		rule("link/missing", "a link leads to a source file that is not there",
			`The path starts from the folder of the page that holds the link. From
content/help/index.md, content/law/index.md is ../law/index.md. A page that was
renamed or moved needs its links changed: sotto check lists them all.`),
		rule("link/outbound", "a link leads to a host that is not on the list",
			`Readers may be sent only to hosts listed under outbound in content/site.yaml.
Each of them learns that somebody came, so each is added on purpose.`),
		rule("link/outside", "a link leads out of content/",
			`There are too many ../ in it. Count the folders from the page up to content/.`),
		rule("link/phone", "a telephone number is written as a link",
			`Numbers are written once, in content/services.yaml, so that they cannot
differ or go stale in one place only. In a sentence write :phone[helpline].`),
		rule("link/picture", "a page has a picture, but every page must be one request",
			`With size: {mode: uniform} all pages look the same on the network: one request
and one answer of one length. A picture would be a second request, and tell
which page was read. Say in words what it shows; or choose mode: off for
the whole site, if pictures matter more than that.`),
		rule("link/query", "a link inside the site has a query",
			`Everything from the question mark on is used to track readers, or does
nothing on a static site. Leave it out.`),
		rule("link/scheme", "a link is of a kind that is not published",
			`Only source files and https addresses can be linked to.`),
		rule("link/withheld", "a link leads to a page that is not published",
			`The page exists, but is a draft, waits for its publishDate, or is past its
expiryDate. A link to it would be dead, and would tell that it is coming. Take
the link out until then, or give both pages the same publishDate. sotto explain
FILE tells why a page is withheld.`),
	}
}
