package verify

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
)

// Where the statement of a release and what belongs to it are found on a site, below
// its root.
const (
	Folder        = ".well-known/sotto/"
	StatementName = Folder + "release.txt"
	NoteName      = Folder + "release.note"
	LogName       = Folder + "log.txt"
)

// SealName is where the SSH signature of a signer is.
func SealName(signer string) string { return StatementName + "." + signer + ".sig" }

// Options say how a server is asked.
type Options struct {
	// PerSecond is how many requests are made at most.
	PerSecond float64
	// Timeout is how long an answer may take.
	Timeout time.Duration
	// TLS is for servers whose certificate is not known to the system; nil elsewhere.
	TLS *tls.Config
	// Connect is the machine that is asked, as HOST:PORT, whatever machine the site's name
	// stands for: an origin behind others, or one that is not public yet. "" is that of
	// the name.
	Connect string
	// Done are addresses that were found to be right by an earlier run of the same
	// statement; they are not asked for again. OnDone is told of each that is right.
	Done   map[string]bool
	OnDone func(address string)
	// Other are statements of other releases, to know one when it is sent.
	Other []*Statement
}

// Check holds what a server sends at an address (that of the site's root; "" is the
// statement's own) against a statement. The findings are sorted; an error means that the
// server could not be asked.
func Check(ctx context.Context, at string, s *Statement, opt Options) (findings []diag.Finding, asked int, err error) {
	if at == "" {
		at = s.Site
	}
	base, err := url.Parse(at)
	if err != nil || base.Host == "" {
		return nil, 0, fmt.Errorf("%q is no address of a site", at)
	}
	c := &checker{
		asker: newAsker(base, opt), statement: s, opt: opt,
		promised: http.Header{}, bySum: map[string]string{}, others: map[string]int{},
	}
	for _, h := range s.Headers {
		c.promised.Add(h.Name, h.Value)
	}
	for _, w := range s.Served() {
		for _, f := range w.Forms {
			c.bySum[f.Sum] = w.Address
		}
	}
	for _, o := range opt.Other {
		for _, f := range o.Files {
			if c.bySum[f.Sum] == "" {
				c.others[f.Sum] = o.Release
			}
		}
	}
	defer c.asker.client.CloseIdleConnections()
	err = c.all(ctx)
	return diag.Sort(c.findings), c.asker.asked, err
}

type checker struct {
	*asker
	statement *Statement
	opt       Options
	promised  http.Header
	bySum     map[string]string // whose bytes they are
	others    map[string]int    // of which other release
	findings  []diag.Finding
}

func (c *checker) all(ctx context.Context) error {
	served := c.statement.Served()
	var errorPage *Wanted
	for i, w := range served {
		if w.Status == http.StatusNotFound && (errorPage == nil || len(w.Address) < len(errorPage.Address)) {
			errorPage = &served[i]
		}
	}
	for _, w := range served {
		if c.opt.Done[w.Address] {
			continue
		}
		before := len(c.findings)
		if err := c.address(ctx, w); err != nil {
			return err
		}
		if len(c.findings) == before && c.opt.OnDone != nil {
			c.opt.OnDone(w.Address)
		}
	}
	root := rootOf(c.statement.Site)
	for _, gone := range c.statement.Gone {
		if err := c.absent(ctx, gone, errorPage, true); err != nil {
			return err
		}
	}
	// What is for the server alone, what other software leaves, and what nobody has.
	known := map[string]bool{}
	for _, w := range served {
		known[w.Address] = true
	}
	for _, path := range []string{
		manifestName, headersName, "_redirects", ".server/nginx.conf", ".git/HEAD", ".htaccess", ".cache/", "index.html.gz", "index.html.br",
		"server-status", "cdn-cgi/trace", "favicon.ico", "sotto-verify-asks-for-what-is-not-there/",
	} {
		if known[root+path] {
			continue
		}
		if err := c.absent(ctx, root+path, errorPage, false); err != nil {
			return err
		}
	}
	return nil
}

