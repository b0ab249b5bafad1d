package main

// The tables below make sentences of about twelve plain words. They name
// nothing that the house rules on terms, figures or contacts watch for, so
// that the measured build has no findings to print.

var headings = []string{
	"What helps in the moment", "A plan for the evening", "Small steps count",
	"When plans change", "Who can stand beside you", "Things to write down",
	"How a habit grows", "What the body tells you", "Before you go to sleep",
	"After a hard day", "One thing to try today", "What to do with the time",
	"Where the pull comes from", "Making the next hour easier", "Words for a friend",
	"Looking back at the week", "What gets in the way", "A place to start",
	"Keeping it simple", "How to notice sooner", "What to leave out",
	"Rest and food", "Moving about", "If it goes wrong", "Questions people ask",
	"Signs that it works", "What to tell yourself", "Making room for others",
	"The first ten minutes", "A list for the door", "Getting through the weekend",
	"How long it takes", "What changes first", "When nothing seems to help",
	"Asking for a hand", "A quiet corner", "Work and money", "Mornings",
	"The walk home", "What you are good at",
}

var when = []string{
	"On a bad day", "Late in the evening", "Before breakfast", "After work", "In the first week",
	"When the house is quiet", "On the way home", "At the weekend", "Once you have slept",
	"As soon as you notice it", "In a month or two", "When you are tired", "If plans fall through",
	"During a long journey", "After an argument", "Once a week", "While the kettle boils",
	"In the middle of the night", "When the phone rings", "On a calm morning", "Between two jobs",
	"At the end of the month", "When it rains", "Before you go out", "After a good talk",
}

var who = []string{
	"you", "many people", "a friend", "your partner", "someone you trust", "a neighbour",
	"most of us", "an adviser", "your brother", "a colleague", "people who live alone",
	"anyone in your place", "a doctor", "your family", "people who work nights", "a good listener",
	"the person next to you", "somebody at home", "your oldest friend", "a group of three",
}

var can = []string{
	"can", "may", "will often", "could", "might", "can slowly", "will sometimes", "can still",
	"may well", "could soon", "can always", "might even",
}

var do = []string{
	"write down", "talk about", "look at", "put away", "make a list of", "think about", "change",
	"choose", "leave behind", "share", "notice", "practise", "read about", "plan", "let go of",
	"come back to", "ask about", "draw", "name", "weigh up", "try out", "hold on to", "learn from",
	"set aside", "work through", "prepare", "repeat", "sort out", "finish", "begin with",
}

var what = []string{
	"one small thing", "the plan for the evening", "the feeling underneath", "a new habit",
	"the hardest part of the day", "a short walk", "the reasons that matter most", "the old pattern",
	"a better way to rest", "the thoughts that come first", "the list on the fridge",
	"two or three good moments", "the next free hour", "a promise to a friend", "the first warning sign",
	"a quiet place", "the door to the study", "the letter in the drawer", "some worries about money",
	"the time after supper", "a question without an answer", "the words for it", "the week that went well",
	"a phone that stays in the hall", "a game of cards", "the garden", "a book from the library",
	"the things that went wrong", "an evening class", "the long way round", "a bowl of soup",
	"the people who would notice", "what a kind person would say", "the lamp by the window",
}

var how = []string{
	"without any hurry", "in plain words", "with a cup of tea", "on a piece of paper", "in your own time",
	"with the door open", "step by step", "for ten slow breaths", "and then go to bed", "as well as you can",
	"before it grows", "until it gets easier", "and see what happens", "with someone beside you",
	"in a different room", "while you walk", "away from the screen", "even if it feels strange",
	"again and again", "without being asked", "and write the answer down", "at the same time each day",
	"and be fair to yourself", "with a clear head", "one part at a time", "and tell somebody after",
}

var short = []string{
	"That is enough for today.", "It gets easier.", "This takes practice.", "Nobody gets it right each time.",
	"Take a break if you need one.", "Start where you are.", "Be patient with it.", "Most of it is habit.",
	"The feeling passes.", "Small counts.", "Keep the list where you can see it.", "Try it once more tomorrow.",
	"You do not need a form for this.", "Put the page down and do it.", "Then look out of the window.",
	"It is fine to be slow.", "Some days are harder.", "Tell one person.", "Eat something warm.",
}

var bold = []string{"Today", "Later", "At home", "At work", "Outside", "In the kitchen", "On the bus", "First", "After that", "Tonight"}

var titleVerb = []string{
	"Finding", "Keeping", "Making", "Changing", "Learning", "Noticing", "Planning", "Building", "Sharing", "Choosing",
	"Trying", "Repeating", "Sorting", "Weighing", "Naming", "Mending",
}

var titleNoun = []string{
	"a steady week", "a calm evening", "new habits", "the early signs", "better rest", "a short list",
	"the first step", "good company", "a clear plan", "room to breathe", "a kinder voice", "the way back",
	"what matters", "the quiet hours", "a firm no", "time outside", "an honest talk", "your own pace",
}

var exerciseName = []string{
	"The ten-minute list", "Two columns", "A letter you keep", "The walk round the block", "Three good things",
	"The traffic light", "A map of the day", "The empty chair", "Slow breathing", "The plan on a card",
}

var columns = [][3]string{
	{"When", "What it feels like", "What to try"},
	{"Time of day", "What tends to happen", "A better plan"},
	{"Thought", "What it leaves out", "A fairer thought"},
	{"Place", "What is hard there", "What makes it easier"},
	{"Sign", "How strong it is", "What to do next"},
}

// welsh holds whole sentences: the few Welsh pages need no more.
var welsh = []string{
	"Mae help ar gael i bawb.", "Nid oes angen dweud pwy ydych chi.", "Cymerwch eich amser wrth ddarllen.",
	"Gallwch siarad â rhywun heddiw.", "Mae pobl yn newid, gyda help.", "Ysgrifennwch un peth bach ar bapur.",
	"Ewch am dro byr ar ôl cinio.", "Dewch yn ôl at y dudalen hon pan fynnwch chi.", "Mae'r teimlad yn pasio.",
	"Gofynnwch i ffrind eistedd gyda chi.", "Rhowch y ffôn yn y cyntedd dros nos.", "Dechreuwch lle rydych chi nawr.",
	"Mae rhai dyddiau'n anoddach na'i gilydd.", "Byddwch yn deg â chi eich hun.",
}
