package editorial

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// addresses raises findings about the e-mail addresses and the hosts of
// services in a passage.
func (u *contactText) addresses(p *passage) {
	u.spelledHosts(p)
	done := p.start
	for i := p.start; ; i++ {
		n := strings.IndexAny(u.low[i:p.end], "@.")
		if n < 0 {
			return
		}
		if i += n; i < done || u.low[i] == '.' && !(i+1 < p.end && i > p.start && isHost(u.low[i-1]) && isHost(u.low[i+1])) {
			continue
		}
		start, end := i, i+1
		for start > done && (isHost(u.low[start-1]) || strings.IndexByte(".@+_%", u.low[start-1]) >= 0) {
			start--
		}
		for end < p.end && (isHost(u.low[end]) || strings.IndexByte(".@", u.low[end]) >= 0) {
			end++
		}
		// What is no letter, such as ’, ends it; so does a full stop.
		other := func(r rune) bool { return r >= 0x80 && !isLetter(r) && !unseen(r) }
		if n := strings.LastIndexFunc(u.low[start:i], other); n >= 0 {
			_, size := utf8.DecodeRuneInString(u.low[start+n:])
			start += n + size
		}
		if n := strings.IndexFunc(u.low[i:end], other); n >= 0 {
			end = i + n
		}
		start += len(u.low[start:end]) - len(strings.TrimLeft(u.low[start:end], "."))
		end = start + len(strings.TrimRight(u.low[start:end], "."))
		done = max(end, i+1)
		if start < end {
			u.address(p, start, end)
		}
	}
}

// A host with its full stops in words: example dot org, example [dot] org.
var (
	spelledHost = regexp.MustCompile(`[a-z0-9-]+(?:[ \n]*[ \n(\[{][ \n]*dot[ \n]*[ \n)\]}][ \n]*[a-z0-9-]+)+`)
	spelledDot  = regexp.MustCompile(`[ \n(\[{]+dot[ \n)\]}]+`)
)

// spelledHosts raises findings about the hosts of services whose full stops are
// words.
func (u *contactText) spelledHosts(p *passage) {
	if !strings.Contains(u.low[p.start:p.end], "dot") {
		return
	}
	for _, at := range spelledHost.FindAllStringIndex(u.low[p.start:p.end], -1) {
		start, end := p.start+at[0], p.start+at[1]
		host := spelledDot.ReplaceAllString(u.low[start:end], ".")
		if v, _ := u.house.contacts.service(host); v != nil && !u.isMade(p, start) {
			u.contact(p, start, end, "web", fmt.Sprintf("this is %s, the address of %s, in words", host, u.called(v)), u.byDirective(p, website(v)))
		}
	}
}

// isHost says whether a byte may be one of a host's: letters beyond ASCII and
// signs that nobody sees are sorted out later.
func isHost(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c >= 0x80
}

// address raises the finding about an e-mail address or a host, if it is one.
func (u *contactText) address(p *passage, start, end int) {
	c, s := u.house.contacts, visible(u.low[start:end])
	if name, host, mail := strings.Cut(s, "@"); mail {
		if name == "" || !strings.Contains(host, ".") || u.isMade(p, start) {
			return
		}
		u.mail(p, start, end, s)
		return
	}
	for _, at := range []string{"[at]", "(at)", "{at}"} { // name[at]example.org
		if before := strings.TrimRight(u.low[p.start:start], " "); strings.HasSuffix(before, at) && !u.isMade(p, start) {
			before = strings.TrimRight(strings.TrimSuffix(before, at), " ")
			name := before[strings.LastIndexAny(before, " \n(<")+1:]
			u.mail(p, p.start+len(before)-len(name), end, name+"@"+s)
			return
		}
	}
	v, near := c.service(s)
	if v == nil || u.isMade(p, start) {
		return
	}
	start, end = u.wholeAddress(p, start, end)
	if near != "" {
		u.contact(p, start, end, "web", fmt.Sprintf("%s is in no service of content/services.yaml, and nearly the address of %s: %s", s, u.called(v), near),
			u.byDirective(p, website(v))+"\nif it is another service's, add that to content/services.yaml")
		return
	}
	u.contact(p, start, end, "web", fmt.Sprintf("%s is the address of %s, typed by hand", s, u.called(v)), u.byDirective(p, website(v)))
	u.write(p, start, end, website(v))
}

