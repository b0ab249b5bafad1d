// Package imports makes a first version of a site from one of another generator.
// What goes in is a folder of the other and, for what every site needs (templates,
// style, script, the interface's words), one of Sotto; what comes out is files in
// memory, and an account of what was done and what is left. It writes nothing:
// package main does, into a folder that is not there yet.
//
// # From Hugo
//
// Pages are the Markdown files of content/: _index.md becomes index.md, leaf
// bundles stay folders, and name.cy.md, a folder content/cy/ and contentDir are
// three ways to say that a page is Welsh. Names that no address may have here are
// changed, and the old address becomes an alias; so does url.
//
// Front matter may be YAML, TOML (see [readTOML]) or JSON. Keys go by the table of
// Hugo's counterparts in schema. A key without a counterpart, or with a value that
// has no place here, is kept as a YAML comment: nothing is lost, and nothing is
// read that means something else here. Nothing is invented either: a description
// that Hugo did not need is missing afterwards, and sotto check says so.
//
// ref and relref, links by address and links to the site's own host become links
// to files. figure becomes a picture, details and the usual boxes directives.
// Any other shortcode becomes a box that begins with TODO, which sotto check finds,
// with its code in it; raw HTML stays and is found there too. Pages that every site
// must have are made where they are missing, with TODO in them.
//
// What needs a person is not done: hosts that pages link to are a list of comments
// below outbound in site.yaml, for somebody to choose from; translations in
// languages without words here are left out and told. A page that cannot be read
// ends the import, with its place, before anything is written.
//
// Not read are: cascade, taxonomies, permalinks, mounts of modules and themes, page
// resources beyond pictures and files that a page links to, content that is no
// Markdown, and data/.
package imports

import (
	_ "embed"
	"io/fs"

	"sotto/generator/diag"
)

//go:embed rules.md
var rules string

// Rules documents the findings of this room.
func Rules() []diag.Rule { return diag.Rules(rules) }

// Result is what an import makes.
type Result struct {
	// Files are the new site, by path. There is none when a finding is an error.
	Files map[string][]byte
	// Findings are what could not be read, and what was left out.
	Findings []diag.Finding
	// Done and Left are what was done and what is left for somebody, in numbers.
	Done, Left []Count
	// Hosts are the hosts outside that pages link to.
	Hosts []string
}

// Count is a number of something.
type Count struct {
	N    int
	Noun string
}

// Source is where an import reads.
type Source struct {
	// Site is the other generator's site, From one of Sotto.
	Site, From fs.FS
	// Name is what findings call the folder of the other site.
	Name string
}
