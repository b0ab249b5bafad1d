package pipeline

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// Tests of what messages tell people to type: it is typed, and the site is right.

var (
	meant   = regexp.MustCompile(`^did you mean (\S+)\?$`)
	addLine = regexp.MustCompile(`^add a line: (.*)`)
	rewrite = regexp.MustCompile(`^write (discreetTitle: .*)`)
)

// obey types what the findings of a build tell, from the last to the first of
// each file, and says how many it could follow.
func obey(t *testing.T, in Inputs, list []diag.Finding) (Inputs, int) {
	t.Helper()
	n := 0
	files := sitetest.Folder(t, in.Content)
	for _, f := range slices.Backward(diag.Sort(slices.Clone(list))) {
		name, ours := strings.CutPrefix(f.Pos.File, "content/")
		if !ours || f.Pos.Line == 0 {
			continue
		}
		text := files[name].Data
		at := diag.NewFile(name, text).Offset(f.Pos)
		first, _, _ := strings.Cut(f.Help, "\n")
		var typed []byte
		switch {
		case meant.MatchString(first):
			word := meant.FindStringSubmatch(first)[1]
			end := at + len(string([]rune(string(text[at:]))[:f.Length]))
			if old := text[at:end]; bytes.IndexByte(old, '#') >= 0 && !strings.HasPrefix(word, "#") {
				end = at + bytes.IndexByte(old, '#')
			}
			typed = slices.Concat(text[:at], []byte(word), text[end:])
		case addLine.MatchString(first):
			front := bytes.IndexByte(text, '\n') + 1
			typed = slices.Concat(text[:front], []byte(addLine.FindStringSubmatch(first)[1]+"\n"), text[front:])
		case rewrite.MatchString(first):
			start := bytes.LastIndexByte(text[:at], '\n') + 1
			end := at + bytes.IndexByte(text[at:], '\n')
			typed = slices.Concat(text[:start], []byte(rewrite.FindStringSubmatch(first)[1]), text[end:])
		default:
			continue
		}
		files[name] = &fstest.MapFile{Data: typed}
		n++
	}
	in.Content = files
	return in, n
}

// moved is a site with a page at another place.
func moved(t *testing.T, in Inputs, from, to string) Inputs {
	t.Helper()
	files := sitetest.Folder(t, in.Content)
	if files[from] == nil {
		t.Fatalf("there is no %s", from)
	}
	files[to] = files[from]
	delete(files, from)
	in.Content = files
	return in
}

var hrefs = regexp.MustCompile(` href="(/[^"#]*)`)

// A page that has moved is found by every message that misses it, and by all that
// it has left behind: whoever types what they say has the site as it was before,
// in each language.
func TestMovedPagesAreFound(t *testing.T) {
	sitetest.Costly(t)
	for _, moves := range sitetest.Some([][][2]string{
		{{"law/index.md", "help/law.md"}, {"law/index.cy.md", "help/law.cy.md"}},
		{{"help/first-call.md", "law/first-call.md"}, {"help/first-call.cy.md", "law/first-call.cy.md"}},
	}, 2) {
		in := shipped(t)
		_, made := mustBuild(t, in)
		for _, m := range moves {
			in = moved(t, in, m[0], m[1])
		}
		var res *Result
		var out map[string][]byte
		for range 4 {
			var followed int
			if res, out = mustBuild(t, in); diag.Count(res.Findings, diag.Error) == 0 {
				break
			}
			if in, followed = obey(t, in, res.Findings); followed == 0 {
				break
			}
		}
		for _, f := range res.Findings {
			if f.Severity == diag.Error {
				t.Errorf("%s: %s (%s)", f.Pos.File, f.Message, f.Help)
			}
		}
		if t.Failed() {
			return
		}
		// Each page leads where it led before, but for the new address.
		address := strings.NewReplacer(addresses(moves)...)
		for name, page := range made {
			if !strings.HasSuffix(name, ".html") {
				continue
			}
			to := strings.TrimPrefix(address.Replace("/"+name), "/")
			was, is := leads(address.Replace(string(page))), leads(string(out[to]))
			for _, link := range is {
				if !slices.Contains(was, link) && !inMenuOnly(link) {
					t.Errorf("%s leads to %s, which it did not before the move", to, link)
				}
			}
		}
	}
}

// addresses are the old and the new addresses of moved pages.
func addresses(moves [][2]string) []string {
	at := func(source string) string {
		stem, welsh := strings.CutSuffix(strings.TrimSuffix(source, ".md"), ".cy")
		stem = strings.TrimSuffix(stem, "index")
		stem = "/" + strings.TrimSuffix(stem, "/") + "/"
		if welsh {
			stem = "/cy" + stem
		}
		return stem
	}
	var out []string
	for _, m := range moves {
		for _, end := range []string{`"`, `#`, `index.html`} {
			out = append(out, at(m[0])+end, at(m[1])+end)
		}
	}
	return out
}

