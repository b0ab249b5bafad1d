// Package asset makes the contents of static/ ready to be published.
//
// static/style.css and static/script.js become the style and the one script that
// stand inside pages. They are minified, kept within a budget, and named in the
// site's policy by their hashes ([Policy]). Either may hold nothing that would end
// its element early. What else they may not hold is for the audit to say, which is
// given their sources.
//
// The style may be in parts ([Part]). The first is for every page; for each of the
// others it is worked out here, from its selectors, which elements and classes a
// page must have for it to make a difference. Where that cannot be said for certain
// the part is for every page, too.
//
// Of a style sheet browsers pass over what they do not know, and say nothing. So
// it is read here as it is written ([checkSheet]): properties and values that do
// not exist, custom properties that nobody defines, declarations that swallowed
// the next one, what covers the screen, and text that is too faint for its ground.
//
// Everything else is for publishing as it is, where something published refers
// to it (see the room links), once its bytes have been found to be
// what its name says, and only if it is a picture or plain text: anything else
// would leave a download on the reader's device, or run. Pictures are taken
// apart and written again from what the picture needs, so that what a camera
// or an editor wrote into them about people and places is left behind: see
// [cleanPNG], [cleanJPEG], [cleanWebP] and [cleanAVIF]. Not one pixel is
// changed, nor how it looks: colour profiles are put into words of our own
// ([ownProfile]), and the way a picture lies is kept ([exif]). SVG is passed
// on; the audit holds it to the same contract as pages.
package asset

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Budgets, in bytes when minified and not compressed. They are sent inside the
// pages, and a page must fit the first flight of a connection (10,240 bytes
// compressed, see site.Size). That of the style is for all its parts, which no page
// carries together.
const (
	StyleBudget  = 14 << 10
	ScriptBudget = 1 << 10
)

// The two files that go into pages.
const (
	styleFile = site.StyleFile
	// ScriptFile may be left out, or skipped by [Load].
	ScriptFile = site.ScriptFile
)

// folder is where the files are, as findings name it.
const folder = "static/"

// Assets are the contents of static/, ready to be published.
type Assets struct {
	// Style is in the order in which its parts must stand in a page.
	Style []Part
	// Script is minified, exactly as it must stand in <script>; "" when there is
	// none.
	Script string
	// Source is the file that Script was made of, StyleSource that of Style; nil
	// when there is no Script, or no Style.
	Source, StyleSource []byte
	// Booklet is the style sheet of EPUBs, "" when there is none.
	Booklet string
	// CSP is Policy(Style, Script).
	CSP string
	// Files are all other files, in the order of their paths.
	Files []File
}

// File is one file to publish.
type File struct {
	Path string // below the output folder, "images/map.png"
	Data []byte
}

