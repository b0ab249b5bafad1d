// Package links says where a link leads: it turns the destinations that authors
// write into addresses, and checks that the places they point at are there.
package links

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Resolver turns the destinations that authors write into addresses.
type Resolver struct {
	Site *site.Site
	// Files are the paths of the static files.
	Files map[string]bool
}

// On returns markdown's Env.Resolve for one page.
func (r *Resolver) On(p *site.Page) func(markdown.Link) (markdown.Target, *markdown.Problem) {
	o := on{r.Site, r.Files, p}
	return o.resolve
}

// on is a resolver on one page.
type on struct {
	site  *site.Site
	files map[string]bool
	page  *site.Page
}

// problem is the answer that a link leads nowhere.
func problem(code, help, format string, args ...any) (markdown.Target, *markdown.Problem) {
	return markdown.Target{}, &markdown.Problem{Code: code, Severity: diag.Error, Message: fmt.Sprintf(format, args...), Help: help}
}

// instead says of a problem what to write in the link's place. The place in the
// page that it leads to stays.
func instead(l markdown.Link, dest string) func(markdown.Target, *markdown.Problem) (markdown.Target, *markdown.Problem) {
	return func(t markdown.Target, p *markdown.Problem) (markdown.Target, *markdown.Problem) {
		if p.Write = dest; l.Fragment != "" && dest != "" {
			p.Write += "#" + l.Fragment
		}
		return t, p
	}
}

func (r *on) resolve(l markdown.Link) (markdown.Target, *markdown.Problem) {
	dest := l.Dest
	switch scheme, _, _ := strings.Cut(dest, ":"); {
	case l.Image:
		return r.image(dest)
	case dest == "":
		if l.Fragment != "" {
			return markdown.Target{Href: "#" + l.Fragment}, nil
		}
		return problem("link/empty", "write where the link leads: a source file such as law/index.md, or an https address", "this link leads nowhere")
	case scheme == "https":
		return r.outside(l)
	case scheme == "tel" || scheme == "sms":
		return problem("link/phone", "write :phone[helpline] with the id of a service in content/services.yaml, so that the number stays right everywhere", "a telephone number is written in content/services.yaml only")
	case scheme == "mailto":
		return problem("link/mailto", "link to a page that says how to get in touch, or name a service: :website[helpline]", "a mail link leaves a message behind on the reader's device")
	case scheme == "http":
		to := "https:" + strings.TrimPrefix(dest, "http:")
		return instead(l, to)(problem("link/http", "write "+to, "this address is not encrypted"))
	case strings.HasPrefix(dest, "//"):
		return instead(l, "https:"+dest)(problem("link/http", "write https:"+dest, "this address does not say how it is fetched"))
	case strings.Contains(scheme, "/") || scheme == dest: // no scheme: one of our own
		return r.inside(l)
	}
	return problem("link/scheme", "link to a source file, or to an https address", "links of this kind are not published: %s", dest)
}

func (r *on) outside(l markdown.Link) (markdown.Target, *markdown.Problem) {
	href := l.Dest
	if l.Fragment != "" {
		href += "#" + l.Fragment
	}
	u, err := url.Parse(href)
	if err != nil || u.Host == "" {
		return problem("link/address", "copy the address again from the browser", "this is not an address: %s", href)
	}
	if u.User != nil {
		return problem("link/outbound", "write the address without "+u.User.String()+"@", "this address holds a name to sign in with")
	}
	if host := strings.ToLower(u.Host); !slices.Contains(r.site.Config.Outbound, host) {
		help := "add " + host + " to outbound in content/site.yaml if readers may be sent there"
		if near := diag.Nearest(host, r.site.Config.Outbound); near != "" {
			help = "did you mean " + near + "? or " + help
		}
		target, p := problem("link/outbound", help, "the site may not send readers to %s", host)
		p.Item, p.List = host, "if readers may be sent to all of these, add them to outbound in content/site.yaml:"
		return target, p
	}
	return markdown.Target{Href: href, External: true}, nil
}

