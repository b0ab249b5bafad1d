package verify

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Log is a log of releases: a line for each, the first first. A line is the number of
// the release, its instant, its tree, the SHA-256 of its statement, and the SHA-256 of
// all lines up to and with this one without that last field. Lines are added at its
// end and never changed: the head of the log is in the statement after it, which is
// signed.
type Log struct{ text []byte }

// none is the head of a log without a line.
var none = strings.Repeat("0", 64)

// ReadLog reads a log; an empty text is one without a line.
func ReadLog(text []byte) (*Log, error) {
	l := &Log{}
	n := 0
	for line := range bytes.Lines(text) {
		n++
		f := strings.Fields(string(line))
		if len(f) != 5 || isHash(f[2]) != nil || isHash(f[3]) != nil || !bytes.HasSuffix(line, []byte("\n")) {
			return nil, fmt.Errorf("line %d of the log is none", n)
		}
		number, err := strconv.Atoi(f[0])
		if err != nil {
			return nil, fmt.Errorf("line %d of the log is none", n)
		}
		before := len(l.text)
		if err := l.add(number, f[1], f[2], f[3]); err != nil {
			return nil, fmt.Errorf("line %d of the log: %w", n, err)
		}
		if !bytes.Equal(l.text[before:], line) {
			return nil, fmt.Errorf("line %d of the log does not follow from those before it: somebody changed them", n)
		}
	}
	return l, nil
}

// Text is the whole log.
func (l *Log) Text() []byte { return l.text }

// Head is the hash up to the last line.
func (l *Log) Head() string {
	if len(l.text) == 0 {
		return none
	}
	return string(l.text[len(l.text)-65 : len(l.text)-1])
}

// Last is the number of the last release; 0 when there is none.
func (l *Log) Last() int {
	last := l.text[bytes.LastIndexByte(bytes.TrimSuffix(l.text, []byte("\n")), '\n')+1:]
	number, _, _ := bytes.Cut(last, []byte(" "))
	n, _ := strconv.Atoi(string(number)) // 0 when there is none
	return n
}

// Statement is the hash of the statement of a release; "" when the log has none.
func (l *Log) Statement(release int) string {
	for line := range bytes.Lines(l.text) {
		if f := strings.Fields(string(line)); f[0] == strconv.Itoa(release) {
			return f[3]
		}
	}
	return ""
}

// Add adds the line of a statement, which has to follow from the log as it is.
func (l *Log) Add(s *Statement) error {
	if s.Log != l.Head() {
		return errors.New("the statement does not follow from this log")
	}
	return l.add(s.Release, s.Time.UTC().Format(instant), s.Tree, s.Hash())
}

func (l *Log) add(release int, at, tree, statement string) error {
	if release <= l.Last() {
		return fmt.Errorf("release %d is not after release %d", release, l.Last())
	}
	line := fmt.Sprintf("%d %s %s %s", release, at, tree, statement)
	l.text = fmt.Appendf(l.text, "%s %s\n", line, hash(append(l.text[:len(l.text):len(l.text)], line...)))
	return nil
}

// Extends says whether this log is an older one with lines added.
func (l *Log) Extends(older *Log) bool { return bytes.HasPrefix(l.text, older.text) }
