package audit

// rulesReach documents the rules about what could contact anyone.
const rulesReach = `
== fetch/element: an element must not fetch anything
Frames, objects, films, sounds, picture sources: each is a request that tells
somebody who reads the page, and how large the answer is tells everybody on the
way. base changes where every address leads.

== fetch/attribute: an attribute must not make browsers fetch or send
srcset, ping, background, cite, poster and the like. loading="lazy" shows how
far down somebody has read.

== fetch/link: link may only name the page itself, its translations and its feed
canonical, alternate with hreflang, alternate with type application/atom+xml,
and <link rel="icon" href="data:,">, which keeps browsers from asking for
/favicon.ico. preconnect, dns-prefetch, preload, manifest and even next open
connections, and no Content-Security-Policy stops all of them. The General
profile also allows stylesheets and icons of the same site.

== fetch/image: a picture must come from the same site
Or stand in the page itself as PNG, WebP or AVIF. A picture from elsewhere
tells its host who reads what, and when.

== fetch/refresh: only a redirect page may send readers on
At once, to an address of the same site, with a link to the same address for
those whose browser does not, and with robots noindex:

	<meta http-equiv="refresh" content="0; url=/law/">
	<meta name="robots" content="noindex">
	<a href="/law/">The law</a>

== url/form: an address must be written so that all programs read it alike
No white space, no control characters, no backslashes, nothing outside of
ASCII, nothing empty, no encoded dots or slashes, no query (servers write it
down), no text fragment (it says what was looked for).

== url/scheme: an address must be https or of this site
Or tel:, sms:, mailto:. Everything else is an error: http: can be read on the
way, javascript: and data: run in the page, others start programs. The scheme
is written plainly, in small letters.

== url/host: a link may leave only for hosts that are listed
Under outbound in site.yaml. A host is a plain name: no number, no port, no
user name, no dot at its end, no name in punycode, which can look like another.

== url/rel: a link that leaves the site must not say where it was
rel="noreferrer noopener". Without it the other site learns which page its
reader came from, and can reach back into the window. In the General profile
<meta name="referrer" content="no-referrer"> in head is enough.

== url/tracking: an address carries no campaign parameters
utm_source and its like tell the other site who sent the reader.

== url/mail: a mail link is one plain address
No subject and no copies: they stay in drafts and histories.

== url/outside: an address of this site must stay below its base
It may not climb out by ../, nor leave out the folder that the site is served
from, nor hold an empty part (//).

== dead/link: an address must lead somewhere
The page or file has to be among those that are published, with the slash that
it needs. 404.html is shown at any address, so its own start with a slash.

== dead/anchor: an anchor must be there
#name needs an element with id="name" on the page that the link leads to.

== dead/asset: a picture or stylesheet must be there, and be one
Put it into static/, and write its path from there with a slash in front.

== dead/twin: translations must name each other
A page that names its Welsh twin is named by it in turn, and hreflang says the
language that the other page says it is in.

== dead/orphan: a page that no link leads to
Not wrong, but readers will not find it. Link to it, or leave it out.

== script/handler: no script stands in an attribute
The policy forbids it and the hash does not cover it.

== script/inline: a page may hold one script, known by its hash
The one in static/script.js, unchanged. The policy names its hash, so that a
changed byte makes browsers refuse it. The General profile takes no script.

== script/word: the script must not ask, store or make anything
Its words are looked at: fetch, cookie, localStorage, innerHTML, eval and their
like, addresses other than the exit, and escapes that could hide a word. The
hash says that the script is the one that was meant; this says that what was
meant is silent.

== css/inline: a page has one style, known by its hash
The one in static/style.css, unchanged and the same on every page.

== css/attribute: no style stands in an attribute
Use a class. The General profile reads style attributes as it reads CSS.

== css/fetch: CSS must not fetch anything
url(), image(), image-set(), cross-fade(), element(), paint(), src(), @import,
@font-face, @namespace, behavior, -moz-binding, expression(): through escapes
(u\72l) as well, and whatever stands around them. Use colours, gradients and
the fonts of the system.

== css/atrule: only at-rules of the contract may be used
{atrules}

== css/function: only functions of the contract may be used
{functions}

== css/form: CSS must be read alike by all programs
Everything closed that was opened, no escapes in names, no tokens that the
standard calls bad.

== css/visited: a visited link must look like any other
Otherwise the next person at the screen sees what was read. Give links a colour
(a { … }), write :link and :visited only side by side in one list, and nothing
inside :not(), :has() or :is().

== css/hidden: text must not be hidden
display: none, opacity: 0, tiny type, text off the page or in the colour of its
background: what some readers see and others do not cannot be checked by eye.
Allowed are the class visually-hidden, the attribute hidden, :not(:focus) for
the skip link, what ::before and ::after made, and @media print.

== csp/missing: a page must have its Content-Security-Policy
In a meta straight after charset, besides the header that the server sends:
some hosts send none.

== csp/place: the policy must come before what it governs
In a page it holds only for what follows it, so it stands straight after charset.

== csp/different: the policy must be the one of the site
Every page has the same, worked out from the one style and the one script.

== csp/weak: the policy must allow nothing but what the page holds
default-src 'none'; style-src and script-src by hash; img-src 'self' data: at
most; base-uri 'none' and form-action 'none', which have no fallback.

== csp/hash: the policy must allow the style and script of the page
By the SHA-256 of their bytes. One changed byte, and browsers show the page
without its style.

== csp/meta: some directives mean nothing inside a page
frame-ancestors and sandbox are obeyed only in a header; in a page they fill
the console.

== csp/report: the policy must not send reports
report-uri and report-to make the reader's browser tell a server what it did.

== csp/site: all pages share one style, one script, one policy
And the configuration for the server allows the same hashes.
`

