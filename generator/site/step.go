package site

import "sotto/generator/diag"

// Step is one entry of content/start.yaml, the guide through a few questions: a
// question with its answers, or an outcome that they lead to.
type Step struct {
	ID string
	// Question is what is asked; nil of an outcome. About says more of it, or is nil.
	Question, About Text
	Answers         []Answer
	// Unsure is the outcome for whoever does not know, or finds no answer that fits:
	// somebody to talk to.
	Unsure string
	// Outcome says what is found there; nil of a question.
	Outcome Text
	// Page is the source path (first language) of the page that helps, with an
	// #anchor or without.
	Page string
	// Talk is the id of the service to talk to at once; "" where the page says who.
	Talk string

	At, UnsureAt, PageAt, TalkAt diag.Pos
}

// Answer is one of a question's answers.
type Answer struct {
	Text Text
	// To is the id of the step that it leads to: a question further down, or an
	// outcome.
	To string
	At diag.Pos // of To
}

// Asks says whether a step is a question.
func (s *Step) Asks() bool { return len(s.Question) > 0 || len(s.Answers) > 0 }

// Step returns an entry of the guide, or nil.
func (s *Site) Step(id string) *Step {
	for _, v := range s.Steps {
		if v.ID == id {
			return v
		}
	}
	return nil
}
