// Package lsp tells an editor, while somebody types, what `sotto check` would
// tell of the files as they are on the screen: a language server over standard
// input and output (LSP 3.17).
//
// # What it does
//
// A [Server] keeps the files that are open in the editor (overlay.go) and has
// the whole site checked anew after each change, in memory, by the function it
// is given: the one that `sotto check` calls. A change that comes while a check
// runs stops that check. The function is told which files are others than at the
// last check that came to its end, so that it can go on with that one: a word
// typed makes one page.
//
// What lies on the disk is read once and remembered (disk.go). Whether it is still
// so is looked at when the editor tells of a change, and after each check: no edit
// waits for it, and what has changed leads to another check.
//
// What is shown is what check prints, to the byte of its JSON, with one difference:
// while a file that all pages depend on is broken, check holds back what may only
// follow from that, and here it stays on the screen of pages that have not changed
// (held.go).
//
// All else answers from the model of the last check, or of the last one that was
// whole: what may be typed next (complete.go), what a thing means (hover.go), where
// it is written (define.go), how a heading gets another name (rename.go), and what
// a finding says to type (fix.go). A file or a folder gets another name as `sotto
// move` gives it (move.go), with its translations; where an editor does not let
// others move files, links are mended (mend.go). Which keys, kinds, directives and
// attributes there are is known to the room schema, and which of them names what;
// nothing of it is written down here again.
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
