package outlet

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Front writes what has to stand before a bucket: for nginx and Caddy their
// configuration, for a CDN what it must do. The headers are those of a finished folder; host and base are the
// site's, base with both slashes; gone are regular expressions for the addresses that
// are answered 410 where there is nothing. It is nil for a destination that is no bucket.
func (d *Destination) Front(server string, folder fs.FS, host, base string, gone []string) ([]byte, error) {
	b, ok := d.store.(*bucket)
	if !ok {
		return nil, nil
	}
	m, err := readManifest(folder)
	if err != nil {
		return nil, err
	}
	text, err := fs.ReadFile(folder, "_headers")
	if err != nil {
		return nil, fmt.Errorf("reading the headers that the site promises: %w", err)
	}
	f := front{bucket: b, host: host, base: base, gone: gone}
	everywhere := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && line[0] != ' ' && line[0] != '\t' {
			everywhere = strings.HasSuffix(line, "/*")
		} else if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && everywhere {
			f.headers = append(f.headers, [2]string{name, value})
		}
	}
	paths := map[string]bool{}
	for _, file := range m.files {
		paths[file.Path] = true
	}
	for _, file := range m.files {
		if path.Base(file.Path) == "404.html" {
			f.missing = append(f.missing, file.Path)
		}
		if ext := path.Ext(file.Path); ext != "" && paths[file.Path+".br"] && paths[file.Path+".gz"] && !slices.Contains(f.packed, ext[1:]) {
			f.packed = append(f.packed, ext[1:])
		}
	}
	slices.Sort(f.packed)
	switch server {
	case "cdn":
		return []byte(f.cdn()), nil
	case "caddy":
		return []byte(f.caddy()), nil
	}
	return []byte(f.nginx()), nil
}

// front is what a server before a bucket has to know.
type front struct {
	*bucket
	host, base string
	headers    [][2]string
	missing    []string // error pages
	packed     []string // endings of files that have copies
	gone       []string // regular expressions
}

// cdn says what any server before the bucket has to do.
func (f *front) cdn() string {
	var b strings.Builder
	fmt.Fprintf(&b, `What has to stand before the bucket, written by sotto publish.

The pointer is the object %[1]scurrent. Its metadata "tree" (x-amz-meta-tree), and
"tree" in its JSON, names the release that is served; it may be kept for a second, and no
longer. An address is the object %[1]sreleases/TREE/ADDRESS, with index.html behind a
slash at its end.

Choose by Accept-Encoding: the object with .br at its end for who takes br, with .gz for
who takes gzip, else the file itself. These endings have copies: %[2]s.
A CDN that cannot choose so has to ask an origin that does: --server nginx.

It must
- send each object as it is, with its Content-Type and Content-Encoding and its length;
- send these headers with every answer, errors too, and Vary: Accept-Encoding:
`, f.prefix, strings.Join(f.packed, ", "))
	for _, h := range f.headers {
		fmt.Fprintf(&b, "    %s: %s\n", h[0], h[1])
	}
	fmt.Fprintf(&b, `- answer what is no object with 404 and one of %s%s;
- answer nothing whose name begins with a full stop, but .well-known/, and no name that
  ends in .br or .gz, or is _headers or _redirects.

It must not compress, change or add to a page, set cookies, write addresses down, answer
parts or conditions, or send ETag, Last-Modified or the store's own headers.

Look afterwards: sotto verify https://%s%s
`, strings.Join(f.missing, ", "), f.cdnGone(), f.host, f.base)
	return b.String()
}

// cdnGone says which addresses are answered otherwise.
func (f *front) cdnGone() string {
	if len(f.gone) == 0 {
		return ""
	}
	return ",\n  or with 410 and the same page when its address matches one of\n    " + strings.Join(f.gone, "\n    ")
}