// Load reads static/, but for the files to skip, which are as if they were not
// there. The error says that it could not be read; what is wrong with the files
// is in the findings.
func Load(static fs.FS, skip ...string) (*Assets, []diag.Finding, error) {
	a := &Assets{}
	var findings []diag.Finding
	found, files := map[string]bool{}, reader{static: static}
	err := fs.WalkDir(static, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !utf8.ValidString(d.Name()) { // io/fs opens nothing of such a name
			findings = append(findings, finding(name, "asset/name", "the name of this file or folder is not UTF-8", "rename it with small letters, digits, - and _"))
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if err != nil || d.IsDir() || slices.Contains(skip, name) {
			return err
		}
		if !d.Type().IsRegular() {
			findings = append(findings, finding(name, "asset/type", "this is not a file but a link or a device", "put the file itself there"))
			return nil
		}
		found[name] = true
		data, more, err := files.read(name)
		if findings = append(findings, more...); data == nil {
			return err
		}
		switch name {
		case styleFile:
			if a.Style, more = style(data); a.Style != nil {
				a.StyleSource = data
			}
		case ScriptFile:
			if a.Script, more = script(data); a.Script != "" {
				a.Source = data
			}
		case site.BookletStyle:
			a.Booklet, more = string(data), nil
		default:
			data, more = clean(name, data)
			a.Files = append(a.Files, File{name, data})
		}
		findings = append(findings, more...)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading static/: %w", err)
	}
	if !found[styleFile] && files.total <= maxFiles {
		findings = append(findings, finding(styleFile, "asset/missing", "there is no style sheet", "put the file back: every page carries it"))
	}
	a.CSP = Policy(a.Style, a.Script)
	return a, diag.Sort(findings), nil
}

// Policy is the Content-Security-Policy of the site: nothing may be loaded, sent or
// run but the parts of this style, this script, and pictures of the same host. It
// is what servers send with everything; in a page only those parts are named that
// the page has.
// default-src stands for every kind of loading not named; base-uri and
// form-action do not fall back to it (CSP Level 3, section 6.1.3), and the
// last two take away every way to turn text into code. frame-ancestors is
// missing because browsers ignore it in a page; servers send it. data: is
// for the empty icon, which keeps browsers from asking for /favicon.ico:
// Chromium reports it as blocked otherwise. A data: address asks nobody.
func Policy(style []Part, script string) string {
	styles := source("")
	for i, p := range style {
		if i == 0 {
			styles = p.Source
		} else {
			styles += " " + p.Source
		}
	}
	return "default-src 'none'; style-src " + styles + "; script-src " + source(script) +
		"; img-src 'self' data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
}

// source is what a policy says of an inline element's text: its hash.
func source(text string) string {
	if text == "" {
		return "'none'"
	}
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// lastStyle is the latest style sheet in which nothing was found, and its parts: a
// preview builds again and again with the same one.
var lastStyle atomic.Pointer[struct {
	text  string
	parts []Part
}]

func style(data []byte) ([]Part, []diag.Finding) {
	if last := lastStyle.Load(); last != nil && last.text == string(data) {
		return last.parts, nil
	}
	parts, findings := partsOfStyle(data)
	if len(findings) == 0 {
		lastStyle.Store(&struct {
			text  string
			parts []Part
		}{string(data), parts})
	}
	return parts, findings
}

func partsOfStyle(data []byte) ([]Part, []diag.Finding) {
	file := diag.NewFile(folder+styleFile, data)
	if findings := characters(file, data); len(findings) > 0 {
		return nil, findings
	}
	findings := append(endTags(file, data, "style"), checkCSS(file, data)...)
	if len(findings) > 0 {
		return nil, findings
	}
	if findings = checkSheet(file, data); diag.Count(findings, diag.Error) > 0 {
		return nil, findings
	}
	parts, more := partsOf(file, data)
	size := 0
	for _, p := range parts {
		size += len(p.Text)
	}
	return parts, append(append(findings, more...), budget(styleFile, "asset/style-size", size, StyleBudget)...)
}

func script(data []byte) (string, []diag.Finding) {
	file := diag.NewFile(folder+ScriptFile, data)
	if findings := characters(file, data); len(findings) > 0 {
		return "", findings
	}
	if findings := endTags(file, data, "script"); len(findings) > 0 {
		return "", findings
	}
	m := minify.New()
	m.Add("text/javascript", &js.Minifier{})
	// The minifier writes into what it is given.
	out, err := m.Bytes("text/javascript", bytes.Clone(data))
	if err != nil {
		return "", []diag.Finding{syntax(file, "asset/script-syntax", err)}
	}
	return string(out), budget(ScriptFile, "asset/script-size", len(out), ScriptBudget)
}

// syntax makes a finding of a minifier's error, which knows its place.
func syntax(file *diag.File, code string, err error) diag.Finding {
	var at interface{ Position() (int, int, string) }
	line, col := 0, 0
	message := err.Error()
	if errors.As(err, &at) {
		line, col, _ = at.Position()
		message, _, _ = strings.Cut(message, " on line ")
	}
	return file.AtLine(line, col, 0, code, diag.Error, strings.TrimSpace(message), "correct the file at this place, or just before it")
}

func budget(name, code string, size, limit int) []diag.Finding {
	if size <= limit {
		return nil
	}
	return []diag.Finding{finding(name, code,
		fmt.Sprintf("%d bytes when minified, %d over the budget of %d", size, size-limit, limit),
		"take something out: every page carries it")}
}

// ends are what endTags finds, in any case.
var ends = regexp.MustCompile(`(?i)</style|</script|<!--|<script`)

// endTags finds what would end the element in the middle of its text. The end
// tag of the other element, and the start of a comment, are refused as well:
// inside a script they make browsers read on past the end.
func endTags(file *diag.File, data []byte, element string) []diag.Finding {
	var findings []diag.Finding
	for _, m := range ends.FindAllIndex(data, -1) {
		bad := string(data[m[0]:m[1]])
		findings = append(findings, file.At(m[0], m[1], "asset/end-tag", diag.Error,
			fmt.Sprintf("%s may not stand in the %s, not even in a comment or a string", bad, element),
			"write it in another way, such as <\\/"+strings.ToLower(bad[2:])+" in a string, or take it out"))
	}
	return findings
}

func finding(name, code, message, help string) diag.Finding {
	return diag.Finding{Code: code, Severity: diag.Error, Pos: diag.Pos{File: folder + name}, Message: message, Help: help}
}
