package pipeline

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/sitetest"
)

// state is a site under change: what an editor, a clock and a command line can
// make of it.
type state struct {
	files map[string]string
	clock time.Time
	opt   Options
	tool  string
	disk  disk
}

func firstState(t testing.TB) *state {
	s := &state{files: map[string]string{}, clock: sitetestClock(t), disk: disk{files: map[string]written{}}}
	for name, f := range base(t) {
		s.files[name] = string(f.Data)
	}
	s.files["content/rules.yaml"] = "dates:\n  soon: 10\n"
	return s
}

func sitetestClock(t testing.TB) time.Time {
	at, _ := sitetest.Open(t, baseFile).Setting("clock")
	clock, err := time.Parse(time.RFC3339, at)
	if err != nil {
		t.Fatal(err)
	}
	return clock
}

// inputs are the sources as they are now.
func (s *state) inputs() Inputs {
	s.disk.write(s.files)
	in := Inputs{Clock: s.clock, Options: s.opt, Tool: s.tool}
	content, templates, static := fstest.MapFS{}, fstest.MapFS{}, fstest.MapFS{}
	for name, text := range s.files {
		for folder, to := range map[string]fstest.MapFS{"content/": content, "templates/": templates, "static/": static} {
			if rest, ok := strings.CutPrefix(name, folder); ok {
				to[rest] = &fstest.MapFile{Data: []byte(text), ModTime: s.disk.files[name].mod, Sys: s.disk.files[name].sys()}
			}
		}
	}
	in.Content, in.Templates, in.Static = content, templates, static
	return in
}

// has picks a file that is there and matches.
func (s *state) some(r *rand.Rand, match func(name string) bool) string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if match(name) {
			list = append(list, name)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return list[r.IntN(len(list))]
}

func page(name string) bool { return strings.HasSuffix(name, ".md") }

// swap puts b where a is, or a where b is.
func (s *state) swap(file, a, b string) {
	text := s.files[file]
	switch {
	case b != "" && strings.Contains(text, b):
		s.files[file] = strings.Replace(text, b, a, 1)
	case strings.Contains(text, a):
		s.files[file] = strings.Replace(text, a, b, 1)
	}
}

// line adds a line to the front matter of a page, or takes it away.
func (s *state) line(file, line string) {
	text, line := s.files[file], line+"\n"
	switch {
	case text == "":
	case strings.Contains(text, line):
		s.files[file] = strings.Replace(text, line, "", 1)
	default:
		s.files[file] = strings.Replace(text, "date:", line+"date:", 1)
	}
}

// there makes a file, or takes it away.
func (s *state) there(file, text string) {
	if _, ok := s.files[file]; ok {
		delete(s.files, file)
	} else {
		s.files[file] = text
	}
}

const extra = "---\ntitle: Extra\ndescription: A further page of the test, which comes and goes.\ndate: 2026-11-03\n---\n"