// address asks for one address as everybody does.
func (c *checker) address(ctx context.Context, w Wanted) error {
	asks := []struct {
		b    browser
		more http.Header
		what string
	}{
		{phone, nil, ""},
		{old, nil, ""},
		{plain, nil, ""},
		{tor, http.Header{"Cache-Control": {"no-cache"}, "Pragma": {"no-cache"}}, "to Tor Browser"},
	}
	var first *answer
	for _, ask := range asks {
		got, err := c.ask(ctx, http.MethodGet, w.Address, ask.b, ask.more, c.most(w))
		if err != nil {
			return c.unreachable(ctx, w.Address, err)
		}
		c.hold(w, got, ask.b, ask.what)
		if first == nil {
			first = got
		}
	}
	// The second visit, as a browser that has kept what it could.
	again := http.Header{"If-Modified-Since": {"Sat, 01 Jan 2000 00:00:00 GMT"}}
	if tag := first.header.Get("ETag"); tag != "" {
		again["If-None-Match"] = []string{tag}
	}
	if at := first.header.Get("Last-Modified"); at != "" {
		again["If-Modified-Since"] = []string{at}
	}
	for _, cookie := range first.header.Values("Set-Cookie") {
		value, _, _ := strings.Cut(cookie, ";")
		again.Add("Cookie", value)
	}
	got, err := c.ask(ctx, http.MethodGet, w.Address, phone, again, c.most(w))
	if err != nil {
		return c.unreachable(ctx, w.Address, err)
	}
	if got.status == http.StatusNotModified {
		c.find("verify/second", w.Address, "a second visit is answered by 304, and is shorter than a first",
			"switch validators off, as the configuration in .server/ does: whoever watches sees that somebody has come back")
	} else {
		c.hold(w, got, phone, "on a second visit")
	}
	head, err := c.ask(ctx, http.MethodHead, w.Address, phone, nil, c.most(w))
	if err != nil {
		return c.unreachable(ctx, w.Address, err)
	}
	if head.status != first.status || head.encoding() != first.encoding() || head.length >= 0 && first.length >= 0 && head.length != first.length {
		c.find("verify/second", w.Address, "HEAD is answered otherwise than GET", "an edge or a cache answers by itself: let it pass requests on")
	}
	return nil
}

// most is the longest that an answer at an address may be.
func (c *checker) most(w Wanted) int64 {
	n := int64(0)
	for _, f := range w.Forms {
		n = max(n, f.Size)
	}
	return n
}

// unreachable is a finding of a server that does not answer at one address, and an
// error where nobody should go on.
func (c *checker) unreachable(ctx context.Context, address string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if c.asked < 4 { // the first address of all
		return fmt.Errorf("asking the server: %w", err)
	}
	c.find("verify/answer", address, "there is no answer: "+err.Error(), "ask again when the server is up")
	return nil
}

// hold holds an answer against what is wanted.
func (c *checker) hold(w Wanted, got *answer, b browser, what string) {
	say := func(code, message, help string) {
		if what != "" {
			message += " (" + what + ")"
		}
		c.find(code, w.Address, message, help)
	}
	for _, early := range got.early {
		say("verify/header", fmt.Sprintf("status %d is sent before the answer", early), "switch early hints off: they make browsers ask for more")
	}
	if got.status != w.Status {
		switch {
		case got.status >= 300 && got.status < 400:
			say("verify/redirect", fmt.Sprintf("status %d leads to %s", got.status, got.header.Get("Location")), "serve the file at its address, without a redirect")
		default:
			say("verify/status", fmt.Sprintf("status %d, not %d", got.status, w.Status), "upload the release again, and ask again")
		}
		return
	}
	if got.err != nil {
		say("verify/bytes", fmt.Sprintf("the answer to %s breaks off after %d bytes: %v", b.name, len(got.body), got.err), "look for a limit or a fault between the server and you")
		return
	}
	c.headers(w.Address, got, say)
	encoding := got.encoding()
	if encoding != "" && !accepts(b.accept, encoding) {
		say("verify/encoding", fmt.Sprintf("%s gets %s, which it did not ask for", b.name, encoding), "let the server choose among the copies by Accept-Encoding, and keep Vary")
		return
	}
	want := w.Forms[""]
	for _, e := range []string{"gzip", "br"} { // the best is the last
		if f, ok := w.Forms[e]; ok && accepts(b.accept, e) {
			want = f
		}
	}
	// A server without brotli may send gzip, which is a form of its own.
	form, published := w.Forms[encoding]
	if !published {
		say("verify/encoding", fmt.Sprintf("%s gets %s, of which there is no published copy", b.name, encoding), "switch compressing off at the server and at the edge")
		return
	}
	if encoding == "" && want.Sum != form.Sum {
		say("verify/encoding", b.name+" gets the file as it is, and not its compressed copy", "let the server send the .br and .gz copies, and let nothing undo that on the way")
		return
	}
	if hash(got.body) == form.Sum {
		if got.length >= 0 && got.length != form.Size || got.length < 0 && !strings.HasPrefix(got.proto, "HTTP/2") {
			say("verify/length", "the length is not told before the answer", "something on the way sends the answer in pieces: let it pass files through")
		}
		return
	}
	c.differs(w, got, form, encoding, say)
}

