package markdown

// englishElisions are English words that are written with an apostrophe in
// front, where letters are left out.
var englishElisions = map[string]bool{
	"tis": true, "twas": true, "twere": true, "twill": true, "twould": true, "em": true, "til": true,
	"cause": true, "cos": true, "coz": true, "bout": true, "neath": true, "n": true, "nuff": true,
	"fraid": true, "tween": true, "gainst": true,
}

// welshElisions are Welsh words that are written with an apostrophe in front:
// the short forms of the article, of pronouns and of "yn" that lean on the word
// before them, and words of everyday speech that have lost their first
// syllable: 'nôl (yn ôl), 'ma (yma), 'dw (ydw), 'run (yr un), 'sdim (nid oes
// dim). They are in lower case here.
var welshElisions = map[string]bool{
	// After a word that ends in a vowel.
	"r": true, "n": true, "w": true, "i": true, "u": true, "m": true, "th": true, "ch": true,
	// Forms of "bod".
	"dw": true, "dwi": true, "dy": true, "dyn": true, "dyw": true, "dych": true, "dydy": true, "dydi": true,
	"dach": true, "dan": true, "di": true, "doedd": true, "does": true, "roedd": true, "ro": true, "do": true,
	"sdim": true, "sdimo": true, "sneb": true, "smo": true, "smoi": true, "sa": true, "sai": true, "sen": true,
	"sna": true, "sgen": true, "sgin": true, "sgynnon": true, "se": true, "set": true, "swn": true, "sach": true,
	"tae": true, "taswn": true, "tasa": true, "tasen": true, "ma": true, "mae": true, "na": true, "nac": true,
	// Pronouns and little words.
	"fo": true, "fe": true, "fi": true, "ti": true, "te": true, "ta": true, "to": true, "tha": true,
	"lly": true, "ny": true, "nw": true, "run": true, "rhain": true, "rhein": true, "rheina": true, "rhen": true,
	"wan": true, "rwan": true, "ŵan": true, "rŵan": true, "falle": true, "ella": true, "mond": true, "mod": true,
	"chos": true,
	// Time and place.
	"nôl": true, "nol": true, "mlaen": true, "fory": true, "fyny": true, "lawr": true, "leni": true, "llynedd": true,
	"stalwm": true, "slawer": true, "rioed": true, "nunlle": true, "unlle": true, "nghyd": true, "nghanol": true,
	"drosodd": true, "wedyn": true, "chydig": true, "nenwedig": true, "steddfod": true,
	// Verbs that have lost their first syllable.
	"drycha": true, "drychwch": true, "stedda": true, "steddwch": true, "sgwn": true, "sgwennu": true,
	"nabod": true, "mosod": true, "madael": true, "sbo": true, "molchi": true, "morol": true,
}
