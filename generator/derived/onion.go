package derived

import (
	"fmt"
	"strings"

	"sotto/generator/site"
)

// onionSocket is where Tor finds the server: a socket is on no network.
const onionSocket = "/run/sotto-onion.sock"

// Onion writes what an onion service of the site needs: a part of torrc, and a server
// block for nginx. There is none for a site at another kind of address.
//
// No header Onion-Location is sent to readers of the site's public address. It would
// tell Tor Browser of this one only once the public one has been asked for, which is
// what a reader of an onion service does not want; it would be in every answer to all
// others; and whoever looks for it by a scanner of SecureDrop's finds it missing for
// that reason. The address is for pages and posters.
func Onion(s *site.Site, policy string) []File {
	if !s.Config.Onion() {
		return nil
	}
	v := describe(s, policy)
	root, published := example(v.base)
	name := host(s)
	torrc := comment(fmt.Sprintf(`A part of torrc for the site at %[1]s, written by the build.
Put it into /etc/tor/torrc, with the service's keys in the folder that it names,
and reload Tor. Keep those keys: they are the address.

Tor brings readers to the socket on which nginx listens (onion.conf), which no
network can reach. Do not run Tor relays on the machine, and serve nothing else
at the address.`, name)) + fmt.Sprintf(`
HiddenServiceDir /var/lib/tor/sotto/
HiddenServiceVersion 3
HiddenServicePort 80 unix:%s
# Whoever asks too fast has to work for it, when the service is attacked.
HiddenServicePoWDefensesEnabled 1
SafeLogging 1
`, onionSocket)
	block := comment(fmt.Sprintf(`The server block of nginx for the site at %[1]s, written by the build.
Include it in http { }. Tor encrypts and proves who the server is, so there is no
certificate, and no HSTS, which browsers heed over TLS alone.

The same machine must not answer at the site's public address in other ways: the
two would be told to be one. Build the public site and this one by two commands
from the same sources, into two folders:

  sotto build -d public
  sotto build -b %[2]s -d public-onion`, name, s.Config.BaseURL)) + fmt.Sprintf(`
server {
    listen unix:%[1]s;
    server_name %[2]s;
    root %[3]s;    # %[4]s
    error_log /var/log/nginx/error.log crit;    # lower levels write addresses
    include %[5]s/.server/nginx.conf;
}
`, onionSocket, name, root, rootNote(v.base), published)
	return []File{text(folder+"torrc", torrc), text(folder+"onion.conf", block)}
}

// withoutHSTS are headers for a site without TLS.
func withoutHSTS(all []header) (out []header) {
	for _, h := range all {
		if !strings.EqualFold(h.name, "Strict-Transport-Security") {
			out = append(out, h)
		}
	}
	return out
}
