package audit

import (
	"strings"

	"sotto/generator/diag"
)

// The words of every check, one a line:
//
//	rule#what  flags  message  help
//
// The first flag is the severity: e error, w warning, i info. The second says
// what becomes of it in the General profile: = the same, w warning, i info,
// - off. An f after them means that the finding is about the whole file. {0},
// {1}… stand for what the check has to tell.
func readWords(general bool) map[string]saying {
	severities := map[byte]diag.Severity{'e': diag.Error, 'w': diag.Warning, 'i': diag.Info}
	table := map[string]saying{}
	for line := range strings.Lines(wordsHTML + wordsFrame + wordsReach + wordsFiles) {
		part := strings.Split(strings.TrimSpace(line), " | ")
		if len(part) != 4 {
			continue
		}
		s := saying{message: part[2], help: part[3], wholeFile: strings.HasSuffix(part[1], "f")}
		s.severity = severities[part[1][0]]
		switch flag := part[1][1]; {
		case !general || flag == '=':
		case flag == '-':
			continue
		default:
			s.severity = severities[flag]
		}
		table[part[0]] = s
	}
	return table
}

// wordsHTML are about the form of a page.
const wordsHTML = `
html/doctype#missing | e= | the file does not begin with <!doctype html> | write <!doctype html>, in small letters, as the very first bytes
html/doctype#again | e= | a doctype stands in the middle of the page | leave it out: only the first line has one
html/frame#parts | e-f | the page lacks html, head or body, or one of their end tags | write <html lang="…"><head>…</head><body>…</body></html>, all of them
html/charset#missing | ewf | the page does not say that it is UTF-8 | write <meta charset="utf-8"> first in head
html/charset#late | e- | charset is not the first thing in head | move <meta charset="utf-8"> to the start of head
html/charset#other | e= | the page says that it is {0} | write <meta charset="utf-8">
html/comment#any | e- | a comment would be published | take it out of the template; write {{/* … */}} there, which leaves nothing behind
html/comment#conditional | e= | a conditional comment can hold markup that only some programs read | leave it out
html/comment#odd | e= | programs disagree about where this comment ends | write <!-- … --> without -- inside it, or leave it out
html/markup#instruction | e= | a processing instruction (<?…) has no place in HTML | leave it out
html/markup#cdata | e= | a CDATA section is read differently inside and outside of SVG | write the text itself, with < and & as &lt; and &amp;
html/markup#junk | e= | this is no tag, and programs disagree about what it is | write < as &lt; when it is meant to be seen
html/markup#inline | e= | {0} inside a style or script is read differently by different programs | write it in another way, such as < / with a space, or leave it out
html/element#unknown | e= | the contract does not know the element {0} | use an element from the contract: sotto explain html/element
html/element#form | e= | {0} belongs to forms, and a page that stays silent asks for nothing | say in words what to do, on paper or in the head
html/element#noscript | e= | noscript shows some readers what is hidden from the check of others | write the content into the page itself, and let the script change it
html/element#template | e= | {0} holds content that is not there until a script says so | write the content into the page itself
html/element#math | e= | the contract knows no MathML | write the formula in words or as text
html/element#script | e= | {0} does nothing without a script | leave it out
html/attribute#unknown | e= | {1} may not have the attribute {0} | leave it out; sotto explain html/attribute lists what is allowed
html/attribute#data | e= | the attribute {0} is read by nothing but scripts | leave it out, or use a class or an id
html/attribute#namespace | e= | the attribute {0} belongs to XML | leave it out
html/attribute#target | e= | {0} opens a second window or leaves a file on the device | leave it out: readers choose for themselves
html/attribute#twice | e= | the attribute {0} is given twice | keep one of them
html/value#wrong | e= | "{2}" is not a value that {0} may have on {1} | leave the attribute out, or see sotto explain html/value
html/value#role | e= | the role {0} is not on the list | use the element that means it, or no role
html/value#rel | e= | rel may not say {0} | write rel="noreferrer noopener" for links that leave the site, and nothing else
html/form#upper | e- | the tag {0} is written with capital letters | write it in small letters
html/form#attrupper | e- | the attribute {0} is written with capital letters | write it in small letters
html/form#quotes | e- | the value of {0} is not in double quotes | write {0}="…"
html/form#equals | e- | there is white space around the = of {0} | write {0}="…"
html/form#novalue | e- | {0} has no value | write {0}="…"
html/form#slash | e- | the tag {0} ends in /> | write > : the slash means nothing in HTML
html/form#space | e- | the attributes of {0} are not separated by spaces alone | put one space before each attribute
html/form#endtag | e- | the end tag of {0} holds more than its name | write </{0}>
html/form#unclosed | e- | the tag {0} is not closed | write the missing >
html/form#greater | e- | a > stands by itself | write &gt;
html/form#less | e- | a < stands by itself | write &lt;
html/reference#unknown | e= | this & starts no reference that every program knows | write &amp; for the sign itself, and other characters as themselves
html/nesting#parent | e- | {0} may not stand in {1} | move it, or close {1} before it
html/nesting#within | e- | {0} may not stand anywhere inside {1} | close {1} before it
html/nesting#first | e- | {0} is not the first thing in {1} | move it to the start of {1}
html/nesting#order | e- | {0} is not where it belongs | write head once, then body once
html/nesting#text | e- | there is text directly in {0}, which may not hold any | put it into an element that may, such as p
html/nesting#outside | e- | there is something before or after the page itself | leave nothing but white space outside of <html>…</html>
html/nesting#close | e- | </{0}> closes {1} as well, which is still open | write </{1}> before it
html/nesting#stray | e- | </{0}> closes nothing | leave it out
html/nesting#open | e- | {0} is never closed | write </{0}> where it ends
html/depth#deep | e= | elements are nested more than 100 deep | nest less: browsers flatten what is too deep
html/parse#different | e= | another parser finds {0} here, which this check has not seen in this place | write the tags around it in full, and in order
html/meta#card | e= | {0} is for the previews of social media, which show what was read | leave it out
html/meta#name | e= | meta may not have the name {0} | leave it out
html/meta#equiv | e= | meta may not say {0} to browsers | leave it out; what is meant for servers goes into their configuration
html/meta#empty | e= | this meta says nothing | leave it out
html/meta#twice | e= | the page has two meta elements for {0} | keep one
html/meta#onion | e= | {0} is no address of an onion service | write http:// and the 56 characters, ending in .onion
html/meta#referrer | e= | referrer says {0} | write <meta name="referrer" content="no-referrer">
html/meta#noreferrer | e-f | the page lets browsers tell other sites where a reader came from | write <meta name="referrer" content="no-referrer"> in head
`

