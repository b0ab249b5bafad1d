package pipeline

import (
	"bytes"

	"sotto/generator/audit"
	"sotto/generator/diag"
	"sotto/generator/editorial"
	"sotto/generator/links"
	"sotto/generator/output"
	"sotto/generator/site"
)

// Outcome is what is left of a page once it has gone down the line. It is
// plain data: it can be written to disk and read back, points at nothing, and
// does not depend on which page came first.
type Outcome struct {
	// Source is the page's file, below content/.
	Source string
	// Places are those in the page, and those that its links point at.
	Places links.Places
	// Said is what the house rules keep of the page.
	Said editorial.Facts
	// Findings are about the page's source.
	Findings []diag.Finding
	// Tells says that the page holds the proof of the whole site, and so was
	// finished when all others had been.
	Tells bool
	// Made is what is left of its finished file, and of those at its old
	// addresses.
	Made Finished
}

// Finished is what is left of finished files.
type Finished struct {
	// Facts are what the audit keeps of them. None of a page that was not
	// audited.
	Facts []audit.Facts
	// Findings are about the finished files, or about how they were made.
	Findings []diag.Finding
	// Files are the files themselves, with their compressed copies.
	Files []output.Sum
}

// keep keeps a page's outcome, in as little memory as it takes, since those of all
// pages live to the end: what the model, the auditor or the house rules hold is not
// held again, and the texts of a page are parts of one. It lets go of the page's
// own text.
func (l *line) keep(i int, p *site.Page, o Outcome) {
	l.house.Share(&o.Said)
	o.Source = p.Source
	texts := []*string{(*string)(&o.Places.Links)}
	for j := range o.Said.Services {
		texts = append(texts, &o.Said.Services[j])
	}
	for j := range o.Made.Facts {
		f := &o.Made.Facts[j]
		l.auditor.Share(f)
		if f.Path == p.Output {
			f.Path = p.Output
		} else {
			texts = append(texts, &f.Path)
		}
		if f.Title == p.TabTitle {
			f.Title = p.TabTitle
		} else {
			texts = append(texts, &f.Title)
		}
		texts = append(texts, &f.IDs, (*string)(&f.Refs))
	}
	together(append(texts, &o.Places.Anchors)) // which are most of the ids
	l.outcomes[i], p.Text = o, nil
}

// together makes texts parts of one, in which those that are part of another do not
// stand again.
func together(texts []*string) {
	n := 0
	for _, t := range texts {
		n += len(*t)
	}
	all := make([]byte, 0, n)
	at := make([]int, len(texts))
	for i, t := range texts {
		if at[i] = bytes.Index(all, []byte(*t)); at[i] < 0 {
			at[i] = len(all)
			all = append(all, *t...)
		}
	}
	one := string(all)
	for i, t := range texts {
		*t = one[at[i]:][:len(*t)]
	}
}

// stage notes a file, if it was staged.
func (m *Finished) stage(sum output.Sum) {
	if sum.Path != "" {
		m.Files = append(m.Files, sum)
	}
}
