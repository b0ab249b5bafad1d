// Package markdown turns one page's Markdown into HTML.
//
// A [Source] goes in; out come a [Document] (HTML, headings, links, directives,
// plain text) and the findings: everything in the page that is wrong, each at
// its line and column. All problems of a page are found at once.
//
// # What an author may write
//
// CommonMark 0.31.2, tables, footnotes ("[^1]"), definition lists, and on
// headings "{#anchor}". Raw HTML is an error, comments too. Headings start at
// "##", because the page's title is its one h1.
//
// Quotes, dashes, apostrophes and dots become the characters that the page's
// language has for them (see typography.go), never in code or in an address. A
// backslash before a character keeps it as it is typed.
//
// # Directives
//
// What Markdown has no words for is a directive, in one of three forms:
//
//	:::exercise[Name of it]{minutes=10}
//	Block: holds Markdown, down to a line of as many colons.
//	:::
//
//	::service{id=helpline}
//
//	In text: call :phone[helpline] now.
//
// The label in square brackets is Markdown too. Attributes are key=value, with
// straight double quotes round a value that holds a space. A block that stands
// inside another has fewer colons than the outer one. Which directives there
// are, and what they take, is [Env.Directives]; what they look like is
// [Env.Component].
//
// # How it works
//
// goldmark parses; files named for a construct (fence.go, footnote.go, …) hold
// the parsers that stand beside its own or in front of them. Then one walk over
// the tree writes the HTML, because only that walk knows what stands before and
// after a quote, and where in the file a link's destination is. For a page
// without mistakes it writes what goldmark would, except where this text says
// otherwise; a test compares all examples of the CommonMark specification.
//
// Where the Markdown is right and says something else than its author seems to
// have meant, as happens to pasted text, the document has a [Slip]; whether that
// is a mistake is for the house rules to say.
//
// # Time
//
// A page takes time in proportion to its length, whatever is in it. Where
// CommonMark allows input that costs more, limit.go refuses it: pages over
// 256 KiB, blocks nested deeper than 32, paragraphs over 2,000 lines, more than
// 400 marks in one paragraph.
package markdown
