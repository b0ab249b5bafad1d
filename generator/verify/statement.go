package verify

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Statement says what a release is.
type Statement struct {
	// Site is the address of the site's root, with a slash at its end.
	Site string
	// Release counts from 1.
	Release int
	// Tree is the SHA-256 of the manifest, in hex, as a build prints it.
	Tree string
	// Time is the instant since which the site is as it is, in whole seconds: a build of
	// the same sources at that instant makes the same tree.
	Time time.Time
	// Log is the hash of the log of releases up to the one before; see [Log].
	Log string
	// Headers are those of every answer, in order.
	Headers []Header
	// Gone are addresses that were withdrawn, sorted: a server answers 410 or 404.
	Gone []string
	// Files are all files, sorted by path.
	Files []File
}

// Header is one header of an answer.
type Header struct{ Name, Value string }

// File is one file of a release.
type File struct {
	// Path is below the site's root, without a slash before it.
	Path string
	Size int64
	Sum  string // SHA-256 in hex
}

// first is the first line of a statement.
const first = "sotto-release 1"

// form of an instant in a statement.
const instant = "2006-01-02T15:04:05Z"

// Text is what is signed. Equal statements have equal texts.
func (s *Statement) Text() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\nsite %s\nrelease %d\ntree %s\ntime %s\nlog %s\n", first, s.Site, s.Release, s.Tree, s.Time.UTC().Format(instant), s.Log)
	for _, h := range s.Headers {
		fmt.Fprintf(&b, "header %s: %s\n", h.Name, h.Value)
	}
	for _, g := range s.Gone {
		fmt.Fprintf(&b, "gone %s\n", g)
	}
	b.WriteString("files\n")
	for _, f := range s.Files {
		fmt.Fprintf(&b, "%s  %d  %s\n", f.Sum, f.Size, f.Path)
	}
	return b.Bytes()
}

// Hash is the SHA-256 of the text, in hex.
func (s *Statement) Hash() string { return hash(s.Text()) }

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Bounds of what is read from a stranger: a site of a million files, in lines as long
// as a header may be.
const (
	mostStatement = 256 << 20 // bytes
	mostLine      = 64 << 10  // bytes
)

// Parse reads a text that [Statement.Text] wrote, and no other: what it reads is written
// the same again.
func Parse(text []byte) (*Statement, error) {
	if len(text) > mostStatement {
		return nil, fmt.Errorf("a statement of %d bytes is longer than any", len(text))
	}
	s := &Statement{}
	in := bufio.NewScanner(bytes.NewReader(text))
	in.Buffer(nil, mostLine)
	n, files := 0, false
	for in.Scan() {
		n++
		if err := s.line(n, in.Text(), &files); err != nil {
			return nil, fmt.Errorf("line %d of the statement: %w", n, err)
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("reading the statement: %w", err)
	}
	if !files || len(s.Files) == 0 {
		return nil, errors.New("the statement ends before its files")
	}
	if u, err := url.Parse(s.Site); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || !strings.HasSuffix(u.Path, "/") || u.RawQuery != "" {
		return nil, fmt.Errorf("%q is no address of a site's root", s.Site)
	}
	if !slices.IsSorted(s.Gone) {
		return nil, errors.New("what is gone is not in order")
	}
	if !bytes.Equal(s.Text(), text) {
		return nil, errors.New("the statement is not in its one form")
	}
	return s, nil
}

// heads are the lines that a statement begins with, in order.
var heads = []string{first, "site ", "release ", "tree ", "time ", "log "}

func (s *Statement) line(n int, line string, files *bool) (err error) {
	if n <= len(heads) {
		value, ok := strings.CutPrefix(line, heads[n-1])
		if !ok || n == 1 && value != "" {
			return fmt.Errorf("it does not begin with %q", strings.TrimSpace(heads[n-1]))
		}
		switch n {
		case 2:
			s.Site = value
		case 3:
			if s.Release, err = strconv.Atoi(value); err != nil || s.Release < 1 {
				return fmt.Errorf("%q is no number of a release", value)
			}
		case 4:
			s.Tree = value
			return isHash(value)
		case 5:
			if s.Time, err = time.Parse(instant, value); err != nil {
				return fmt.Errorf("%q is no instant", value)
			}
		case 6:
			s.Log = value
			return isHash(value)
		}
		return nil
	}
	if !*files {
		switch word, value, _ := strings.Cut(line, " "); word {
		case "header":
			name, value, ok := strings.Cut(value, ": ")
			if !ok || name == "" || strings.ContainsAny(name, " \t:") {
				return errors.New("it is no header")
			}
			s.Headers = append(s.Headers, Header{name, value})
		case "gone":
			if !strings.HasPrefix(value, "/") {
				return fmt.Errorf("%q is no address", value)
			}
			s.Gone = append(s.Gone, value)
		case "files":
			*files = value == ""
		default:
			return fmt.Errorf("%q is not known", word)
		}
		return nil
	}
	f, err := fileOf(line)
	if err == nil && len(s.Files) > 0 && s.Files[len(s.Files)-1].Path >= f.Path {
		err = errors.New("the files are not in order")
	}
	s.Files = append(s.Files, f)
	return err
}

// fileOf reads a line of the manifest, which is one of a statement too.
func fileOf(line string) (File, error) {
	sum, rest, ok := strings.Cut(line, "  ")
	size, path, also := strings.Cut(rest, "  ")
	n, err := strconv.ParseInt(size, 10, 64)
	if !ok || !also || err != nil || n < 0 || isHash(sum) != nil {
		return File{}, errors.New("it is no hash, length and path of a file")
	}
	for part := range strings.SplitSeq(path, "/") {
		if part == "" || part == "." || part == ".." || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }) {
			return File{}, fmt.Errorf("%q is no path of a file", path)
		}
	}
	return File{Path: path, Size: n, Sum: sum}, nil
}

func isHash(s string) error {
	if b, err := hex.DecodeString(s); err != nil || len(b) != sha256.Size || strings.ToLower(s) != s {
		return fmt.Errorf("%q is no SHA-256", s)
	}
	return nil
}
