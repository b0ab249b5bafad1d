package load

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// isService looks at what the entry says as a whole.
func (d *decoder) isService(g *group) {
	v := g.value.(*site.Service)
	d.known(g, &v.Found)
	d.inNation(g, v.Countries)
	d.ownAddresses(g, v)
	for i := range v.Channels {
		switch c := &v.Channels[i]; {
		case len(c.Nations) == 0:
		case !slices.Contains(v.Of(c).Countries, "GB"):
			d.add(g.at(d, "channels"), "service/nation", notBritish, "write countries: [GB], or delete nations")
		case len(v.Nations) > 0 && outside(c.Nations, v.Nations):
			d.add(g.at(d, "nations"), "service/nation", "a channel is for a nation that the service is not for", "add the nation here, or take it out of the channel")
		}
	}
}

const notBritish = "nations are parts of the United Kingdom, which is not among the countries"

func outside(list, of []site.Nation) bool {
	return slices.ContainsFunc(list, func(n site.Nation) bool { return !slices.Contains(of, n) })
}

// inNation wants what is for a part of the United Kingdom to be for that.
func (d *decoder) inNation(g *group, countries []string) {
	if g.has("nations") && !slices.Contains(countries, "GB") {
		d.add(g.at(d, "nations"), "service/nation", notBritish, "write countries: [GB], or delete nations")
	}
}

// ownAddresses wants a chat, a message or a video call to have an address of
// its own. Two that share one, or the service's front page, are no address:
// a reader who is sent there finds a page, and nobody to talk to.
func (d *decoder) ownAddresses(g *group, v *site.Service) {
	i := slices.IndexFunc(g.pairs, func(p pair) bool { return p.name == "channels" })
	if i < 0 || g.pairs[i].value.Kind != yaml.SequenceNode {
		return
	}
	type used struct {
		by  string
		url string
	}
	taken := []used{{"the service's website", plainURL(v.Website)}}
	for _, n := range g.pairs[i].value.Content {
		kind, at := "", (*yaml.Node)(nil)
		for j := 0; n.Kind == yaml.MappingNode && j+1 < len(n.Content); j += 2 {
			switch n.Content[j].Value {
			case "type":
				kind = n.Content[j+1].Value
			case "url":
				at = n.Content[j+1]
			}
		}
		if at == nil || at.Value == "" || kind == string(site.Web) || kind == string(site.Visit) {
			continue
		}
		url := plainURL(at.Value)
		if j := slices.IndexFunc(taken, func(u used) bool { return u.url == url }); j >= 0 {
			d.add(d.mark(at), "service/address", fmt.Sprintf("the %s channel has no address of its own: this is that of %s", kind, taken[j].by),
				"write from: "+at.Value+" in place of url, and readers are told to look for it on that page\nor write the address that opens it")
			continue
		}
		taken = append(taken, used{"the " + kind + " channel", url})
	}
}

// plainURL is an address without what makes no difference.
func plainURL(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "www.")
	return strings.TrimSuffix(s, "/")
}

// relayed says whether a number is dialled through Relay UK.
func relayed(number string) bool {
	digits := keypad(number)
	return digits == "18000" || strings.HasPrefix(digits, "18001") && len(digits) > len("18001")
}

// isCost looks at what a channel costs.
func (d *decoder) isCost(g *group) {
	d.known(g, &g.value.(*site.Cost).Found)
}

// isOpening wants either hours or always.
func (d *decoder) isOpening(g *group) {
	o := g.value.(*site.Opening)
	d.known(g, &o.Found)
	switch {
	case o.Always && len(o.Open) > 0:
		d.add(g.at(d, "always"), "service/hours", "what is always open has no hours", "keep either always: true or open")
	case o.Always && o.BankHolidays != "" && o.BankHolidays != site.HolidaysOpen:
		d.add(g.at(d, "bankHolidays"), "service/hours", "what is open every day is open on bank holidays", "delete bankHolidays, or write the days and times in place of always: true")
	case !g.has("always") && !g.has("open"):
		d.add(d.mark(g.node), "service/hours", "nothing says when it is open", "write open, with days and times, or always: true; where the hours are not known, delete hours")
	}
}

// isClosure keeps where a closure ends, and wants it to end no earlier than it
// begins.
func (d *decoder) isClosure(g *group) {
	c := g.value.(*site.Closure)
	if !g.has("to") {
		return
	}
	c.ToAt = d.pos(g.at(d, "to"))
	if c.To.Before(c.From) && !c.To.IsZero() {
		d.add(g.at(d, "to"), "service/hours", "the closure ends before it begins", "write the first day in from and the last one in to")
	}
}

