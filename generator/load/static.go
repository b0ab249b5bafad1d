package load

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sotto/generator/site"
)

// joinFiles finds in static/ what site.yaml lists of it.
func (c *config) joinFiles(static fs.FS) error {
	if static == nil || len(c.listed) == 0 {
		return nil
	}
	var known []string // what may be listed
	err := fs.WalkDir(static, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("reading %s: %w", site.StaticFolder+p, err)
		case !d.Type().IsRegular() || p == site.StyleFile || p == site.ScriptFile || p == site.BookletStyle:
			return nil
		}
		known = append(known, p)
		for dir := path.Dir(p); dir != "." && !slices.Contains(known, dir+"/*"); dir = path.Dir(dir) {
			known = append(known, dir+"/*")
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, entry := range c.listed {
		folder, all := strings.CutSuffix(entry, "*")
		switch {
		case !slices.Contains(known, entry):
			help := c.listedHelp(entry, known)
			c.add(c.listedAt[i], "site/files", fmt.Sprintf("%q is no file in static/, and no folder there with /* behind it", entry), help).Fix = c.helped(c.listedAt[i], entry, help, "")
		case all:
			c.Folders = append(c.Folders, folder)
		default:
			c.Files = append(c.Files, entry)
		}
	}
	slices.Sort(c.Files)
	slices.Sort(c.Folders)
	return nil
}

// listedHelp says what may be meant by an entry that names nothing.
func (c *config) listedHelp(entry string, known []string) string {
	bare := strings.Trim(strings.TrimPrefix(strings.TrimPrefix(entry, "/"), site.StaticFolder), "/")
	for _, meant := range []string{bare, bare + "/*"} {
		if slices.Contains(known, meant) {
			return "write " + meant
		}
	}
	if bare == site.StyleFile || bare == site.ScriptFile || bare == site.BookletStyle {
		return "take it out: " + bare + " stands inside every page"
	}
	return suggest(bare, known, "write the path of a file below static/, such as .well-known/security.txt, or of a folder, such as leaflets/*")
}
