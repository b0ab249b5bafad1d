package outlet

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// What a build leaves in its folder: this room reads it as anybody would.
const (
	manifestName = ".manifest"
	manifestMark = "sotto-manifest 2\n"
)

// File is a line of a manifest.
type File struct {
	Path string
	Size int64
	Sum  string // SHA-256 in small hexadecimal
}

// manifest is that of a release.
type manifest struct {
	text  []byte
	tree  string
	files []File
}

// readManifest reads the manifest of a finished folder.
func readManifest(folder fs.FS) (*manifest, error) {
	text, err := fs.ReadFile(folder, manifestName)
	if err != nil {
		return nil, fmt.Errorf("reading the manifest: %w; is this the folder that sotto build wrote?", err)
	}
	return parseManifest(text)
}

// Tree is the hash of the manifest of a finished folder.
func Tree(folder fs.FS) (string, error) {
	m, err := readManifest(folder)
	if err != nil {
		return "", err
	}
	return m.tree, nil
}

func parseManifest(text []byte) (*manifest, error) {
	rest, ok := strings.CutPrefix(string(text), manifestMark)
	if !ok {
		return nil, fmt.Errorf("the manifest does not begin with %q: build again with this version", strings.TrimSpace(manifestMark))
	}
	m := &manifest{text: text, tree: sum(text)}
	n, last := 1, ""
	for line := range strings.Lines(rest) {
		n++
		digest, tail, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		size, name, _ := strings.Cut(tail, "  ")
		bytes, err := strconv.ParseInt(size, 10, 64)
		if err != nil || bytes < 0 || !isSum(digest) || !fs.ValidPath(name) || name <= last || strings.ContainsAny(name, "\\\x00") || name == manifestName {
			return nil, fmt.Errorf("line %d of the manifest is not as a build writes it: build again", n)
		}
		last = name
		m.files = append(m.files, File{name, bytes, digest})
	}
	return m, nil
}

// sum is the SHA-256 in hexadecimal.
func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

func isSum(text string) bool {
	b, err := hex.DecodeString(text)
	return err == nil && len(b) == sha256.Size && text == strings.ToLower(text)
}

// holds says whether a release has a page or a file at an address of the site, which
// may end with a star.
func (m *manifest) holds(address string) bool {
	name := strings.TrimPrefix(address, "/")
	folder, all := strings.CutSuffix(name, "*")
	if strings.HasSuffix(name, "/") || name == "" {
		name = path.Join(name, "index.html")
	}
	for _, f := range m.files {
		if f.Path == name || all && strings.HasPrefix(f.Path, folder) {
			return true
		}
	}
	return false
}