// differs says what is known of bytes that are not those that were published.
func (c *checker) differs(w Wanted, got *answer, form File, encoding string, say func(code, message, help string)) {
	sum := hash(got.body)
	if whose, ok := c.bySum[sum]; ok {
		say("verify/bytes", "these are the bytes of "+whose, "look for a cache or a rule that mixes addresses up")
		return
	}
	if n, ok := c.others[sum]; ok {
		say("verify/release", fmt.Sprintf("these are the bytes of release %d, not of %d", n, c.statement.Release), "let caches forget what they hold, and upload the release again")
		return
	}
	named := encoding
	if named == "" {
		named = "no encoding"
	}
	most := w.Forms[""].Size
	if inside, err := decoded(encoding, got.body, most); err == nil && encoding != "" && len(got.body) != int(form.Size) && hash(inside) == w.Forms[""].Sum {
		say("verify/recompressed", fmt.Sprintf("the page was compressed again on the way (%s): %d bytes, not %d", encoding, len(got.body), form.Size),
			"switch compressing off at the edge: pages are told apart by their lengths")
		return
	} else if err == nil && bytes.Contains(bytes.ToLower(inside), []byte("<script")) && len(inside) > int(most) {
		say("verify/bytes", "something was added to the page on the way", "switch off whatever an edge adds to pages: scripts, comments, analytics")
		return
	}
	if len(got.body) != int(form.Size) {
		say("verify/bytes", fmt.Sprintf("%d bytes with %s, not the %d that were published", len(got.body), named, form.Size), "upload the release again; where it is the same, something on the way changes it")
		return
	}
	say("verify/bytes", "other bytes than the published ones, with "+named, "upload the release again; where it is the same, something on the way changes it")
}

// usual are the headers that say how an answer comes, and not what the site promises.
var usual = []string{"Date", "Content-Type", "Content-Length", "Content-Encoding", "Vary", "Server", "Connection", "Keep-Alive", "Transfer-Encoding"}

// headers holds those of an answer against those that were promised.
func (c *checker) headers(address string, got *answer, say func(code, message, help string)) {
	for _, name := range slices.Sorted(maps.Keys(c.promised)) {
		name := textproto.CanonicalMIMEHeaderKey(name)
		want, is := c.promised.Values(name), got.header.Values(name)
		switch {
		case len(is) == 0:
			say("verify/header", "the header "+name+" is missing", "include the configuration in .server/, or set the header where the answer is made")
		case len(is) > len(want):
			say("verify/header", "the header "+name+" is sent more than once", "let one place set it: browsers take the first, or both, or none")
		case !slices.Equal(is, want):
			say("verify/header", fmt.Sprintf("the header %s says %q", name, strings.Join(is, ", ")), "it was promised: "+strings.Join(want, ", "))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got.header)) {
		switch {
		case name == "Set-Cookie":
			say("verify/cookie", "a cookie is set: "+cut(got.header.Get(name)), "find out what sets it, and switch it off: nothing of a visit may stay behind")
		case len(c.promised.Values(name)) > 0 || slices.Contains(usual, name):
		default:
			say("verify/header", fmt.Sprintf("the header %s is sent, which nobody promised: %s", name, cut(got.header.Get(name))), "switch off what adds it")
		}
	}
	if got.trailer {
		say("verify/header", "headers are sent behind the answer", "switch off what adds them")
	}
	if kind := got.header.Get("Content-Type"); !typed(address, kind) {
		say("verify/type", fmt.Sprintf("the type is %q", cut(kind)), "serve pages as text/html; charset=utf-8, and other files as what their names say")
	}
}

