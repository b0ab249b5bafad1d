package output

import (
	"fmt"
	"testing"

	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// A case puts its pages into a stage whose pages have the lengths that it
// sets: size PAGE TRANSFER.
func TestBudgets(t *testing.T) {
	sitetest.Each(t, "testdata/budget/*.txtar", 4, func(t *testing.T, c *sitetest.File) {
		size := site.Size{Mode: site.Uniform}
		text, _ := c.Setting("size")
		if _, err := fmt.Sscan(text, &size.PageBytes, &size.TransferBytes); err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{}
		for name, file := range c.Sources("public/", nil) {
			files[name] = file.Data
		}
		if len(files) == 0 {
			t.Fatal("no pages")
		}
		s := NewMemory()
		list := fill(t, s, Options{Size: size, Types: testTypes}, files, 1)
		c.Want(t, "findings", sitetest.Text(list))
	})
}
