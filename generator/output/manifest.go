package output

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"
)

// ManifestName is the manifest's path in the output. It names every file of the
// site, and so is for Sotto and for whoever keeps the server, not for readers:
// no server gives out a name that starts with a full stop. What copies the
// folder as a whole copies it too.
const ManifestName = ".manifest"

// The first line of a manifest says whose it is. The lines after it are sorted
// by path:
//
//	sotto-manifest 2
//	<SHA-256 in hex>  <size in bytes>  <path>
const marker = "sotto-manifest 2"

// manifest is what a finished tree says of itself.
type manifest struct {
	files []Sum // sorted by path
}

// lines are the lines of the manifest: those of compressed copies where their own
// paths stand, which is nearly always right after their file.
func (m *manifest) lines() iter.Seq2[string, form] {
	type line struct {
		path string
		form
	}
	return func(yield func(string, form) bool) {
		var late []line // copies that are yet to come, sorted
		before := func(path string) bool {
			n := 0
			for ; n < len(late) && (path == "" || late[n].path < path); n++ {
				if !yield(late[n].path, late[n].form) {
					return false
				}
			}
			late = slices.Delete(late, 0, n)
			return true
		}
		for _, f := range m.files {
			if !before(f.Path) || !yield(f.Path, f.form(0)) {
				return
			}
			for i := f.count() - 1; i > 0; i-- { // .br is before .gz
				l := line{f.Path + endings[i], f.form(i)}
				at, _ := slices.BinarySearchFunc(late, l, func(a, b line) int { return strings.Compare(a.path, b.path) })
				late = slices.Insert(late, at, l)
			}
		}
		before("")
	}
}

// write writes the manifest; equal trees have equal texts. It is never in memory
// as a whole: of a large site it is as large as a thousand pages.
func (m *manifest) write(to io.Writer) error {
	b := bufio.NewWriterSize(to, 32<<10)
	b.WriteString(marker + "\n")
	for name, f := range m.lines() {
		line := hex.AppendEncode(b.AvailableBuffer(), f.sum[:])
		line = append(strconv.AppendInt(append(line, "  "...), f.size, 10), "  "...)
		b.Write(append(append(line, name...), '\n'))
	}
	return b.Flush() // tells of errors above, too
}

// text is what write writes.
func (m *manifest) text() []byte {
	var b bytes.Buffer
	m.write(&b) // memory takes everything
	return b.Bytes()
}

// hash is the SHA-256 of the text.
func (m *manifest) hash() digest {
	h := sha256.New()
	m.write(h)
	return digest(h.Sum(nil))
}

// errManifest says that a file is not exactly a manifest of Sotto's.
type errManifest struct{ why error }

func (e *errManifest) Error() string { return e.why.Error() }
func (e *errManifest) Unwrap() error { return e.why }

// readManifest reads the manifest of a site, and its hash. The error is an
// *errManifest when it is something else.
func readManifest(root *os.Root) (m *manifest, tree string, err error) {
	f, err := root.Open(ManifestName)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	h := sha256.New()
	if m, err = parseManifest(io.TeeReader(f, h)); err != nil {
		return nil, "", err
	}
	return m, digest(h.Sum(nil)).String(), nil
}

// maxLine is more than any line of a manifest has.
const maxLine = 4 << 10

// parseManifest reads what write wrote, and nothing else: what is not exactly
// a manifest must not give anybody leave to delete files. The lines of a file with
// all its copies become one Sum again.
func parseManifest(r io.Reader) (*manifest, error) {
	in := bufio.NewReaderSize(r, maxLine)
	no := func(format string, args ...any) (*manifest, error) {
		return nil, &errManifest{fmt.Errorf(format, args...)}
	}
	m, last := &manifest{}, ""
	for n := 1; ; n++ {
		line, err := in.ReadSlice('\n')
		switch {
		case n == 1 && (err == nil || err == io.EOF || err == bufio.ErrBufferFull) && string(line) != marker+"\n":
			return no("the first line is not %q", marker)
		case n > 1 && err == io.EOF && len(line) == 0:
			return m, nil
		case err == io.EOF || err == bufio.ErrBufferFull:
			return no("line %d: not as Sotto writes it", n)
		case err != nil:
			return nil, err
		case n == 1:
			continue
		}
		text, tail, _ := bytes.Cut(line[:len(line)-1], []byte("  "))
		size, name, _ := bytes.Cut(tail, []byte("  "))
		var f form
		if f.size, err = strconv.ParseInt(string(size), 10, 64); err != nil {
			return no("line %d: %w", n, err)
		}
		if !isDigest(text) {
			return no("line %d: no SHA-256", n)
		}
		hex.Decode(f.sum[:], text)
		path := string(name)
		if _, bad := checkPath(path); bad || path == ManifestName {
			return no("line %d: no path of a site", n)
		}
		if strconv.FormatInt(f.size, 10) != string(size) {
			return no("line %d: not as Sotto writes it", n)
		}
		if path <= last {
			return no("the lines are not as Sotto writes them")
		}
		last = path
		m.add(path, f)
	}
}

// add adds a line, which comes after all that are there. The last copy of a file
// makes one Sum of the three.
func (m *manifest) add(path string, f form) {
	if base, ok := strings.CutSuffix(path, endings[1]); ok {
		if i, br := m.alone(base), m.alone(base+endings[2]); i >= 0 && br >= 0 {
			forms := appendForm([]byte(m.files[i].Forms), f)
			m.files[i].Forms = string(append(forms, m.files[br].Forms...))
			m.files = slices.Delete(m.files, br, br+1)
			return
		}
	}
	m.files = append(m.files, Sum{path, string(appendForm(nil, f))})
}

// alone is where a path stands that has no copies; below 0 where it does not. It is
// nearly always one of the last two.
func (m *manifest) alone(path string) int {
	i := len(m.files) - 1
	for ; i >= max(0, len(m.files)-2); i-- {
		if m.files[i].Path == path && m.files[i].count() == 1 {
			return i
		}
	}
	if i, ok := m.index(path); ok && m.files[i].count() == 1 {
		return i
	}
	return -1
}

// isDigest reports whether text is a SHA-256 in small hexadecimal.
func isDigest(text []byte) bool {
	if len(text) != 2*sha256.Size {
		return false
	}
	for _, c := range text {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// index is where the Sum of a path is, which is not that of a copy.
func (m *manifest) index(path string) (int, bool) {
	return slices.BinarySearchFunc(m.files, Sum{Path: path}, byPath)
}

// find returns the entry of a path, which may be that of a copy.
func (m *manifest) find(path string) (form, bool) {
	if i, ok := m.index(path); ok {
		return m.files[i].form(0), true
	}
	for n, ending := range endings[1:] {
		if base, ok := strings.CutSuffix(path, ending); ok {
			if i, ok := m.index(base); ok && m.files[i].count() > 1 {
				return m.files[i].form(n + 1), true
			}
		}
	}
	return form{}, false
}

// TreeHash is the SHA-256 of the manifest in hex, or "" when there is none.
// Equal hashes mean equal paths and bytes, and with these equal times.
func (s *Stage) TreeHash() string { return s.tree }
