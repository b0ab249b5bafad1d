package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"sotto/generator/diag"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// codes lists the findings' codes and files, for short expectations.
func codes(findings []diag.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Pos.File+" "+f.Code)
	}
	return out
}

const plainPage = "---\ntitle: Plain\ndescription: A plain page.\n---\n"

// TestSpecialFiles lays down what a text file cannot show.
func TestSpecialFiles(t *testing.T) {
	for _, test := range []struct {
		name string
		path string
		file fstest.MapFile
		want string // what is found; "" for nothing
	}{
		{"link to a page", "films.md", fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("index.md")}, "file/special"},
		{"link that hides a secret", "films.md", fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("../secret.md")}, "file/special"},
		{"link to a folder", "films", fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("help")}, "file/special"},
		{"link of any name", "image.jpg", fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("help")}, "file/special"},
		{"named pipe", "films.md", fstest.MapFile{Mode: fs.ModeNamedPipe}, "file/special"},
		{"device", "films.md", fstest.MapFile{Mode: fs.ModeDevice | fs.ModeCharDevice}, "file/special"},
		{"socket", "films.md", fstest.MapFile{Mode: fs.ModeSocket}, "file/special"},
		{"a page whose name is not UTF-8", "b\xff.md", fstest.MapFile{Data: []byte(plainPage)}, "file/name"},
		{"a folder whose name is not UTF-8", "b\xff", fstest.MapFile{Mode: fs.ModeDir}, "file/name"},
		{"a large page", "films.md", fstest.MapFile{Data: []byte(plainPage + strings.Repeat("x", maxFile-len(plainPage)))}, ""},
		{"a page that is too large", "films.md", fstest.MapFile{Data: []byte(plainPage + strings.Repeat("x", maxFile-len(plainPage)+1))}, "file/size"},
		{"long front matter", "films.md", fstest.MapFile{Data: []byte("---\ntitle: Films\ndescription: " + strings.Repeat("x", maxFront-100) + "\n---\n")}, ""},
		{"front matter that is too long", "films.md", fstest.MapFile{Data: []byte("---\ntitle: Films\ndescription: " + strings.Repeat("x", maxFront) + "\n---\n")}, "front/size"},
		{"left behind by macOS", "help/.DS_Store", fstest.MapFile{}, ""},
		{"left behind by Windows", "Thumbs.db", fstest.MapFile{}, ""},
		{"left behind by Vim", ".films.md.swp", fstest.MapFile{}, ""},
		{"left behind by Emacs", "films.md~", fstest.MapFile{}, ""},
		{"empty folder", "films", fstest.MapFile{Mode: fs.ModeDir}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			fsys := base(t)
			fsys[test.path] = &test.file
			_, findings := mustLoad(t, Input{Content: fsys, Clock: noon})
			var want []string
			if test.want != "" {
				want = []string{"content/" + test.path + " " + test.want}
			}
			if diff := cmp.Diff(want, codes(findings)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	// site.yaml, services.yaml and the messages may not be links either.
	for _, name := range []string{"site.yaml", "services.yaml", "messages.en.yaml"} {
		fsys := base(t)
		fsys["elsewhere"] = fsys[name]
		fsys[name] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("elsewhere")}
		_, findings, err := Load(Input{Content: fsys, Clock: noon})
		if err != nil || len(findings) == 0 {
			t.Errorf("%s as a link: findings %v, error %v", name, codes(findings), err)
		}
	}
}

// TestOnDisk loads from a real folder, through the file system that the
// command uses, and expects a link out of it to be refused and not followed.
func TestOnDisk(t *testing.T) {
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	for name, f := range base(t) {
		path := filepath.Join(content, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "secret.md"), []byte(plainPage), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../secret.md", filepath.Join(content, "films.md")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(content)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	s, findings, err := Load(Input{Content: root.FS(), Clock: noon})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"content/films.md file/special"}, codes(findings)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if s.Page("films.md", "en") != nil {
		t.Error("the linked page is in the site")
	}
}

// brokenFS fails to open one file.
type brokenFS struct {
	fstest.MapFS
	path string
}

var errBroken = errors.New("the disk is broken")

func (b brokenFS) Open(name string) (fs.File, error) {
	if name == b.path {
		return nil, errBroken
	}
	return b.MapFS.Open(name)
}

func (b brokenFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == b.path {
		return nil, errBroken
	}
	return b.MapFS.ReadDir(name)
}

