// Package languages gives tests the languages of the site that ships with the
// generator. It stands apart from package sitetest so that load's own tests can
// use that.
package languages

import (
	"fmt"
	"os"

	"sotto/generator/load"
	"sotto/generator/site"
)

// Of reads languages of the site that ships with the generator, so that
// tests hold its messages files to what they promise. It is called in the
// folder of a room, and panics when a file is wrong: there is nothing to test
// then.
func Of(codes ...site.Lang) []*site.Language {
	list, findings, err := load.Languages(os.DirFS("../../content"), codes)
	if err != nil || len(findings) > 0 {
		panic(fmt.Sprint("content/messages: ", err, findings))
	}
	return list
}