// mail raises the finding about an e-mail address.
func (u *contactText) mail(p *passage, start, end int, s string) {
	if v := u.house.contacts.mails[s]; v != nil {
		u.contact(p, start, end, "email", fmt.Sprintf("%s is the e-mail address of %s, typed by hand", s, u.called(v)), u.byDirective(p, "::service{id="+v.ID+"}, on a line of its own,"))
		return
	}
	u.contact(p, start, end, "email", fmt.Sprintf("no service in content/services.yaml has the e-mail address %s", s),
		"add the service there, with a channel {type: email, address: …}, and write ::service{id=its-id} in the text; an address that is one person's own has no place on the site")
}

// wholeAddress is what stands around a host: its scheme, and the path behind it.
func (u *contactText) wholeAddress(p *passage, start, end int) (from, to int) {
	for _, scheme := range []string{"https://", "http://"} {
		if strings.HasSuffix(u.low[p.start:start], scheme) {
			start -= len(scheme)
		}
	}
	if end < p.end && u.low[end] == '/' {
		for end++; end < p.end && (isHost(u.low[end]) || strings.IndexByte("/._?=&#%+~", u.low[end]) >= 0); {
			end++
		}
		path := strings.TrimRight(u.low[start:end], ".?")
		if n := strings.IndexFunc(path, func(r rune) bool { return r >= 0x80 && !isLetter(r) }); n >= 0 {
			path = path[:n]
		}
		end = start + len(path)
	}
	return start, end
}

// website is the directive that leads to a service's site.
func website(v *site.Service) string {
	if v.Website == "" {
		return "::service{id=" + v.ID + "}, on a line of its own,"
	}
	return ":website[" + v.ID + "]"
}

// service returns the service that has a host, and, when it only nearly has,
// the host that it has.
func (c *contacts) service(host string) (v *site.Service, near string) {
	host = bare(host)
	for h := host; strings.Contains(h, "."); _, h, _ = strings.Cut(h, ".") {
		if v := c.hosts[h]; v != nil {
			return v, ""
		}
	}
	if c.known[host] {
		return nil, ""
	}
	first, rest, _ := strings.Cut(host, ".")
	if rest == "" || len(first) < 5 {
		return nil, ""
	}
	best := 3
	for h, its := range c.hosts {
		label, _, _ := strings.Cut(h, ".")
		if len(label) < 5 {
			continue
		}
		n := apartBy(host, h, 2)
		if strings.ReplaceAll(first, "-", "") == strings.ReplaceAll(label, "-", "") || len(label) > 6 && strings.Contains(strings.ReplaceAll(first, "-", ""), label) {
			n = min(n, 2)
		}
		if n < best || n == best && n < 3 && h < near {
			v, near, best = its, h, n
		}
	}
	return v, near
}

// isMade says whether a byte stands in what a directive of the registry wrote.
func (u *contactText) isMade(p *passage, i int) bool {
	for _, s := range u.stretches(p) {
		if i >= s.from && i < s.to {
			return true
		}
	}
	return false
}

// links raises findings about links that lead to a service by hand.
func (u *contactText) links() {
	if u.doc == nil {
		return
	}
	c, seen := u.house.contacts, map[int]bool{}
	for i := range u.doc.Links {
		l := &u.doc.Links[i]
		if !strings.Contains(l.URL, "//") || seen[l.Offset] {
			continue
		}
		seen[l.Offset] = true
		a, err := url.Parse(l.URL)
		if err != nil || a.Host == "" {
			continue
		}
		v, near := c.service(a.Hostname())
		if v == nil || near != "" || strings.Contains(strings.ToLower(l.Text), bare(a.Hostname())) {
			continue // a host that is shown has been told
		}
		u.index()
		u.add(u.file.At(l.Offset, l.End, "contacts/web", diag.Error, fmt.Sprintf("this link leads to %s by an address typed by hand", u.called(v)), "write "+website(v)+" in place of the link"))
	}
}