// known keeps where days stand, for what comes due, and wants a date to be that
// of a source.
func (d *decoder) known(g *group, k *site.Found) {
	if g.has("asOf") {
		k.AsOfAt = d.pos(g.at(d, "asOf"))
	}
	if g.has("verifyBy") {
		k.VerifyAt = d.pos(g.at(d, "verifyBy"))
	}
	if g.has("asOf") && !g.has("source") && !schema.Find(g.row.Rows, "source").Needed {
		d.add(g.at(d, "asOf"), "service/source", "this is the date of a source that is not named here", "write the source beside it, or delete asOf: then source and date of what is around it count")
	}
}

// has says whether a key is written.
func (g *group) has(key string) bool {
	return has(g.pairs, key)
}

// isChannel wants the keys that go with a channel's type, and no others.
func (d *decoder) isChannel(g *group) {
	ch := g.value.(*site.Channel)
	i := slices.IndexFunc(schema.Channels, func(k schema.ChannelKeys) bool { return k.Type == ch.Type })
	if i >= 0 {
		k := schema.Channels[i]
		if k.Or == "" || !g.has(k.Or) {
			needs := list(k.Needs, "and")
			if k.Or != "" {
				needs += ", or " + k.Or + " when it has no address of its own"
			}
			for _, key := range k.Needs {
				d.required(g.pairs, g.row.Rows, d.mark(g.node), fmt.Sprintf("%s needs %s", called(ch.Type), needs), key)
			}
		} else if g.has(k.Needs[0]) {
			d.add(g.at(d, k.Or), "service/address", fmt.Sprintf("a channel with a %s of its own is not opened from another page", k.Needs[0]), "keep one of the two")
		}
		for _, p := range g.pairs {
			if belongs := func(k schema.ChannelKeys) bool { return slices.Contains(k.Own(), p.name) }; slices.ContainsFunc(schema.Channels, belongs) && !belongs(k) {
				d.add(d.mark(p.key), "service/channel", fmt.Sprintf("%s has no %s", called(ch.Type), p.name), "delete it, or give it a channel of its own")
			}
		}
	}
	if ch.Type == site.Email && ch.Address != "" && !strings.Contains(ch.Address, "@") {
		d.add(g.at(d, "address"), "service/email", "this is not an email address", "write it like this: help@example.org")
	}
	if ch.Type == site.Relay && ch.Number != "" && !relayed(ch.Number) {
		d.add(g.at(d, "number"), "service/number", "a call through Relay UK begins with 18001, and an emergency call is 18000", "write number: \"18001 "+ch.Number+"\", or delete the channel")
	}
	d.known(g, &ch.Found)
	if ch.Number != "" && ch.Dial != "" {
		countries := g.up.value.(*site.Service).Countries
		if ch.Countries != nil {
			countries = ch.Countries
		}
		if message, help := dialProblem(ch.Number, ch.Dial, countries); message != "" {
			d.add(g.at(d, "dial"), "service/number", message, help, d.pos(g.at(d, "number")))
		} else if message := schema.NumberProblem(ch.Dial, countries); message != "" {
			d.add(g.at(d, "number"), "service/number", message, "compare number and dial with the source, digit by digit: one may be missing in both", d.pos(g.at(d, "dial")))
		}
	}
}

func called(t site.ChannelType) string {
	if t == site.Email {
		return "an email channel"
	}
	return fmt.Sprintf("a %s channel", t)
}

// isHours wants opening times to begin before they end, and no two of one day
// to overlap.
func (d *decoder) isHours(g *group) {
	h := g.value.(*site.Hours)
	if h.From != "" && h.To != "" && h.From >= h.To {
		d.add(g.at(d, "to"), "service/hours", fmt.Sprintf("it closes (%s) before it opens (%s)", h.To, h.From), "for hours past midnight write two entries: to: \"24:00\", and from: \"00:00\" on the next day")
	}
	for _, other := range g.up.value.(*site.Opening).Open {
		if day, clash := overlap(other, *h); clash {
			d.add(d.mark(g.node), "service/hours", fmt.Sprintf("on %s it opens again before it closes", day), "make one entry of the two, or correct the times")
			break
		}
	}
}

func overlap(a, b site.Hours) (time.Weekday, bool) {
	for _, x := range a.Days {
		for _, y := range b.Days {
			if x == y && a.From < b.To && b.From < a.To {
				return x, true
			}
		}
	}
	return 0, false
}
