package site

// The folders of a site, as findings and people call them. Where the user has
// them elsewhere, the room pipeline puts the real names in their place.
const (
	ContentFolder   = "content/"
	TemplatesFolder = "templates/"
	StaticFolder    = "static/"
	OutputFolder    = "public/"
)

// The two files of StaticFolder that stand inside every page, and are never
// published as files.
const (
	StyleFile  = "style.css"
	ScriptFile = "script.js"
)

// Shown is the path of a source as findings and people call it.
func Shown(source string) string { return ContentFolder + source }
