package load

import (
	"fmt"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// startFile is the guide through a few questions.
const startFile = "start.yaml"

// mostAsked is how many questions somebody is asked before there is help.
const mostAsked = 6

// readStart reads start.yaml into s; there may be none.
func readStart(c *config, s *site.Site) ([]diag.Finding, error) {
	_, findings, err := register[site.Step]{
		file: startFile, row: schema.Start(), is: "a list of questions and outcomes", each: "each step", several: "steps",
		code: "start/id", help: "give one of them another id",
		id:   func(v *site.Step) string { return v.ID },
		also: func(d *decoder, _ *group, _ *site.Step) { c.start = d.text },
	}.read(c, s, &s.Steps)
	c.startTold = len(findings)
	return findings, err
}

// isAnswer notes where an answer says where it leads.
func (d *decoder) isAnswer(g *group) { g.value.(*site.Answer).At = d.pos(g.at(d, "to")) }

// isStep wants a question with a way on, or an outcome with a page.
func (d *decoder) isStep(g *group) {
	v := g.value.(*site.Step)
	here := d.mark(g.node)
	v.At, v.UnsureAt, v.PageAt, v.TalkAt = d.pos(here), d.pos(g.at(d, "unsure")), d.pos(g.at(d, "page")), d.pos(g.at(d, "talk"))
	has := func(key string) bool { return g.at(d, key) != here }
	question := has("question") || has("answers") || has("unsure") || has("about")
	switch {
	case question == (has("outcome") || has("page") || has("talk")):
		d.add(here, "start/step", "a step is a question or an outcome", "write question, answers and unsure; or outcome and page, and talk if somebody answers at once")
	case !question && !has("outcome"):
		d.add(here, "start/step", "the outcome says nothing", "add outcome: what is found there, in each language")
	case !question && !has("page"):
		d.add(here, "start/dead-end", "nothing is found at this outcome", "add page: the path of a page's file below content/, such as help/first-call.md")
	case question && !has("question"):
		d.add(here, "start/step", "the step has answers and no question", "add question: what is asked, in each language")
	case question && !has("answers"):
		d.add(here, "start/dead-end", "nothing leads on from this question", "add answers, each with a text and where it leads: - {text: {…}, to: ID}")
	case question && !has("unsure"):
		d.add(here, "start/dead-end", "whoever does not know the answer gets no further", "add unsure: the id of an outcome with somebody to talk to")
	}
}

// checkStart walks the guide: every answer leads on, to an outcome in the end, and
// to each question and outcome some answer does.
func checkStart(c *config, s *site.Site, sources map[string]*page) {
	if c.start == nil {
		return
	}
	at := map[string]int{} // in the list
	var ids, outcomes, talking []string
	for i, v := range s.Steps {
		if _, twice := at[v.ID]; twice {
			continue
		}
		at[v.ID] = i
		ids = append(ids, v.ID)
		if !v.Asks() {
			outcomes = append(outcomes, v.ID)
			if v.Talk != "" {
				talking = append(talking, v.ID)
			}
		}
	}
	asked := map[int]int{} // how many questions somebody has been asked at most, this one among them
	reached := map[int]bool{}
	for i, v := range s.Steps {
		if !v.Asks() {
			continue
		}
		if len(asked) == 0 { // the first question is where everybody begins
			asked[i] = 1
		}
		reached[i] = reached[i] || len(reached) == 0
		if asked[i] == mostAsked+1 {
			c.start.add(mark{v.At.Line, v.At.Col, 1}, "start/long", fmt.Sprintf("somebody may be asked more than %d questions before there is help", mostAsked), "join two questions into one, or let an answer above lead to an outcome")
		}
		for _, a := range v.Answers {
			to, known := at[a.To]
			m := mark{a.At.Line, a.At.Col, len(a.To)}
			switch {
			case a.To == "": // told where it is read
			case !known:
				c.start.add(m, "start/unknown", fmt.Sprintf("there is no question and no outcome %q", a.To), suggest(a.To, ids, "write the id of an outcome, or of a question further down")).Fix = c.start.near(m, a.To, ids)
			case s.Steps[to].Asks() && to <= i:
				c.start.add(m, "start/loop", fmt.Sprintf("this answer leads back to %q, which has been asked", a.To), "write the id of an outcome, or of a question further down: nobody is to go round in circles")
			default:
				reached[to] = true
				asked[to] = max(asked[to], asked[i]+1)
			}
		}
		if v.Unsure == "" {
			continue
		}
		m := mark{v.UnsureAt.Line, v.UnsureAt.Col, len(v.Unsure)}
		switch to, known := at[v.Unsure]; {
		case !known:
			c.start.add(m, "start/unknown", fmt.Sprintf("there is no outcome %q", v.Unsure), suggest(v.Unsure, outcomes, "write the id of an outcome with somebody to talk to")).Fix = c.start.near(m, v.Unsure, outcomes)
		case s.Steps[to].Asks() || s.Steps[to].Talk == "":
			c.start.add(m, "start/unsure", fmt.Sprintf("%q is no outcome with somebody to talk to", v.Unsure), "write one that has talk: "+list(talking, "or"))
		default:
			reached[to] = true
		}
	}
	for i, v := range s.Steps {
		if at[v.ID] == i && !reached[i] {
			what := "outcome"
			if v.Asks() {
				what = "question"
			}
			c.start.add(mark{v.At.Line, v.At.Col, 1}, "start/unreachable", fmt.Sprintf("no answer leads to this %s, %q", what, v.ID), "let an answer above lead there: to: "+v.ID+"; or delete it")
		}
		c.startEnd(s, v, sources)
	}
}

// startEnd wants an outcome to lead to a page that readers see, and to a service that
// they can reach.
func (c *config) startEnd(s *site.Site, v *site.Step, sources map[string]*page) {
	file, _, _ := strings.Cut(v.Page, "#")
	if p := sources[file]; file != "" && (p == nil || p.Lang != c.Languages[0]) {
		d := &decoder{doc: &doc{text: c.start}, c: c}
		c.start.add(mark{v.PageAt.Line, v.PageAt.Col, len(v.Page)}, "start/page", "there is no page "+word(file)+" in content/",
			d.lost(file, "write the path of a page's file below content/, in the site's first language: help/first-call.md, with an #anchor if need be"))
	} else if file != "" && p.held != nil && p.held.Why != site.IsUnreadable && !sources[p.held.By].told {
		c.start.add(mark{v.PageAt.Line, v.PageAt.Col, len(v.Page)}, "start/page", shown(file)+" is not published, and this outcome leads there",
			"publish it first, or name another page: nobody is to be left without help")
	}
	if v.Talk == "" || c.brokenServices {
		return
	}
	m := mark{v.TalkAt.Line, v.TalkAt.Col, len(v.Talk)}
	if found, ids := service(s, v.Talk); found == nil {
		c.start.add(m, "start/talk", fmt.Sprintf("there is no service %q", v.Talk), suggest(v.Talk, ids, "write the id of a service in content/services.yaml")).Fix = c.start.near(m, v.Talk, ids)
	} else if _, phone := found.Phone(); !phone {
		c.start.add(m, "start/talk", fmt.Sprintf("the service %q has no telephone", v.Talk), "name one that somebody can call at once")
	}
}

// checkStartStrips wants somebody to talk to on every page that the guide leads to. It
// comes when it is decided whom each page offers.
func checkStartStrips(c *config, s *site.Site) {
	if c.start == nil || c.brokenServices || c.noServices {
		return
	}
	abroad, _, _ := strings.Cut(s.Config.Abroad, "#")
	for _, v := range s.Steps {
		file, _, _ := strings.Cut(v.Page, "#")
		if p := s.Page(file, s.Config.Languages[0]); p != nil && len(p.Strip.Services) == 0 && file != abroad {
			c.start.add(mark{v.PageAt.Line, v.PageAt.Col, len(v.Page)}, "start/talk", shown(file)+" offers nobody to talk to, and this outcome leads there",
				"name services there: contact: [ID]; or lead to a page that does")
		}
	}
}

// startFindings are those that were added since the file was read.
func (c *config) startFindings() []diag.Finding {
	if c.start == nil {
		return nil
	}
	return c.start.findings[c.startTold:]
}
