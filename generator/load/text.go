package load

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// maxFile and maxFront are far beyond any page that a person writes; they
// keep one wrong file from taking the machine's memory.
const (
	maxFile  = 1 << 20
	maxFront = 64 << 10
)

// text is one file and what was found wrong in it.
type text struct {
	name     string // as shown to people: "content/law/index.md"
	data     []byte
	front    string     // of a page: what stays of its data when that is let go
	lines    *diag.File // made by the first finding: most files have none
	findings []diag.Finding
	// known are the site's languages: dates in words may be in any of them.
	known []*site.Language
}

// file finds lines and columns. When the text was let go, only the front matter
// can still have any: of a page in whose text something is wrong it is kept.
func (t *text) file() *diag.File {
	if t.lines == nil {
		data := t.data
		if data == nil {
			data = []byte(t.front)
		}
		t.lines = diag.NewFile(t.name, data)
	}
	return t.lines
}

// mark is a place in a file: line and column from 1, in characters. The zero
// mark is the file as a whole.
type mark struct{ line, col, length int }

func (m mark) known() bool { return m.line > 0 }

// add records a finding of error level, with the other places that it is about.
func (t *text) add(m mark, code, message, help string, also ...diag.Pos) *diag.Finding {
	f := t.report(diag.Error, m, code, message, help)
	f.Also = also
	return f
}

func (t *text) report(s diag.Severity, m mark, code, message, help string) *diag.Finding {
	message, help = visible(message), visible(help)
	f := diag.Finding{Code: code, Severity: s, Pos: t.pos(m), Message: message, Help: help}
	if m.known() {
		m.length = max(1, min(m.length, utf8.RuneCountInString(t.file().Line(m.line))-m.col+1))
		f = t.file().AtLine(m.line, m.col, m.length, code, s, message, help)
	}
	if len(t.findings) == maxFindings {
		if last := &t.findings[maxFindings-1]; !strings.HasSuffix(last.Message, tooMany) {
			last.Message += tooMany
		}
		return &f
	}
	t.findings = append(t.findings, f)
	return &t.findings[len(t.findings)-1]
}

// swap is the edit that puts a text in the place of one that stands at a mark, in
// quotes or not; none when it does not stand there as it is.
func (t *text) swap(m mark, old, text string) []diag.Edit {
	if !m.known() {
		return nil
	}
	return t.file().Swap(t.pos(m), old, text)
}

// exact is what a help says to write, when its first line says just that: a word, or
// what stands behind a key.
var exact = regexp.MustCompile(`^(?:did you mean|write)(?: ([a-zA-Z]+):)? ([^\s…]+?)(\??)(?:\n|$)`)

// says is that of a help about the value of a key, or about an entry of a list when
// key is ""; "" where the help says something else.
func says(help, key string) string {
	m := exact.FindStringSubmatch(help)
	if m == nil || m[1] != "" && m[1] != key || strings.HasPrefix(help, "did") != (m[3] != "") {
		return ""
	}
	return m[2]
}

// helped is the edit that writes what a help says in the place of a text at a mark.
func (t *text) helped(m mark, old, help, key string) []diag.Edit {
	if right := says(help, key); right != "" {
		return t.swap(m, old, right)
	}
	return nil
}

// amid is the edit that writes what a help says in the place of a word that stands just
// once on the line of a mark: an entry of a list, whose mark is that of the list.
func (t *text) amid(m mark, word, help string) []diag.Edit {
	right, line := says(help, ""), t.file().Line(m.line)
	if i := strings.Index(line, word); right != "" && i >= 0 && strings.Count(line, word) == 1 {
		return t.swap(mark{m.line, 1 + utf8.RuneCountInString(line[:i]), utf8.RuneCountInString(word)}, word, right)
	}
	return nil
}

// maxFindings is as many as one file may have: a picture that someone renamed
// to end in .md would otherwise have millions.
const (
	maxFindings = 100
	tooMany     = " (there is more in this file than is told here)"
)

func (t *text) pos(m mark) diag.Pos { return diag.Pos{File: t.name, Line: m.line, Col: m.col} }

// span is the mark of the bytes from offset to end, which are on one line.
func (t *text) span(offset, end int) mark {
	p := t.file().Pos(offset)
	return mark{p.Line, p.Col, utf8.RuneCount(t.data[offset:end])}
}

// open reads a whole file. A file that is too large or not a plain file
// yields a finding and no data; ok is then false.
func (t *text) open(fsys fs.FS, path string) (ok bool, err error) {
	_, ok, err = t.openInto(fsys, path, func(n int64) []byte { return make([]byte, n) })
	return ok, err
}

// openInto is open with a say in where the text goes. It also says what the file
// looked like before it was read.
func (t *text) openInto(fsys fs.FS, path string, space func(n int64) []byte) (looks Stat, ok bool, err error) {
	f, err := fsys.Open(path)
	if err != nil {
		return Stat{}, false, fmt.Errorf("reading %s: %w", t.name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Stat{}, false, fmt.Errorf("reading %s: %w", t.name, err)
	}
	if !info.Mode().IsRegular() {
		t.add(mark{}, "file/special", "this is not a plain file", "put a plain text file here")
		return Stat{}, false, nil
	}
	if info.Size() > maxFile {
		t.add(mark{}, "file/size", "the file is larger than 1 MiB",
			"split the page: nobody in a hurry can load or read it")
		return Stat{}, false, nil
	}
	// Exactly as much as the file was said to hold: asking for its end would
	// be one more system call a page.
	t.data = space(info.Size())
	n, err := io.ReadFull(f, t.data)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return Stat{}, false, fmt.Errorf("reading %s: %w", t.name, err)
	}
	t.data = t.data[:n]
	return StatOf(info, nil), true, nil
}

