// Package lsp tells an editor, while somebody types, what `sotto check` would
// tell of the files as they are on the screen: a language server over standard
// input and output (LSP 3.17).
//
// # What it does
//
// A [Server] keeps the files that are open in the editor ([overlay]) and has
// the whole site checked anew after each change, in memory, by the function it
// is given: the one that `sotto check` calls. A change that comes while a check
// runs stops that check. What an unchanged page has led to is taken over from
// the check before (package cache), so that a word typed makes one page.
//
// All else answers from the model of the last check that got as far as having
// pages: what may be typed next (complete.go), what a thing means (hover.go),
// where it is written (define.go), how a heading or a file gets another name
// (rename.go, mend.go), and what a finding's help says to type (fix.go). Which
// keys, kinds, directives and attributes there are is known to the room schema,
// and which of them names what; nothing of it is written down here again.
//
// # What it never does
//
// It writes no file: what it changes are edits, which the editor makes. It opens
// no connection. Whatever a client sends, it answers or passes over, and lives:
// a message that is no JSON, a position outside the file, a panic.
//
// # Positions
//
// Findings count lines by line feeds and columns in characters, editors count
// lines by all three line ends and columns in UTF-16. Bytes are between the two:
// see position.go.
package lsp
