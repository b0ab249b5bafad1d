// Command pairs writes pictures into a folder as they are before a build and
// as it publishes them, for browsers to compare: before-NAME, after-NAME. A
// picture that says P3 is there as plain-NAME too, with its profile cut out,
// which must not look the same.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing/fstest"

	"sotto/generator/asset"
	"sotto/generator/sitetest"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "pairs FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
}

func write(folder string) error {
	static := fstest.MapFS{"style.css": {Data: []byte("a{color:red}")}}
	for _, p := range sitetest.Pictures() {
		if !p.Refused {
			static[p.File] = &fstest.MapFile{Data: p.Data}
		}
	}
	static["png-plain.png"] = &fstest.MapFile{Data: sitetest.PNG(sitetest.Photo())}
	static["avif-plain.avif"] = &fstest.MapFile{Data: sitetest.AVIF}
	assets, findings, err := asset.Load(static)
	if err != nil {
		return err
	}
	if len(findings) > 0 {
		return fmt.Errorf("%s: %s", findings[0].Pos.File, findings[0].Message)
	}
	for _, f := range assets.Files {
		for name, data := range map[string][]byte{"before-": static[f.Path].Data, "after-": f.Data} {
			if err := os.WriteFile(filepath.Join(folder, name+f.Path), data, 0o644); err != nil {
				return err
			}
		}
	}
	return os.WriteFile(filepath.Join(folder, "plain-png-screenshot.png"), sitetest.PNG(sitetest.Photo()), 0o644)
}
