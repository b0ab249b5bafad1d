package serve

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// noFrame keeps a page out of the frames of others.
const noFrame = "frame-ancestors 'none'"

// ownFrame lets it stand in those of its own origin.
const ownFrame = "frame-ancestors 'self'"

// frames lets a page stand in the frame of the desk, which is of its own origin,
// and in no other.
func frames(h http.Header) {
	h.Set("Content-Security-Policy", ownFrame)
	h.Set("X-Frame-Options", "SAMEORIGIN")
}

// protect sets what every answer says of itself: that no other website may
// show it in a frame, load it as something else or hold on to its window, and
// that nobody keeps it. The pages bring the rest of their policy along.
func protect(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", noFrame)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
}

// arrived is the address of this computer at which a request came in; the zero
// address when it came in by no connection that is known.
func arrived(r *http.Request) netip.AddrPort {
	a, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	t, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.AddrPort{}
	}
	at := t.AddrPort()
	return netip.AddrPortFrom(at.Addr().Unmap().WithZone(""), at.Port())
}

// own reports whether a Host header has one of the preview's own names: those
// of loopback, the one it was bound to, or the address at which the request
// came in, each with the port.
//
// Without this, a website could give its own name the address 127.0.0.1 once
// it is open in the browser (DNS rebinding), and read every draft, because for
// the browser both would then be one origin. The name in the header stays.
func (p *Preview) own(host string, here netip.AddrPort) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil { // no port: that of http
		name, port = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"), "80"
	}
	if !here.IsValid() || name == "" || port != strconv.Itoa(int(here.Port())) {
		return false
	}
	if strings.EqualFold(name, "localhost") || strings.EqualFold(name, p.Bind) {
		return true
	}
	a, err := netip.ParseAddr(name)
	return err == nil && (a == here.Addr() || a == netip.IPv6Loopback() || a == netip.AddrFrom4([4]byte{127, 0, 0, 1}))
}

// foreign reports whether a page of another origin makes this request, and not
// somebody who follows a link or types an address. Browsers say so in Origin
// and in the Sec-Fetch headers, which no script can change. Another port of
// this computer is another origin too ("same-site"). The request's own name
// has been checked before.
func foreign(r *http.Request) bool {
	if origin, ok := r.Header["Origin"]; ok && !slices.Equal(origin, []string{"http://" + r.Host}) {
		return true
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin": // older browsers and other programs send none
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
}
