// Package sitetest holds what the tests of several rooms use.
package sitetest

import (
	"fmt"
	"os"

	"sotto/generator/load"
	"sotto/generator/site"
)

// Languages reads languages of the site that ships with the generator, so that
// tests hold its messages files to what they promise. It is called in the
// folder of a room, and panics when a file is wrong: there is nothing to test
// then.
func Languages(codes ...site.Lang) []*site.Language {
	list, findings, err := load.Languages(os.DirFS("../../content"), codes)
	if err != nil || len(findings) > 0 {
		panic(fmt.Sprint("content/messages: ", err, findings))
	}
	return list
}
