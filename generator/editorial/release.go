package editorial

import (
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// A news release is its issuer's. What we say of it ourselves stands in
// :::reading, behind ::ends: a press officer must be able to sign every line
// above that. Nobody in it is named or quoted; a speaker's point is retold.

// release looks at what a news release says, and in whose name.
func release(u *unit) {
	if u.page == nil || !u.page.Section.Signed || u.page.Kind != u.page.Section.Kind {
		return
	}
	u.releaseParts()
	for i := range u.passages {
		p := &u.passages[i]
		if p.lang == nil || p.quoted {
			continue
		}
		box := u.box(p)
		if box != "reading" {
			u.ours(p)
		}
		if box == "speaker" {
			u.wordForWord(p)
		}
	}
}

// box is the box that a passage stands in; "" for none.
func (u *unit) box(p *passage) string {
	if p.within < 0 {
		return ""
	}
	return u.doc.Directives[p.within].Name
}

// releaseParts looks at the order of a release's parts.
func (u *unit) releaseParts() {
	ends, reading := -1, -1
	untrue := []markdown.Directive{}
	u.index()
	tell := func(d *markdown.Directive, code, message, help string) {
		u.add(u.file.At(d.Offset, d.End, code, diag.Error, message, help))
	}
	for i := range u.doc.Directives {
		switch d := &u.doc.Directives[i]; {
		case d.Name == "ends" && ends >= 0:
			tell(d, "release/ends", "the release ends twice", "keep the ::ends behind its last line, and delete the other")
		case d.Name == "ends":
			ends = i
		case d.Name == "reading":
			reading = i
		case d.Name == "claim" && d.Attrs["untrue"] != "":
			untrue = append(untrue, *d)
		case d.Name == "speaker":
			u.named(d)
		}
	}
	if reading >= 0 && (ends < 0 || u.doc.Directives[reading].Offset < u.doc.Directives[ends].Offset) {
		tell(&u.doc.Directives[reading], "release/ends", "our own remarks stand within the release", "write ::ends behind the last line of its issuer, and this box below that")
	}
	if list, _ := u.page.Field("contacts").([]site.Contact); len(list) > 0 && ends < 0 {
		u.front("contacts", "release/ends", diag.Error, "no reader sees these contacts", "write ::ends behind the last line of the release: they stand there")
	}
	if reading < 0 {
		for _, d := range untrue {
			tell(&d, "release/reading", "the release says what is not so, and nothing tells the reader", "add a box below ::ends that does:\n:::reading\n…\n:::")
		}
	}
}

// named finds a title that a person's name follows in the role of a speaker.
func (u *unit) named(d *markdown.Directive) {
	for _, w := range strings.Fields(d.Label) {
		for _, title := range u.house.site.Rules.Dates.Titles {
			if strings.EqualFold(strings.TrimRight(w, "."), title) {
				u.index()
				u.add(u.file.At(d.Offset, d.End, "release/speaker", diag.Error, "this names a person", "write the role alone: :::speaker[The director of the helpline]{of=\"Example Charity\"}"))
				return
			}
		}
	}
}

// ours finds words by which we speak ourselves, in what the issuer says.
func (u *unit) ours(p *passage) {
	words := u.words[p.first:p.last]
	for i, w := range words {
		rest, longest := "", ""
		for _, own := range u.house.site.Rules.Releases.Ours[p.lang.Code] {
			if len(own) <= len(longest) || own[0] != u.low[w.start] { // nearly always
				continue
			}
			if rest == "" {
				rest = plainWord(u.low[w.start:p.end])
			}
			if begins(rest, own) {
				longest = own
			}
		}
		if longest == "" {
			continue
		}
		last := words[min(i+strings.Count(longest, " "), len(words)-1)]
		u.at(p, w.start, last.end, "release/ours", diag.Error, "here this site speaks, in the name of "+u.issuer(), "say it of the issuer (\"the charity …\"), or move it into :::reading, below ::ends")
		return
	}
}

func (u *unit) issuer() string {
	if name, _ := u.page.Field("issuer").(string); name != "" {
		return name
	}
	return "whoever issued the release"
}

// wordForWord finds quotation marks in what a speaker says.
func (u *unit) wordForWord(p *passage) {
	q := p.lang.Quotes[0]
	if i := strings.IndexRune(u.text[p.start:p.end], q); i >= 0 {
		at := p.start + i
		u.at(p, at, at+1, "release/quote", diag.Error, "a speaker is quoted here", "tell the point in words of your own, without quotation marks: the director says that …")
	}
}

// contactsEnd looks at the days until which contacts hold.
func (u *unit) contactsEnd(r *site.DateRules) {
	list, _ := u.page.Field("contacts").([]site.Contact)
	for _, c := range list {
		if c.Until.IsZero() {
			continue
		}
		who := c.Role + ", " + c.Of
		from, to := u.value(c.UntilAt)
		u.due(from, to, c.Until, r.Services.Late, "the contact "+who+", was to be looked at again", "the contact "+who+", must be looked at again",
			"if it still holds, write a later until; if not, write the one that does, or delete it")
	}
}

// embargo looks for a release that is published too early. A page that only a
// preview shows is left alone.
func (u *unit) embargo() {
	p, now := u.page, u.house.site.Clock
	until, ok := p.Field("embargo").(time.Time)
	if !ok || !until.After(now) || p.Draft || p.PublishDate.After(now) {
		return
	}
	u.front("embargo", "date/embargo", diag.Error, "the page is published, and its embargo lasts", "add a line: publishDate: "+until.Format(time.RFC3339)+"; then it appears at that minute")
}

// boilerplates looks at the days of boilerplates.yaml.
func (u *unit) boilerplates() {
	s := u.house.site
	for _, b := range s.Boilerplates {
		if from, to := u.value(b.VerifyAt); !b.VerifyBy.IsZero() {
			u.due(from, to, b.VerifyBy, s.Rules.Dates.Services.Late, "the text about "+b.ID+" was to be checked", "the text about "+b.ID+" must be checked",
				"compare it with its source, then write asOf and a later verifyBy")
		}
		if u.house.isAhead(string(b.AsOf)) {
			from, to := u.value(b.AsOfAt)
			u.add(u.file.At(from, to, "date/future", diag.Error, "a source cannot be of a day to come", "write the date of the source, as precisely as is known"))
		}
	}
}