func leads(page string) []string {
	var out []string
	for _, g := range hrefs.FindAllStringSubmatch(page, -1) {
		out = append(out, g[1])
	}
	return out
}

// inMenuOnly are the addresses that a page's place in the tree adds by itself:
// those of the folders above it, and of what lies beside it.
func inMenuOnly(link string) bool {
	return link == "/help/" || link == "/cy/help/" || link == "/law/" || link == "/cy/law/" || strings.HasSuffix(link, "/help/law/") || strings.HasSuffix(link, "/law/first-call/")
}

// Each page without a title for the tab, or with that of another, is told one of
// its own; typed as told, no two are the same.
func TestEachIsToldItsOwnTitle(t *testing.T) {
	sitetest.Costly(t)
	page := func(title, more string) string {
		return "---\ntitle: " + title + "\ndescription: Short steps of " + title + ".\naim: Know it.\ndate: 2026-11-01\n" + more + "---\nText.\n"
	}
	in := shipped(t)
	for name, text := range map[string]string{
		"worry/index.md": page("Worry", ""), "worry/one.md": page("Worry one", "weight: 20\n"), "worry/two.md": page("Worry two", "weight: 10\n"),
		"worry/index.cy.md": page("Pryder", ""), "worry/one.cy.md": page("Pryder un", "weight: 20\n"), "worry/two.cy.md": page("Pryder dau", "weight: 10\n"),
		"why-change/a-copy.md": page("A copy", "discreetTitle: Guide 1, part 2\n"), "why-change/new.md": page("New", ""),
	} {
		in = write(t, in, "content/self-help/"+name, text)
	}
	title := func(f diag.Finding) bool {
		return strings.HasSuffix(f.Code, "/title") || f.Code == "key/required"
	}
	res, _ := mustBuild(t, in)
	told := map[string]string{}
	for _, f := range res.Findings {
		if title(f) {
			first, _, _ := strings.Cut(f.Help, "\n")
			_, told[strings.TrimPrefix(f.Pos.File, "content/self-help/")], _ = strings.Cut(first, "discreetTitle: ")
			if f.Pos.Line == 0 {
				t.Errorf("%s: %s: no line", f.Pos.File, f.Message)
			}
		}
	}
	want := map[string]string{
		"worry/index.md": "Guide 19", "worry/two.md": "Guide 19, part 1", "worry/one.md": "Guide 19, part 2",
		"worry/index.cy.md": "Canllaw 19", "worry/two.cy.md": "Canllaw 19, rhan 1", "worry/one.cy.md": "Canllaw 19, rhan 2",
		"why-change/a-copy.md": "Guide 1, part 5", "why-change/new.md": "Guide 1, part 6",
	}
	if fmt.Sprint(told) != fmt.Sprint(want) { // maps print in order
		t.Errorf("told %v\nwant %v", told, want)
	}
	in, _ = obey(t, in, slices.DeleteFunc(slices.Clone(res.Findings), func(f diag.Finding) bool { return !title(f) }))
	res, _ = mustBuild(t, in)
	for _, f := range res.Findings {
		if title(f) {
			t.Errorf("when it is typed: %s: %s", f.Pos.File, f.Message)
		}
	}
}

// Two pages of one title are both named, at their lines.
func TestEqualTitlesNameBothLines(t *testing.T) {
	in := shipped(t)
	for _, name := range []string{"content/films.md", "content/survey.md"} {
		in = with(t, in, name, func(text string) string {
			return regexp.MustCompile(`(?m)^title: .*`).ReplaceAllString(text, "title: Survey")
		})
	}
	res, _ := mustBuild(t, in)
	i := slices.IndexFunc(res.Findings, func(f diag.Finding) bool { return f.Code == "access/title" })
	if i < 0 {
		t.Fatalf("nothing is told of them:\n%.2000s", sitetest.Text(res.Findings))
	}
	f := res.Findings[i]
	if f.Pos != (diag.Pos{File: "content/survey.md", Line: 2, Col: 1}) || f.Source != "title: Survey" || !slices.Contains(f.Also, diag.Pos{File: "content/films.md", Line: 2, Col: 1}) {
		t.Errorf("it is at %v, with %q and %v", f.Pos, f.Source, f.Also)
	}
}

