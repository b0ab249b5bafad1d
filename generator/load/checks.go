package load

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// checks are what groups of keys must satisfy together, by the names that
// their rows give. A check returns false for a group that is not to be read.
var checks = map[schema.Check]func(*decoder, *group) bool{
	schema.NoCheck:   func(*decoder, *group) bool { return true },
	schema.IsFolder:  (*decoder).isFolder,
	schema.IsChannel: (*decoder).isChannel,
	schema.IsHours:   (*decoder).isHours,
}

func (d *decoder) check(g *group) bool { return checks[g.row.Check](d, g) }

// isFolder wants a section to be a folder at the top of content/.
func (d *decoder) isFolder(g *group) bool {
	name := g.node.Value
	if info, err := fs.Stat(d.c.content, name); nameProblem(name) != "" || err != nil || !info.IsDir() {
		d.add(d.mark(g.node), "site/section", "there is no folder "+word(name)+" in content/", "write the name of a folder at the top of content/, or delete the section")
		return false
	}
	return true
}

// isChannel wants the keys that go with a channel's type, and no others.
func (d *decoder) isChannel(g *group) bool {
	ch := g.value.(*site.Channel)
	i := slices.IndexFunc(schema.Channels, func(k schema.ChannelKeys) bool { return k.Type == ch.Type })
	if i >= 0 {
		k := schema.Channels[i]
		d.required(g.pairs, schema.RowNames(g.row.Rows), d.mark(g.node), fmt.Sprintf("a %s channel needs %s", ch.Type, list(k.Needs, "and")), k.Needs...)
		for _, p := range g.pairs {
			if belongs := func(k schema.ChannelKeys) bool { return contains(k.Needs, p.name) }; slices.ContainsFunc(schema.Channels, belongs) && !belongs(k) && !contains(k.May, p.name) {
				d.add(d.mark(p.key), "service/channel", fmt.Sprintf("a %s channel has no %s", ch.Type, p.name), "delete it, or give it a channel of its own")
			}
		}
	}
	if ch.Type == site.Email && ch.Address != "" && !strings.Contains(ch.Address, "@") {
		d.add(g.at(d, "address"), "service/email", "this is not an email address", "write it like this: help@example.org")
	}
	if ch.Always && len(ch.Hours) > 0 {
		d.add(g.at(d, "always"), "service/hours", "a channel that is always open has no hours", "keep either always: true or hours")
	}
	if ch.Number != "" && ch.Dial != "" {
		if message, help := dialProblem(ch.Number, ch.Dial, g.up.value.(*site.Service).Countries); message != "" {
			f := d.add(g.at(d, "dial"), "service/number", message, help)
			f.Also = append(f.Also, d.pos(g.at(d, "number")))
		}
	}
	return true
}

// isHours wants opening times to begin before they end, and no two of one day
// to overlap.
func (d *decoder) isHours(g *group) bool {
	h := g.value.(*site.Hours)
	if h.From != "" && h.To != "" && h.From >= h.To {
		d.add(g.at(d, "to"), "service/hours", fmt.Sprintf("it closes (%s) before it opens (%s)", h.To, h.From), "for hours past midnight write two entries: to: \"24:00\", and from: \"00:00\" on the next day")
	}
	for _, other := range g.up.value.(*site.Channel).Hours {
		if day, clash := overlap(other, *h); clash {
			d.add(d.mark(g.node), "service/hours", fmt.Sprintf("on %s it opens again before it closes", day), "make one entry of the two, or correct the times")
			break
		}
	}
	return true
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
