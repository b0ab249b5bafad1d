package pipeline

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"sotto/generator/load"
	"sotto/generator/site"
)

// heldTexts is how many bytes of pages' texts stay in memory from the time they
// are loaded until they go down the line: those of a small site, which are then
// not read twice.
const heldTexts = 2 << 20

// ErrChanged says that a page's file is not what it was when the build began.
var ErrChanged = errors.New("it has changed since the build began; build again")

// A page's source is let go as soon as it has been loaded and, at the latest,
// with the page, or a build would hold all texts. It is read again for the page
// itself, and for what is found when all pages are finished. A file that says
// something else by then ends the build: there are no two answers to what a page
// says.

// read is a page's source.
func (l *line) read(p *site.Page) ([]byte, error) {
	if p.Text != nil {
		return p.Text, nil
	}
	data, looks, err := readFile(l.content, p.Source)
	if err == nil && sha256.Sum256(data) != p.Digest {
		err = ErrChanged
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s again: %w", p.File(), err)
	}
	l.sources.again(p, looks)
	return data, nil
}

// text is read where nobody can be told of an error: it ends the build later.
func (l *line) text(p *site.Page) []byte {
	data, err := l.read(p)
	if err != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.lost = errors.Join(l.lost, err)
		return make([]byte, p.BodyStart) // for findings that nobody will be told
	}
	return data
}

// readFile reads a file, and says what it looked like before.
func readFile(folder fs.FS, name string) ([]byte, load.Stat, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, load.Stat{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, load.Stat{}, err
	}
	data := make([]byte, info.Size())
	_, err = io.ReadFull(f, data)
	if err == io.EOF || err == io.ErrUnexpectedEOF { // it is shorter than it was said to be
		err = ErrChanged
	}
	return data, load.StatOf(info, nil), err
}
