package locale

import (
	"regexp"
	"slices"
)

// slots are those that the program fills, by the message: what it gives to
// [Words.Fill], and Count to [Words.Count]. A translation may do without one,
// and may not have another, which would stay empty. A slot of any other message
// is found by the audit, in the finished page.
var slots = map[string][]string{
	"aboutMinutes":         {"Count"},
	"and":                  {"First", "Last"},
	"asOf":                 {"Date"},
	"chartAlt":             {"Title"},
	"chartSpan":            {"First", "Last"},
	"movedTab":             {"Title"},
	"openDayToDay":         {"First", "Last"},
	"openHours":            {"From", "To", "Days"},
	"openHoursAnd":         {"First", "Last"},
	"openOnDays":           {"Days"},
	"guidePart":            {"Guide", "Number"},
	"question":             {"Number"},
	"partOf":               {"Place", "Total"},
	"parts":                {"Count"},
	"partsAndTime":         {"Parts", "Time"},
	"proofDiscreetNothing": {"Pages"},
	"proofDiscreetSome":    {"Pages", "Bits", "Alike"},
	"proofLengthResult":    {"Plain", "Packed"},
	"proofRequestsMany":    {"Requests"},
	"readingTime":          {"Count"},
	"tablePeriod":          {"Label", "From", "To"},
	"tableSource":          {"Source"},
}

var slot = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// WrongSlot finds the first slot in the text of a message that nobody fills, and
// the slots that the message has. ok is false when there is none.
func WrongSlot(key, text string) (name string, has []string, ok bool) {
	has, known := slots[key]
	for _, m := range slot.FindAllStringSubmatch(text, -1) {
		if known && !slices.Contains(has, m[1]) {
			return m[1], has, true
		}
	}
	return "", nil, false
}
