package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// long is how long a test waits for what must come. It never does on a machine
// that works, however busy.
const long = time.Minute

// open serves a desk on a port of loopback, and returns the address of it.
func (d *desk) open(bind string) string {
	d.t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(bind, "0"))
	if err != nil {
		d.t.Skipf("nothing can listen at %s here: %v", bind, err)
	}
	d.Bind = bind
	d.settle()
	done := make(chan error, 1)
	go func() { done <- d.Serve(l) }()
	d.t.Cleanup(func() {
		l.Close()
		<-done
	})
	return l.Addr().String()
}

// send writes a request as it stands and reads the answer.
func send(t *testing.T, address, request string) (*http.Response, string) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(long))
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: strings.Fields(request)[0]})
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	return res, string(body)
}

// Who may read, through a real listener. HOST is its address, PORT its port.
func TestWhoMayRead(t *testing.T) {
	const navigation = "Sec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\n"
	for _, bind := range []string{"127.0.0.1", "::1", "localhost", "0.0.0.0"} {
		t.Run(bind, func(t *testing.T) {
			d := newDesk(t, map[string]string{"index.html": "the draft", "a.png": "the draft"})
			address := d.open(bind)
			_, port, _ := net.SplitHostPort(address)
			if bind == "0.0.0.0" {
				address = "127.0.0.1:" + port
			}
			for _, test := range []struct {
				headers string
				status  int
			}{
				{"Host: HOST\n", 200},
				{"Host: 127.0.0.1:PORT\n", 200},
				{"Host: [::1]:PORT\n", 200},
				{"Host: localhost:PORT\n", 200},
				{"Host: LocalHost:PORT\n", 200},
				{"Host: BIND:PORT\n", 200},
				{"Host: attacker.example:PORT\n", 421}, // DNS rebinding
				{"Host: attacker.example\n", 421},
				{"Host: localhost.attacker.example:PORT\n", 421},
				{"Host: 127.0.0.1.attacker.example:PORT\n", 421},
				{"Host: localhost:1\n", 421},
				{"Host: localhost\n", 421},
				{"Host: 127.0.0.2:PORT\n", 421},
				{"Host: 192.0.2.1:PORT\n", 421},
				{"Host: :PORT\n", 421},
				{"Host:\n", 421},
				{"Host: attacker.example:PORT\nX-Forwarded-Host: localhost:PORT\n", 421},

				{"Host: HOST\nOrigin: http://HOST\n", 200},
				{"Host: HOST\nOrigin: https://attacker.example\n", 403},
				{"Host: HOST\nOrigin: http://attacker.example:PORT\n", 403},
				{"Host: HOST\nOrigin: https://HOST\n", 403},
				{"Host: HOST\nOrigin: http://HOST0\n", 403}, // another port
				{"Host: HOST\nOrigin: null\n", 403},
				{"Host: HOST\nOrigin:\n", 403},
				{"Host: HOST\nOrigin: http://HOST\nOrigin: https://attacker.example\n", 403},
				{"Host: HOST\nOrigin: https://attacker.example\n" + navigation, 403},

				{"Host: HOST\nSec-Fetch-Site: none\n" + navigation, 200},
				{"Host: HOST\nSec-Fetch-Site: same-origin\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: image\n", 200},
				{"Host: HOST\nSec-Fetch-Site: cross-site\n" + navigation, 200}, // a link is followed
				{"Host: HOST\nSec-Fetch-Site: same-site\n" + navigation, 200},
				{"Host: HOST\nSec-Fetch-Site: cross-site\n", 403},
				{"Host: HOST\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: image\n", 403},
				{"Host: HOST\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: script\n", 403},
				{"Host: HOST\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: iframe\n", 403},
				{"Host: HOST\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: object\n", 403},
				{"Host: HOST\nSec-Fetch-Site: same-site\nSec-Fetch-Mode: cors\nSec-Fetch-Dest: empty\n", 403}, // another port
			} {
				name := bind
				if strings.Contains(bind, ":") {
					name = "[" + bind + "]"
				}
				headers := strings.NewReplacer("HOST", address, "PORT", port, "BIND", name, "\n", "\r\n").Replace(test.headers)
				for _, path := range []string{"/?plain", "/a.png", "/nothing/?plain"} {
					res, body := send(t, address, "GET "+path+" HTTP/1.1\r\n"+headers+"Connection: close\r\n\r\n")
					want := test.status
					if path == "/nothing/?plain" && want == 200 {
						want = 404
					}
					if res.StatusCode != want || (path != "/nothing/?plain" && want == 200) != strings.Contains(body, "the draft") {
						t.Errorf("%s with %q: %s %q, want %d", path, test.headers, res.Status, body, want)
					}
					if want == 421 || want == 403 {
						if res.Header.Get("Content-Type") != textType || !strings.Contains(body, "http://"+address+"/") {
							t.Errorf("%q: %s %q, want plain text that says what to type", test.headers, res.Header.Get("Content-Type"), body)
						}
					}
					frame := "'self'" // of a page
					if want == 421 || want == 403 {
						frame = "'none'"
					}
					protected(t, test.headers, res.Header, frame)
				}
			}
		})
	}
}

