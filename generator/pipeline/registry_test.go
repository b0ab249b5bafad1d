package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// TestRegistryIsEverywhere: every number, every opening hour and every cost of
// the site's own services.yaml is changed, service by service, through a whole
// build. Each page that states it states the new one, no page the old one, and
// no other page changes.
func TestRegistryIsEverywhere(t *testing.T) {
	in := shipped(t)
	file, err := fs.ReadFile(in.Content, "services.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, old := mustBuild(t, in)
	if diag.Count(before.Findings, diag.Error) > 0 {
		t.Fatal(sitetest.Text(before.Findings))
	}
	for _, p := range before.Site.Pages {
		if s := p.Strip; !s.Elsewhere && !s.Always && s.Open == nil {
			t.Errorf("%s offers only who may be closed", p.Source)
		}
	}
	entries := strings.Split("\n"+string(file), "\n- id: ")
	if len(entries) < 25 || len(entries)-1 != len(before.Site.Services) {
		t.Fatalf("%d entries", len(entries)-1)
	}
	for i, v := range before.Site.Services {
		text, c := changed(entries[i+1])
		if text == entries[i+1] {
			continue // a service without a number, on the web alone
		}
		if !sitetest.Soak() && i%64 != 0 {
			continue // a whole build for each is for a soak
		}
		all := slices.Clone(entries)
		all[i+1] = text
		res, out := mustBuild(t, write(t, in, "content/services.yaml", strings.TrimPrefix(strings.Join(all, "\n- id: "), "\n")))
		if diag.Count(res.Findings, diag.Error) > 0 {
			t.Errorf("%s: %s", v.ID, sitetest.Text(res.Findings))
			continue
		}
		for _, p := range before.Site.Pages {
			c.look(t, v, p, in.Content, string(old[p.Output]), string(out[p.Output]), before.Site)
		}
	}
}

// changes are what was written in place of what.
type changes struct {
	calls, texts [][2]string // numbers as they are dialled
	hours, cost  bool
}

var (
	numberOf = regexp.MustCompile(`(type: (\w+)\n(?:[^\n]*\n)*?\s+number: )"([^"]+)"(\n\s+dial: )"([^"]+)"`)
	costOf   = regexp.MustCompile(`(cost:\s+(?:\{)?text: \{en: ")([^"]+)(", cy: ")([^"]+)`)
	hourOf   = regexp.MustCompile(`from: "(0[1-9]|1[0-9]|2[0-3]):00"`)
	shortOf  = map[string]string{"999": "112", "111": "101", "116123": "116111", "85258": "85259", "81066": "81067", "84001": "84002"}
)

// changed is an entry of the registry with other numbers, hours and costs.
func changed(entry string) (string, changes) {
	var c changes
	entry = numberOf.ReplaceAllStringFunc(entry, func(s string) string {
		m := numberOf.FindStringSubmatch(s)
		number, dial := m[3], m[5]
		if other, ok := shortOf[dial]; ok {
			number, dial = other, other
		} else if dial == "+448001111" { // there is no other as short as Childline's
			number, dial = "0800 500 500", "+44800500500"
		} else { // the last digit
			next := func(s string) string { return s[:len(s)-1] + string('0'+(s[len(s)-1]-'0'+1)%10) }
			number, dial = next(number), next(dial)
		}
		if m[2] == "text" {
			c.texts = append(c.texts, [2]string{m[5], dial})
		} else {
			c.calls = append(c.calls, [2]string{m[5], dial})
		}
		return fmt.Sprintf(`%s"%s"%s"%s"`, m[1], number, m[4], dial)
	})
	was := entry
	entry = strings.ReplaceAll(hourOf.ReplaceAllString(entry, `from: "$1:15"`), "always: true", `open: [{days: [mon], from: "01:15", to: "02:45"}]`)
	c.hours = entry != was
	was = entry
	entry = costOf.ReplaceAllString(entry, "${1}Changed: $2${3}Wedi newid: $4")
	c.cost = entry != was
	return entry, c
}

// look compares a page with what it was before the change.
func (c *changes) look(t *testing.T, v *site.Service, p *site.Page, content fs.FS, old, now string, s *site.Site) {
	t.Helper()
	source, err := fs.ReadFile(content, p.Source)
	if err != nil {
		t.Fatal(err)
	}
	has := func(directive string) bool { return bytes.Contains(source, []byte(directive)) }
	contact := slices.Contains(p.Strip.Services, v)
	open := p.Strip.Open == v // beside them, with its number and hours
	card := has("::service{id="+v.ID+"}") || has("::directory") && s.InDirectory(v)
	crisis := v.Crisis && has("::crisis")
	week := regexp.MustCompile(`::week\{services="[^"]*\b` + v.ID + `\b`).Match(source)
	states := contact || open || week || card || crisis
	wants := func(ok bool, what, sign string) {
		if ok && !strings.Contains(now, sign) {
			t.Errorf("%s: %s does not state the new %s of %s", v.ID, p.Source, what, sign)
		}
	}
	for i, n := range c.calls {
		wants(card || crisis || i == 0 && (contact || has(":phone["+v.ID+"]")), "number", `"tel:`+n[1]+`"`)
		states = states || has(":phone["+v.ID+"]")
	}
	for i, n := range c.texts {
		wants(card || crisis || i == 0 && has(":text["+v.ID+"]"), "number for texts", `"sms:`+n[1]+`"`)
		states = states || has(":text["+v.ID+"]")
	}
	for scheme, list := range map[string][][2]string{"tel": c.calls, "sms": c.texts} {
		for _, n := range list {
			if strings.Contains(now, `"`+scheme+":"+n[0]+`"`) {
				t.Errorf("%s: %s still states %s", v.ID, p.Source, n[0])
			}
		}
	}
	contact = contact && p.Kind != "essentials" // which gives the number alone
	wants(c.hours && (card || contact || has(":hours["+v.ID+"]")), "hours", ":15")
	wants(c.cost && (card || contact), "cost", map[site.Lang]string{"en": "Changed: ", "cy": "Wedi newid: "}[p.Lang])
	if states = states || has(":hours["+v.ID+"]"); !states && old != now {
		t.Errorf("%s: %s has changed, and states nothing of it", v.ID, p.Source)
	}
}
