package schema

import "sotto/generator/site"

// The forms of components, the uses of their labels, and what a box can hold.
const (
	Box    = "box"    // :::name … :::
	Leaf   = "leaf"   // ::name, alone on a line
	Inline = "inline" // :name[…] in text

	NoLabel       = "none"
	OptionalLabel = "optional"
	NeededLabel   = "required"

	OrderedList = "ordered-list"
	LinkList    = "link-list"
)

// Ref says what a text names, so that editors can offer what there is and lead
// to it. Whether it is there is for the room render to check.
type Ref string

const (
	ToService     Ref = "service"
	ToSource      Ref = "source"
	ToLaw         Ref = "law"
	ToLimits      Ref = "limits"
	ToBoilerplate Ref = "boilerplate"
	ToTable       Ref = "table"   // of statistics
	ToFigure      Ref = "figure"  // of a table: table.row.column
	ToColumn      Ref = "column"  // of the table that the attribute data names
	ToRow         Ref = "row"     // likewise
	ToFinding     Ref = "finding" // a code
)

// Component is a piece that authors write as a directive.
type Component struct {
	Name, Help  string
	Form, Label string
	// Names says what the label is the id of; "" for words.
	Names Ref
	// Holds says what a box must hold: "ordered-list", "link-list", or "" for
	// anything.
	Holds string
	// Entries is how many entries that list has; 0 for any number.
	Entries int
	// Attributes are of the types Line, Number, ID, PageLink, Service and Tongue;
	// those of a site's own also Partial and Choice.
	Attributes []Row
	// Own says that site.yaml declares it.
	Own bool
}

