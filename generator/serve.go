package main

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/pipeline"
	"sotto/generator/serve"
)

func serveCommand() *cobra.Command {
	var in inputFlags
	var bind string
	var port int
	var phone bool
	c := &cobra.Command{
		Use:   "serve",
		Short: "look at the site while you write",
		Long: `Serve builds the site in memory and shows it on this computer only. Save a
file, and every page that is open shows itself again; what is wrong is told
beside the last good page. Nothing is written to disk.

Below the page is a bar with the page's source, its size, its translations and
its review, and with other ways to look at it. ?plain behind an address shows
the page alone. http://localhost:1313/.sotto/ lists what there is to do.

It answers to localhost, 127.0.0.1, [::1] and what --bind says, and to no
other website. With --bind, whoever can reach that address reads along. With
--phone, a phone in the same network reads along that has scanned the code in
this terminal.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			listeners, err := listen(bind, port, phone)
			if err != nil {
				return err
			}
			at := shownAt(listeners[0].Addr())
			// Links must stay on this computer.
			if in.baseURL == "" {
				in.baseURL = "https://" + at + "/"
			}
			o := serve.Options{
				Sources: in.folders(),
				Build:   in.previews(c.Context()).build,
				Tell:    func(list []diag.Finding) { diag.Tell(os.Stderr, list, pipeline.Rules()) },
				Say:     func(words string) { fmt.Fprintln(os.Stderr, "sotto: "+words) },
				Bind:    bind,
			}
			out := c.OutOrStdout()
			if _, err := fmt.Fprintf(out, "the site is at http://%s until you press Ctrl+C\n", at+pathOf(in.baseURL)); err != nil {
				return err
			}
			if phone {
				o.Phone = serve.NewPhone()
				address := "http://" + listeners[1].Addr().String() + o.Phone.Path()
				o.Say(in.readersBy("who has the address that follows, or a picture of it,"))
				if onTerminal(os.Stdout) {
					if err := serve.WriteCode(out, address); err != nil {
						return err
					}
				}
				fmt.Fprintf(out, "on a phone in the same network: %s\n", address)
			} else if warning := in.readers(listeners[0].Addr()); warning != "" {
				o.Say(warning)
			}
			p := serve.New(o)
			go p.Watch(c.Context())
			ended := make(chan error)
			for _, l := range listeners {
				go func() { ended <- p.Serve(l) }()
			}
			return exit{exitIO, <-ended}
		},
	}
	in.register(c)
	c.Flags().IntVarP(&port, "port", "p", 1313, "port to listen on")
	c.Flags().StringVar(&bind, "bind", loopback, "address to listen on")
	c.Flags().BoolVar(&phone, "phone", false, "let a phone in the same network look, which scans a code")
	return c
}

// loopback is where a preview listens that only this computer reaches.
const loopback = "127.0.0.1"

// listen opens the address to listen on. For a phone, that is loopback for this
// computer and an address of the local network beside it.
func listen(bind string, port int, phone bool) ([]net.Listener, error) {
	at := []string{bind}
	if phone {
		all, err := net.InterfaceAddrs()
		if err != nil {
			return nil, exit{exitIO, err}
		}
		if at, err = forPhone(bind, all); err != nil {
			return nil, err
		}
	}
	var out []net.Listener
	for _, name := range at {
		l, err := net.Listen("tcp", net.JoinHostPort(name, fmt.Sprint(port)))
		if err != nil {
			return nil, exit{exitIO, fmt.Errorf("opening port %d: %w (choose another with --port)", port, err)}
		}
		port = l.Addr().(*net.TCPAddr).Port // the same for all
		out = append(out, l)
	}
	return out, nil
}

// forPhone returns loopback and the address that a phone can reach: what --bind
// says, or the first address of the local network.
func forPhone(bind string, all []net.Addr) ([]string, error) {
	if bind == loopback {
		ip, err := serve.LocalNetwork(all)
		if err != nil {
			return nil, exit{exitIO, err}
		}
		return []string{loopback, ip.String()}, nil
	}
	if ip := net.ParseIP(bind); ip == nil || ip.IsUnspecified() || ip.IsLoopback() {
		return nil, usage("--bind %s is no address for a phone: write the one of this computer in the phone's network, or leave --bind out", bind)
	}
	return []string{loopback, bind}, nil
}

// shownAt is where this computer finds what listens at an address: one that
// stands for all addresses is found by loopback.
func shownAt(a net.Addr) string {
	if t, ok := a.(*net.TCPAddr); ok && t.IP.IsUnspecified() {
		return fmt.Sprintf("127.0.0.1:%d", t.Port)
	}
	return a.String()
}

// pathOf is the path of a site's address, with both slashes.
func pathOf(base string) string {
	u, err := url.Parse(base)
	if err != nil { // which the build reports
		return "/"
	}
	return strings.TrimSuffix(u.Path, "/") + "/"
}

// readers says who can read a preview that others than this computer can
// reach, and what they find in it that is not meant for readers yet. It is
// empty for a preview that only this computer reaches.
func (f *inputFlags) readers(a net.Addr) string {
	t, ok := a.(*net.TCPAddr)
	if ok && t.IP.IsLoopback() {
		return ""
	}
	at := a.String()
	if ok && t.IP.IsUnspecified() {
		at = fmt.Sprintf("this computer at port %d", t.Port)
	}
	return f.readersBy("everyone who can reach "+at) + "; without --bind only this computer can"
}

// readersBy says what somebody can read.
func (f *inputFlags) readersBy(who string) string {
	var early []string
	for _, e := range []struct {
		shown bool
		words string
	}{
		{f.drafts, "drafts (-D)"},
		{f.future, "pages before their publishDate (-F)"},
		{f.expired, "pages after their expiryDate (-E)"},
		{f.clock != "", "the site as at another time (--clock)"},
	} {
		if e.shown {
			early = append(early, e.words)
		}
	}
	warning := who + " can read this preview"
	if len(early) > 0 {
		warning += ", and so " + strings.Join(early, ", ")
	}
	return warning
}
