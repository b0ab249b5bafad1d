package load

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// isHost reports whether a name is that of a host: with a dot in it, in lower
// case ASCII; an international name stands as browsers send it (xn--…). Bare IP
// addresses are none.
func isHost(s string) bool {
	labels := strings.Split(s, ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	last := labels[len(labels)-1]
	return len(labels) > 1 && len(last) > 1 && last[0] >= 'a'
}

// webAddress checks an address on another site and returns its host.
func webAddress(s string) (host, message, help string) {
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsAny(s, " \\<>\"{}|^`"):
		return "", "this is not a web address", "write it as the browser shows it: https://www.example.org/"
	case u.Scheme == "" && isHost(strings.ToLower(strings.SplitN(s, "/", 2)[0])):
		return "", "the address has no https:// before it", "write https://" + s
	case u.Scheme == "http":
		return "", "the address is not encrypted: whoever runs the network could read and change it", "write https://" + strings.TrimPrefix(s, "http://")
	case u.Scheme != "https":
		return "", "the address does not begin with https://", "write it as the browser shows it: https://www.example.org/"
	case u.User != nil:
		return "", "the address holds a user name", "delete everything before @, and @ itself"
	case u.Port() != "":
		return "", "the address holds a port", "delete : and the number after the host's name"
	case !isHost(u.Host):
		if isHost(strings.ToLower(u.Host)) {
			return "", "the host's name is in lower case", "write " + strings.Replace(s, u.Host, strings.ToLower(u.Host), 1)
		}
		return "", fmt.Sprintf("%q is not the name of a host", u.Host), "write it as the browser shows it: https://www.example.org/"
	}
	return u.Host, "", ""
}

// web reads an address on another site, whose host must be one that pages may
// link to.
func (c *config) web(d *doc, p pair) string {
	s, ok := d.oneLine(p)
	if !ok {
		return ""
	}
	host, message, help := webAddress(s)
	if message != "" {
		m := d.mark(p.value)
		d.add(m, "value/url", message, help).Fix = d.helped(m, s, help, "")
		return ""
	}
	if !slices.Contains(c.Outbound, host) {
		help := "if readers should be led there, add it to outbound in content/site.yaml: " + host
		if near := suggest(host, c.Outbound, ""); near != "" {
			help = near + "\n" + help
		}
		d.add(d.mark(p.value), "value/host", fmt.Sprintf("%s is not a host that the site may link to", host), help)
		return ""
	}
	return s
}

// hostIn takes from an address what may be the host's name.
var hostIn = regexp.MustCompile(`(?s)^(?:.*?://)?(?:\*\.)?([^/]*)`)

// outbound reads the hosts that pages may link to.
func (c *config) outbound(d *doc, p pair) {
	hosts, at := d.texts(p, "www.example.org")
	for i, h := range hosts {
		if isHost(h) {
			c.Outbound = append(c.Outbound, h)
			continue
		}
		help := "write the host's name alone, in lower case: www.example.org"
		if bare := hostIn.FindStringSubmatch(strings.ToLower(h))[1]; isHost(bare) {
			help = "write " + bare
			if strings.Contains(h, "*") {
				help += ", and each further host by name"
			}
		}
		m := d.mark(at[i])
		d.add(m, "value/url", fmt.Sprintf("%q is not the name of a host", h), help).Fix = d.helped(m, h, help, "")
	}
	slices.Sort(c.Outbound)
}

// onion is the name of an onion service of version 3: its key, in base 32.
var onion = regexp.MustCompile(`^[a-z2-7]{55}d\.onion$`)

var localHost = regexp.MustCompile(`^(localhost|127\.0\.0\.1|\[::1\]|[a-z0-9.-]+)(:[0-9]{1,5})?$`)

// serve takes the site's own address, unless a message says why not. A preview
// may be http and have a port.
func (c *config) serve(s string, preview bool) (message, help string) {
	u, err := url.Parse(s)
	const example = "write it like this: https://www.example.org/"
	switch {
	case err != nil, u.Host == "", u.Scheme != "https" && u.Scheme != "http":
		return "this is not the address of a site", example
	case u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(s, "?#"):
		return "the site's address has no ? or # part", example
	case u.User != nil:
		return "the site's address holds a user name", example
	case preview && localHost.MatchString(u.Host):
	case u.Scheme == "http" && onion.MatchString(u.Host):
	case u.Scheme == "http":
		return "the site must be served encrypted", "write https:// instead of http://"
	case !isHost(u.Host):
		return fmt.Sprintf("%q is not the name of a host", u.Host), example
	}
	trimmed := strings.Trim(u.EscapedPath(), "/")
	if why := pathProblem(trimmed); trimmed != "" && why != "" {
		return "the path of the site's address does not fit its pages' addresses: " + why, example + " or https://www.example.org/help/"
	}
	c.BasePath = path.Join("/", trimmed)
	if trimmed != "" {
		c.BasePath += "/"
	}
	c.BaseURL = u.Scheme + "://" + u.Host + c.BasePath
	return "", ""
}
