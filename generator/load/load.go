package load

import (
	"io/fs"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/site"
)

// Input is what a load depends on.
type Input struct {
	// Content is the folder content/. It is only read, from several goroutines.
	Content fs.FS
	// Static is the folder static/, of which only the listing is read. When it
	// is nil, files that site.yaml names are not looked for.
	Static fs.FS
	// Clock is the instant that visibility is decided for.
	Clock time.Time
	// Drafts, Expired and Future lift one reason to hide a page each.
	Drafts, Expired, Future bool
	// BaseURL replaces the one in site.yaml when it is not "". Unlike that one
	// it may be http, for a preview.
	BaseURL string
	// Texts is how many bytes of the pages' texts stay in memory: the others are
	// let go when they have been read. With 0, all stay.
	Texts int64
	// Memory is what earlier loads have learnt; nil for none.
	Memory *Memory
	// Counted, when not nil, is told how many pages there are before any is read.
	Counted func(pages int)
}

// Load reads everything below in.Content. The Site is never nil and as
// complete as can be; when a finding is an error it may lack pages or hold
// half-read ones, and must not be published. Findings are sorted and name
// files from "content/" on. The error says that a folder or file could not be
// read at all.
func Load(in Input) (*site.Site, []diag.Finding, error) {
	return loadWith(in, locale.Compare)
}

// loadWith is Load with the alphabet as a parameter, so that the order of
// pages can be tested apart from it.
func loadWith(in Input, compare func(site.Lang) func(a, b string) int) (*site.Site, []diag.Finding, error) {
	s := &site.Site{Clock: in.Clock}
	var findings []diag.Finding

	c, err := readConfig(in)
	if err != nil {
		return s, nil, err
	}
	s.Config = c.Config
	if !c.read { // nothing about the pages could be told: not even their kinds
		s.Seal()
		return s, diag.Sort(c.findings), nil
	}

	known, more, err := Languages(in.Content, c.Languages)
	if err != nil {
		return s, nil, err
	}
	s.Languages, c.known = known, known
	findings = append(findings, more...)

	files, err := walk(in.Content, c, in.Memory != nil)
	if err != nil {
		return s, nil, err
	}
	findings = append(findings, files.findings...)
	s.Spoken = append(s.Spoken, spoken("site.yaml", c.data, c.prose))
	for _, l := range known {
		s.Spoken = append(s.Spoken, l.Spoken)
	}

	more, err = readFigures(in.Content, c, s)
	if err != nil {
		return s, nil, err
	}
	findings = append(findings, more...)

	if in.Counted != nil {
		in.Counted(len(files.pages))
	}
	pages, err := readPages(in, c, files.pages)
	if err != nil {
		return s, nil, err
	}
	for _, read := range []func(*config, *site.Site) ([]diag.Finding, error){
		readServices,
		readSources, // before what cites them
		readLaws, readBoilerplates, readLimits, readTopics, readWords, readStart, readRules,
	} {
		more, err := read(c, s)
		if err != nil {
			return s, nil, err
		}
		findings = append(findings, more...)
	}
	if err := c.joinFiles(in.Static); err != nil {
		return s, nil, err
	}

	// From here on nothing is read: every question is about the pages together.
	folders, sources := folderPages(pages), bySource(pages)
	checkPlaces(c, pages, folders)
	checkAddresses(pages)
	c.checkGone(pages)
	checkTabTitles(pages, folders, known)
	decideVisibility(in, s, pages, folders)
	joinTwins(s, pages)
	joinPhrases(c, s, pages)
	buildTree(pages, folders, s.Config.Languages, compare)
	joinLeads(c, s, pages, sources)
	checkOffers(c, s, pages)
	checkContacts(s, pages)
	checkReferences(c, s, pages, sources)
	checkEssentials(c, s, pages)
	checkStart(c, s, sources)
	checkTwins(pages, sources, in.Clock)
	checkYears(pages, in.Clock)

	in.Memory.keep(pages)

	findings = append(findings, c.findings...)
	for _, p := range pages {
		findings = append(findings, p.findings...)
	}
	s.Config = c.Config
	s.NextChange = earlier(s.NextChange, s.HoursTurnOld())
	typeset(s)
	s.Seal()
	checkStartStrips(c, s)
	findings = append(findings, c.startFindings()...)
	return s, diag.Sort(slices.Clip(findings)), nil
}

// shown is the path of a source as people see it.
func shown(source string) string { return site.Shown(source) }

// spoken is a file of content/ with the texts in it that readers see.
func spoken(name string, data []byte, prose []site.Prose) site.Spoken {
	return site.Spoken{File: shown(name), Text: data, Prose: prose}
}

// list writes words as people do: "a, b or c".
func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}
