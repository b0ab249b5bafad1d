package pipeline

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// scripts are those that the audit refuses and lets be.
func scripts(t *testing.T) []sitetest.Script {
	return sitetest.Scripts(t, sitetest.Open(t, "../audit/testdata/scripts.txtar"), "../../static/script.js")
}

// A script that may not be is refused by a whole build, at its place in the
// source, before a page is finished; a harmless change is not.
func TestScriptsInTheSource(t *testing.T) {
	for _, s := range sitetest.Some(scripts(t), 30) {
		res, out := mustBuild(t, write(t, small(t), "static/script.js", s.Text))
		switch {
		case s.Fine && len(res.Findings) > 0:
			t.Errorf("%s:\n%s", s.Name, sitetest.Text(res.Findings))
		case s.Fine && (res.Tree == "" || !strings.Contains(string(out["index.html"]), "<script>")):
			t.Errorf("%s: it is not in the home page", s.Name)
		case s.Fine:
		case res.Tree != "" || diag.Count(res.Findings, diag.Error) == 0:
			t.Errorf("%s was published", s.Name)
		}
		for _, f := range res.Findings {
			if s.Fine || f.Pos.File == "static/script.js" && f.Pos.Line >= s.Line {
				continue
			}
			t.Errorf("%s: found where it is not: %s", s.Name, sitetest.Text([]diag.Finding{f}))
		}
	}
}

// So it is in a finished folder, whoever made it: here the script is put into
// the home page as it is, and the page's policy allows it.
func TestScriptsInAFolder(t *testing.T) {
	_, out := mustBuild(t, small(t))
	for _, s := range sitetest.Some(scripts(t), 15) {
		list, _, err := Audit(withScript(t, out, s.Text), AuditOptions{BaseURL: "https://www.example.org/"})
		if err != nil {
			t.Fatal(err)
		}
		list = slices.DeleteFunc(list, func(f diag.Finding) bool { return !strings.HasPrefix(f.Code, "script/") })
		if s.Fine == (len(list) > 0) {
			t.Errorf("%s, fine: %v\n%s", s.Name, s.Fine, sitetest.Text(list))
		}
		for _, f := range list {
			if f.Code == "script/inline" {
				t.Errorf("%s: %s", s.Name, f.Message)
			}
		}
	}
}

var (
	inPage   = regexp.MustCompile(`(?s)<script>.*</script>`)
	inPolicy = regexp.MustCompile(`script-src (.{1,5})sha256-[^'&]*`)
)

// withScript is a folder with the home page alone, and another script in it.
func withScript(t *testing.T, out map[string][]byte, text string) fstest.MapFS {
	t.Helper()
	page := string(out["index.html"])
	if !inPage.MatchString(page) || !inPolicy.MatchString(page) {
		t.Fatal("the home page has no script")
	}
	sum := sha256.Sum256([]byte(text))
	page = inPage.ReplaceAllLiteralString(page, "<script>"+text+"</script>")
	page = inPolicy.ReplaceAllString(page, "script-src ${1}sha256-"+base64.StdEncoding.EncodeToString(sum[:]))
	return fstest.MapFS{"index.html": {Data: []byte(page)}}
}

// The script in the finished page is read too, and not only its source: what a
// template writes by itself is found there.
func TestScriptInATemplate(t *testing.T) {
	in := edit(t, small(t), "templates/base.html", "{{.Code}}", "{{.Code}}<script>name=1</script>")
	res, _ := mustBuild(t, in)
	if !slices.ContainsFunc(res.Findings, func(f diag.Finding) bool { return f.Code == "script/word" }) {
		t.Errorf("findings:\n%s", sitetest.Text(res.Findings))
	}
}

// A site that wants no script says so, or has none: then its pages carry none,
// no policy allows one, and the exit is a plain link.
func TestNoScript(t *testing.T) {
	none := func(in Inputs) Inputs {
		return edit(t, in, "content/site.yaml", "timeZone: Europe/London", "timeZone: Europe/London\nscript: none")
	}
	without := small(t)
	files := sitetest.Folder(t, without.Static)
	delete(files, "script.js")
	without.Static = files
	for name, in := range map[string]Inputs{
		"it says so":                   none(small(t)),
		"it says so, of a broken file": none(write(t, small(t), "static/script.js", "fetch(")),
		"it has no file":               without,
	} {
		t.Run(name, func(t *testing.T) {
			res, out := mustBuild(t, in)
			if len(res.Findings) > 0 {
				t.Fatal(sitetest.Text(res.Findings))
			}
			for _, p := range res.Site.Pages {
				page := string(out[p.Output])
				if strings.Contains(page, "<script") || !strings.Contains(page, "script-src &#39;none&#39;;") && !strings.Contains(page, "script-src 'none';") {
					t.Errorf("%s has a script, or its policy allows one", p.Output)
				}
				if !p.Section.NoExit && !strings.Contains(page, `<a class="exit" href="https://www.bbc.co.uk/weather" rel="noreferrer noopener">`) {
					t.Errorf("%s has no exit", p.Output)
				}
			}
			for file, data := range out {
				if strings.HasPrefix(file, ".server/") || file == "_headers" {
					if strings.Contains(string(data), "script-src 'sha256") {
						t.Errorf("%s allows a script", file)
					}
				}
			}
			// A script that a template brings is none of the site's.
			res, _ = mustBuild(t, edit(t, in, "templates/base.html", "{{.Code}}", "{{.Code}}<script>undefined</script>"))
			if !slices.ContainsFunc(res.Findings, func(f diag.Finding) bool { return f.Code == "script/inline" }) {
				t.Errorf("a template's script is let be:\n%s", sitetest.Text(res.Findings))
			}
		})
	}
}