// rulesFiles documents the rules about files.
const rulesFiles = `
== served/type: only files of known kinds are served
.html .txt .xml .svg .png .jpg .jpeg .webp .avif, their copies in .gz and .br,
and what Sotto writes for servers (_headers, _redirects, .htaccess, .server/).
The General profile adds .css. A script, a font, a PDF is a request of its own,
and some leave a download on the device.

== served/content: a file must be what its name says
A browser that guesses otherwise could run it.

== served/metadata: a picture holds the picture only
Cameras write the place, the time and their number into pictures. No EXIF, no
XMP, no comments, no thumbnails, nothing behind the end.

== served/path: the name of a file must be a plain address
Small letters, digits, dashes. Names that differ in capital letters only are
one name to some servers.

== served/sidecar: a compressed copy must hold what it is a copy of
It is what most readers are sent. Its decompressed bytes are those of the file,
and its header names no file and no time.

== served/symlink: only plain files are served
A link could lead to a file outside of the folder.

== svg/element: only still shapes may stand in drawings
In a page and in files alike:

{svg}

== svg/value: a drawing refers to nothing but itself
use and gradients by #id, colours by name, number or url(#id), and what they
refer to is there.

== svg/form: a drawing must be one
<svg xmlns="http://www.w3.org/2000/svg" …>.

== xml/form: feeds, sitemaps and drawings must be plain XML
Well-formed; no doctype, no entities, no processing instructions, no CDATA, no
comments. All of these bring in, or hide, something else.

== xml/element: feeds and sitemaps hold only elements of the contract
One line an element: where it may stand, and its attributes. A plus means: only
in the General profile.

{xml}

== xml/attribute: feeds and sitemaps hold only attributes of the contract
And their namespaces are those of the formats.

== xml/address: feeds and sitemaps name whole addresses of this site
With https:// and the host: programs read them far away from the site.

== config/headers: no header may make browsers ask, report or remember
Set-Cookie, ETag and Last-Modified know a reader again; Link, NEL, Report-To,
Refresh and others make requests.

== config/server: a server must send files as they were checked
No proxying, no filters, no scripts: whatever a server adds to a page on its way
was never checked.

== config/redirects: a redirect leads from this site to this site
/old/ /new/ 301, one a line, without patterns.

== config/robots: robots.txt says only what robots know
User-agent, Disallow, Allow and Sitemap.
`