// protected expects what every answer says of itself, and in whose frames it may
// stand.
func protected(t *testing.T, what string, h http.Header, frame string) {
	t.Helper()
	older := map[string]string{"'none'": "DENY", "'self'": "SAMEORIGIN"}[frame]
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Frame-Options": older, "Access-Control-Allow-Origin": "",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %s is %q, want %q", what, name, got, want)
		}
	}
	if got := strings.Join(h["Content-Security-Policy"], ", "); !strings.Contains(got, "frame-ancestors "+frame) || strings.Count(got, "frame-ancestors") != 1 {
		t.Errorf("%s: in whose frame it may be shown: %q, want %s", what, got, frame)
	}
}

// An answer of the older protocol, in which a request needs no Host, and the
// findings, which have a policy of their own.
func TestOtherAnswersAreProtected(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "BROKEN"})
	address := d.open("127.0.0.1")
	res, _ := send(t, address, "GET / HTTP/1.0\r\n\r\n")
	if res.StatusCode != 421 {
		t.Errorf("without a host: %s, want 421", res.Status)
	}
	protected(t, "without a host", res.Header, "'none'")
	for method, status := range map[string]int{"GET": 500, "POST": 405, "OPTIONS": 405} {
		res, _ := send(t, address, fmt.Sprintf("%s / HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", method, address))
		if res.StatusCode != status {
			t.Errorf("%s: %s, want %d", method, res.Status, status)
		}
		frame := "'none'"
		if status == 500 {
			frame = "'self'"
			if got := strings.Join(res.Header["Content-Security-Policy"], ", "); !strings.Contains(got, "default-src 'none'") {
				t.Errorf("the findings may load what they like: %s", got)
			}
		}
		protected(t, method, res.Header, frame)
	}
}

// The names that a listener cannot have in a test.
func TestOwnNames(t *testing.T) {
	for _, test := range []struct {
		host, bind, here string
		want             bool
	}{
		{"192.0.2.7:1313", "0.0.0.0", "192.0.2.7:1313", true},
		{"0.0.0.0:1313", "0.0.0.0", "192.0.2.7:1313", true},
		{"192.0.2.8:1313", "0.0.0.0", "192.0.2.7:1313", false},
		{"desk.example:1313", "desk.example", "192.0.2.7:1313", true},
		{"DESK.example:1313", "desk.example", "192.0.2.7:1313", true},
		{"desk.example:1314", "desk.example", "192.0.2.7:1313", false},
		{"other.example:1313", "desk.example", "192.0.2.7:1313", false},
		{"[2001:db8::7]:1313", "::", "[2001:db8::7]:1313", true},
		{"[2001:DB8:0::7]:1313", "::", "[2001:db8::7]:1313", true},
		{"localhost", "localhost", "127.0.0.1:80", true},
		{"127.0.0.1", "localhost", "127.0.0.1:80", true},
		{"[::1]", "localhost", "[::1]:80", true},
		{"attacker.example", "localhost", "127.0.0.1:80", false},
		{"localhost:80", "localhost", "127.0.0.1:80", true},
		{"", "", "127.0.0.1:80", false},
		{"localhost:0", "", ":0", false}, // by no connection that is known
	} {
		here, _ := netip.ParseAddrPort(test.here)
		p := New(Options{Bind: test.bind})
		if got := p.own(test.host, here); got != test.want {
			t.Errorf("bound to %s, asked for %s at %s: %v, want %v", test.bind, test.host, test.here, got, test.want)
		}
	}
}
