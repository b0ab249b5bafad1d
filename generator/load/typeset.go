package load

import (
	"cmp"

	"sotto/generator/markdown"
	"sotto/generator/site"
)

// typeset gives every short text of the finished model the quotes, apostrophes
// and dashes that its language has for them, as Markdown gives them to the
// text of pages, so that a title reads alike wherever it stands. It comes after
// all checks, which speak of what was typed, and after the sorting.
func typeset(s *site.Site) {
	for _, p := range s.Pages {
		typesetPage(s.Language(p.Speaks()), p)
	}
	for _, w := range s.Withheld {
		typesetPage(s.Language(w.Page.Speaks()), w.Page)
	}
	texts := []site.Text{s.Config.Title, s.Config.Exit.Label}
	for _, sec := range s.Config.Sections {
		texts = append(texts, sec.ExitLabel)
	}
	for _, v := range s.Services {
		texts = append(texts, v.Name, v.Summary, v.Brief)
		for _, c := range v.Channels {
			texts = append(texts, c.Label, c.Cost.Text)
		}
	}
	for _, l := range s.Laws {
		texts = append(texts, l.Act, l.Section, l.Offence, l.Covers, l.Maximum, l.Force, l.By)
	}
	texts = append(texts, limitsTexts(s)...)
	for _, t := range s.Topics {
		texts = append(texts, t.Title)
		for l, words := range t.Words {
			for i := range words {
				words[i] = markdown.Typeset(s.Language(l), words[i])
			}
		}
	}
	for _, v := range s.Steps {
		texts = append(texts, v.Question, v.About, v.Outcome)
		for _, a := range v.Answers {
			texts = append(texts, a.Text)
		}
	}
	for _, b := range s.Boilerplates {
		texts = append(texts, b.Name, b.Text)
	}
	for _, v := range s.Sources {
		texts = append(texts, v.Note)
		l := cmp.Or(v.Lang, s.Config.Languages[0])
		v.Title = markdown.Typeset(s.Language(l), v.Title)
	}
	for _, t := range append(texts, dataTexts(s)...) {
		for code, text := range t {
			t[code] = markdown.Typeset(s.Language(code), text)
		}
	}
}

func typesetPage(l *site.Language, p *site.Page) {
	set := func(texts ...*string) {
		for _, t := range texts {
			// What stays as it was typed stays a part of the front matter, and so
			// needs no memory of its own.
			if s := markdown.Typeset(l, *t); s != *t {
				*t = s
			}
		}
	}
	plain := p.Title
	set(&p.Title, &p.Description, &p.Aim)
	if p.ReviewedBy != "" { // the place of one that is empty belongs to many pages
		set(&p.ReviewedBy)
	}
	for _, t := range []*string{&p.LinkTitle, &p.TabTitle} {
		if *t == plain { // as most are that nobody has given
			*t = p.Title
		} else {
			set(t)
		}
	}
	for i, f := range p.Fields {
		switch v := f.Value.(type) {
		case string:
			p.Fields[i].Value = markdown.Typeset(l, v)
		case []string:
			for j := range v {
				set(&v[j])
			}
		case []site.Contact:
			for j := range v {
				set(&v[j].Role, &v[j].Of)
			}
		case []site.Figure:
			for j := range v {
				set(&v[j].Text)
			}
		}
	}
}
