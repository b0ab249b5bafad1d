package render

import (
	"strconv"
	"strings"

	"sotto/generator/site"
)

// Start is the view of the component start.
type Start struct{ Questions []Question }

// Question is one of the guide's questions.
type Question struct {
	// Number is its place in the guide, from 1. Its anchor is made of that and of no
	// word: a browser keeps it in its history.
	Number         string
	Anchor         string
	Text, About    string
	Answers        []Answer
	Unsure         Answer
	Name, NameLang string // of whom to talk to
	Phone          *Phone
}

// Answer is a way on from a question.
type Answer struct {
	Text string
	Href string // "#q3", or a page's address
	// Then says what is found there: another question, or what the page is about.
	Then string
	// Lang is the language of the place, when it is not the guide's.
	Lang string
}

// questions makes the guide through a few questions.
func (e *edition) questions() (v Start) {
	number := map[string]string{}
	for _, q := range e.site.Steps {
		if q.Asks() {
			number[q.ID] = strconv.Itoa(len(number) + 1)
		}
	}
	for _, q := range e.site.Steps {
		if !q.Asks() {
			continue
		}
		n := number[q.ID]
		out := Question{Number: n, Anchor: "q" + n, Text: e.said(q.Question), About: e.said(q.About)}
		for _, a := range q.Answers {
			to := Answer{Href: "#q" + number[a.To], Then: e.fill(wordQuestion, "Number", number[a.To])}
			if end := e.site.Step(a.To); end == nil {
				continue
			} else if !end.Asks() {
				to = e.outcome(end)
			}
			to.Text = e.said(a.Text)
			out.Answers = append(out.Answers, to)
		}
		if end := e.site.Step(q.Unsure); end != nil {
			out.Unsure = e.outcome(end)
			if s := e.site.Service(end.Talk); s != nil {
				out.Name, out.NameLang = e.in(s.Name)
				if c, ok := s.Phone(); ok {
					p := e.phone(s, &c)
					out.Phone = &p
				}
			}
		}
		v.Questions = append(v.Questions, out)
	}
	return v
}

// outcome is the way to the page of an outcome.
func (e *edition) outcome(end *site.Step) Answer {
	file, anchor, anchored := strings.Cut(end.Page, "#")
	a := Answer{Then: e.said(end.Outcome)}
	p := e.site.Page(file, e.lang)
	if p == nil {
		return a
	}
	k := e.link(p)
	a.Href, a.Lang = k.Href, k.Lang
	if anchored {
		a.Href += "#" + anchor
	}
	if k.Lang != "" {
		a.Then += " (" + e.text(wordsLanguage+capital(k.Lang)) + ")"
	}
	return a
}
