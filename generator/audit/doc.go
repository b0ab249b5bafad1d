// Package audit reads finished bytes and says everything in them that could
// tell somebody who reads the site, or that is broken.
//
// It is an allowlist: an element, attribute, value, address, CSS function or
// file type that is not listed is an error. It knows nothing of what the
// renderer meant to write, and shares no code with it: [Auditor.File] is given
// a path and the bytes that will be served, and [Auditor.Site] the small facts
// that File gathered from every file, which are plain data. [Dir] does both for
// a whole folder.
//
// # The contract
//
// contract/ is the contract for HTML, SVG and the script, as tables that can be
// read aloud; script.go says what language a script is written in; css.go, address.go, image.go, xmlfile.go and config.go hold the rest.
// In short: a page makes no request but the one that fetched it, apart from
// pictures of its own site; it holds no form, no frame, no media and no
// storage; it links only to its own site and to listed hosts; it has at most
// one script, known by its hash and made of what the table allows; it hides no text; and it says what it is to
// people who listen to it instead of looking.
//
// # What is proven
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
// One pass over the bytes (scan.go) sees that a page is in this form and
// applies the rules, at exact places. Every page in which it finds nothing is
// then also read by golang.org/x/net/html, and the tree must be the tags of
// the page, node for node and attribute for attribute (tree.go). One parse
// does for scripts on and off, since no noscript is there to differ. What is
// parsed is the page's skeleton, without the pieces that were proven before:
//
//   - In the skeleton each text is one letter, and white space one space; so
//     is each value of an attribute, and what a title, style or script holds.
//     A text of this form holds no "<", a value no quotation mark, and both
//     only plain references, so the tokenizer reads to their end in one state.
//     The tree depends only on whether a text is white space: a parser looks
//     at the values of elements that the contract does not have, and at those
//     of formatting elements that were left open.
//   - What a parser makes of the bytes to come depends on its state alone: the
//     names of the open elements, the list of open formatting elements, its
//     mode, and flags that change no tag of the contract.
//   - A piece is one whole element. Where a page was read as its tags say,
//     everything opened in the piece, formatting elements among it, was closed
//     by its own end tag, so that after the piece the state is what it was
//     before. So the rest is read alike with and without the piece, and the
//     piece as it was on the page that proved it, where elements of the same
//     names were open around it.
//
// A piece is known by the SHA-256 of its bytes and of the names around it, so
// nobody can write one that passes for another, and is remembered only once a
// page with it has been proven. Most pages are made of such pieces alone. A parse
// of the whole page would cost twice the pass; the fuzz test and random pages
// compare with one, texts and all.
//
// The General profile accepts HTML as people write it, where the tree cannot
// be the tags: whatever the parser's tree holds must there be something that
// the pass has seen and checked.
//
// # Profiles
//
// What the profiles ask is data: a ruleset (profile.go), the lines with a plus
// in the contracts, and the second flag of the words. The checks are the same.
//
// # Words
//
// Every finding comes from a line of words.txt, named by its rule and what
// about it is wrong ("url/scheme#http"). The rules, for people, are in rules.md.
package audit