// visible shows what a finding quotes from a file as an open box where nobody
// could see it, or where a terminal would obey it.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && (r == '\t' || classify(r).code != "") {
			return '\u2423'
		}
		return r
	}, s)
}

// charClass says what is wrong with a character.
type charClass struct{ code, name, help string }

// perFile is how many findings of one code a file may have before the rest is
// counted in one: a pasted page can hold thousands of invisible characters.
const perFile = 3

// checkBytes reports every byte that has no place in a source file. It
// returns how much of the file can be read on: up to the first character
// that YAML does not take, or takes for the end of a line.
func (t *text) checkBytes() (readable int) {
	d := t.data
	if line, ok := diag.UTF16(d); ok {
		f := t.add(mark{1, 1, 1}, "text/encoding", "this file is saved as UTF-16", saveUTF8)
		f.Source, f.SourceCol = line, 0
		return 0
	}
	readable = len(d)
	i := 0
	if bytes.HasPrefix(d, []byte("\uFEFF")) {
		t.add(mark{1, 1, 1}, "text/bom", "the file begins with a byte order mark",
			"save it as UTF-8 without byte order mark (some editors call it \"BOM\" or \"signature\")").Fix = t.file().Edit(0, 3, "")
		i = 3
	}
	var counts map[string]int
	for i < len(d) {
		b := d[i]
		if b >= ' ' && b < 0x7F || b == '\n' || b == '\t' || b == '\r' && i+1 < len(d) && d[i+1] == '\n' {
			i++
			continue
		}
		r, size := rune(b), 1
		if b >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(d[i:])
		}
		c := classify(r)
		if r == utf8.RuneError && size == 1 {
			c = charClass{"text/encoding", fmt.Sprintf("this byte (%02X) is not UTF-8", b), saveUTF8}
		}
		if c.code != "" {
			switch { // YAML stops here, or begins a new line
			case size == 1, r < 0xA0, r == 0x2028, r == 0x2029, r == 0xFEFF, r == 0xFFFE, r == 0xFFFF:
				readable = min(readable, i)
			}
			if counts == nil {
				counts = map[string]int{}
			}
			counts[c.code]++
			if counts[c.code] <= perFile && (r != '\r' || counts[c.code] == 1) { // the whole file ends its lines so
				t.add(t.span(i, i+size), c.code, c.name, c.help)
			}
			t.clean(c.code, r, i, i+size)
		}
		i += size
	}
	for i := range t.findings {
		f := &t.findings[i]
		shown := perFile
		if f.Code == "text/line-ending" {
			shown = 1
		}
		if more := counts[f.Code] - shown; more > 0 {
			f.Message += fmt.Sprintf(" (and %d more in this file)", more)
			counts[f.Code] = 0
		}
	}
	return readable
}

// clean adds to the last finding about such characters what to put in the place of
// one: those that are not told of are mended with the last that is. A character
// that was lost, or is no UTF-8, has to be typed again.
func (t *text) clean(code string, r rune, start, end int) {
	text := ""
	switch {
	case code == "text/encoding":
		return
	case code == "text/line-ending", r == 0x2028, r == 0x2029, r == 0x85:
		text = "\n"
	}
	for i := len(t.findings) - 1; i >= 0; i-- {
		if f := &t.findings[i]; f.Code == code {
			f.Fix = append(f.Fix, t.file().Edit(start, end, text)...)
			return
		}
	}
}

const saveUTF8 = "save the file as UTF-8 (in the editor: Save As or Save with Encoding, then UTF-8)"

// classify says what is wrong with a character; the zero class is fine.
func classify(r rune) charClass {
	named := func(code, what, help string) charClass {
		return charClass{code, fmt.Sprintf("%s (U+%04X) has no place in a text", what, r), help}
	}
	switch {
	case r == '\r':
		return charClass{"text/line-ending", "a line ends with CR alone", "save the file with LF (Unix) line endings"}
	case r < ' ' || r >= 0x7F && r < 0xA0:
		if r == '\n' || r == '\t' {
			return charClass{}
		}
		return named("text/control", "a control character", "delete it; it often comes from copying out of a PDF or a terminal")
	case r == 0x061C, r == 0x200E, r == 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return named("text/direction", "a bidirectional control",
			"delete it: it can make a text read as something it does not say\nwords in a right-to-left language need no mark: write :lang[words]{code=ar}")
	case r == 0xAD:
		return named("text/invisible", "a soft hyphen", "delete it: the browser hyphenates by itself")
	case r >= 0xE0000 && r <= 0xE007F:
		return named("text/invisible", "an invisible tag character", "delete it: it hides text that nobody can see")
	case r == 0x2028 || r == 0x2029:
		return named("text/invisible", "an invisible line separator", "delete it and press Enter instead")
	case r == utf8.RuneError:
		return named("text/encoding", "the mark of a character that was lost", "type the character that should be here: an earlier program did not know it")
	case r >= 0xFFF9 && r <= 0xFFFB, r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF:
		return named("text/invisible", "a character with no meaning of its own", "delete it")
	case diag.Unseen(r):
		return named("text/invisible", "an invisible character",
			"delete it, with the letter before it if need be, and type that letter again")
	}
	return charClass{}
}
