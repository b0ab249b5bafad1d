package load

import (
	"io/fs"

	"sotto/generator/site"
)

// Reread reads a page of a loaded site again. It is false when that shows more
// than another text below a front matter of the same length, with nothing wrong
// in it that loading would tell, and the same reading time: whether the front
// matter is the same is for the caller to find out.
func Reread(fsys fs.FS, p *site.Page) (data []byte, ok bool) {
	t := &text{name: p.File()}
	if ok, err := t.open(fsys, p.Source); !ok || err != nil {
		return nil, false
	}
	t.checkBytes()
	_, _, body, ok := t.cutFront()
	again := site.Page{Words: int32(countWords(t.data[body:]))}
	return t.data, ok && len(t.findings) == 0 && body == p.BodyStart && again.Minutes() == p.Minutes()
}
