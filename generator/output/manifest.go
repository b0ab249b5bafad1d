package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
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

// Sum is what is remembered of one file: a line of the manifest.
type Sum struct {
	Path   string
	Size   int64
	SHA256 string // in hexadecimal
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// manifest is what a finished tree says of itself.
type manifest struct {
	files []Sum // sorted by path
}

// text writes the manifest; equal trees have equal texts.
func (m *manifest) text() []byte {
	var b bytes.Buffer
	b.Grow(len(marker) + 1 + 128*len(m.files))
	b.WriteString(marker + "\n")
	for _, f := range m.files {
		b.WriteString(f.SHA256)
		b.WriteString("  ")
		b.Write(strconv.AppendInt(b.AvailableBuffer(), f.Size, 10))
		b.WriteString("  ")
		b.WriteString(f.Path)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// readManifest reads the manifest of a site, and its hash.
func readManifest(root *os.Root) (text, tree string, err error) {
	f, err := root.Open(ManifestName)
	if err != nil {
		return "", "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	b.Grow(int(info.Size()))
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(&b, h), f); err != nil {
		return "", "", err
	}
	return b.String(), hex.EncodeToString(h.Sum(nil)), nil
}

// parseManifest reads what text wrote, and nothing else: what is not exactly
// a manifest must not give anybody leave to delete files.
func parseManifest(text string) (*manifest, error) {
	head, rest, ok := strings.Cut(text, "\n")
	if !ok || head != marker {
		return nil, fmt.Errorf("the first line is not %q", marker)
	}
	m := &manifest{files: make([]Sum, 0, strings.Count(rest, "\n"))}
	for n := 2; rest != ""; n++ {
		line, after, whole := strings.Cut(rest, "\n")
		rest = after
		digest, tail, _ := strings.Cut(line, "  ")
		size, name, _ := strings.Cut(tail, "  ")
		f := Sum{Path: name, SHA256: digest}
		var err error
		if f.Size, err = strconv.ParseInt(size, 10, 64); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if !isDigest(digest) {
			return nil, fmt.Errorf("line %d: no SHA-256", n)
		}
		if _, bad := checkPath(name); bad || name == ManifestName {
			return nil, fmt.Errorf("line %d: no path of a site", n)
		}
		if !whole || strconv.FormatInt(f.Size, 10) != size {
			return nil, fmt.Errorf("line %d: not as Sotto writes it", n)
		}
		m.files = append(m.files, f)
	}
	if !slices.IsSortedFunc(m.files, byPath) {
		return nil, fmt.Errorf("the lines are not as Sotto writes them")
	}
	return m, nil
}

// isDigest reports whether text is a SHA-256 in small hexadecimal.
func isDigest(text string) bool {
	if len(text) != 2*sha256.Size {
		return false
	}
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func byPath(a, b Sum) int { return strings.Compare(a.Path, b.Path) }

// find returns the entry of a path.
func (m *manifest) find(name string) (Sum, bool) {
	i, ok := slices.BinarySearchFunc(m.files, Sum{Path: name}, byPath)
	if !ok {
		return Sum{}, false
	}
	return m.files[i], true
}

// TreeHash is the SHA-256 of the manifest in hex, or "" when there is none.
// Equal hashes mean equal paths and bytes, and with these equal times.
func (s *Stage) TreeHash() string { return s.tree }

// Count is how many files the site has, the manifest among them.
func (s *Stage) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.files) + 1
}

// Sizes returns the lengths of every HTML page, sorted by path, for the report
// of what the network can learn.
func (s *Stage) Sizes() []Size {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.Clone(s.sizes)
	slices.SortFunc(out, func(a, b Size) int { return strings.Compare(a.Path, b.Path) })
	return out
}