// types are those of files, by their endings. What is not here is not judged.
var types = map[string][]string{
	".html": {"text/html; charset=utf-8"}, ".xml": {"application/xml", "text/xml", "application/atom+xml"}, ".txt": {"text/plain"},
	".json": {"application/json", "application/csvm+json"}, ".svg": {"image/svg+xml"}, ".png": {"image/png"}, ".jpg": {"image/jpeg"}, ".webp": {"image/webp"},
	".avif": {"image/avif"}, ".pdf": {"application/pdf"}, ".epub": {"application/epub+zip"}, ".csv": {"text/csv"}, ".woff2": {"font/woff2"},
}

func typed(address, kind string) bool {
	last := address[strings.LastIndexByte(address, '/')+1:]
	ending := ".html"
	if last != "" {
		dot := strings.LastIndexByte(last, '.')
		if dot < 0 {
			return true
		}
		ending = last[dot:]
	}
	allowed, ok := types[ending]
	kind = strings.ToLower(kind)
	return !ok || slices.ContainsFunc(allowed, func(t string) bool { return strings.HasPrefix(kind, t) })
}

// absent asks for what must not be there.
func (c *checker) absent(ctx context.Context, address string, page *Wanted, withdrawn bool) error {
	if c.opt.Done["!"+address] {
		return nil
	}
	got, err := c.ask(ctx, http.MethodGet, address, phone, nil, 1<<20)
	if err != nil {
		return c.unreachable(ctx, address, err)
	}
	if got.status < 400 {
		message, help := "there is something here that is in no release", "take it away: whoever keeps the server does not know that it is there"
		if withdrawn {
			message, help = "this was withdrawn, and is still there", "publish again, and let caches forget it"
		}
		if got.status >= 300 {
			message += fmt.Sprintf(" (status %d, to %s)", got.status, cut(got.header.Get("Location")))
		}
		c.find("verify/extra", address, message, help)
		return nil
	}
	if page != nil && got.err == nil && (got.status == http.StatusNotFound || got.status == http.StatusGone) {
		if form, ok := page.Forms[got.encoding()]; !ok || hash(got.body) != form.Sum {
			if !c.errorPageOfSite(got) {
				c.find("verify/bytes", address, "what is not there is answered by another page than the site's own", "let the server answer with 404.html, as the configuration in .server/ does")
			}
		}
	}
	c.headers("/", got, func(code, message, help string) { c.find(code, address, message, help) })
	return nil
}

// errorPageOfSite says whether an answer is that of any of the site's error pages: each
// language has its own.
func (c *checker) errorPageOfSite(got *answer) bool {
	whose := c.bySum[hash(got.body)]
	return strings.HasSuffix(whose, "404.html")
}

func accepts(accept, encoding string) bool {
	for one := range strings.SplitSeq(accept, ",") {
		if strings.TrimSpace(one) == encoding {
			return true
		}
	}
	return false
}

// cut is a stranger's text at a length that can be shown.
func cut(s string) string {
	const most = 120
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}

func (c *checker) find(code, address, message, help string) {
	c.findings = append(c.findings, diag.Finding{
		Code: code, Severity: diag.Error, Pos: diag.Pos{File: c.base.Scheme + "://" + c.base.Host + address}, Message: message, Help: help,
	})
}

// ErrUnsigned says that too few of those who are believed have signed.
var ErrUnsigned = errors.New("too few of the signers have signed this release")
