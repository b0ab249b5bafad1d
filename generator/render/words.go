package render

import (
	"fmt"
	"strconv"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// The words that views are made of. Those that templates set themselves, with
// {{word "key"}}, are not among them. A comment names the slots.
const (
	wordAbout       = "aboutMinutes" // plural
	wordAbsent      = "notInThisLanguage"
	wordAlways      = "alwaysOpen"
	wordAnd         = "and"             // First, Last
	wordAsOf        = "asOf"            // Date
	wordStandard    = "boilerplateAsOf" // Date
	wordChartAlt    = "chartAlt"        // Title
	wordChartSpan   = "chartSpan"       // First, Last
	wordGuideMeta   = "partsAndTime"    // Parts, Time
	wordDays        = "openOnDays"      // Days
	wordDaysRange   = "openDayToDay"    // First, Last
	wordEveryDay    = "openEveryDay"
	wordEverywhere  = "everywhere"
	wordLimitsNext  = "limitsNext"   // Date
	wordHours       = "openHours"    // From, To, Days
	wordHoursAnd    = "openHoursAnd" // First, Last
	wordHoursLong   = "openLong"     // From, FirstDay, To, LastDay
	wordFrom        = "openedFrom"   // Ways, Name
	wordOld         = "hoursOld"
	wordOldShort    = "hoursOldShort"
	wordWeekAll     = "weekAllDay"
	wordWeekClosed  = "weekClosed"
	wordWeekSpan    = "weekSpan"    // From, To
	wordRelay       = "relayNumber" // Number
	wordTextWord    = "textWord"    // Word, Number
	wordNoDate      = "undated"
	wordHidden      = "tableHidden"
	wordHiddenNote  = "tableHiddenNote"
	wordMoved       = "movedTitle"
	wordMovedTab    = "movedTab"    // Title
	wordBookletTab  = "bookletTab"  // Title
	wordBookletPage = "bookletPage" // Size
	wordBookletEPUB = "bookletEPUB" // Size
	wordNone        = "tableNone"
	wordNotKnown    = "tableNotKnown"
	wordParts       = "parts"       // plural
	wordPeriod      = "tablePeriod" // Label, From, To
	wordGuidePart   = "guidePart"   // Guide, Number
	wordPlace       = "partOf"      // Place, Total
	wordReadingTime = "readingTime" // plural
	wordSource      = "tableSource" // Source
	wordQuestion    = "question"    // Number
)

// What becomes of opening hours on bank holidays.
const (
	wordClosedOn        = "closedOn"     // Date
	wordClosedOnIn      = "closedOnIn"   // Date, Where
	wordClosedFrom      = "closedFrom"   // From, To
	wordClosedFromIn    = "closedFromIn" // From, To, Where
	wordHolidaysClosed  = "bankHolidaysClosed"
	wordHolidaysOpen    = "bankHolidaysOpen"
	wordHolidaysUnknown = "bankHolidaysUnknown"
)

// Words whose keys end in a code from the services registry: "countryGB",
// "languageEn", "channelChat".
const (
	wordsCountry  = "country"
	wordsLanguage = "language"
	wordsChannel  = "channel"
	wordsFact     = "fact"  // what of a service a source tells
	wordsWhere    = "where" // "in Scotland"
	wordsWay      = "way"   // what to look for on the page of wordFrom
)

// ownWords lists the whole keys above.
func ownWords() []string {
	return append([]string{
		wordAbout, wordAbsent, wordAlways, wordAnd, wordAsOf, wordStandard, wordChartAlt, wordChartSpan, wordGuideMeta, wordDays, wordDaysRange, wordEveryDay,
		wordEverywhere, "footnotes", "footnoteBack", wordHours, wordHoursAnd, wordMoved, wordMovedTab, wordBookletTab, wordBookletPage, wordBookletEPUB, "bookletAccess", "inThisGuide", wordParts,
		wordGuidePart, wordPlace, wordQuestion, wordReadingTime, wordHidden, wordHiddenNote, wordHoursLong, wordFrom, wordOld, wordOldShort, wordWeekAll, wordWeekClosed, wordWeekSpan, wordRelay, wordTextWord, wordNoDate, wordClosedOn, wordClosedOnIn, wordClosedFrom, wordClosedFromIn, wordHolidaysClosed, wordHolidaysOpen, wordHolidaysUnknown, wordNone, wordNotKnown, wordPeriod, wordSource,
	}, proofWords...)
}

// seenWords are the words that tell how much of a source was seen; each has the
// slot Date. They and wordUndated are asked for by sites with sources alone.
var seenWords = map[site.SourceSeen]string{
	site.SeenItself: "sourceSeen", site.SeenCopy: "sourceSeenCopy", site.SeenExcerpt: "sourceSeenExcerpt", site.NotSeen: "sourceNotSeen",
}

const wordUndated = "sourceUndated"

// language is the one that the edition is in.
func (e *edition) language() *site.Language { return e.site.Language(e.lang) }

// text returns a word without slots.
func (e *edition) text(key string) string {
	e.need(key)
	return e.words.Text(e.lang, key)
}

// fill returns a word with slots; pairs are their names and values in turn.
func (e *edition) fill(key string, pairs ...string) string {
	e.need(key)
	return e.words.Fill(e.lang, key, pairs...)
}

// count returns the form of a word that goes with a number.
func (e *edition) count(key string, n int) string { return e.words.Count(e.lang, key, n) }

// need notes that a word is used, and reports it when there is none. Only
// while the edition is being made: pages use no word that was not asked for
// by then.
func (e *edition) need(key string) {
	if e.ready || e.used[key] {
		return
	}
	e.used[key] = true
	if !e.words.Has(e.lang, key) {
		message, help := missingMessage(e.lang, key)
		e.findings = append(e.findings, diag.Finding{
			Code: "message/missing", Severity: diag.Error,
			Pos:     diag.Pos{File: messagesFile(e.lang)},
			Message: message, Help: help,
		})
	}
}

func messagesFile(l site.Lang) string { return site.Shown("messages." + string(l) + ".yaml") }

func missingMessage(l site.Lang, key string) (message, help string) {
	return fmt.Sprintf("there is no message %q in %s", key, messagesFile(l)),
		fmt.Sprintf("add a line to %s: %s: …", messagesFile(l), key)
}

// missing says that a language does not have a word that a template names.
func (w *wordAt) missing(l site.Lang) diag.Finding {
	where, _ := w.tree.ErrorContext(w.node)
	_, at, _ := strings.Cut(where, ".html:")
	number, at, _ := strings.Cut(at, ":")
	line, _ := strconv.Atoi(number)
	col, _ := strconv.Atoi(at)
	message, help := missingMessage(l, w.key)
	return w.file.AtLine(line, col+1, 0, "message/missing", diag.Error, message, help)
}

// capital makes the first letter of an ASCII word a capital.
func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