// components are the built-in ones. Each has a view in the room render and a
// template in templates/components/.
func components() []Component {
	return []Component{
		{Name: "note", Form: Box, Label: OptionalLabel, Help: "a note"},
		{Name: "warning", Form: Box, Label: OptionalLabel, Help: "a warning"},
		{Name: "exercise", Form: Box, Label: NeededLabel, Help: "an exercise", Attributes: []Row{
			{Name: "minutes", Type: Number, Most: 999_999, Example: "10", Help: "how long it takes"}}},
		{Name: "worked-example", Form: Box, Label: NeededLabel, Help: "an example, worked through"},
		{Name: "reflection", Form: Box, Label: NoLabel, Help: "questions to end a chapter"},
		{Name: "details", Form: Box, Label: NeededLabel, Help: "an answer that opens when asked for"},
		{Name: "steps", Form: Box, Label: NoLabel, Holds: OrderedList, Help: "numbered steps"},
		{Name: "choices", Form: Box, Label: NoLabel, Holds: LinkList, Help: "large cards, one for each link of a list"},
		{Name: "doors", Form: Box, Label: NoLabel, Holds: LinkList, Help: "large links to what cannot wait, one for each item of a list"},
		{Name: "crisis", Form: Leaf, Label: NoLabel, Help: "who to call now"},
		{Name: "service", Form: Leaf, Label: NoLabel, Help: "everything about one service", Attributes: []Row{
			{Name: "id", Type: Service, Needed: true, Example: "helpline", Help: "which service"}}},
		{Name: "limits", Form: Leaf, Label: NoLabel, Help: "what one kind of helper keeps to itself and passes on, whole, with its source", Attributes: []Row{
			{Name: "of", Type: ID, Needed: true, Example: "helpline", Refers: ToLimits, Help: "which helper: an id of content/confidentiality.yaml"}}},
		{Name: "limits", Form: Inline, Label: NeededLabel, Names: ToLimits, Help: "the same in a sentence, with the way to the whole of it"},
		{Name: "directory", Form: Leaf, Label: NoLabel, Help: "the services abroad, by country, with an index and the emergency numbers", Attributes: []Row{
			{Name: "of", Type: Choice, Of: DirectoryParts, Example: "countries", Help: "those of single countries (countries) or those for everywhere (world); all without it"}}},
		{Name: "a-to-z", Form: Leaf, Label: NoLabel, Help: "words that people look for and the pages that speak of them, from content/a-to-z.yaml"},
		{Name: "phrases", Form: Leaf, Label: NoLabel, Help: "the two words of every chapter in the order of the alphabet, each a way back to it"},
		{Name: "languages", Form: Leaf, Label: NoLabel, Help: "the one-screen pages in further languages, each by its own name"},
		{Name: "start", Form: Leaf, Label: NoLabel, Help: "a few questions whose answers lead to the page that helps, from content/start.yaml"},
		{Name: "proof", Form: Leaf, Label: NoLabel, Help: "what the check of the finished site has shown, for the privacy page"},
		{Name: "speaker", Form: Box, Label: NeededLabel, Help: "what somebody says in a news release, retold: the label is a role, never a name", Attributes: []Row{
			{Name: "of", Type: Line, Example: `"Example Police"`, Help: "for whom they speak; left out by those who speak for themselves"}}},
		{Name: "reading", Form: Box, Label: OptionalLabel, Help: "how we read a news release: what we say of it, and its issuer does not"},
		{Name: "ends", Form: Leaf, Label: NoLabel, Help: "the end of a news release, with its contacts; notes to editors come behind it"},
		{Name: "boilerplate", Form: Leaf, Label: NoLabel, Help: "a standard text about who issues news, from content/boilerplates.yaml", Attributes: []Row{
			{Name: "id", Type: Line, Needed: true, Example: "helpline", Refers: ToBoilerplate, Help: "which one"}}},
		{Name: "contents", Form: Leaf, Label: NoLabel, Help: "the list of the pages below this one, where it shall stand; without it, at the end"},
		{Name: "next", Form: Leaf, Label: NeededLabel, Help: "one big link to what to read next", Attributes: []Row{
			{Name: "to", Type: PageLink, Needed: true, Example: "../urges/right-now.md", Help: "what to read next"}}},
		{Name: "table", Form: Leaf, Label: OptionalLabel, Help: "a table of statistics from content/data/", Attributes: []Row{
			{Name: "data", Type: Line, Needed: true, Example: "north-west", Refers: ToTable, Help: "which table: the name of its files"},
			{Name: "columns", Type: Line, Example: `"total-before total-after change"`, Refers: ToColumn, Help: "which of its columns, in this order; all without it"},
			{Name: "rows", Type: Line, Example: `"cumbria total"`, Refers: ToRow, Help: "which of its rows, in this order; all without it"},
			{Name: "key", Type: Line, Example: "change", Refers: ToColumn, Help: "the column that stays in sight on a phone"}}},
		{Name: "chart", Form: Leaf, Label: NeededLabel, Help: "a chart of a table of statistics, with its numbers as a table", Attributes: []Row{
			{Name: "data", Type: Line, Needed: true, Example: "north-west", Refers: ToTable, Help: "which table: the name of its files"},
			{Name: "type", Type: Choice, Of: []string{"bars", "slope", "multiples"}, Needed: true, Example: "bars", Help: "bars in groups, a line from before to after, or a small drawing for each row"},
			{Name: "columns", Type: Line, Needed: true, Example: `"total-before total-after"`, Refers: ToColumn, Help: "which of its columns, in this order"},
			{Name: "rows", Type: Line, Example: `"cumbria cheshire"`, Refers: ToRow, Help: "which of its rows, in this order; without it, those that are not worked out of others"}}},
		{Name: "stat", Form: Inline, Label: NeededLabel, Names: ToFigure, Help: "a figure of a table, in a sentence: table.row.column"},
		{Name: "claim", Form: Inline, Label: NeededLabel, Help: "words that state a figure, held against it", Attributes: []Row{
			{Name: "stat", Type: Line, Needed: true, Example: "north-west.total.change", Refers: ToFigure, Help: "the figure: table.row.column"},
			{Name: "untrue", Type: Line, Example: `"the release says so, and its table does not"`, Help: "the words are told as somebody's mistake, and why; then they must not be true"}}},
		{Name: "law", Form: Leaf, Label: NoLabel, Help: "what the law says: entries of content/law.yaml, by id, by topic or by nation", Attributes: lawAttributes()},
		{Name: "law", Form: Inline, Label: NeededLabel, Names: ToLaw, Help: "a law in a sentence, by the id of its entry", Attributes: []Row{
			{Name: "what", Type: Choice, Of: LawParts, Example: "maximum", Help: "what of it: its title and section (cite, without the attribute), its title (act), its maximum, since when it holds (since) or where (nations)"}}},
		{Name: "week", Form: Leaf, Label: NoLabel, Help: "when some services are open, day by day, drawn and told", Attributes: []Row{
			{Name: "services", Type: Line, Needed: true, Example: `"helpline samaritans"`, Refers: ToService, Help: "the ids of the services, one column for each; up to two"}}},
		{Name: "phone", Form: Inline, Label: NeededLabel, Names: ToService, Help: "a telephone number, in a sentence"},
		{Name: "text", Form: Inline, Label: NeededLabel, Names: ToService, Help: "a service's number for text messages, with the word to send"},
		{Name: "hours", Form: Inline, Label: NeededLabel, Names: ToService, Help: "a service's opening hours"},
		{Name: "website", Form: Inline, Label: NeededLabel, Names: ToService, Help: "a service's name, as a link to its website"},
		{Name: "source", Form: Inline, Label: NeededLabel, Names: ToSource, Help: "a source from content/sources.yaml, as a note cites it"},
		{Name: "allow", Form: Inline, Label: NeededLabel, Help: "words that a house rule does not hold for", Attributes: []Row{
			{Name: "rule", Type: Line, Needed: true, Example: "term/avoid", Refers: ToFinding, Help: "the code of the finding, as sotto prints it"},
			{Name: "why", Type: Line, Needed: true, Example: `"the name of an Act"`, Help: "the reason, for those who read the report"},
			{Name: "until", Type: Line, Needed: true, Example: "2027-06-01", Help: "the day from which the rule holds again"}}},
		{Name: "lang", Form: Inline, Label: NeededLabel, Help: "words in another language", Attributes: []Row{
			{Name: "code", Type: Tongue, Needed: true, Example: "cy", Help: "which language"}}},
	}
}

// own makes components of those that site.yaml declares.
func own(declared []site.OwnComponent) []Component {
	var out []Component
	for _, c := range declared {
		made := Component{Name: c.Name, Help: c.Help, Form: c.Form, Label: c.Label, Holds: c.Holds, Entries: c.Entries, Own: true}
		for _, f := range c.Attributes {
			made.Attributes = append(made.Attributes, rowOf(f))
		}
		out = append(out, made)
	}
	return out
}