func TestUnreadable(t *testing.T) {
	for _, path := range []string{"site.yaml", "services.yaml", "messages.cy.yaml", "news/launch.md", "news"} {
		s, _, err := Load(Input{Content: brokenFS{base(t), path}, Clock: noon})
		if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), "content/"+path) {
			t.Errorf("%s: the error is %v", path, err)
		}
		if s == nil {
			t.Errorf("%s: no site", path)
		}
	}
}

// TestSameTwice loads one site many times: neither the goroutines that read
// pages nor the order of maps may show in the result.
func TestSameTwice(t *testing.T) {
	fsys := base(t)
	for i := range 60 {
		fsys[fmt.Sprintf("news/item-%d.md", i)] = &fstest.MapFile{Data: []byte("---\ntitle: Item\ntags: [a]\ndescription: It.\nslug: Item\naliases: [/a/]\n---\n")}
	}
	var first string
	for range 10 {
		s, findings, err := Load(Input{Content: fsys, Clock: noon})
		if err != nil {
			t.Fatal(err)
		}
		got := dump(s, nil) + sitetest.Text(findings)
		if first == "" {
			first = got
		} else if got != first {
			t.Fatal("two loads of one site differ")
		}
	}
}

// TestDiscreetName pins the addresses: a change would break every link that
// anyone has kept to a discreet page.
func TestDiscreetName(t *testing.T) {
	for _, test := range []struct {
		id   string
		lang site.Lang
		want string
	}{
		{"self-help", "en", "cs00aeca0oac"},
		{"self-help/triggers", "en", "ss2ts11c01t2"},
		{"self-help/triggers", "cy", "tsoce1eis2io"},
	} {
		if got := discreetName(test.id, test.lang); got != test.want {
			t.Errorf("discreetName(%q, %s) = %q, want %q", test.id, test.lang, got, test.want)
		}
	}
	form := regexp.MustCompile(`^[012aceiost]{12}$`)
	used := map[rune]bool{}
	for i := range 500 {
		name := discreetName(fmt.Sprint(i), "en")
		if !form.MatchString(name) || !isDiscreet("/p/"+name+"/") {
			t.Errorf("%q has another form", name)
		}
		for _, r := range name {
			used[r] = true
		}
	}
	if len(used) != len(discreetSymbols) {
		t.Errorf("only %d symbols are used", len(used))
	}
	for _, a := range []string{"/p/", "/p/0a2co1st/", "/p/0a2co1steo2/", "/p/0a2co1steo2x/", "/q/0a2co1steo2i/", "/p/0a2co1steo2i0/", "/p/0a2co1steo2i/x/"} {
		if isDiscreet(a) {
			t.Errorf("%q passes for a discreet address", a)
		}
	}
}

func TestCountWords(t *testing.T) {
	for _, test := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"Two words.", 2},
		{"Don't stop – it's a well-known sign…", 6},
		{"Don’t “quote” me", 3},
		{"Mae’r tŷ yn fawr", 4},
		{"[the law](../law/index.md) says", 3},
		{"<https://www.example.net/page>", 0},
		{"::: note\n", 1},
		{":::note[Please read]\nText.\n:::\n", 3},
		{":::exercise[On paper]{minutes=10}\nOne two.\n:::\n", 4},
		{"::service{id=helpline}\n", 0},
		{"Call :phone[helpline] now", 3},
		{"It is :lang[Cymraeg]{code=cy}.", 3},
		{"Open 9:30 to 17:00", 6},
		{"| a | b |\n|---|---|\n| 1 | 2 |\n", 4},
		{"## Heading {#anchor}\n", 2},
		{"**bold** and _soft_", 3},
		{"see [unclosed](", 2},
		{"[a](" + strings.Repeat("b", far-1) + ") c", 2},
		{"[a](" + strings.Repeat("b", far) + ") c", 3}, // no address is so long: the search has an end
	} {
		if got := countWords([]byte(test.text)); got != test.want {
			t.Errorf("countWords(%q) = %d, want %d", test.text, got, test.want)
		}
	}
}

