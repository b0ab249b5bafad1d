package pipeline

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"

	"sotto/generator/site"
)

// text is a page's source. It is let go with the page, which is a tenth of the
// memory of a build of 1,000 pages, and read again for what is found when all
// pages are finished. A file that says something else by then ends the build:
// there are no two answers to what a page says.
func (l *line) text(p *site.Page) []byte {
	if p.Text != nil {
		return p.Text
	}
	data, err := fs.ReadFile(l.content, p.Source)
	if err == nil && sha256.Sum256(data) != p.Digest {
		err = errors.New("it has changed since the build began; build again")
	}
	if err != nil {
		l.lost = errors.Join(l.lost, fmt.Errorf("reading %s again: %w", p.File(), err))
		return make([]byte, p.BodyStart) // for findings that nobody will be told
	}
	return data
}
