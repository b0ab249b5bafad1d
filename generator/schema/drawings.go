package schema

// PictureOf is what ::picture shows. Its template draws each.
var PictureOf = Row{Name: "of", Type: Choice, Needed: true, Of: []string{"clock", "door", "law", "lock", "look", "phone", "police", "talk", "together"}, Example: "phone", Help: "what is shown"}

// drawings are boxes that hold one numbered list and draw it. The drawing shows
// numbers and no words; the entry of each number says what is seen there, so
// there are as many entries as the drawing has places. They are templates like
// any other: templates/components/wave.html says how one is made.
func drawings() []Component {
	drawn := func(name string, entries int, label, help string) Component {
		return Component{Name: name, Form: Box, Label: label, Holds: OrderedList, Entries: entries, Help: "a drawing: " + help}
	}
	return []Component{
		drawn("wave", 5, OptionalLabel, "an urge that starts, swells, is at its top, sinks, and comes again"),
		drawn("loop", 7, OptionalLabel, "links of which the last leads back to the first, with ways out at the first four"),
		drawn("triangle", 3, OptionalLabel, "three things that lead to each other"),
		drawn("wheel", 8, OptionalLabel, "eight parts of a whole"),
		drawn("rings", 3, OptionalLabel, "rings, from the middle outwards"),
		drawn("lights", 3, OptionalLabel, "warning lights, green, amber and red, each in a shape of its own"),
		drawn("road", 5, OptionalLabel, "a road with a dip: before, the dip, the way down, the turn, the road that goes on"),
		drawn("stairs", 4, OptionalLabel, "steps upwards"),
		drawn("day", 5, OptionalLabel, "points of a day, from morning to night"),
		drawn("sides", 2, OptionalLabel, "a closed door and an open one, with a column for each"),
		drawn("nations", 3, OptionalLabel, "the United Kingdom in tiles: England and Wales, Scotland, Northern Ireland"),
		drawn("regions", 5, OptionalLabel, "the United Kingdom in tiles: Scotland, North West, North Wales, South East, South West"),
		drawn("way", 0, OptionalLabel, "steps on a line, as many as there are"),
		drawn("breath", 0, NeededLabel, "a light to breathe with, that moves when it is asked for"),
		drawn("pause", 0, NeededLabel, "ten minutes, a doorway for each, when they are asked for"),
		{Name: "picture", Form: Leaf, Label: NeededLabel, Help: "a small picture before a sentence, for readers who find reading hard: the sentence says all that it shows", Attributes: []Row{PictureOf}},
	}
}
