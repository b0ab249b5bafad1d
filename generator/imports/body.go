package imports

import (
	"bytes"
	"io/fs"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// patterns are what is looked for in the text of pages.
type patterns struct {
	fence, shortcode, parameter, htmlTag, autolink, shown, codeSpan, box *regexp.Regexp
	// link is the target of a Markdown link, a picture or a definition.
	link *regexp.Regexp
}

func newPatterns() patterns {
	return patterns{
		fence:     regexp.MustCompile("^ {0,3}(```+|~~~+)"),
		shortcode: regexp.MustCompile(`\{\{[<%]\s*(/?)\s*([A-Za-z][A-Za-z0-9_./-]*)((?:[^"` + "`" + `>%]|"(?:[^"\\]|\\.)*"|` + "`[^`]*`" + `)*?)\s*(/?)[>%]\}\}`),
		parameter: regexp.MustCompile(`(?:([A-Za-z_][A-Za-z0-9_-]*)=)?(?:"((?:[^"\\]|\\.)*)"|` + "`([^`]*)`" + `|([^\s"=]+))`),
		htmlTag:   regexp.MustCompile(`<[A-Za-z!][^>\n]*>`),
		autolink:  regexp.MustCompile(`^<(https?://|mailto:)[^>]*>$`),
		shown:     regexp.MustCompile(`(\{\{[<%])/\*(.*?)\*/([>%]\}\})`),
		codeSpan:  regexp.MustCompile("`+[^`\n]+`+"),
		box:       regexp.MustCompile(`^write :::([a-z-]+)`),
		link:      regexp.MustCompile(`(!?)(\]\(\s*<?)([^)\s>]+)(>?(?:\s+"[^"\n]*")?\s*\))|(?m)^( {0,3}\[[^\]\n]+\]:\s+<?)([^\s>]+)`),
	}
}

// body translates the text of a page, outside blocks of code: its shortcodes, then
// its links.
func (h *hugo) body(p *page) []byte {
	var out strings.Builder
	inside := ""
	var plain strings.Builder
	flush := func() {
		out.WriteString(h.links(p, h.shortcodes(p, plain.String())))
		plain.Reset()
	}
	for line := range strings.Lines(string(p.text)) {
		m := h.look.fence.FindStringSubmatch(line)
		switch {
		case inside == "" && m != nil:
			flush()
			inside = m[1]
			out.WriteString(line)
		case inside != "":
			if m != nil && strings.HasPrefix(m[1], inside) && strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), m[1][:1])) == "" {
				inside = ""
			}
			out.WriteString(line)
		default:
			plain.WriteString(line)
		}
	}
	flush()
	return []byte(out.String())
}

// parameters are those of a shortcode: by name, and by place.
func (h *hugo) parameters(s string) (named map[string]string, placed []string) {
	named = map[string]string{}
	for _, m := range h.look.parameter.FindAllStringSubmatch(s, -1) {
		v := strings.ReplaceAll(m[2], `\"`, `"`) + m[3] + m[4]
		if m[1] != "" {
			named[m[1]] = v
		} else {
			placed = append(placed, v)
		}
	}
	return named, placed
}

func first(named map[string]string, placed []string, keys ...string) string {
	for _, k := range keys {
		if named[k] != "" {
			return named[k]
		}
	}
	if len(placed) > 0 {
		return placed[0]
	}
	return ""
}

// shortcodes writes what there is a counterpart for, and a box for what there is
// none for.
func (h *hugo) shortcodes(p *page, s string) string {
	var out strings.Builder
	var open []string // names that a ::: will close
	at := 0
	for _, m := range h.look.shortcode.FindAllStringSubmatchIndex(s, -1) {
		out.WriteString(s[at:m[0]])
		at = m[1]
		closing, name, rest := m[3] > m[2], strings.ToLower(s[m[4]:m[5]]), s[m[6]:m[7]]
		named, placed := h.parameters(rest)
		alone := strings.TrimSpace(s[strings.LastIndexByte(s[:m[0]], '\n')+1:m[0]]) == "" && (m[1] == len(s) || strings.TrimSpace(strings.SplitN(s[m[1]:], "\n", 2)[0]) == "")
		instead := h.look.box.FindStringSubmatch(markdown.InsteadOfShortcode(name))
		switch {
		case closing:
			if n := len(open); n > 0 && open[n-1] == name {
				open = open[:n-1]
				out.WriteString("\n:::\n")
			}
		case name == "ref" || name == "relref":
			to := first(named, placed, "path")
			target, anchor, _ := strings.Cut(to, "#")
			if q := h.find(p, target); q != nil {
				out.WriteString(relative(p, q))
			} else if target != "" {
				out.WriteString(target)
			}
			if anchor != "" {
				out.WriteString("#" + anchor)
			}
		case name == "figure" || name == "img" || name == "image":
			alt := strings.NewReplacer("[", "", "]", "", "\n", " ").Replace(first(named, nil, "alt", "title", "caption"))
			out.WriteString("![" + alt + "](" + strings.ReplaceAll(first(named, placed, "src"), " ", "%20") + ")")
			if c := named["caption"]; c != "" && c != alt {
				out.WriteString("\n\n" + c + "\n")
			}
			h.n.directives++
		case instead != nil && alone && strings.Contains(s[m[1]:], "/"+s[m[4]:m[5]]) && instead[1] != "choices":
			label := strings.NewReplacer("[", "", "]", "").Replace(first(named, nil, "summary", "title"))
			if label == "" && instead[1] == "details" {
				label = first(named, placed, "summary")
			}
			out.WriteString(":::" + instead[1])
			if label != "" && instead[1] != "steps" {
				out.WriteString("[" + label + "]")
			}
			out.WriteString("\n")
			open = append(open, name)
			h.n.directives++
		default:
			h.n.boxes++
			code := strings.ReplaceAll(strings.Join(strings.Fields(name+" "+rest), " "), "`", "'")
			if alone {
				out.WriteString(":::note\nTODO: in Hugo this was `" + code + "`.\n:::")
			} else {
				out.WriteString("TODO (in Hugo `" + code + "`)")
			}
		}
	}
	out.WriteString(s[at:])
	for range open {
		out.WriteString("\n:::\n")
	}
	return h.look.shown.ReplaceAllStringFunc(out.String(), func(code string) string {
		h.n.boxes++ // template code, even as an example, stands on no page here
		return "TODO, in Hugo an example: " + strings.TrimSpace(strings.ReplaceAll(h.look.shown.FindStringSubmatch(code)[2], "`", "'"))
	})
}

