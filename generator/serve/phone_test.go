package serve

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"rsc.io/qr"

	"sotto/generator/diag"
)

// fromPhone is a request of another computer in the network.
func fromPhone(address string, headers ...string) *http.Request {
	r := httptest.NewRequest("GET", address, nil)
	r.Host, r.RemoteAddr = "192.168.1.20:1313", "192.168.1.77:5555"
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	here := &net.TCPAddr{IP: net.IPv4(192, 168, 1, 20), Port: 1313}
	return r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, here))
}

func TestWhoMayReadOnAPhone(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "the draft"})
	d.Phone = NewPhone()
	build := d.Build
	d.Build = func(c Changes) (Site, error) {
		s, err := build(Changes{})
		s.Findings = []diag.Finding{{Code: "test/odd", Pos: diag.Pos{File: filepath.Join(d.dir, "index.html"), Line: 1}}}
		return s, err
	}
	d.settle()
	do := func(r *http.Request) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		return w
	}
	in := do(fromPhone(d.Phone.Path()))
	if in.Code != 303 || in.Header().Get("Location") != "/" {
		t.Fatalf("with the address: %d %v", in.Code, in.Header())
	}
	set := in.Header().Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie is %q, want %s", set, want)
		}
	}
	name, _, _ := strings.Cut(set, ";")
	if strings.Contains(name, d.Phone.token) {
		t.Error("the cookie tells the address")
	}
	elsewhere := fromPhone("/", "Cookie", name)
	elsewhere.Host = "attacker.example:1313"
	thisComputer := request("GET", "/")
	thisComputer.RemoteAddr = "127.0.0.1:5555"
	for what, test := range map[string]struct {
		r      *http.Request
		status int
	}{
		"let in":                                  {fromPhone("/", "Cookie", name), 200},
		"let in, among other cookies":             {fromPhone("/", "Cookie", "sotto-preview=old; "+name), 200},
		"this computer":                           {thisComputer, 200},
		"nothing known":                           {fromPhone("/"), 403},
		"another cookie":                          {fromPhone("/", "Cookie", cookie+"=x"), 403},
		"an empty cookie":                         {fromPhone("/", "Cookie", cookie+"="), 403},
		"the address as a cookie":                 {fromPhone("/", "Cookie", cookie+"="+d.Phone.token), 403},
		"another address":                         {fromPhone("/.sotto/phone/x"), 403},
		"no secret":                               {fromPhone("/.sotto/phone/"), 403},
		"more than the secret":                    {fromPhone(d.Phone.Path() + "x"), 403},
		"the events":                              {fromPhone("/.sotto/events"), 403},
		"the status":                              {fromPhone("/.sotto/"), 403},
		"another website, let in":                 {fromPhone("/", "Cookie", name, "Origin", "http://attacker.example"), 403},
		"a name of another website, let in":       {elsewhere, 421},
		"another website, with the right address": {fromPhone(d.Phone.Path(), "Origin", "http://attacker.example"), 403},
	} {
		w := do(test.r)
		if w.Code != test.status || (test.status == 200) != strings.Contains(w.Body.String(), "the draft") {
			t.Errorf("%s: %d %s, want %d", what, w.Code, w.Body, test.status)
		}
		if h := w.Header(); test.status != 200 && h.Get("Set-Cookie") != "" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %v", what, h)
		}
	}
	// A phone is not told where files lie.
	desk := do(fromPhone("/", "Cookie", name, "Accept", "text/html"))
	if desk.Code != 200 || !strings.Contains(desk.Body.String(), `src="/?plain"`) || strings.Contains(desk.Body.String(), "vscode:") {
		t.Errorf("the desk on a phone: %d %s", desk.Code, desk.Body)
	}
	if here := d.look("/"); !strings.Contains(here.Body.String(), "vscode:") {
		t.Errorf("the desk on this computer opens nothing: %s", here.Body)
	}
	if got := desk.Header().Get("X-Frame-Options"); got != "SAMEORIGIN" {
		t.Errorf("a frame that does not say what it is cannot make room for the page: %s", got)
	}
}

func TestLocalNetwork(t *testing.T) {
	for _, test := range []struct{ addresses, want string }{
		{"127.0.0.1/8 192.168.1.20/24", "192.168.1.20"},
		{"::1/128 fe80::1/64 fd00::7/64 10.1.2.3/8 192.168.1.20/24", "10.1.2.3"},
		{"203.0.113.7/24 172.16.0.9/12", "172.16.0.9"},
		{"127.0.0.1/8 203.0.113.7/24", ""},
		{"", ""},
	} {
		var list []net.Addr
		for _, a := range strings.Fields(test.addresses) {
			ip, n, err := net.ParseCIDR(a)
			if err != nil {
				t.Fatal(err)
			}
			n.IP = ip
			list = append(list, n)
		}
		got, err := LocalNetwork(list)
		if (err == nil) != (test.want != "") || err == nil && got.String() != test.want {
			t.Errorf("%s: %v %v, want %s", test.addresses, got, err, test.want)
		}
	}
}

// What is drawn is the code, with room around it, in whatever colours.
func TestWriteCode(t *testing.T) {
	const address = "http://192.168.1.20:1313/.sotto/phone/ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	var b strings.Builder
	if err := WriteCode(&b, address); err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if want := (code.Size + 2*margin + 1) / 2; len(rows) != want {
		t.Fatalf("%d rows, want %d", len(rows), want)
	}
	for i, row := range rows {
		cells := []rune(strings.TrimSuffix(strings.TrimPrefix(row, "\x1b[30;107m"), "\x1b[0m"))
		if len(cells) != code.Size+2*margin {
			t.Fatalf("row %d has %d cells", i, len(cells))
		}
		for j, cell := range cells {
			x, y := j-margin, 2*i-margin
			up, down := cell == '█' || cell == '▀', cell == '█' || cell == '▄'
			if up != code.Black(x, y) || down != code.Black(x, y+1) {
				t.Fatalf("%c at %d, %d", cell, x, y)
			}
		}
	}
}
