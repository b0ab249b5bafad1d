package audit

// rulesHTML documents the rules about the form and the frame of a page.
const rulesHTML = `
== html/doctype: a page must begin with <!doctype html>
Without it browsers fall back to reading pages as those of 1998, in which
paragraphs and tables nest in other ways. Then what was checked is not what is
shown. Write it in small letters, as the very first bytes of the template.

== html/frame: a page must write out html, head and body
All three, with their end tags. Parsers supply what is missing, each by rules
of its own; a page that leaves nothing to supply can be read in one way only.

== html/charset: a page must say first that it is UTF-8
<meta charset="utf-8"> is the first thing in head. Text read in another
encoding can turn into other text, or into tags.

== html/comment: a page must hold no comments
A comment can hold names, dates and markup that somebody's program reads. Go
templates have comments that leave nothing behind: {{/* … */}}. The General
profile accepts plain comments, but none that programs read in different ways
(<!-->, --!>, [if …]).

== html/markup: a page must hold only tags and text
Processing instructions (<?…), CDATA sections and tags that are none (</ p>)
are mended by each parser in its own way. So are "</" and "<!--" inside a style
or script. Write < as &lt; where it is meant to be seen.

== html/element: only elements of the contract may be used
Everything that is not on the list is an error: an element that did nothing
yesterday may fetch something tomorrow. Instead of a form, say what to do on
paper. Instead of a film, link to where it is. Instead of noscript, put the
content into the page and let the script change it.

The elements (a plus means: only in the General profile of sotto audit):

{elements}

== html/attribute: only attributes of the contract may be used
Each element has attributes of its own (sotto explain html/element), and these
may stand on any:

{global}

style, on…, data-…, target, download, nonce and everything unknown are errors.

== html/value: an attribute must have a value that the contract knows
Numbers are whole numbers, dates are written as 2026-11-21, a role is one that
needs no script, and rel on a link that leaves the site says noreferrer and
noopener. A value out of a list is one of that list.

== html/form: a page must be written in one form
Tags and attributes in small letters, values in double quotes, one space
between attributes, no slash at the end of a tag, < and > in text as &lt; and
&gt;. Every parser reads this alike, which is what makes the check a proof; see
the package comment of generator/audit.

	<p class=a>      write  <p class="a">
	<br/>            write  <br>
	a > b            write  a &gt; b

== html/reference: a reference must be one that every parser knows
&amp; &lt; &gt; &quot; and numbers such as &#39;, with the semicolon. An & for
itself is written &amp;. Other characters are written as themselves: the file is
UTF-8.

== html/nesting: elements must be closed in order and stand where they may
An element that stands where it may not makes parsers move it, or close
something else: a div ends a paragraph, text falls out of a table. Close every
element by its own end tag, innermost first. What may hold what is listed by
sotto explain html/element, in the third column.

== html/depth: elements must not be nested too deep
Browsers flatten a page below 512 levels; this contract stops at 100. Real
pages need about twenty.

== html/parse: two parsers must read the page alike
The page is read once more by another parser. If its tree is not what this
check has seen, something in the page is read in two ways, and nobody can say
what a browser will do with it. Write the tags around the place in full.

== html/meta: only a few meta elements may stand in head
viewport, referrer, color-scheme, description, robots, the policy, and
onion-location. Preview cards (og:, twitter:) are fetched and shown by chat
programs when somebody sends on an address: they show to others what was read.
referrer must be there and say no-referrer, or else a site that a reader goes
on to learns which page sent them.

== access/lang: a page must say its language
Programs that read aloud choose the voice by it. The code is one of the site's
languages; a word in another language stands in <span lang="cy">.

== access/title: a page must have a title of its own
It is the first thing that is read aloud, and what tabs and history show. For
discreet pages it is neutral and yet distinct ("Guide 2, part 3").

== access/zoom: a page must fit a phone and let readers enlarge it
<meta name="viewport" content="width=device-width, initial-scale=1"> and no
maximum-scale, no user-scalable.

== access/heading: headings must form an outline
One h1, in main; then h2, h3 and so on without a gap; none empty. People who
listen to a page go from heading to heading.

== access/landmark: a page must have its landmarks
One header, one main, one footer, at least one nav; main not inside another.

== access/nav: several nav must have different labels
"Main" and "Footer", for example: <nav aria-label="Footer">.

== access/id: an id may stand on a page once
Links and labels find the first; the second is lost.

== access/reference: aria attributes must refer to what is there
aria-labelledby="x" needs an element with id="x" on the same page.

== access/name: what can be opened or seen must have a name
A details has a summary with text; a drawing has role="img" and aria-label, or
aria-hidden="true" when it only decorates; a label is not empty.

== access/alt: a picture must say what it shows
alt="…", or alt="" when it only decorates. Never the name of the file.

== access/table: a table must have header cells
<th scope="col"> in the first row, or <th scope="row"> in each. A table without
is read aloud as a heap of numbers.

== access/list: a list must hold something
An empty list is announced, and says nothing.

== access/link: a link must have text
Its text, the alt of a picture in it, or aria-label.

== access/hidden: what can be reached must not be hidden from those who listen
A link inside aria-hidden="true" or hidden can take the focus and then says
nothing.

== access/tabindex: the order of a page is that of its text
tabindex="0" and "-1" only. Larger numbers pull a thing to the front for people
who use the keyboard, and for nobody else.

== access/skip: the first link of a page must skip to its content
<a href="#main">Skip to the content</a>, before everything else in body.

== access/exit: the second link of a page must be the exit
Straight after the skip link, so that two presses of the tab key reach it. It
leads to the site's exit address. A section may do without (exit: false in
site.yaml).

== discreet/title: a discreet page's title holds no sensitive word
It stays in the browser's history and in the tab. The words are listed under
privacy.sensitive in site.yaml. Write a neutral discreetTitle in the page's
front matter.

== discreet/description: a discreet page's description holds no sensitive word
Search engines and history lists show it.

== discreet/address: a discreet page's address holds no sensitive word
It stays in the browser's history, and in whatever the network writes down
about names of files. Leave the opaque address as it is made.

== text/encoding: text must be UTF-8
Without a byte order mark, and without U+FFFD, which stands where something was
lost when a text was converted.

== text/control: text holds no control characters
They do nothing on a page, or different things in different programs. Line ends
are LF.

== text/bidi: text must not be turned around
The characters U+202A to U+202E and U+2066 to U+2069 change the order in which
text is shown: a telephone number can be shown as another. For text in another
direction use <bdi> or dir="rtl".

== text/invisible: text holds no invisible characters
Zero-width characters and tag characters can mark a copy, so that whoever
passes a text on can be found; and they break words for search and for reading
aloud.

== text/leftover: no template may leave a word behind
<no value>, ZgotmplZ, {{ … }}, [i18n], (MISSING), %!d: something was not there
when the page was made. Readers would see it. Give the template the value.

== phone/form: a telephone link must be dialled alike everywhere
tel: and the number with its country code, digits only (tel:+448081000900), or
a short code (tel:999). No text, no extension: they stay on the device.

== phone/digits: a telephone link must dial what it shows
Somebody in need reads one number and reaches another: the worst mistake a help
page can make. Spaces, dashes and brackets do not matter, nor whether the
country code is written or the zero of calls at home. Both come from
content/services.yaml; correct it there.
`
