package schema

import "sotto/generator/site"

// module is a self-help guide: a folder of chapters below its section.
func module() *Kind {
	return &Kind{Name: site.Module, Label: "module", Plural: "modules", Section: true, Parts: site.Chapter,
		Help: "a guide: a folder of chapters, in a section of kind module",
		Keys: []Row{aim},
	}
}

// chapter is one part of a module.
func chapter() *Kind {
	return &Kind{Name: site.Chapter, Label: "chapter", Plural: "chapters",
		Help: "a part of a module: a file in the module's folder",
		Keys: []Row{aim, {Name: "phrase", Type: Line, Silent: true, Into: "Phrase", Example: "kettle river",
			Help: "two words of content/phrases.yaml, by which readers find the chapter again; its translations have the same"}},
	}
}

var aim = Row{Name: "aim", Type: Line, Into: "Aim", Needed: true, Example: "What this is for, in one sentence",
	Help: "what the reader gets from it"}