func (r *on) inside(l markdown.Link) (markdown.Target, *markdown.Problem) {
	clean, query, _ := strings.Cut(l.Dest, "?")
	if query != "" {
		return instead(l, clean)(problem("link/query", "leave out everything from the question mark on", "a link inside the site has no query"))
	}
	if decoded, err := url.PathUnescape(clean); err == nil {
		clean = decoded
	}
	if !strings.HasSuffix(clean, ".md") {
		return r.notASource(l, clean)
	}
	to, source, why := r.site.Follow(r.page, clean)
	switch why {
	case site.LinkOK:
		if named := to.Named(source); named != nil && named.Lang != r.site.Config.Languages[0] {
			right := site.Relative(r.page.Source, to.Source)
			return instead(l, right)(problem("link/language", "write "+right, "this names a file in another language, which is there in this one too"))
		}
		t := markdown.Target{Href: to.Address}
		if l.Fragment != "" {
			t.Href += "#" + l.Fragment
		}
		if to.Speaks() != r.page.Lang {
			t.Lang = string(to.Speaks())
		}
		return t, nil
	case site.LinkUnknown:
		return markdown.Target{Href: "/"}, nil // nothing is published until it can be read
	case site.LinkWithheld:
		return problem("link/withheld", "take the link out until that page is published, or give both the same publishDate", "%s is not published", site.Shown(source))
	case site.LinkOutside:
		return problem("link/outside", "count the ../ again: the link starts from "+path.Dir(r.page.File()), "this link leads out of content/")
	}
	help, right := "sotto list shows every page", ""
	if near := site.Likely(source, l.Text, r.site.Pages, r.missing(source)...); len(near) > 0 {
		for i := range near {
			near[i] = site.Relative(r.page.Source, near[i])
		}
		help = "did you mean " + strings.Join(near, " or ") + "?"
		if len(near) == 1 {
			right = near[0]
		}
	}
	return instead(l, right)(problem("link/missing", help, "there is no %s", site.Shown(source)))
}

var toSource = regexp.MustCompile(`\]\(<?([^)>\s#?:]+\.md)`)

// missing are the sources, but for one, that the page leads to and that are not
// there: what it has left behind where it was before.
func (r *on) missing(but string) []string {
	var out []string
	for _, g := range toSource.FindAllSubmatch(r.page.Body(), -1) {
		if _, source, why := r.site.Follow(r.page, string(g[1])); why == site.LinkMissing && source != but {
			out = append(out, source)
		}
	}
	return out
}

// notASource answers links written as addresses.
func (r *on) notASource(l markdown.Link, dest string) (markdown.Target, *markdown.Problem) {
	for _, guess := range []string{
		strings.TrimSuffix(dest, "/") + ".md", strings.TrimSuffix(dest, "/") + "/index.md",
		strings.TrimSuffix(dest, ".html") + ".md", strings.TrimSuffix(dest, ".html") + "/index.md",
	} {
		if to, _, why := r.site.Follow(r.page, guess); why == site.LinkOK {
			right := site.Relative(r.page.Source, to.Source)
			return instead(l, right)(problem("link/address", "write "+right, "links lead to source files, so that any editor can follow them"))
		}
	}
	if r.files[strings.TrimPrefix(path.Clean("/"+dest), "/")] {
		return problem("link/file", "say in words what the file holds; files are for pictures only", "a link to a file would leave a download on the reader's device")
	}
	return problem("link/address", "link to a source file that ends in .md, such as ../law/index.md", "this link leads to no page: %s", dest)
}

func (r *on) image(dest string) (markdown.Target, *markdown.Problem) {
	if r.site.Config.Size.Mode == site.Uniform {
		return problem("link/picture", "say in words what the picture shows, or choose another size mode in content/site.yaml", "a picture is a request of its own, by which the page can be told apart")
	}
	name := strings.TrimPrefix(path.Clean("/"+dest), "/")
	if !strings.HasPrefix(dest, "/") || !r.files[name] {
		var names []string
		for f := range r.files {
			names = append(names, "/"+f)
		}
		slices.Sort(names)
		help := "put the picture into static/ and write its path from there, such as /images/name.png"
		near := diag.Nearest(dest, names)
		if near != "" {
			help = "did you mean " + near + "?"
		}
		return instead(markdown.Link{}, near)(problem("link/image", help, "there is no picture static/%s", name))
	}
	return markdown.Target{Href: strings.TrimSuffix(r.site.Config.BasePath, "/") + dest}, nil
}