// wordsFrame are about how a page serves those who read it.
const wordsFrame = `
access/lang#missing | ewf | the page does not say its language | write <html lang="en">
access/lang#unlisted | e= | the site has no language {0} | write one of the site's languages, or add it in site.yaml
access/lang#form | e= | {0} is no language code | write a code such as en, cy or pt-BR
access/title#missing | ewf | the page has no title | write <title>…</title> in head
access/title#empty | ew | the title is empty | say in a few words what the page is
access/title#twice | e= | the page has a second title | keep one
access/title#same | eif | the title "{0}" is also that of {1} | give each page a title of its own: it is what tabs and history show
access/zoom#missing | e-f | the page has no viewport, so that phones show it tiny | write <meta name="viewport" content="width=device-width, initial-scale=1">
access/zoom#blocked | e= | the viewport keeps readers from enlarging the page | write content="width=device-width, initial-scale=1" and nothing else
access/heading#h1missing | e-f | the page has no h1 | give it one: it is where people who listen find out where they are
access/heading#h1twice | e- | the page has a second h1 | make it an h2
access/heading#h1outside | e- | the h1 is not in main | move it into main
access/heading#first | e- | the first heading of the page is {0} | begin with h1
access/heading#skip | e- | {0} skips a level | write h{1}
access/heading#empty | ew | this {0} has no text | write its text, or leave it out
access/landmark#missing | e-f | the page has no {0} | add it: people who listen go from landmark to landmark
access/landmark#twice | e- | the page has a second {0} | keep one, or put this one into an article or section
access/landmark#main | e- | main stands inside another landmark | put it beside header, nav and footer
access/nav#unlabelled | e- | the page has several nav, and this one has no label | write aria-label="…" that says what it leads to
access/nav#same | e- | two nav have the same label, {0} | give each its own
access/id#twice | ew | the id {0} is on the page twice | change one: links and labels find only the first
access/reference#missing | ew | no element of the page has the id {0} | write the id of an element on this page
access/name#empty | ew | {0} is empty | write what the thing is called, or leave it out
access/name#summary | ew | this summary has no text | write what opens
access/name#nosummary | ew | this details has no summary | begin it with <summary>…</summary>
access/name#svg | ew | this drawing has neither a name nor aria-hidden="true" | write role="img" and aria-label="…", or aria-hidden="true" when it only decorates
access/alt#missing | ew | this picture has no alt | write alt="…" with what it shows, or alt="" when it only decorates
access/alt#filename | ew | alt is the name of a file: {0} | say what the picture shows
access/table#header | ew | this table has no header cells | write <th scope="col"> in its first row
access/list#empty | e- | this {0} is empty | leave it out
access/link#empty | ew | this link has no text | write where it leads
access/hidden#link | ew | this link is hidden from people who listen, but they can still reach it | take aria-hidden or hidden away
access/tabindex#positive | ew | tabindex {0} changes the order of the page | write tabindex="0" or leave it out
access/skip#missing | e-f | the page has no skip link | begin body with <a href="#main">…</a>
access/skip#first | e- | the first link of the page is no skip link | make the first link lead to the id of main
access/exit#missing | e-f | the page has no exit link | put it second, after the skip link
access/exit#second | e- | the second link of the page is not the exit link | put the exit link straight after the skip link
discreet/title#word | e= | the title of this discreet page holds "{0}" | choose a neutral discreetTitle: it stays in the browser's history
discreet/description#word | e= | the description of this discreet page holds "{0}" | choose a neutral description: search engines show it
discreet/address#word | e=f | the address of this discreet page holds "{0}" | let the page have its opaque address, or choose a neutral slug
text/encoding#utf8 | e= | this is not UTF-8 | save the file as UTF-8
text/encoding#bom | e= | the file begins with a byte order mark | save it as UTF-8 without one
text/encoding#replacement | e= | U+FFFD stands where a character was lost | write the character again
text/control#character | e= | the control character {0} stands in the text | delete it
text/control#cr | e- | lines end in carriage returns | save the file with plain line ends (LF)
text/bidi#control | e= | {0} changes the order in which text is shown, so that it reads otherwise than it is | delete it; for text in another direction write <bdi> or dir="rtl"
text/invisible#character | e= | the invisible character {0} stands in the text | delete it
text/invisible#tag | e= | {0} is a tag character: it can carry a message that nobody sees | delete it
text/invisible#private | e= | {0} means something in one font only | use a character that every font has, or a picture
text/leftover#template | e= | a template left "{0}" behind | give it the value it lacks
phone/form#characters | e= | {0} is not dialled by every telephone | write tel:+44… or a short code, digits only
phone/form#length | e= | {0} is too short or too long for a telephone number | write the number with its country code: tel:+44…
phone/digits#different | e= | the link shows {0} and dials {1} | make them the same number: somebody in need would reach a stranger
phone/digits#foreign | e= | {0} is a digit that telephones do not have | write 0 to 9
`

