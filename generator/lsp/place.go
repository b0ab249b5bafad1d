package lsp

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"sotto/generator/site"
)

// fileOf is the path of a file on this computer that a URI names.
func fileOf(uri string) (string, bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Host != "" && u.Host != "localhost" || u.Path == "" || strings.Contains(u.Path, "\x00") {
		return "", false
	}
	name := u.Path
	if filepath.Separator == '\\' && len(name) > 2 && name[2] == ':' { // /c:/site
		name = name[1:]
	}
	return filepath.Clean(filepath.FromSlash(name)), true
}

// uriOf is the URI of a file.
func uriOf(name string) string {
	name = filepath.ToSlash(name)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}

// siteAbove is the folder that holds a site, the one given or the nearest above
// it; "" when there is none.
func siteAbove(folder string) string {
	for {
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(site.ContentFolder), "site.yaml")); err == nil {
			return folder
		}
		up := filepath.Dir(folder)
		if up == folder {
			return ""
		}
		folder = up
	}
}

// name is the path of a file of the site in its folder, with slashes. Where the
// site is may be known only by the first file of it. The lock is held.
func (s *Server) name(uri string) (string, bool) {
	name, ok := fileOf(uri)
	if !ok {
		return "", false
	}
	if s.root == "" {
		if s.root = siteAbove(filepath.Dir(name)); s.root == "" {
			return "", false
		}
	}
	rel, err := filepath.Rel(s.root, name)
	rel = filepath.ToSlash(rel)
	if err != nil || rel == ".." || strings.HasPrefix(rel, "../") {
		return "", false
	}
	return rel, true
}

// uri is that of a file of the site, as the editor calls it. The lock is held.
func (s *Server) uri(name string) string {
	if d := s.docs[name]; d != nil {
		return d.uri
	}
	return uriOf(filepath.Join(s.root, filepath.FromSlash(name)))
}

// read is a file of the site as it is on the screen, or on the disk; nil when it
// is neither. The lock is held.
func (s *Server) read(name string) []byte {
	if d := s.docs[name]; d != nil {
		return d.data
	}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil
	}
	data, _ := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(name)))
	return data
}
