package site

import (
	"cmp"
	"slices"
	"testing"
)

// TestStrip: a page offers what it says, or what is said above it, in its
// section, by its original or for the site; and beside lines that may be closed
// stands a crisis service that never closes, if there is one for their readers.
func TestStrip(t *testing.T) {
	always, some := Opening{Always: true}, Opening{Open: []Hours{{From: "09:00", To: "17:00"}}}
	phone := func(dial string, hours Opening) []Channel { return []Channel{{Type: Phone, Dial: dial, Hours: hours}} }
	everybody := []Audience{ForSelf, ForFamily}
	uk := Reach{Countries: []string{"GB"}}
	services := []*Service{
		{ID: "line", Reach: uk, Audiences: everybody, Channels: phone("+448081000100", some)},
		{ID: "chat", Reach: uk, Audiences: []Audience{ForYoung}, Channels: []Channel{{Type: Chat, From: "https://chat.example/"}}},
		{ID: "child", Reach: uk, Audiences: []Audience{ForYoung}, Channels: phone("+448001111", always)},
		{ID: "scots", Reach: Reach{Countries: []string{"GB"}, Nations: []Nation{Scotland}}, Audiences: everybody, Channels: phone("+448001112", some)},
		{ID: "abroad", Reach: Reach{Countries: []string{"FR"}}, Audiences: everybody, Channels: phone("+33806231063", some)},
		{ID: "police", Reach: uk, Audiences: everybody, Crisis: true, Channels: phone("999", always)},
		{ID: "evening", Reach: uk, Audiences: everybody, Crisis: true, Channels: phone("116000", some)},
		{ID: "scots-night", Reach: Reach{Countries: []string{"GB"}, Nations: []Nation{Scotland}}, Audiences: everybody, Crisis: true, Channels: phone("111", always)},
		{ID: "night", Reach: uk, Audiences: everybody, Crisis: true, Channels: append([]Channel{{Type: SMS, Dial: "85258", Hours: always}}, phone("116123", always)...)},
	}
	home := &Page{Source: "index.md", Lang: "en", Seldom: &Seldom{Contact: []string{"chat"}}} // only for itself
	folder := &Page{Source: "a/index.md", Lang: "en", Parent: home, Seldom: &Seldom{Contact: []string{"child"}}}
	below := &Page{Source: "a/b/index.md", Lang: "en", Parent: folder}
	young := &Page{Source: "young.md", Lang: "en", Parent: home, Seldom: &Seldom{Contact: []string{"chat", "child"}}}
	welsh := &Page{Source: "young.cy.md", Lang: "cy", Parent: &Page{Lang: "cy"}, Twins: []*Page{young}}
	for _, test := range []struct {
		name  string
		page  *Page
		ids   []string
		ours  bool
		open  string
		other bool
	}{
		{"the site's", &Page{Lang: "en", Parent: home}, []string{"line"}, true, "night", false},
		{"its own", young, []string{"chat", "child"}, false, "", false},
		{"above", below, []string{"child"}, false, "", false},
		{"its original's", welsh, []string{"chat", "child"}, false, "", false},
		{"its section's", &Page{Lang: "en", Parent: home, Section: &Section{Contact: []string{"line", "scots"}}}, []string{"line", "scots"}, true, "scots-night", false},
		{"its own before its section's", &Page{Lang: "en", Seldom: &Seldom{Contact: []string{"scots"}}, Section: &Section{Contact: []string{"line"}}}, []string{"scots"}, false, "scots-night", false},
		{"none for the young", &Page{Lang: "en", Seldom: &Seldom{Contact: []string{"chat"}}}, []string{"chat"}, false, "", false},
		{"none in that country", &Page{Lang: "en", Seldom: &Seldom{Contact: []string{"abroad"}}}, []string{"abroad"}, false, "", false},
		{"readers elsewhere", &Page{Lang: "en", Seldom: &Seldom{Contact: []string{NoService}}}, nil, false, "", true},
	} {
		s := &Site{Services: services, Config: Config{Languages: []Lang{"en", "cy"}, ContactService: "line"}}
		s.index()
		for q := test.page; q != nil; q = q.Parent {
			for _, p := range append(q.Twins, q) {
				p.Seldom, p.Section = cmp.Or(p.Seldom, &Seldom{}), cmp.Or(p.Section, &Section{})
			}
		}
		got := s.strip(test.page, map[string]*Strip{})
		var ids []string
		for _, v := range got.Services {
			ids = append(ids, v.ID)
		}
		open := ""
		if got.Open != nil {
			open = got.Open.ID
			if c := got.OpenBy; !c.Hours.Always || open == "night" && c.Dial != "116123" {
				t.Errorf("%s: %s is reached by %s", test.name, open, c.Dial)
			}
		}
		if !slices.Equal(ids, test.ids) || got.Ours != test.ours || open != test.open || got.Always != slices.Contains(test.ids, "child") || got.Elsewhere != test.other {
			t.Errorf("%s: %v, ours %v, open %q, elsewhere %v", test.name, ids, got.Ours, open, got.Elsewhere)
		}
	}
}

// TestReachable: a place to visit and a number for textphones are no way for most.
func TestReachable(t *testing.T) {
	for _, test := range []struct {
		name string
		of   Service
		want bool
	}{
		{"nothing", Service{}, false},
		{"a place", Service{Channels: []Channel{{Type: Visit}, {Type: Relay}}}, false},
		{"a website", Service{Website: "https://www.example.org/"}, true},
		{"a chat", Service{Channels: []Channel{{Type: Visit}, {Type: Chat}}}, true},
	} {
		if got := test.of.Reachable(); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
