package main

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/diag"
	"sotto/generator/serve"
)

// The preview of a whole site: its pages, its 404 pages by language, and a
// finding at the place where the writer would look for it.
func TestPreview(t *testing.T) {
	dir := t.TempDir()
	if err := laySite(&testscript.Env{WorkDir: dir}); err != nil {
		t.Fatal(err)
	}
	welsh := "---\ntitle: Nid yw'r dudalen yma\ndescription: Y dudalen a ddangosir pan nad oes tudalen yn y cyfeiriad hwnnw.\ndate: 2026-11-01\n---\n\nRhowch gynnig arall arni.\n"
	if err := os.WriteFile(filepath.Join(dir, "content/404.cy.md"), []byte(welsh), 0o644); err != nil {
		t.Fatal(err)
	}
	// Not in its usual place, so that findings must be told where it is.
	if err := os.Rename(filepath.Join(dir, "content"), filepath.Join(dir, "text")); err != nil {
		t.Fatal(err)
	}
	in := inputFlags{source: dir, content: "text", templates: "templates", static: "static", baseURL: "https://127.0.0.1:1313/", clock: "2026-11-28T12:00:00Z"}
	p := serve.New(serve.Options{
		Sources: []string{in.path(in.content)},
		Build:   in.previews(t.Context()).build,
		Tell:    func([]diag.Finding) {},
	})
	p.Refresh()
	server := httptest.NewServer(p)
	defer server.Close()
	see := func(address string, status int, body string) {
		t.Helper()
		res, err := http.Get(server.URL + address)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		got, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != status || !strings.Contains(string(got), body) {
			t.Errorf("%s: %d, want %d with %q in it:\n%s", address, res.StatusCode, status, body, got)
		}
	}
	see("/", 200, `<html lang="en"`)
	see("/cy/", 200, `<html lang="cy"`)
	see("/cy", 200, `<html lang="cy"`)
	see("/404.html", 404, `<html lang="en"`)
	see("/.server/nginx.conf", 404, `<html lang="en"`)
	see("/nothing/", 404, `<html lang="en"`)
	see("/cy/nothing/", 404, `<html lang="cy"`)

	// The path of --baseURL is where the links lead.
	in.baseURL = "https://127.0.0.1:1313/help/"
	p.Refresh()
	see(pathOf(in.baseURL), 200, `href="/help/`)
	see("/", 404, `<html lang="en"`)
	in.baseURL = "https://127.0.0.1:1313/"
	p.Refresh()

	bad := filepath.Join(dir, "text", "bad.md")
	if err := os.WriteFile(bad, []byte("---\ntitel: x\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	p.Refresh()
	see("/", 200, `<html lang="en"`) // the last good one
	see("/.sotto/desk?at=/", 200, bad+":2:1")
	if err := os.Remove(bad); err != nil {
		t.Fatal(err)
	}
	p.Refresh()
	see("/.sotto/desk?at=/", 200, `data-errors=""`)
	see("/", 200, `<html lang="en"`)
}

// Who opens a preview to the network is told who then reads what.
func TestReaders(t *testing.T) {
	for _, test := range []struct {
		flags inputFlags
		ip    string
		want  string
	}{
		{inputFlags{drafts: true, future: true, expired: true}, "127.0.0.1", ""},
		{inputFlags{drafts: true}, "::1", ""},
		{inputFlags{drafts: true}, "127.8.0.1", ""},
		{inputFlags{}, "192.0.2.7", "everyone who can reach 192.0.2.7:1313 can read this preview; without --bind only this computer can"},
		{inputFlags{drafts: true}, "2001:db8::7", "everyone who can reach [2001:db8::7]:1313 can read this preview, and so drafts (-D); without --bind only this computer can"},
		{inputFlags{drafts: true, future: true, expired: true, clock: "2027-01-01T00:00:00Z"}, "0.0.0.0", "everyone who can reach this computer at port 1313 can read this preview, and so drafts (-D), " +
			"pages before their publishDate (-F), pages after their expiryDate (-E), the site as at another time (--clock); without --bind only this computer can"},
		{inputFlags{}, "::", "everyone who can reach this computer at port 1313 can read this preview; without --bind only this computer can"},
	} {
		if got := test.flags.readers(&net.TCPAddr{IP: net.ParseIP(test.ip), Port: 1313}); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.ip, got, test.want)
		}
	}
	for base, want := range map[string]string{"https://127.0.0.1:1313/": "/", "https://a.example": "/", "https://a.example/help/": "/help/", "https://a.example/help": "/help/", ":": "/"} {
		if got := pathOf(base); got != want {
			t.Errorf("the path of %s is %s, want %s", base, got, want)
		}
	}
	for ip, want := range map[string]string{"127.0.0.1": "127.0.0.1:1313", "::1": "[::1]:1313", "0.0.0.0": "127.0.0.1:1313", "::": "127.0.0.1:1313", "192.0.2.7": "192.0.2.7:1313"} {
		if got := shownAt(&net.TCPAddr{IP: net.ParseIP(ip), Port: 1313}); got != want {
			t.Errorf("%s is shown as %s, want %s", ip, got, want)
		}
	}
}

// A phone needs an address that it can reach, and this computer its own.
func TestForPhone(t *testing.T) {
	all := []net.Addr{&net.IPNet{IP: net.IPv4(127, 0, 0, 1)}, &net.IPNet{IP: net.IPv4(192, 168, 1, 20)}}
	for _, test := range []struct {
		bind string
		all  []net.Addr
		want string // "" for none
	}{
		{loopback, all, "127.0.0.1 192.168.1.20"},
		{loopback, all[:1], ""},
		{"203.0.113.7", nil, "127.0.0.1 203.0.113.7"},
		{"0.0.0.0", all, ""},
		{"::", all, ""},
		{"127.0.0.2", all, ""},
		{"desk.example", all, ""},
	} {
		got, err := forPhone(test.bind, test.all)
		if strings.Join(got, " ") != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%s: %q %v, want %q", test.bind, got, err, test.want)
		}
	}
}
