package site

import (
	"slices"
	"strings"
)

// DiscreetRoot is the folder of all discreet pages: "/p/0a2co1steo2i/".
const DiscreetRoot = "p"

// Ended is an address that was published and is not any more. A server answers it with
// 410 and the page for addresses that lead nowhere, where every other one gets 404.
type Ended struct {
	// Address is from the root of the server on: "/campaigns/2019/". With Below it is a
	// folder, and stands for all that begins so.
	Address string
	Below   bool
}

// Forms are the ways to write the address: with a slash at its end, without, and with
// the file's name. A folder (Below) has no list of them.
func (e Ended) Forms() []string {
	if e.Below || !strings.HasSuffix(e.Address, "/") {
		return []string{e.Address}
	}
	return []string{strings.TrimSuffix(e.Address, "/"), e.Address, e.Address + "index.html"}
}

// Holds reports whether an address, from the root of the server on, is that one in any
// of its forms.
func (e Ended) Holds(address string) bool {
	return e.Below && strings.HasPrefix(address, e.Address) || slices.Contains(e.Forms(), address)
}

// ends fills s.Ended: what the settings call gone, and pages whose time is over with
// their old addresses. What readers never saw is not among them: 410 for a draft or for
// a page under embargo would tell that there is one. Discreet addresses are left out too,
// because 410 takes more bytes on the wire than 404 does; see decision 25.
func (s *Site) ends() {
	live := map[string]bool{s.Config.BasePath: true}
	add := func(addresses ...string) {
		for _, a := range addresses {
			live[a] = true
		}
	}
	for _, p := range s.Pages {
		add(p.Address)
		add(p.Aliases...)
	}
	for _, f := range s.Feeds {
		add(f.Address)
	}
	unseen := map[string]bool{} // of pages that readers have not seen yet
	for _, w := range s.Withheld {
		if !w.Ended {
			unseen[w.Page.Address] = true
			for _, a := range aliases(w.Page) {
				unseen[a] = true
			}
		}
	}
	end := func(address string) {
		folder, below := strings.CutSuffix(address, "*")
		e := Ended{Address: folder, Below: below}
		within := strings.TrimPrefix(folder, s.Config.BasePath)
		if within == "" || strings.HasPrefix(within, DiscreetRoot+"/") || !plain(folder) || !below && (live[folder] || unseen[folder]) {
			return
		}
		s.Ended = append(s.Ended, e)
	}
	for _, g := range s.Config.Gone {
		end(s.Config.BasePath + strings.TrimPrefix(g.Address, "/"))
	}
	for _, w := range s.Withheld {
		if w.Ended && w.Page.Kind != NotFound && !(w.Page.Section != nil && w.Page.Section.Discreet) {
			end(w.Page.Address)
			for _, a := range aliases(w.Page) {
				end(a)
			}
		}
	}
	slices.SortFunc(s.Ended, func(a, b Ended) int {
		if c := strings.Compare(a.Address, b.Address); c != 0 || a.Below == b.Below {
			return c
		}
		if a.Below {
			return 1
		}
		return -1
	})
	s.Ended = slices.Compact(s.Ended)
}

// aliases are the old addresses of a page that is withheld, which may have none of the
// rarer fields.
func aliases(p *Page) []string {
	if p.Seldom == nil {
		return nil
	}
	return p.Aliases
}

// plain reports whether every server reads an address as it is written, as those of
// pages are. The rest, which only the settings can hold, is answered like any other
// that leads nowhere.
func plain(address string) bool {
	return !strings.ContainsFunc(address, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("/._-", r))
	})
}
