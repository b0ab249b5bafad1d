package serve

import (
	"path"
	"slices"
	"strings"

	"sotto/generator/site"
)

// within is what of an address comes after the path of the site, with a slash
// in front; "" for an address that is not below it, where nothing is.
func (s Site) within(address string) string {
	if s.Base == "" || s.Base == "/" {
		return address
	}
	whole := "/" + clean(address)
	if strings.HasSuffix(address, "/") && whole != "/" {
		whole += "/"
	}
	rest, ok := strings.CutPrefix(whole, s.Base)
	if !ok {
		return ""
	}
	return "/" + rest
}

// find returns the file that the three servers of .server/ send for an
// address: the file itself, or index.html in the folder of that name, with the
// last slash or without it. They keep to themselves what is hidden, and the
// 404 pages, which are found only by not finding something else.
func (s Site) find(address string) (string, bool) {
	name := clean(address)
	if address == "" || hidden(name) || name == s.missing(address) {
		return "", false
	}
	if !strings.HasSuffix(address, "/") {
		if _, ok := s.Files[name]; ok {
			return name, true
		}
	}
	name = path.Join(name, "index.html")
	_, ok := s.Files[name]
	return name, ok
}

// clean is an address without its first and last slash, and without steps that
// lead nowhere or out of the site.
func clean(address string) string { return strings.TrimPrefix(path.Clean("/"+address), "/") }

// hidden reports whether servers keep a file to themselves: their own
// configurations and other names that start with a full stop, the compressed
// copies, and the lists for hosts that read them.
func hidden(name string) bool {
	rest := strings.TrimPrefix(name, ".well-known/")
	return strings.HasPrefix(rest, ".") || strings.Contains(rest, "/.") ||
		strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".br") ||
		name == "_headers" || name == "_redirects"
}

// gone reports whether servers say of an address at which nothing is that there
// was something once.
func (s Site) gone(address string) bool {
	return !hidden(clean(address)) && slices.ContainsFunc(s.Ended, func(e site.Ended) bool { return e.Holds(address) })
}

// missing returns the 404 page in the language of an address, or in the first
// language when that one has none.
func (s Site) missing(address string) string {
	top, _, below := strings.Cut(clean(address), "/")
	if below || strings.HasSuffix(address, "/") {
		if own := top + "/404.html"; slices.Contains(s.Languages, top) && s.Files[own] != nil {
			return own
		}
	}
	return "404.html"
}
