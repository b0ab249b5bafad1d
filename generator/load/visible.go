package load

import (
	"cmp"
	"fmt"
	"path"
	"time"

	"sotto/generator/site"
)

// from is when the page's own dates let it be seen; the zero time is always.
func (p *page) from() time.Time { return cmp.Or(p.PublishDate, p.Date) }

// folder is a folder as seen in one language.
type folder struct {
	lang site.Lang
	dir  string
}

// folders finds the page of a folder in a language.
type folders map[folder]*page

func folderPages(pages []*page) folders {
	f := folders{}
	for _, p := range pages {
		if p.base == "index" {
			f[folder{p.Lang, p.dir}] = p
		}
	}
	return f
}

// above calls visit for the page's folder, the folder above it, and so on to
// the root, until visit returns false. A folder's own page begins one higher.
func above(f file, visit func(dir string) bool) {
	dir := f.dir
	if f.base == "index" {
		if dir == "" {
			return
		}
		dir = up(dir)
	}
	for visit(dir) && dir != "" {
		dir = up(dir)
	}
}

func up(dir string) string {
	if dir = path.Dir(dir); dir == "." {
		return ""
	}
	return dir
}

// window is when a page can be seen: from its start up to, not including, its
// end. Zero times are open. A draft is never seen.
type window struct {
	draft, expired, future *page // who says so, nearest first
	start, end             time.Time
}

// decideVisibility sorts the pages into s.Pages and s.Withheld and computes
// s.NextChange. Whatever it hides is hidden from everything that follows.
func decideVisibility(in Input, s *site.Site, pages []*page, byFolder folders) {
	first := s.Config.Languages[0]
	plain := in // without the options that show more than readers see
	plain.Drafts, plain.Expired, plain.Future = false, false, false
	more := in.Drafts || in.Expired || in.Future
	for _, p := range pages {
		var w, readers window
		say := func(by *page) {
			narrow(&w, in, by)
			if more {
				narrow(&readers, plain, by)
			}
		}
		say(p)
		above(p.file, func(dir string) bool {
			by := cmp.Or(byFolder[folder{p.Lang, dir}], byFolder[folder{first, dir}])
			if by != nil {
				say(by)
			}
			return true
		})
		s.NextChange = earlier(s.NextChange, w.next(in.Clock))
		if held, hidden := w.held(p); hidden {
			if !more {
				readers = w
			}
			held.Ended = readers.ended(in.Clock)
			p.held = &held
			s.Withheld = append(s.Withheld, held)
		} else {
			s.Pages = append(s.Pages, p.Page)
			if held, early := readers.held(p); early {
				s.Early = append(s.Early, held)
			}
		}
	}
}

// narrow takes one page's own word into the window.
func narrow(w *window, in Input, p *page) {
	if p.Draft && !in.Drafts && w.draft == nil {
		w.draft = p
	}
	if from := p.from(); !in.Future && from.After(w.start) {
		w.start = from
		if from.After(in.Clock) {
			w.future = p
		}
	}
	if end := p.ExpiryDate; !end.IsZero() && !in.Expired {
		if w.end.IsZero() || end.Before(w.end) {
			w.end = end
		}
		if !in.Clock.Before(end) && w.expired == nil {
			w.expired = p
		}
	}
}

// held says why the page is not seen. What no date can mend comes first.
func (w window) held(p *page) (site.Withheld, bool) {
	switch {
	case w.draft != nil && w.draft.unread:
		return site.Withheld{Page: p.Page, Why: site.IsUnreadable, By: w.draft.Source}, true
	case w.draft != nil:
		return site.Withheld{Page: p.Page, Why: site.IsDraft, By: w.draft.Source}, true
	case w.expired != nil:
		return site.Withheld{Page: p.Page, Why: site.IsExpired, By: w.expired.Source}, true
	case w.future != nil:
		until := w.start
		if !w.end.IsZero() && !until.Before(w.end) {
			until = time.Time{} // over before it begins
		}
		return site.Withheld{Page: p.Page, Why: site.IsFuture, By: w.future.Source, Until: until}, true
	}
	return site.Withheld{}, false
}