// A year that cannot be meant is told at its line, with the one that was.
func TestFarYears(t *testing.T) {
	for _, tt := range []struct{ line, help string }{
		{"date: 2062-11-20", "did you mean date: 2026-11-20?"},
		{"date: 2025-11-20\npublishDate: 2062-11-20", "did you mean publishDate: 2026-11-20?"},
		{"date: 2025-11-20\nexpiryDate: 1926-11-20\npublishDate: 1925-01-01", "did you mean publishDate: 2025-01-01?"},
		{"date: 1926-11-20", "did you mean date: 2026-11-20?"},
		{"date: 2206-11-20", "correct the year"},
		{"date: 2026-11-20\nexpiryDate: 2099-01-01", ""},
		{"date: 2027-02-01", ""},
		{"date: 1998-02-01", ""},
	} {
		in := write(t, inputs(t, nil), "content/far.md", "---\ntitle: Far\ndescription: A page of another year than was meant.\n"+tt.line+"\n---\nText.\n")
		res, _ := mustBuild(t, in)
		var helps []string
		for _, f := range res.Findings {
			if f.Code == "date/year" {
				helps = append(helps, f.Help)
				if f.Pos.File != "content/far.md" || f.Pos.Line < 4 || f.Source == "" {
					t.Errorf("%q is told at %v", tt.line, f.Pos)
				}
			}
		}
		if tt.help == "" && len(helps) > 0 || tt.help != "" && !slices.Contains(helps, tt.help) {
			t.Errorf("%q: told %q, want %q", tt.line, helps, tt.help)
		}
	}
}

// A menu's page that waits for a mistyped year is told once, at that line.
func TestTheYearThatAMenuMisses(t *testing.T) {
	res, _ := mustBuild(t, edit(t, shipped(t), "content/help/index.md", "date: 2026", "date: 2062"))
	var told []string
	for _, f := range res.Findings {
		if f.Severity >= diag.Warning {
			told = append(told, fmt.Sprintf("%s:%d %s %s", f.Pos.File, f.Pos.Line, f.Code, f.Help))
		}
	}
	if len(told) != 1 || !strings.HasPrefix(told[0], "content/help/index.md:5 site/page did you mean date: 2026-") {
		t.Errorf("told %q", told)
	}
}

// However a file was saved, a finding in it shows one short line that people can
// read, with the caret under the spot, in every form of report.
func TestExcerptsAreShort(t *testing.T) {
	front := "---\ntitle: Far\ndescription: A page that was saved in another way than all others.\ndate: 2026-11-01\n---\n"
	units := func(order func(u uint16) []byte, mark bool) string {
		var b []byte
		if mark {
			b = order(0xFEFF)
		}
		for _, u := range utf16.Encode([]rune(front + "Text.\n")) {
			b = append(b, order(u)...)
		}
		return string(b)
	}
	little := func(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} }
	big := func(u uint16) []byte { return []byte{byte(u >> 8), byte(u)} }
	long := strings.Repeat("Some words of a paragraph. ", 4000)
	for _, tt := range []struct{ name, text, code, at string }{
		{"old Mac", strings.ReplaceAll(front+"One.\nTwo.\n", "\n", "\r"), "text/line-ending", ""},
		{"UTF-16, little", units(little, false), "text/encoding", "-"},
		{"UTF-16, little, marked", units(little, true), "text/encoding", "-"},
		{"UTF-16, big", units(big, false), "text/encoding", "-"},
		{"UTF-16, big, marked", units(big, true), "text/encoding", "-"},
		{"a long line", front + long + "[x](nowhere-at-all.md) " + long + "\n", "link/missing", "nowhere-at-all.md"},
		{"a long title", strings.Replace(front, "Far", strings.Repeat("Far ", 100)+"\u200b", 1) + "Text.\n", "text/invisible", "␣"},
	} {
		in := write(t, inputs(t, nil), "content/far.md", tt.text)
		res, _ := mustBuild(t, in)
		of := slices.DeleteFunc(slices.Clone(res.Findings), func(f diag.Finding) bool { return f.Pos.File != "content/far.md" || f.Code != tt.code })
		if len(of) != 1 {
			t.Errorf("%s: %d findings of %s, want 1:\n%.1500s", tt.name, len(of), tt.code, sitetest.Text(res.Findings))
			continue
		}
		var text, js, sarif bytes.Buffer
		if diag.Text(&text, of) != nil || diag.JSON(&js, of) != nil || diag.SARIF(&sarif, of, Rules(), "1") != nil {
			t.Fatal("a report cannot be written")
		}
		lines := strings.Split(text.String(), "\n")
		if len(lines) < 3 {
			t.Errorf("%s: no excerpt:\n%s", tt.name, &text)
			continue
		}
		_, shown, _ := strings.Cut(lines[1], " | ")
		_, under, _ := strings.Cut(lines[2], " | ")
		if n := utf8.RuneCountInString(shown); n == 0 || n > 82 || strings.Count(shown, "␣") > 1 {
			t.Errorf("%s: %d characters of it are shown:\n%.600s", tt.name, n, shown)
		}
		if at := strings.IndexByte(under, '^'); at < 0 || tt.at != "" && !strings.HasPrefix(string([]rune(shown)[min(at, utf8.RuneCountInString(shown)):]), tt.at) {
			t.Errorf("%s: the caret is not right:\n%s", tt.name, &text)
		}
		if js.Len() > 2000 || sarif.Len() > 5000 {
			t.Errorf("%s: %d bytes of JSON, %d of SARIF", tt.name, js.Len(), sarif.Len())
		}
	}
}