// wordsReach are about what could contact anyone.
const wordsReach = `
fetch/element#frame | e= | {0} fetches another page | link to it instead
fetch/element#plugin | e= | {0} fetches a file and runs it | link to it instead
fetch/element#media | e= | {0} fetches sound or pictures, and how long shows what was played | link to where they are, or write what is said
fetch/element#picture | e= | {0} lets the browser choose what to fetch, which shows what device it is | write one img
fetch/element#base | e= | base changes where every address of the page leads | write addresses in full
fetch/attribute#request | e= | the attribute {0} of {1} makes browsers fetch or send something | leave it out
fetch/attribute#source | e= | {0} on {1} brings in what this check cannot see | leave it out
fetch/attribute#lazy | e= | loading shows the network how far somebody reads | leave it out
fetch/attribute#form | e= | {0} sends what is typed | leave it out
fetch/link#rel | e= | link may not say rel="{0}" | leave it out: browsers open connections for it, or may one day
fetch/link#icon | e= | the icon is a request of its own | write <link rel="icon" href="data:,">
fetch/link#noicon | e-f | the page declares no icon, so that browsers ask for /favicon.ico | write <link rel="icon" href="data:,"> in head
fetch/link#stylesheet | e= | a stylesheet in a file is a request of its own | put the style into the page
fetch/link#empty | e= | this link has no href | leave it out
fetch/link#outside | e= | link rel={0} leads to another site | give an address of this site
fetch/image#outside | e= | the picture comes from another site, which learns who reads this page: {0} | put the picture into static/ and link to it there
fetch/image#data | e= | a picture inside the page must be PNG, WebP or AVIF in base64 | use one of these, or a file
fetch/image#nosource | e= | this picture has no src | write src="…"
fetch/refresh#form | e= | this refresh is not of the form that redirect pages have | write content="0; url=/where/to/"
fetch/refresh#outside | e= | the page sends its readers to another site by itself | link there instead
fetch/refresh#link | e- | the redirect page has no link to where it leads | write <a href="…"> with the same address
fetch/refresh#index | e- | search engines would list this redirect page | write <meta name="robots" content="noindex">
url/form#empty | e= | the address is empty: {0} | write where it leads
url/form#missing | e- | this a has no href | write href="…", or use span
url/form#space | e= | there is white space or a control character in the address {0} | take it out, or write it as %20
url/form#backslash | e= | there is a backslash in the address {0}, which browsers take for a slash | write /
url/form#ascii | e= | there is a letter outside of ASCII in the address {0} | write it percent-encoded, or choose a slug of plain letters
url/form#character | e= | there is a character in the address {0} that belongs in none | write it percent-encoded
url/form#percent | e= | there is a % in the address {0} that starts no code | write %25
url/form#encoded | e= | {0} in an address hides what it means | write the address plainly
url/form#query | e= | {0} holds a query, which servers write down | leave out everything from the question mark on
url/form#slashes | e= | {0} has no // after its scheme | write https://
url/form#textfragment | e= | {0} tells the browser which words to show, and so what was looked for | leave out everything from :~: on
url/scheme#http | e= | {0} is not encrypted, so that everybody on the way can read it | write https:
url/scheme#none | e= | {0} leads to another site without saying how | write https: before it, or one slash for this site
url/scheme#unknown | e= | addresses that begin with {0}: are not allowed | use https:, tel:, sms:, mailto: or an address of this site
url/scheme#hidden | e= | the start of the address is written in code: {0} | write it plainly
url/scheme#upper | e= | the scheme of {0} is written with capital letters | write it in small letters
url/host#unlisted | e= | the site may not send readers to {0} | add the host to outbound in site.yaml if it may
url/host#user | e= | {0} holds a user name, which makes an address look like another | write only the host
url/host#ip | e= | {0} is a number instead of a name | write the name of the host
url/host#port | e= | {0} names a port | leave it out
url/host#dot | e= | {0} ends in a dot | leave the dot out
url/host#punycode | e= | {0} can look like another name | link to a name of plain letters
url/host#name | e= | {0} is no name of a host | write it in small letters, such as www.gov.uk
url/rel#missing | e= | this link lets the other site know where its reader came from | write rel="noreferrer noopener"
url/tracking#parameter | e= | the address carries {0}, which tells the other site who sent the reader | leave it out
url/mail#form | e= | {0} is not a plain mail address | write mailto:name@host and nothing after it
url/outside#base | e= | {0} is not below the address of this site | write the path with the site's base in front
url/outside#root | e= | {0} leads out of the site, or has an empty part | count the ../ again
script/handler#attribute | e= | {0} is a script in an attribute | leave it out
script/inline#twice | e= | the page has a second script | keep the one whose hash the policy names
script/inline#none | e= | the page may have no script; this one is {0} | leave it out, or let a strict policy in a meta allow just this one
script/inline#hash | e= | this is not the script that the policy names; its hash is {0} | publish static/script.js unchanged
script/word#request | e= | the script uses {0}, which can ask for, store or make something | do without it
script/word#address | e= | the script names an address: {0} | let it read the address of the exit link
script/word#escape | e= | the script holds an escape or a letter outside of ASCII, which can hide a word | write it plainly
css/inline#twice | e- | the page has a second style | put both into one
css/inline#none | e-f | the page has no style of its own, so that visited links show | put the site's style into head
css/inline#hash | e= | this is not the style that the policy names; its hash is {0} | publish static/style.css unchanged
css/attribute#style | e= | a style attribute is not covered by the policy's hash | use a class
css/fetch#url | e= | url() fetches a file | leave it out: use colours, gradients and system fonts
css/fetch#function | e= | {0}() fetches a file | leave it out
css/fetch#atrule | e= | @{0} fetches a file | leave it out: put the rules here, and use system fonts
css/fetch#attr | e= | attr() with a type can fetch what an attribute says | write attr(name) only
css/fetch#property | e= | {0} fetches a file | leave it out
css/fetch#raw | e= | {0} stands here, whatever is around it | leave it out, in comments and texts as well
css/atrule#unknown | e= | the contract does not know @{0} | leave it out
css/function#unknown | e= | the contract does not know {0}() | leave it out, or have it added to the list in generator/audit/css.go
css/form#token | e= | programs disagree about what this is | write plain CSS
css/form#escape | e= | {0} holds an escape, which can hide a word | write it plainly
css/form#unclosed | e= | this is never closed | write what closes it
css/form#brace | e= | this } closes nothing | leave it out
css/form#rule | e= | this is no rule | write selector { property: value }
css/form#declaration | e= | this is no declaration | write property: value;
css/visited#different | e= | {0} shows which pages were read | write {1} beside it in the same list, so that both look the same
css/visited#link | e= | {0} is only for links that were not read, and so shows which were | write {1}
css/visited#nested | e= | {0} can tell visited links from others | write :any-link
css/visited#colour | e= | VisitedText is the colour of links that were read | write LinkText
css/visited#default | e- | links have no colour of their own, so that browsers show visited ones in purple | write a { color: … }
css/hidden#declaration | e- | {0} hides text from some readers | use the class visually-hidden, the attribute hidden, or @media print
css/hidden#small | e- | this box is too small to show its text, and cuts off the rest | use the class visually-hidden
css/hidden#colour | e- | text and background are both {0} | give them different colours
csp/missing#meta | e-f | the page has no Content-Security-Policy | write it in a meta straight after charset
csp/place#late | e- | the policy is not the second thing in head | move it straight after <meta charset="utf-8">: it protects only what follows
csp/different#expected | e- | the policy is not the one of the site: {0} | publish the policy of the build unchanged
csp/weak#missing | e- | the policy does not say {0} | write {0} 'none'
csp/weak#value | e- | the policy allows {1} for {0} | write {0} {2}
csp/weak#unknown | e- | the contract does not know the directive {0} | leave it out
csp/weak#twice | e- | the policy says {0} twice; browsers obey the first | keep one
csp/meta#ignored | e- | browsers ignore {0} in a page | say it in the server's configuration only
csp/report#uri | e= | {0} sends reports about readers | leave it out
csp/hash#style | e- | the policy does not allow the page's style | write style-src '{0}'
csp/hash#script | e- | the policy does not allow the page's script | write script-src '{0}'
csp/site#style | e-f | the style differs from that of {0} | give all pages the same style: one hash, one policy
csp/site#script | e=f | the script differs from that of other pages | give all pages the same script: one hash, one policy
csp/site#config | e-f | the policy in this configuration does not allow the style and script of the pages | write the hashes of this build
`