// edits are the kinds of change that a site meets.
var edits = map[string]func(s *state, r *rand.Rand){
	"a word": func(s *state, r *rand.Rand) { s.files[s.some(r, page)] += fmt.Sprintf("\nWord %d.\n", r.IntN(100)) },
	"many words": func(s *state, r *rand.Rand) {
		f := s.some(r, page)
		s.swap(f, "\n---\n", "\n---\n"+strings.Repeat("Some more words here. ", 200)+"\n\n")
	},
	"a title": func(s *state, r *rand.Rand) {
		s.swap("content/campaigns/coast.md", "title: The coast", fmt.Sprint("title: The coast ", r.IntN(9)))
	},
	"the title of home":    func(s *state, r *rand.Rand) { s.swap("content/index.md", "There is help", "Here is help") },
	"a short title":        func(s *state, r *rand.Rand) { s.line("content/help/index.md", "linkTitle: Help now") },
	"a description":        func(s *state, r *rand.Rand) { s.swap("content/news/launch.md", "three forces", "four forces") },
	"a date":               func(s *state, r *rand.Rand) { s.swap("content/news/launch.md", "2026-11-02", "2026-11-05") },
	"the day of a release": func(s *state, r *rand.Rand) { s.swap("content/news/launch.md", "2018-01-24", "2018-02-20") },
	"a weight": func(s *state, r *rand.Rand) {
		s.swap("content/self-help/urges/right-now.md", "weight: 10", "weight: 30")
	},
	"a new page": func(s *state, r *rand.Rand) {
		s.there("content/campaigns/extra.md", strings.Replace(extra, "date:", "region: Coast\nlaunched: 2019\ndate:", 1)+"It begins.\n")
	},
	"a new chapter": func(s *state, r *rand.Rand) {
		s.there("content/self-help/urges/more.md", strings.Replace(extra, "date:", "discreetTitle: Guide 1, part 3\naim: Go on.\nweight: 40\ndate:", 1)+"Go on.\n\n:::exercise[One more]{minutes=2}\nGo out.\n:::\n\n:::reflection\n- What helped?\n:::\n")
	},
	"a new twin": func(s *state, r *rand.Rand) {
		s.there("content/privacy.cy.md", strings.Replace(extra, "title: Extra", "title: Preifatrwydd", 1)+"Ychydig a wêl y wefan hon.\n")
	},
	"a page renamed": func(s *state, r *rand.Rand) {
		from, to := "content/campaigns/coast.md", "content/campaigns/shore.md"
		if s.files[from] == "" {
			from, to = to, from
		}
		s.files[to] = s.files[from]
		delete(s.files, from)
		s.swap("content/news/launch.md", "coast.md", "shore.md")
	},
	"a page deleted": func(s *state, r *rand.Rand) {
		s.there("content/help/confidentiality.md", strings.Replace(extra, "Extra", "What stays private", 1)+"## The limits {#limits}\n\nA child comes first.\n")
	},
	"a page that is not ready": func(s *state, r *rand.Rand) {
		s.there("content/campaigns/later.md", strings.Replace(extra, "date:", "draft: true\nregion: Coast\nlaunched: 2019\ndate:", 1)+"It will begin.\n")
	},
	"a draft":           func(s *state, r *rand.Rand) { s.line("content/campaigns/extra.md", "draft: true") },
	"an embargo":        func(s *state, r *rand.Rand) { s.line("content/news/launch.md", "publishDate: 2026-11-25T07:00:00Z") },
	"an end":            func(s *state, r *rand.Rand) { s.line("content/campaigns/extra.md", "expiryDate: 2026-11-23T09:30:00Z") },
	"a later clock":     func(s *state, r *rand.Rand) { s.clock = s.clock.Add(time.Duration(r.IntN(60)) * time.Hour) },
	"a moment later":    func(s *state, r *rand.Rand) { s.clock = s.clock.Add(time.Minute) },
	"an earlier clock":  func(s *state, r *rand.Rand) { s.clock = s.clock.Add(-time.Duration(r.IntN(90)) * time.Hour) },
	"the review is due": func(s *state, r *rand.Rand) { s.line("content/privacy.md", "reviewBy: 2026-11-24") },
	"the facts are due": func(s *state, r *rand.Rand) {
		s.swap("content/services.yaml", "verifyBy: 2027-02-21", "verifyBy: 2026-11-24")
	},
	"a template": func(s *state, r *rand.Rand) {
		s.swap("templates/base.html", "</main>", "<p>{{word \"skip\"}}</p></main>")
	},
	"one kind's template": func(s *state, r *rand.Rand) { s.swap("templates/module.html", "{{.Body}}", "<div>{{.Body}}</div>") },
	"a component":         func(s *state, r *rand.Rand) { s.swap("templates/components/exercise.html", "</", "<i></i></") },
	"a word of a template that no page shows": func(s *state, r *rand.Rand) {
		s.swap("templates/page.html", "{{", fmt.Sprintf("{{/* %d */}}{{", r.IntN(9)))
	},
	"the style": func(s *state, r *rand.Rand) {
		s.swap("static/style.css", "", "\n.note{margin:0}\n")
		s.files["static/style.css"] += "\n"
	},
	"the script":       func(s *state, r *rand.Rand) { s.there("static/script.js", "\"use strict\";\n") },
	"a message":        func(s *state, r *rand.Rand) { s.swap("content/messages.en.yaml", "Skip to", "Jump to") },
	"a Welsh message":  func(s *state, r *rand.Rand) { s.swap("content/messages.cy.yaml", "Neidio", "Ewch") },
	"an opening hour":  func(s *state, r *rand.Rand) { s.swap("content/services.yaml", `to: "21:00"`, `to: "20:00"`) },
	"a service's name": func(s *state, r *rand.Rand) { s.swap("content/services.yaml", "en: The helpline", "en: Our helpline") },
	"the site's title": func(s *state, r *rand.Rand) { s.swap("content/site.yaml", "en: Help,", "en: Help here,") },
	"the menu": func(s *state, r *rand.Rand) {
		s.swap("content/site.yaml", "[help/index.md, self-help/index.md]", "[self-help/index.md, help/index.md]")
	},
	"an old address":  func(s *state, r *rand.Rand) { s.line("content/privacy.md", "aliases: [/old/]") },
	"another address": func(s *state, r *rand.Rand) { s.line("content/campaigns/extra.md", "slug: other") },
	"a heading":       func(s *state, r *rand.Rand) { s.swap("content/help/index.md", "{#ways}", "{#talk}") },
	"a link to a heading": func(s *state, r *rand.Rand) {
		s.swap("content/index.md", "[Get help](help/index.md)", "[Get help](help/index.md#ways)")
	},
	"a figure":         func(s *state, r *rand.Rand) { s.swap("content/data/coast.csv", "coast,100,169,69", "coast,100,150,50") },
	"a figure's words": func(s *state, r *rand.Rand) { s.swap("content/data/coast.yaml", "en: The coast", "en: All the coast") },
	"sensitive words":  func(s *state, r *rand.Rand) { s.swap("content/site.yaml", "en: [secret]", "en: [secret, urge]") },
	"a host": func(s *state, r *rand.Rand) {
		s.swap("content/site.yaml", "outbound: [www", "outbound: [www.example.com, www")
	},
	"a link outside": func(s *state, r *rand.Rand) {
		s.swap("content/privacy.md", "little.", "[little](https://www.example.com/).")
	},
	"a download": func(s *state, r *rand.Rand) { s.there("static/notes.txt", "Notes to take along.\n") },
	"a listed file": func(s *state, r *rand.Rand) {
		s.swap("content/site.yaml", "outbound:", "files: [notes.txt]\noutbound:")
	},
	"a table to take along": func(s *state, r *rand.Rand) {
		s.swap("content/data/coast.yaml", "rounding:", "download: true\nrounding:")
		s.swap("content/campaigns/coast.md", "It began", "::table{id=coast}\n\nIt began")
	},
	"guides to take along": func(s *state, r *rand.Rand) {
		s.swap("content/site.yaml", "\nsensitive:", "\nbooklets: {pageBytes: 131072, transferBytes: 16384, epubBytes: 16384}\nsensitive:")
	},
	"the size": func(s *state, r *rand.Rand) { s.swap("content/site.yaml", "10240", "11264") },
	"no padding": func(s *state, r *rand.Rand) {
		s.swap("content/site.yaml", "mode: uniform, pageBytes: 49152, transferBytes: 10240", "mode: off")
	},
	"the base address": func(s *state, r *rand.Rand) {
		s.opt.BaseURL = []string{"", "https://other.example/", "https://other.example/help/"}[r.IntN(3)]
	},
	"drafts are shown": func(s *state, r *rand.Rand) { s.opt.Drafts = !s.opt.Drafts },
	"the future shows": func(s *state, r *rand.Rand) { s.opt.Future = !s.opt.Future },
	"the past shows":   func(s *state, r *rand.Rand) { s.opt.Expired = !s.opt.Expired },
	"the proof":        func(s *state, r *rand.Rand) { s.swap("content/privacy.md", "\nThis site", "\n::proof\n\nThis site") },
	"a mistake":        func(s *state, r *rand.Rand) { s.swap(s.some(r, page), "title:", "titel:") },
	"a broken link":    func(s *state, r *rand.Rand) { s.swap("content/privacy.md", "sees", "[sees](gone.md)") },
	"other line ends": func(s *state, r *rand.Rand) {
		f := s.some(r, page)
		if s.files[f] = strings.ReplaceAll(s.files[f], "\r\n", "\n"); r.IntN(2) == 0 {
			s.files[f] = strings.ReplaceAll(s.files[f], "\n", "\r\n")
		}
	},
	"a house rule": func(s *state, r *rand.Rand) { s.swap("content/rules.yaml", "soon: 10", "soon: 400") },
	"an exemption": func(s *state, r *rand.Rand) {
		s.line("content/privacy.md", "exempt: [{rule: plain/long, why: A test of exemptions., until: 2026-11-26}]")
	},
	"another program": func(s *state, r *rand.Rand) { s.tool = fmt.Sprint(r.IntN(2)) },
	"a file touched": func(s *state, r *rand.Rand) {
		name := s.some(r, page)
		s.disk.change(name, func(f *written) { f.mod = s.disk.time() })
	},
	"another word of the same length": func(s *state, r *rand.Rand) {
		s.swap("content/privacy.md", "sees little", "sees nought")
		s.swap("content/campaigns/coast.md", "It began", "It ended")
	},
	"as many letters, and the old time": func(s *state, r *rand.Rand) {
		name := "content/campaigns/coast.md"
		old := s.disk.files[name].mod
		s.swap(name, "It began", "It ended")
		s.disk.write(s.files)
		s.disk.change(name, func(f *written) { f.mod = old })
	},
	"another file put in the place": func(s *state, r *rand.Rand) {
		name := "content/campaigns/coast.md"
		s.swap(name, "It began", "It ended")
		s.disk.change(name, func(f *written) { // which was written long ago
			s.disk.numbers++
			f.text, f.number = s.files[name], s.disk.numbers
		})
	},
	"two files exchanged": func(s *state, r *rand.Rand) {
		a, b := "content/privacy.md", "content/help/confidentiality.md"
		if s.files[a] != "" && s.files[b] != "" {
			s.files[a], s.files[b] = s.files[b], s.files[a]
			d := s.disk.files
			d[a], d[b] = d[b], d[a]
		}
	},
}
