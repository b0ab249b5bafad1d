package schema

// Start is start.yaml: a list, of which Rows are the keys of a step. A step is a
// question or an outcome; everything that readers see of it is in every language of
// the site, so that no language has a shorter way.
func Start() *Row {
	return &Row{Name: "start.yaml", Type: List, What: "a step", Check: IsStep, Example: "id: who", Rows: []Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "who", Help: "what answers call it"},
		{Name: "question", Type: Text, Into: "Question", Example: "{en: Who is the worry about?}", Help: "what is asked; an outcome has none"},
		{Name: "about", Type: Text, Into: "About", Example: "{en: Choose what is nearest.}", Help: "a sentence below the question, if it needs one"},
		{Name: "answers", Type: List, Into: "Answers", What: "an answer", Check: IsAnswer, Example: "{text: {en: Me}, to: police}", Help: "what may be answered, and where each leads",
			Most: 7, MostHelp: "ask two questions: nobody compares so many answers at night",
			Rows: []Row{
				{Name: "text", Type: Text, Into: "Text", Needed: true, Example: "{en: Me}", Help: "the answer, as a reader would say it"},
				{Name: "to", Type: ID, Into: "To", Needed: true, Example: "police", Help: "the id of an outcome, or of a question further down"},
			}},
		{Name: "unsure", Type: ID, Into: "Unsure", Example: "talk", Help: "the outcome for whoever does not know, or finds no answer that fits: one with somebody to talk to"},
		{Name: "outcome", Type: Text, Into: "Outcome", Example: "{en: What a first call is like}", Help: "what is found at the end of this way; a question has none"},
		{Name: "page", Type: Line, Silent: true, Into: "Page", Example: "help/first-call.md", Help: "of an outcome: the page that helps, with an #anchor if need be that every language of that page has"},
		{Name: "talk", Type: ID, Into: "Talk", Example: "helpline", Help: "of an outcome: the service to talk to at once, an id of content/services.yaml"},
	}}
}
