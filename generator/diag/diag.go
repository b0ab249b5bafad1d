// Package diag is how Sotto tells people what is wrong.
//
// A [Finding] says where, what, and what to type instead. Every stage of a
// build collects findings and carries on; the command sorts them and prints
// them once, as text, JSON, GitHub annotations or SARIF. A Go error, by
// contrast, means that the build could not go on at all.
//
// House rules for the words: lower case, no full stop, no blame. The message
// names the thing; the help says what to do next, as something that can be
// typed. Codes are "family/word" and never change their meaning: people
// search for them and pipelines match on them.
package diag

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Severity says how much a finding matters.
type Severity int

const (
	// Info is worth knowing and never fails a build.
	Info Severity = iota
	// Warning fails a build only with --strict.
	Warning
	// Error means that nothing is published.
	Error
)

// String returns the word that is printed: "info", "warning" or "error".
func (s Severity) String() string {
	return [...]string{Info: "info", Warning: "warning", Error: "error"}[s]
}

// Pos is a place in a file. File is a slash path as the reader of the message
// would open it ("content/law/index.md", "public/law/index.html"). Line and
// Col count from 1, Col in characters (not bytes); 0 means unknown.
type Pos struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"column,omitempty"`
}

// Finding is one thing that is wrong, or worth knowing.
type Finding struct {
	// Code is "family/word", for example "link/missing". It must be one of
	// the rules that some room declares.
	Code     string
	Severity Severity
	Pos      Pos
	// Length is how many characters of the source line the finding covers,
	// for the caret; 0 is shown as one caret.
	Length int
	// Rule is which of the site's own rules is broken, by its name in
	// content/rules.yaml; "" for rules that are built in.
	Rule string
	// Source is the source line at Pos, without its line ending, or "" when
	// there is none to show. Of a very long line it may be only the stretch
	// around Pos; SourceCol is then the column of its first character (0 and
	// 1 both mean the start of the line).
	Source    string
	SourceCol int
	Message   string
	// Help says what to type instead, or what to do next. May be several lines.
	Help string
	// Also names other places that belong to the finding, such as the second
	// of two sources for one address.
	Also []Pos
	// Shared says that the finding is about a file that many pages depend on:
	// settings, a template, the style. An error there is told before all others.
	Shared bool
	// Item is one entry of a list that would settle the finding, such as a host
	// to add to the settings; List is what to do with all entries. A report of
	// many findings offers the whole list once.
	Item, List string
	// Fix is what to change so that the finding goes away, where that is certain
	// to the byte and no decision of anybody: none where the help is a question
	// of judgement. All of its edits belong together.
	Fix []Edit
	// Known says that the finding stands in a [Baseline]: it is counted, and
	// neither told nor in the way of anything.
	Known bool
}

// Edit is a change of one file: the bytes from Start up to End give way to New.
// The offsets are those of the file as it is on the disk, its byte order mark and
// carriage returns among them.
type Edit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// Rule documents one code. Each room declares the rules whose findings it
// raises; `sotto explain CODE` prints them.
type Rule struct {
	Code     string
	Severity Severity
	// After are the files that its findings follow from, as patterns of
	// [path.Match]: see [Causes].
	After []string
	// Summary is one line, lower case.
	Summary string
	// Explain is a few paragraphs of plain text: why the rule is there, an
	// example that breaks it, and how to mend it.
	Explain string
}

// Sort orders findings by file, line, column, code and message, and drops
// exact repeats, so that the same inputs always print the same report. Errors
// in shared files come first: whatever else is wrong may be so because of them.
func Sort(list []Finding) []Finding {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(b.first(), a.first()),
			strings.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(list, func(a, b Finding) bool {
		return a.Code == b.Code && a.Pos == b.Pos && a.Message == b.Message
	})
}

// first is 1 for what comes before all other findings.
func (f *Finding) first() int {
	if f.Shared && f.Severity == Error {
		return 1
	}
	return 0
}

// Count returns how many findings have the severity and are not [Finding.Known].
func Count(list []Finding, s Severity) int {
	n := 0
	for _, f := range list {
		if f.Severity == s && !f.Known {
			n++
		}
	}
	return n
}

// Number writes a whole number as messages to editors do: "1,234,567".
func Number(n int) string {
	s, sign := strconv.Itoa(n), ""
	if n < 0 {
		s, sign = s[1:], "−"
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
