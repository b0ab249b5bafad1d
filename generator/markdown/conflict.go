package markdown

import "bytes"

// conflict looks for the marks that Git leaves where two people have changed
// the same lines. Nothing else on such a page is worth a word: half of it is
// there twice.
func (p *page) conflict() bool {
	at := 0
	for {
		i := bytes.Index(p.body[at:], []byte("<<<<<<<"))
		if i < 0 {
			return false
		}
		at += i
		// Seven of them, as Git writes them, and then a name or nothing.
		after := p.body[at+len("<<<<<<<"):]
		if (at == 0 || p.body[at-1] == '\n') && (len(after) == 0 || after[0] == ' ' || after[0] == '\n') {
			break
		}
		at += len("<<<<<<<")
	}
	p.fail(at, lineEnd(p.body, at), "markdown/conflict", "two people have changed these lines, and nobody has chosen between them",
		"keep one of the two texts, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>")
	return true
}