// wordsFiles are about files, and about the site as a whole.
const wordsFiles = `
served/type#unknown | e=f | files of the kind {0} are not served | leave it out; the contract has .html .txt .xml .svg .png .jpg .webp .avif
served/type#stylesheet | e-f | a stylesheet in a file is a request of its own | put the style into the pages
served/content#differs | e=f | by its name this is {0}, by its content {1} | give it the right ending
served/content#broken | e=f | this {0} picture is damaged | export it again
served/metadata#chunk | ewf | the picture holds {0} besides the picture | remove its metadata: it can name a place, a camera, a person
served/metadata#segment | ewf | the picture holds a segment {0} besides the picture | remove its metadata: it can name a place, a camera, a person
served/metadata#trailing | ewf | something follows the end of the picture | export it again
served/path#character | e=f | {0} holds a character that has no place in an address | use small letters, digits, - and _
served/path#upper | e-f | {0} has capital letters, which some servers take for small ones | write it in small letters
served/path#segment | e=f | {0} has an empty part, or one of dots | give the file a plain name
served/path#twice | e=f | the path differs from {0} only in capital letters | rename one of them
served/sidecar#alone | e=f | there is nothing that {0} is a copy of | publish the file itself beside it
served/sidecar#differs | e=f | what is served compressed is not {0} | compress the file again
served/sidecar#broken | e=f | it cannot be decompressed: {0} | compress the file again
served/sidecar#header | e=f | the gzip header names a file, a time or a comment | compress without them (gzip -n)
served/sidecar#unknown | e=f | {0} cannot be decompressed here, so its content is unknown | leave it out
served/symlink#type | e=f | this is no plain file ({0}) | put the file itself here
svg/element#unknown | e= | the contract does not know {0} in drawings | draw it with path, and export it as a plain drawing
svg/element#foreign | e= | foreignObject brings a page into a drawing | leave it out
svg/element#animation | e= | {0} moves, and can change addresses | leave it out
svg/value#external | e= | {0} is outside of the drawing | refer to an id of the same drawing: #name
svg/value#missing | e= | the drawing has nothing with the id {0} | give the id of something in the same drawing
svg/value#paint | e= | {0} may not be {1} | write a colour, or url(#id)
svg/form#root | e=f | the file is no drawing | begin it with <svg xmlns="http://www.w3.org/2000/svg" …>
xml/form#wellformed | e= | the file is not well-formed: {0} | mend it, or export it again
xml/form#comment | e= | a comment would be published | leave it out
xml/form#doctype | e= | a doctype can bring in other files | leave it out
xml/form#instruction | e= | a processing instruction can bring in a stylesheet | leave it out
xml/form#cdata | e= | a CDATA section hides text from plain checks | write < and & as &lt; and &amp;
xml/form#mixed | e= | there is text between the elements of {0} | leave it out
xml/element#unknown | e= | the contract does not know the element {0} here | leave it out
xml/element#place | e= | {0} is not where it belongs | see sotto explain xml/element
xml/element#html | e- | {0} holds HTML, which readers of feeds would fetch pictures for | write type="text" and plain words
xml/element#date | e- | {0} is not a date: {1} | write 2026-11-21 or 2026-11-21T09:00:00Z
xml/element#id | e= | {0} is no identity for a feed | write a whole address or a tag: or urn:
xml/attribute#unknown | e= | {1} may not have the attribute {0} here | leave it out
xml/attribute#namespace | e= | {0} is not the namespace of this | write the one that the format prescribes
xml/attribute#rel | e= | rel may not say {0} here | write alternate or self
xml/address#outside | e= | {0} is not on this site | name only addresses of this site
xml/address#relative | e= | {0} is not a whole address | write it with https:// and the host
config/headers#header | e= | the header {0} makes browsers ask for, report or remember something | leave it out
config/server#directive | e= | {0} lets the server serve what was never checked | leave it out
config/redirects#line | e= | this is no redirect: from, to, status | write /old/ /new/ 301
config/redirects#status | e= | {0} is not the status of a redirect | write 301
config/redirects#outside | e= | {0} is not an address of this site that begins with a slash | write one that is
config/robots#line | e= | robots.txt may not say {0} | write User-agent, Disallow, Allow or Sitemap
dead/link#missing | e= | {0} leads nowhere{1} | link to a page that is there
dead/link#slash | e- | {0} lacks its last slash, so that every reader costs a redirect | write {0}/
dead/link#page | e= | {0} is no page | name a page
dead/link#redirect | e= | {0} is listed, but only leads on | list where it leads
dead/link#relative | e- | this address depends on where the page is shown, and 404.html is shown everywhere | begin it with a slash
dead/anchor#here | ew | the page has no id {0} | write the id of an element on this page
dead/anchor#missing | ew | there is no #{0} on {1} | write the id of an element on that page, or leave out the #
dead/asset#image | e= | the picture {0} is not there | put it into static/
dead/asset#style | e= | the stylesheet {0} is not there | publish it, or leave the link out
dead/asset#kind | e= | {0} is not {1} | name a file that is
dead/twin#language | e= | {0} is in {1}, not in {2} | correct hreflang
dead/twin#oneway | ew | {0} does not name this page as its translation | let each name the other
dead/orphan#page | iif | no link leads here from the home page | link to it, or leave it out
`