// links leads links to files, and counts what is left.
func (h *hugo) links(p *page, s string) string {
	for _, tag := range h.look.htmlTag.FindAllString(h.look.codeSpan.ReplaceAllString(s, ""), -1) {
		if !h.look.autolink.MatchString(tag) {
			h.n.html++
		}
	}
	return h.look.link.ReplaceAllStringFunc(s, func(whole string) string {
		m := h.look.link.FindStringSubmatch(whole)
		if m[5] != "" {
			return m[5] + h.target(p, m[6])
		}
		return m[1] + m[2] + h.target(p, m[3]) + m[4]
	})
}

// target is where a link leads here.
func (h *hugo) target(p *page, to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" || strings.HasPrefix(to, "#") || u.Path == "" && u.Host == "" {
		return to
	}
	if u.Host != "" && u.Host != h.set.base.Host {
		if u.Scheme == "https" || u.Scheme == "http" {
			h.hosts[strings.ToLower(u.Hostname())] = true
		}
		return to
	}
	name := u.Path
	if u.Host != "" {
		name = "/" + strings.TrimPrefix(name, "/")
	}
	if file, ok := h.static(p, name); ok {
		return file
	}
	q := h.find(p, name)
	if q == nil {
		h.n.open++
		return to
	}
	rel := relative(p, q)
	if u.Fragment != "" {
		rel += "#" + u.Fragment
	}
	if rel != to {
		h.n.links++
	}
	return rel
}

// relative is the path from a page's file to another's. Links name the file of
// the first language.
func relative(p, q *page) string {
	to := q.to
	if q.lang != "" && strings.HasSuffix(to, "."+q.lang+".md") && p.lang == q.lang {
		to = strings.TrimSuffix(to, "."+q.lang+".md") + ".md"
	}
	rel, err := filepath.Rel(path.Dir(p.to), to)
	if err != nil {
		return to
	}
	return filepath.ToSlash(rel)
}

// static finds a file that a page uses, beside the page or in static/, and takes
// it along. Names get the form that addresses have here.
func (h *hugo) static(p *page, name string) (string, bool) {
	if path.Ext(name) == ".md" || path.Ext(name) == "" {
		return "", false
	}
	for _, from := range []string{path.Join(path.Dir(p.from), name), path.Join("static", name), path.Join("assets", name)} {
		if !h.files[from] || strings.HasPrefix(name, "/") && strings.HasPrefix(from, "content/") {
			continue
		}
		_, rel, _ := strings.Cut(from, "/")
		var parts []string
		for part := range strings.SplitSeq(strings.TrimSuffix(rel, path.Ext(rel)), "/") {
			parts = append(parts, locale.Slug(part))
		}
		to := path.Join(parts...) + strings.ToLower(path.Ext(rel))
		data, err := fs.ReadFile(h.Site, from)
		if old := h.res.Files[site.StaticFolder+to]; err != nil || old != nil && !bytes.Equal(old, data) {
			return "", false
		} else if old == nil {
			h.n.static++
		}
		h.res.Files[site.StaticFolder+to] = data
		return "/" + to, true
	}
	return "", false
}

// find is the page that a link, a reference or an entry of a menu names; p is the
// page that it stands on, or nil.
func (h *hugo) find(p *page, to string) *page {
	lang, dir := h.set.first, ""
	if p != nil {
		lang, dir = p.lang, path.Dir(p.stem)
	}
	to, _ = url.PathUnescape(to)
	stem := strings.TrimSuffix(to, ".md")
	stem = strings.TrimSuffix(stem, "."+lang)
	for _, base := range []string{dir, ""} {
		for _, l := range []string{lang, h.set.first} {
			full := strings.TrimPrefix(path.Join("/", base, stem), "/")
			if strings.HasPrefix(to, "/") {
				full = strings.Trim(path.Clean(stem), "/")
			}
			for _, s := range []string{full, path.Join(full, "_index"), path.Join(full, "index")} {
				if q := h.byPath[l+":"+s]; q != nil {
					return q
				}
			}
		}
	}
	address := to
	if !strings.HasPrefix(to, "/") && p != nil {
		address = path.Join(p.address, to)
	}
	if address = path.Join("/", strings.TrimSuffix(address, "index.html")); address != "/" {
		address += "/"
	}
	if q := h.byAddress[address]; q != nil {
		return q
	}
	if strings.Contains(to, "/") || to == "" {
		return nil
	}
	var found *page // ref finds a page anywhere by its name alone, if there is one such
	for _, q := range h.pages {
		if q.lang == lang && (path.Base(q.stem) == stem || path.Base(path.Dir(q.stem)) == stem && q.index()) {
			if found != nil {
				return nil
			}
			found = q
		}
	}
	return found
}
