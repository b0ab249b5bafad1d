package schema

import "sotto/generator/site"

// Name and Phrase are keys of a one-screen page whose values are in the site's first
// language, and slots that hold them: the name of the site's own service, and what to
// say to whoever answers there. So they keep their direction in every script.
const (
	Name   = "name"
	Phrase = "phrase"
)

// essentials is a page in a language that the site does not have: what matters most,
// on one screen. It is made of its keys alone, so that whoever translates has one
// short file, and nothing of a page in another language can be left out of it. In
// its texts {ID} is the number of a service, wherever in the sentence the language
// wants it.
func essentials() *Kind {
	row := func(name, example, help string) Row {
		return Row{Name: name, Type: Line, Needed: true, Example: example, Help: help}
	}
	return &Kind{Name: site.Essentials, Label: "one-screen page", Plural: "one-screen pages", Section: true,
		Help: "what matters most, on one screen, in a language that the site does not have",
		Keys: []Row{
			{Name: "language", Type: Tongue, Needed: true, Example: "pl", Help: "which language it is in; the direction of its script follows from that"},
			row(Name, "Stop It Now!", "the name of the site's own service, in the site's first language; {name} in a text is where it stands"),
			row("skip", "Przejdź do treści", "the link over what stands before the text"),
			row("exit", "Opuść tę stronę", "the exit link"),
			row("exitNote", "Nie usuwa to historii przeglądania.", "what the exit link does not do: it does not clear the history"),
			row("call", "Zadzwoń", "the heading above the number of the site's own service"),
			row("calling", "Rozmowa jest bezpłatna.", "what is to be known of the call"),
			row("danger", "Zadzwoń pod numer {emergency}.", "whom to call if a child is in danger now, with the number of a service"),
			row("despair", "Zadzwoń pod numer {samaritans}.", "whom to call if life is too hard, with the number of a service"),
			row("interpreter", "Tłumacz", "the heading about interpreters"),
			row("interpreting", `"Powiedz: {phrase}"`, "how to ask for one; {phrase} is what to say"),
			row("phrase", `"Polish, please"`, "what to say to whoever answers, in the site's first language"),
			row("law", "Prawo", "the heading about the law"),
			row("lawful", "To przestępstwo.", "what the law says"),
			row("hope", "Można przestać.", "that people do stop, and by what"),
			row("private", "Co pozostaje poufne", "the heading about what stays private"),
			row("limits", "Nie trzeba podawać nazwiska.", "what need not be said, and what is passed on"),
			row("unread", "Nikt jeszcze nie sprawdził tego tekstu.", "that nobody who grew up with the language has read the page; shown until the page says reviewed"),
			row("demonstration", "To strona demonstracyjna.", "that this is a demonstration, and no charity runs it"),
		}}
}
