package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// What a build leaves in its folder, by its own names: this room reads them as
// anybody would.
const (
	manifestName = ".manifest"
	manifestMark = "sotto-manifest 2"
	headersName  = "_headers"
)

// Read makes the statement of a finished folder, without site, release, time and log,
// which are the caller's to say. Every file is read and held against the manifest; one
// that differs or is missing is an error.
func Read(folder fs.FS) (*Statement, error) {
	manifest, err := fs.ReadFile(folder, manifestName)
	if err != nil {
		return nil, fmt.Errorf("reading the manifest: %w; is this the folder that sotto build wrote?", err)
	}
	s := &Statement{Tree: hash(manifest)}
	for i, line := range strings.Split(strings.TrimSuffix(string(manifest), "\n"), "\n") {
		if i == 0 {
			if line != manifestMark {
				return nil, fmt.Errorf("the manifest begins with %q, not with %q: build again with this version", line, manifestMark)
			}
			continue
		}
		f, err := fileOf(line)
		if err != nil {
			return nil, fmt.Errorf("line %d of the manifest: %w", i+1, err)
		}
		s.Files = append(s.Files, f)
	}
	for _, f := range s.Files {
		if err := holds(folder, f); err != nil {
			return nil, err
		}
	}
	text, err := fs.ReadFile(folder, headersName)
	if err != nil {
		return nil, fmt.Errorf("reading the headers that the site promises: %w", err)
	}
	if s.Headers, err = headersOf(text); err != nil {
		return nil, err
	}
	return s, nil
}

// holds says whether a file is what the manifest says.
func holds(folder fs.FS, f File) error {
	in, err := folder.Open(f.Path)
	if err != nil {
		return fmt.Errorf("opening what the manifest names: %w", err)
	}
	defer in.Close()
	h := sha256.New()
	n, err := io.Copy(h, in)
	if err != nil {
		return fmt.Errorf("reading %s: %w", f.Path, err)
	}
	if n != f.Size || hex.EncodeToString(h.Sum(nil)) != f.Sum {
		return fmt.Errorf("%s is not what the manifest says: build again, and sign what was built", f.Path)
	}
	return nil
}

// headersOf are the headers of all paths in a file for hosts that read it.
func headersOf(text []byte) ([]Header, error) {
	var out []Header
	everywhere := false
	for line := range bytes.Lines(text) {
		line := strings.TrimRight(string(line), "\r\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] != ' ' && line[0] != '\t':
			everywhere = strings.HasSuffix(line, "/*")
			if len(out) > 0 && everywhere {
				return nil, errors.New("_headers speaks of all paths twice")
			}
		case everywhere:
			name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
			if !ok {
				return nil, fmt.Errorf("%q in _headers is no header", line)
			}
			out = append(out, Header{name, value})
		}
	}
	if len(out) == 0 {
		return nil, errors.New("_headers promises nothing for all paths")
	}
	return out, nil
}

// Wanted is what a server has to answer at an address.
type Wanted struct {
	// Address is the path of the URL.
	Address string
	// Status is 200, or 404 for the page that says so.
	Status int
	// Forms are the file as it is (""), and its compressed copies ("gzip", "br").
	Forms map[string]File
}

// endings of compressed copies, by their encoding.
var endings = map[string]string{"br": ".br", "gzip": ".gz"}

// Served are all addresses of a statement, in the order of its files. Files that are
// for the server are not among them.
func (s *Statement) Served() []Wanted {
	byPath := make(map[string]File, len(s.Files))
	for _, f := range s.Files {
		byPath[f.Path] = f
	}
	root := rootOf(s.Site)
	var out []Wanted
	for _, f := range s.Files {
		if forServer(f.Path) || isCopy(f.Path, byPath) {
			continue
		}
		w := Wanted{Address: root + f.Path, Status: 200, Forms: map[string]File{"": f}}
		if rest, ok := strings.CutSuffix(f.Path, "index.html"); ok && (rest == "" || strings.HasSuffix(rest, "/")) {
			w.Address = root + rest
		}
		if f.Path == "404.html" || strings.HasSuffix(f.Path, "/404.html") {
			w.Status = 404
		}
		for encoding, ending := range endings {
			if c, ok := byPath[f.Path+ending]; ok {
				w.Forms[encoding] = c
			}
		}
		out = append(out, w)
	}
	return out
}

// forServer says whether a file is none that is given out.
func forServer(path string) bool {
	return path == "_headers" || path == "_redirects" || strings.HasPrefix(path, ".") && !strings.HasPrefix(path, ".well-known/") || strings.Contains(path, "/.")
}

func isCopy(path string, all map[string]File) bool {
	for _, ending := range endings {
		if base, ok := strings.CutSuffix(path, ending); ok {
			if _, ok := all[base]; ok {
				return true
			}
		}
	}
	return false
}

// rootOf is the path of a site's address.
func rootOf(site string) string {
	_, rest, _ := strings.Cut(site, "://")
	return rest[max(0, strings.IndexByte(rest, '/')):]
}