func TestDial(t *testing.T) {
	for _, test := range []struct {
		number, dial, countries string
		ok                      bool
	}{
		{"0800 123 456", "+44800123456", "GB", true},
		{"0800 123 456", "+440800123456", "GB", true}, // some countries keep the 0
		{"0800 123 456", "+353800123456", "GB", false},
		{"0800 123 456", "+353800123456", "GB IE", true},
		{"(0151) 496-0000", "+441514960000", "GB", true},
		{"+44 1372 847 161", "+441372847161", "IE", true},
		{"317 071 668", "+420317071668", "CZ", true},
		{"0 806 23 10 63", "+33806231063", "FR", true},
		{"1800 01 1800", "+611800011800", "AU", true},
		{"1-888-PREVENT", "+18887738368", "US", true},
		{"1-888-PREVENT", "+18887738369", "US", false},
		{"0840 740 640", "+41840740640", "CH", true},
		{"0700 123", "+354700123", "IS", true}, // a country that is not in the table
		{"0700 124", "+354700123", "IS", false},
		{"0700 123", "+354700123", "", true},
		{"116 123", "116123", "GB", true},
		{"116 123", "116124", "GB", false},
		{"999", "999", "GB", true},
		{"999", "+44999", "GB", false},
		{"0800 123 456", "0800123456", "GB", false},
		{"0800 123 456 (free)", "+44800123456", "GB", false},
	} {
		message, help := dialProblem(test.number, test.dial, strings.Fields(test.countries))
		if ok := message == ""; ok != test.ok {
			t.Errorf("%s, %s, %s: %q", test.number, test.dial, test.countries, message)
		}
		if message != "" && help == "" {
			t.Errorf("%s, %s: no help", test.number, test.dial)
		}
	}
}

func TestDates(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ in, want string }{
		{"2026-01-02", "2026-01-02T00:00:00Z"},
		{"2026-07-02", "2026-07-02T00:00:00+01:00"},
		{"2024-02-29", "2024-02-29T00:00:00Z"},
		{"2026-07-02T12:00:00Z", "2026-07-02T13:00:00+01:00"},
		{"2026-07-02T23:30:00-05:00", "2026-07-03T05:30:00+01:00"},
		{"2026-02-29", ""}, {"2026-00-01", ""}, {"2026-01-00", ""}, {"2026-1-2", ""}, {"0000-01-01", ""},
		{"2026-01-02T12:00:00", ""}, {"2026-01-02 12:00:00Z", ""}, {"2026-01-02T25:00:00Z", ""}, {"", ""}, {"tomorrow", ""},
		{"２０２６-01-02", ""},
	} {
		got := ""
		if d, ok := readDate(test.in, london); ok {
			got = d.Format(time.RFC3339)
		}
		if got != test.want {
			t.Errorf("readDate(%q) = %q, want %q", test.in, got, test.want)
		}
		if test.want == "" {
			if message, help := new(text).dateProblem("date", test.in, london); message == "" || help == "" {
				t.Errorf("dateProblem(%q) = %q, %q", test.in, message, help)
			}
		}
	}
}

func TestSensitive(t *testing.T) {
	w := newWords([]string{"abuse", "child abuse", "cam-drin", "tŷ", "as"})
	for _, test := range []struct {
		text string
		want string
	}{
		{"Nothing here", ""},
		{"About abuse.", "abuse"},
		{"ABUSES, (Abuse)", "ABUSES Abuse"},
		{"abused, disabuse, abuser", ""},
		{"the child's abuse", "abuse"},
		{"child abuses", "child abuses"},
		{"Cam-drin a cam drin", "Cam-drin cam drin"},
		{"TŶ", "TŶ"},
		{"an ass as such", "ass as"},
		{"", ""},
	} {
		var got []string
		for _, f := range w.find(test.text) {
			got = append(got, test.text[f[0]:f[1]])
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("find(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

// TestRules looks at the documentation of each code.
func TestRules(t *testing.T) {
	last := ""
	for _, r := range Rules() {
		if r.Code <= last {
			t.Errorf("%s is not in order after %s", r.Code, last)
		}
		last = r.Code
		if !regexp.MustCompile(`^[a-z]+/[a-z0-9-]+$`).MatchString(r.Code) {
			t.Errorf("%q is not family/word", r.Code)
		}
		if r.Summary == "" || strings.HasSuffix(r.Summary, ".") || len(r.Explain) < 60 || r.Explain != strings.TrimSpace(r.Explain) {
			t.Errorf("%s is not explained", r.Code)
		}
	}
}

// TestOwnSite loads the site that the generator ships with.
func TestOwnSite(t *testing.T) {
	s, findings, err := Load(Input{Content: os.DirFS("../../content"), Clock: time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) > 0 {
		t.Errorf("it has findings:\n%s", sitetest.Text(findings))
	}
	if s.Branch("en").Home == nil || s.Branch("cy").Home == nil || s.Service(s.Config.ContactService) == nil {
		t.Error("it lacks a home page or the contact service")
	}
}
