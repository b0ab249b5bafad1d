package asset

import "sotto/generator/diag"

// Rules documents the findings of this room, sorted by code.
func Rules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "asset/content", Severity: diag.Error,
			Summary: "a file in static/ is not what its name says, is damaged, or cannot be cleaned",
			Explain: `Before a picture is published, what a camera or an editor wrote into it is
taken out: names, places, times, thumbnails. That needs a whole file of the
type that its name says.

A photograph that is stored on its side, with only the metadata saying which
way is up, would lie down once they are gone. AVIF files with metadata cannot
be cleaned here.

Open the picture in an editor, turn it upright, and export it again without
metadata.`,
		},
		{
			Code: "asset/end-tag", Severity: diag.Error,
			Summary: "the style or the script holds a tag that would end it early",
			Explain: `The style and the script stand inside every page. "</style" or "</script"
anywhere in them, even in a comment, ends the element, and the rest would be
shown on the page or read as HTML. Write it in another way, or take it out.`,
		},
		{
			Code: "asset/missing", Severity: diag.Error,
			Summary: "static/style.css is missing",
			Explain: `Every page carries the style sheet. Put the file back. static/script.js may be
left out: pages then run no script at all, and the exit link is a plain link.`,
		},
		{
			Code: "asset/script-size", Severity: diag.Error,
			Summary: "the script is over its budget",
			Explain: `static/script.js may be 1,024 bytes when minified. It is sent with every page,
and a page has 13,312 bytes for everything, compressed, so that it arrives in
one go. Take something out.`,
		},
		{
			Code: "asset/script-syntax", Severity: diag.Error,
			Summary: "the script cannot be read",
			Explain: `static/script.js is not valid JavaScript at the place shown. A browser would
run none of it, and the keys that leave the site would do nothing.`,
		},
		{
			Code: "asset/style-size", Severity: diag.Error,
			Summary: "the style sheet is over its budget",
			Explain: `static/style.css may be 8,192 bytes when minified. It is sent with every page,
and a page has 13,312 bytes for everything, compressed, so that it arrives in
one go. Take rules out that no page needs, or write two rules as one.`,
		},
		{
			Code: "asset/style-syntax", Severity: diag.Error,
			Summary: "the style sheet has a mistake that browsers would pass over",
			Explain: `Browsers leave out what they cannot read in a style sheet and carry on, so a
brace too few can switch off half of it without a word. The place shown has a
bracket, a comment or a string that is not closed, or closed twice, or a
declaration without its colon:

    color #fff;   ->   color: #fff;`,
		},
		{
			Code: "asset/type", Severity: diag.Error,
			Summary: "files of this type are not published",
			Explain: `static/ may hold pictures (.png .jpg .webp .avif .svg) and plain text (.txt),
besides style.css and script.js. Other files would leave a download on the
reader's device, or could run. Write what a document says as a page instead.`,
		},
	}
}