// ended reports whether the page was seen once, and its time is over: an address that
// was never published must not be told from one that leads nowhere.
func (w window) ended(now time.Time) bool {
	return w.draft == nil && !w.end.IsZero() && !now.Before(w.end) && w.start.Before(w.end)
}

// next is the first instant after now at which the page appears or
// disappears; zero when there is none.
func (w window) next(now time.Time) time.Time {
	switch {
	case w.draft != nil, !w.end.IsZero() && !w.start.Before(w.end):
		return time.Time{}
	case w.start.After(now):
		return w.start
	case w.end.After(now):
		return w.end
	}
	return time.Time{}
}

// earlier is the earlier of two times, of which zero is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// joinTwins connects translations: pages of one key. A translation that is
// seen while the first language's page is not breaks whatever embargo that
// page is under, so it is an error: see checkTwins.
func joinTwins(s *site.Site, pages []*page) {
	byKey := make(map[string][]*page, len(pages))
	for _, p := range pages {
		for _, other := range byKey[p.Key] {
			if other.Lang == p.Lang && other.Address != p.Address {
				p.add(p.at("translationKey"), "twin/duplicate", fmt.Sprintf("two pages in the language %s have the key %q: %s and %s", p.Lang, p.Key, shown(other.Source), shown(p.Source)),
					"a page has one translation in each language: change translationKey in one of them", other.pos(other.at("translationKey")))
				break
			}
		}
		byKey[p.Key] = append(byKey[p.Key], p)
	}
	first := s.Config.Languages[0]
	for _, p := range pages {
		for _, other := range byKey[p.Key] {
			if other.Lang == p.Lang {
				continue
			}
			if other.Section.Discreet && !p.Section.Discreet {
				p.add(p.at("title"), "discreet/twin", fmt.Sprintf("this page is the translation of a discreet one, %s, and is not discreet itself", shown(other.Source)),
					"move it beside the other page, or change translationKey: the links between the two would give the other away", other.pos(other.at("title")))
			}
			if p.held != nil {
				continue
			}
			if other.held == nil {
				p.Twins = append(p.Twins, other.Page)
			} else if other.Lang == first && other.held.Why != site.IsUnreadable {
				p.early = append(p.early, other)
			}
		}
	}
}

// checkTwins tells of the translations that are seen while the first language's
// page is not, unless it is told already why that one is hidden.
func checkTwins(pages []*page, sources map[string]*page, clock time.Time) {
	for _, p := range pages {
		for _, other := range p.early {
			if !sources[other.held.By].told {
				message, help := tooEarly(other, clock)
				p.add(p.at("title"), "visibility/twin", message, help, other.pos(mark{}))
			}
		}
	}
}

// tooEarly explains that a twin is seen while its first-language page is not.
func tooEarly(hidden *page, clock time.Time) (message, help string) {
	by, source := "", shown(hidden.held.By)
	if hidden.held.By != hidden.Source {
		by = " (" + source + " says so)"
	}
	switch hidden.held.Why {
	case site.IsFuture:
		if years := hidden.held.Until.Year() - clock.Year(); years > yearsAhead {
			return fmt.Sprintf("this translation would be seen before %s is%s, which waits for the year %d", shown(hidden.Source), by, hidden.held.Until.Year()),
				"that year is probably mistyped: correct it in " + source
		}
		return fmt.Sprintf("this translation would be seen before %s is%s", shown(hidden.Source), by),
			"give it the same publishDate: " + hidden.held.Until.Format(time.RFC3339)
	case site.IsExpired:
		return fmt.Sprintf("this translation would still be seen although %s has expired%s", shown(hidden.Source), by),
			"give it the same expiryDate"
	}
	return fmt.Sprintf("this translation would be seen although %s is a draft%s", shown(hidden.Source), by),
		"write draft: true here too, until that page is published"
}
