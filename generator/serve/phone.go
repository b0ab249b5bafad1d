package serve

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"rsc.io/qr"
)

// Phone lets others than this computer look, if they have an address with a
// secret in it. A browser gets another secret for it, in a cookie that no script
// reads and no other website can have sent, so that the address need not be in
// every link.
type Phone struct{ token, session string }

// NewPhone makes new secrets.
func NewPhone() *Phone { return &Phone{token: rand.Text(), session: rand.Text()} }

const (
	phonePath = own + "phone/"
	cookie    = "sotto-preview"
)

// Path is the path of the address with the secret.
func (f *Phone) Path() string { return phonePath + f.token }

// admits lets in whoever has the address, and says whether somebody was.
func (f *Phone) admits(w http.ResponseWriter, r *http.Request) bool {
	if f == nil {
		return false
	}
	token, ok := strings.CutPrefix(r.URL.Path, phonePath)
	if !ok || !same(token, f.token) {
		return false
	}
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: f.session, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	return true
}

// knows says whether somebody may look: who has been let in, and this computer.
// Without a Phone, everybody who can reach the address may.
func (f *Phone) knows(r *http.Request) bool {
	if f == nil || local(r) {
		return true
	}
	for _, c := range r.CookiesNamed(cookie) {
		if same(c.Value, f.session) {
			return true
		}
	}
	return false
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// local reports whether a request comes from this computer.
func local(r *http.Request) bool {
	a, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && a.Addr().Unmap().IsLoopback() && arrived(r).Addr().IsLoopback()
}

// LocalNetwork is the address of this computer in the network at home or at work:
// the first one of those that are never on the internet.
func LocalNetwork(all []net.Addr) (netip.Addr, error) {
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok {
			if ip, ok := netip.AddrFromSlice(n.IP); ok && ip.Unmap().Is4() && ip.Unmap().IsPrivate() {
				return ip.Unmap(), nil
			}
		}
	}
	return netip.Addr{}, fmt.Errorf("this computer has no address in a local network: join the phone's network, or name an address with --bind")
}

// margin is how many light modules have to be around a code.
const margin = 4

// WriteCode draws an address as a code that phones read, in half blocks, black on
// white whatever the terminal's colours are.
func WriteCode(w io.Writer, address string) error {
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		return fmt.Errorf("drawing the code: %w", err)
	}
	var b strings.Builder
	for y := -margin; y < code.Size+margin; y += 2 {
		b.WriteString("\x1b[30;107m")
		for x := -margin; x < code.Size+margin; x++ {
			b.WriteString(map[[2]bool]string{{true, true}: "█", {true, false}: "▀", {false, true}: "▄", {false, false}: " "}[[2]bool{code.Black(x, y), code.Black(x, y+1)}])
		}
		b.WriteString("\x1b[0m\n")
	}
	_, err = io.WriteString(w, b.String())
	return err
}
