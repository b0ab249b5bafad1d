package audit

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
)

// Result is what the audit of a folder found out.
type Result struct {
	Findings []diag.Finding
	Totals   Totals
	// Facts are those of every file, sorted by path.
	Facts []Facts
}

// Dir checks every file below the root of a file system, and the whole. The
// error says that something could not be read. When the policy names no
// BaseURL, it is guessed from the sitemap.
func Dir(fsys fs.FS, p Policy) (Result, error) {
	var res Result
	if p.BaseURL == "" {
		p.BaseURL = guessBase(fsys)
	}
	a := New(p)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !utf8.ValidString(d.Name()): // no file system of Go's opens it
			r := a.report(name, nil)
			r.at("served/path#encoding", 0, 0)
			res.Findings = append(res.Findings, r.list...)
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			res.Findings = append(res.Findings, a.about(name, "served/symlink#type", d.Type().String())...)
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		if kindOf(name) == Sidecar {
			res.Findings = append(res.Findings, a.beside(fsys, name, data)...)
			return nil
		}
		f, findings := a.File(name, data)
		res.Facts = append(res.Facts, f)
		res.Findings = append(res.Findings, findings...)
		return nil
	})
	if err != nil {
		return res, fmt.Errorf("reading the folder to audit: %w", err)
	}
	res.Findings = diag.Sort(append(res.Findings, a.Site(Each(res.Facts))...))
	res.Totals = Total(Each(res.Facts))
	return res, nil
}

// beside checks an encoded copy against the file it lies next to.
func (a *Auditor) beside(fsys fs.FS, name string, data []byte) []diag.Finding {
	sibling, err := plainFile(fsys, strings.TrimSuffix(name, path.Ext(name)))
	if err != nil {
		return a.about(name, "served/sidecar#alone", name)
	}
	return a.Sidecar(name, data, sibling)
}

// Sidecar checks an encoded copy of a file (page.html.gz, page.html.br): its
// decoded bytes must be those of the file. Gzip is known; other encodings are
// undone by Policy.Decode, and one without is an error.
func (a *Auditor) Sidecar(name string, encoded, file []byte) []diag.Finding {
	r := a.report(name, nil)
	var decoded []byte
	var err error
	switch ext := path.Ext(name); {
	case ext == ".gz":
		decoded, err = gunzip(r, encoded, len(file)+1)
	case a.policy.Decode[ext] != nil:
		decoded, err = a.policy.Decode[ext](encoded)
	default:
		r.at("served/sidecar#unknown", 0, 0, ext)
		return r.list
	}
	switch {
	case err != nil:
		r.at("served/sidecar#broken", 0, 0, err.Error())
	case !bytes.Equal(decoded, file):
		r.at("served/sidecar#differs", 0, 0, strings.TrimSuffix(name, path.Ext(name)))
	}
	return r.list
}

// gunzip undoes gzip, at most limit bytes of it. The header may not name the
// file, its time or a comment: only padding in the extra field.
func gunzip(r *report, encoded []byte, limit int) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(encoded))
	if err != nil {
		return nil, err
	}
	if z.Name != "" || z.Comment != "" || !z.ModTime.IsZero() {
		r.at("served/sidecar#header", 0, 0)
	}
	return io.ReadAll(io.LimitReader(z, int64(limit)))
}

// plainFile reads a file by its name, unless it is a link, or a pipe, which
// would be waited for without end.
func plainFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Lstat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no plain file", name)
	}
	return fs.ReadFile(fsys, name)
}

// guessBase takes the address of a site from its sitemap: the part before the
// path of the shortest address in it.
func guessBase(fsys fs.FS) string {
	data, err := plainFile(fsys, "sitemap.xml")
	if err != nil {
		return ""
	}
	base := ""
	folder := regexp.MustCompile(`<loc>(https?://[^<]+/)`) // an address of it up to its last slash
	for _, loc := range folder.FindAllSubmatch(data, -1) {
		if base == "" || len(loc[1]) < len(base) {
			base = string(loc[1])
		}
	}
	return base
}
