package render

import (
	"html/template"
	"strconv"
	"strings"

	"sotto/generator/site"
)

// strip is whom a page offers to talk to: the contact strip, and the head of the
// page, which leads to the first of them.
type strip struct{ html, banner template.HTML }

// stripKey is the same for strips that are.
func stripKey(s site.Strip) string {
	ids := each(s.Services, func(v *site.Service) string { return v.ID })
	return strings.Join(append(ids, strconv.FormatBool(s.Elsewhere)), " ")
}

// strip makes one: own and head are what does not differ from strip to strip.
func (e *edition) strip(s site.Strip, own stripView, head bannerView) strip {
	own.Services, own.Ours, own.Elsewhere = each(s.Services, e.shownService), s.Ours, s.Elsewhere
	own.Named = len(s.Services) > 1 || !s.Ours
	for _, v := range s.Services {
		if c, ok := v.Phone(); ok && head.Phone == nil {
			main := e.phone(v, &c)
			head.Phone = &main
		}
	}
	if s.Open != nil {
		v := e.shownService(s.Open)
		own.Open = &openView{Name: v.Name, NameLang: v.NameLang}
		if s.OpenBy.Type == site.Phone {
			phone := e.phone(s.Open, s.OpenBy)
			own.Open.Phone = &phone
		} else {
			text := e.sms(s.Open, s.OpenBy)
			own.Open.Text = &text
		}
	}
	return strip{e.part("strip", own), e.part("banner", head)}
}
