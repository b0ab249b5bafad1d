// Package audit reads finished bytes and says everything in them that could
// tell somebody who reads the site, or that is broken.
//
// It is an allowlist: an element, attribute, value, address, CSS function or
// file type that is not listed is an error. It knows nothing of what the
// renderer meant to write, and shares no code with it: [Auditor.File] is given
// a path and the bytes that will be served, and [Auditor.Site] the small facts
// that File gathered from every file. [Dir] does both for a whole folder.
//
// # The contract
//
// contract.go is the contract for HTML and SVG, as tables that can be read
// aloud; css.go, address.go, image.go, xmlfile.go and config.go hold the rest.
// In short: a page makes no request but the one that fetched it, apart from
// pictures of its own site; it holds no form, no frame, no media and no
// storage; it links only to its own site and to listed hosts; it has at most
// one script, known by its hash; it hides no text; and it says what it is to
// people who listen to it instead of looking.
//
// # Why one pass is enough
//
// A checker that reads a page differently from the reader's browser proves
// nothing. Two HTML parsers can differ only where they must guess: at tags
// that are implied, misnested or left open, at text where no text may stand,
// at content that depends on whether scripts run, at broken attributes and
// character references. The Strict profile has none of these places. It is a
// subset of HTML in which
//
//   - the document is <!doctype html>, then html, head, /head, body, /body,
//     /html, each written out, with nothing but white space between them and
//     after them (so padding with spaces after </html> is silent);
//   - every element is closed by its own end tag, in order, or is void;
//   - every element stands only where its parent may hold it (the "holds"
//     column of the contract), so that the parser never inserts tbody, never
//     closes a p, li, dt, dd, tr or heading by itself, never moves anything
//     out of a table, and never meets an open formatting element it would
//     have to rebuild; a never stands within a; svg holds only svg;
//   - noscript, template, select, frames, comments, CDATA and processing
//     instructions do not exist, so that neither scripting nor any parser
//     mode can change what a tag means; style, script and title hold no "</"
//     but their end and no "<!--";
//   - attributes are in double quotes and named once, "<", ">" and "&" are
//     written as references everywhere, and only references that every parser
//     knows are used; there is no NUL, no carriage return, no broken UTF-8;
//   - nesting stays far below the depth at which browsers flatten.
//
// For such bytes the HTML standard's tree construction adds one node for each
// start tag, below the element that is open, and takes none of its branches
// for errors: the tree is the nesting of the tags, with scripting on and off
// alike, and writing it out and reading it again gives it back. So one pass
// over the bytes with a stack sees what every browser will see, and gives
// exact positions at no further cost.
//
// The proof is not taken on trust. Unless [Policy.OnePass] is set, every page
// is also parsed with golang.org/x/net/html, with scripting on and off, and
// written and parsed again; all three trees must be equal to the nesting the
// pass saw. The fuzz test holds the two to each other. The General profile
// accepts HTML as people write it, where the argument does not hold, and so
// always asks for the second opinion: whatever the parser's tree holds must be
// something that the pass has seen and checked.
//
// # Words
//
// Every finding comes from a line of a table in words*.go, named by its rule
// and what about it is wrong ("url/scheme#http"). The rules, for people, are
// in rules*.go.
package audit
