package load

import (
	"fmt"
	"io/fs"
	"slices"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// checks are what groups of keys must satisfy together, by the names that
// their rows give.
var checks = map[schema.Check]func(*decoder, *group){
	schema.NoCheck:     func(*decoder, *group) {},
	schema.IsChannel:   (*decoder).isChannel,
	schema.IsHours:     (*decoder).isHours,
	schema.IsKind:      (*decoder).isKind,
	schema.IsComponent: (*decoder).isComponent,
	schema.IsField:     (*decoder).isField,
	schema.IsClock:     (*decoder).isClock,
	schema.IsFormula:   (*decoder).isFormula,
	schema.IsExemption: (*decoder).isExemption,
	schema.IsPart:      (*decoder).isPart,
	schema.IsTerm:      (*decoder).isTerm,
	schema.IsGone:      (*decoder).isGone,
	schema.IsPages:     (*decoder).isPages,
	schema.IsService:   (*decoder).isService,
	schema.IsCost:      (*decoder).isCost,
	schema.IsClosure:   (*decoder).isClosure,
	schema.IsOpening:   (*decoder).isOpening,
	schema.IsLimits:    (*decoder).isLimits,
	schema.IsTopic:     (*decoder).isTopic,
	schema.IsLaw:       (*decoder).isLaw,
	schema.IsSource:    (*decoder).isSource,
	schema.IsContact:   (*decoder).isContact,
	schema.IsStep:      (*decoder).isStep,
	schema.IsAnswer:    (*decoder).isAnswer,
	schema.IsWord:      (*decoder).isWord,
	schema.IsStandard:  (*decoder).isStandard,
}

// named checks the name of an entry.
func (d *decoder) named(c schema.Check, q pair) bool {
	switch c {
	case schema.IsFolder:
		return d.isFolder(q)
	case schema.IsLanguage:
		if !slices.Contains(d.c.Languages, site.Lang(q.name)) {
			d.foreign(q, d.c.Languages)
			return false
		}
		return true
	case schema.IsDataName:
		return d.isDataName(q)
	}
	message, help := d.c.schema.NameProblem(c, q.name)
	if message != "" {
		d.add(d.mark(q.key), "site/own", message, help)
	}
	return message == ""
}

// isExemption keeps where an exemption stands, for reports.
func (d *decoder) isExemption(g *group) {
	m := d.mark(g.node)
	e := g.value.(*site.Exemption)
	e.Line, e.Col = m.line, m.col
}

// isFolder wants a section to be a folder at the top of content/.
func (d *decoder) isFolder(q pair) bool {
	if info, err := fs.Stat(d.c.content, q.name); nameProblem(q.name) != "" || err != nil || !info.IsDir() {
		d.add(d.mark(q.key), "site/section", "there is no folder "+word(q.name)+" in content/", "write the name of a folder at the top of content/, or delete the section")
		return false
	}
	return true
}

// isKind wants the fields that a kind names to be there, and of the right type.
func (d *decoder) isKind(g *group) {
	k := g.value.(*site.OwnKind)
	for _, want := range [][3]string{{"day", k.Day, "date"}, {"author", k.Author, "text"}} {
		fits := func(f site.OwnField) bool { return f.Name == want[1] && f.Type == want[2] }
		if want[1] != "" && !slices.ContainsFunc(k.Fields, fits) {
			d.add(g.at(d, want[0]), "site/own", fmt.Sprintf("%s names a field of type %s, and %s is none", want[0], want[2], want[1]),
				fmt.Sprintf("add it to fields: %s: {type: %s}", want[1], want[2]))
		}
	}
}

// isComponent wants a label of what stands in a sentence, and a list of what
// counts its entries.
func (d *decoder) isComponent(g *group) {
	c := g.value.(*site.OwnComponent)
	if c.Holds != "" && c.Form != "" && c.Form != schema.Box {
		d.add(g.at(d, "holds"), "site/own", "only a box holds something", "delete it, or write form: "+schema.Box)
	}
	if c.Entries > 0 && c.Holds == "" {
		d.add(g.at(d, "entries"), "site/own", "entries counts a list, and nothing says that the box holds one", "add holds: "+schema.OrderedList)
	}
	if c.Form == schema.Inline && c.Label != "" && c.Label != schema.NeededLabel {
		m := g.at(d, "label")
		d.add(m, "site/own", "a component that stands in a sentence has a label: the words that are read there", "write label: "+schema.NeededLabel).Fix = d.swap(m, c.Label, schema.NeededLabel)
	}
}

// isField wants the keys that go with a field's type, and no others.
func (d *decoder) isField(g *group) {
	f := g.value.(*site.OwnField)
	if f.Type == "choice" && len(f.Of) == 0 {
		d.needed(g.pairs, g.row.Rows, d.mark(g.node), "add ", schema.Find(g.row.Rows, "of"))
	}
	for _, p := range g.pairs {
		if want := map[string]string{"least": "number", "most": "number", "of": "choice"}[p.name]; want != "" && f.Type != "" && f.Type != want {
			d.add(d.mark(p.key), "site/own", fmt.Sprintf("a field of type %s has no %s", f.Type, p.name), "delete it, or write type: "+want)
		}
	}
	if f.Most > 0 && f.Least > f.Most {
		d.add(g.at(d, "least"), "site/own", "least is more than most", "exchange the two")
	}
}
