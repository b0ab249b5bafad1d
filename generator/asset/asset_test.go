package asset

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

func load(t testing.TB, files map[string]string) (*Assets, []diag.Finding) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	a, findings, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return a, findings
}

func report(list []diag.Finding) string {
	var b bytes.Buffer
	diag.Text(&b, list)
	return b.String()
}

func TestLoad(t *testing.T) {
	a, findings := load(t, map[string]string{
		"style.css":      "/* note */\nbody {\n  color: #000000;\n}\n",
		"script.js":      "// note\n(() => { let answer = 6 * 7; console.log(answer) })();\n",
		"b.txt":          "b",
		"a/security.txt": "a",
	})
	if len(findings) > 0 {
		t.Fatal(report(findings))
	}
	if want := "body{color:#000}"; len(a.Style) != 1 || a.Style[0].Text != want {
		t.Errorf("style %q, want %q", a.Style, want)
	}
	if want := "(()=>{let e=6*7;console.log(e)})()"; a.Script != want {
		t.Errorf("script %q, want %q", a.Script, want)
	}
	if a.CSP != Policy(a.Style, a.Script) {
		t.Errorf("the policy is not that of the style and the script: %s", a.CSP)
	}
	var paths []string
	for _, f := range a.Files {
		paths = append(paths, f.Path+"="+string(f.Data))
	}
	if want := []string{"a/security.txt=a", "b.txt=b"}; !slices.Equal(paths, want) {
		t.Errorf("files %q, want %q", paths, want)
	}
}

// TestPolicy: the hashes were made with openssl dgst -sha256 -binary | base64.
func TestPolicy(t *testing.T) {
	parts := []Part{{Source: source("a{}")}, {Source: source("b{}")}}
	got := Policy(parts[:1], "0")
	want := "default-src 'none'; style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='; script-src 'sha256-X+zrZv/IbzjZUnhsbWlsecLbwjndTpG0ZynXOif7V+k=" +
		"'; img-src 'self' data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := Policy(parts, ""); !strings.Contains(got, "style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=' 'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans='; script") {
		t.Errorf("with two parts: %s", got)
	}
	if got := Policy(nil, ""); !strings.Contains(got, "style-src 'none'; script-src 'none';") {
		t.Errorf("without style and script: %s", got)
	}
}

// TestOurs holds the files that ship with the site to their budgets, with a
// margin for the next change.
func TestOurs(t *testing.T) {
	a, findings, err := Load(os.DirFS("../../static"))
	if err != nil || len(findings) > 0 {
		t.Fatalf("%v\n%s", err, report(findings))
	}
	style, first := "", 0
	for i, p := range a.Style {
		style += p.Text
		if i == 0 != (p.Needs == nil) {
			t.Errorf("part %d needs %q: only the first is for every page", i, p.Needs)
		}
	}
	if first = len(a.Style[0].Text); first > len(style)/2 {
		t.Errorf("%d bytes of %d are in every page", first, len(style))
	}
	t.Logf("style %d of %d bytes, %d of them in every page; script %d of %d", len(style), StyleBudget, first, len(a.Script), ScriptBudget)
	for _, bad := range []string{"url(", "@import", "@font-face", "expression(", ":visited", "left:", "right:", "transition"} {
		if strings.Contains(style, bad) {
			t.Errorf("the style holds %q", bad)
		}
	}
	// Nothing moves but where motion is welcome.
	still, moves, welcome := strings.Cut(style, "@media(prefers-reduced-motion:no-preference){")
	if i := strings.Index(moves, "@media"); !welcome || strings.Contains(still, "animation") || i < 0 || strings.Contains(moves[i:], "animation") {
		t.Error("the style moves things for those who do not want it")
	}
	for _, bad := range []string{"innerHTML", "eval", "Storage", "cookie", "fetch", "XMLHttp", "sendBeacon", "indexedDB", "history", "import"} {
		if strings.Contains(a.Script, bad) {
			t.Errorf("the script holds %q", bad)
		}
	}
	// One way out for the click, the keys and the way back.
	for _, part := range []string{".exit", "location.replace(", "persisted", "Shift", "5e3", "replaceChildren", "repeat", "ctrlKey", "altKey", "metaKey"} {
		if !strings.Contains(a.Script, part) {
			t.Errorf("the script lacks %q", part)
		}
	}
}

// many are files of the longest size allowed; a style of one letter comes last.
func many(n int) map[string]string {
	out, text := map[string]string{}, strings.Repeat("x", maxFile)
	for i := range n {
		out[fmt.Sprintf("%02d.txt", i)] = text
	}
	return out
}

func TestMistakes(t *testing.T) {
	png, jpg := string(testPNG(t)), string(testJPEG(t))
	tests := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"no style", map[string]string{"style.css": ""}, ""},
		{"missing style", map[string]string{"style.css": "-"},
			"static/style.css: error[asset/missing]: there is no style sheet\n" +
				"help: put the file back: every page carries it\n"},
		{"style too large", map[string]string{"style.css": strings.Repeat("a{color:red}b{color:blue}", 600)},
			"static/style.css: error[asset/style-size]: 15000 bytes when minified, 664 over the budget of 14336\n" +
				"help: take something out: every page carries it\n"},
		{"a part inside a rule", map[string]string{"style.css": "a { color: red }\n@media print {\n  /* Part: on paper */\n  b { top: 0 }\n}"},
			"static/style.css:3:3: error[asset/style-parts]: a part begins here in the middle of a rule\n" +
				"   3 |   /* Part: on paper */\n" +
				"     |   ^^^^^^^^^^^^^^^^^^^^\n" +
				"help: put the comment before the rule, or take Part: out of it\n"},
		{"script too large", map[string]string{"script.js": "f(\"" + strings.Repeat("x", 1100) + "\")"},
			"static/script.js: error[asset/script-size]: 1105 bytes when minified, 81 over the budget of 1024\n" +
				"help: take something out: every page carries it\n"},
		{"script syntax", map[string]string{"script.js": "let a = 1;\nlet b = = 2;\n"},
			"static/script.js:2:9: error[asset/script-syntax]: unexpected = in expression\n" +
				"   2 | let b = = 2;\n" +
				"     |         ^\n" +
				"help: correct the file at this place, or just before it\n"},
		{"end of style", map[string]string{"style.css": "a{}\n/* </STYLE> */"},
			"static/style.css:2:4: error[asset/end-tag]: </STYLE may not stand in the style, not even in a comment or a string\n" +
				"   2 | /* </STYLE> */\n" +
				"     |    ^^^^^^^\n" +
				"help: write it in another way, such as <\\/style in a string, or take it out\n"},
		{"end of script", map[string]string{"script.js": "f('</script>')"},
			"static/script.js:1:4: error[asset/end-tag]: </script may not stand in the script, not even in a comment or a string\n" +
				"   1 | f('</script>')\n" +
				"     |    ^^^^^^^^\n" +
				"help: write it in another way, such as <\\/script in a string, or take it out\n"},
		{"comment in script", map[string]string{"script.js": "f('<!--')"},
			"static/script.js:1:4: error[asset/end-tag]: <!-- may not stand in the script, not even in a comment or a string\n" +
				"   1 | f('<!--')\n" +
				"     |    ^^^^\n" +
				"help: write it in another way, such as <\\/-- in a string, or take it out\n"},
		{"no such type", map[string]string{"paper.pdf": "%PDF"},
			"static/paper.pdf: error[asset/type]: files of this type are not published\n" +
				"help: the site publishes pictures (.png .jpg .webp .avif .svg) and plain text (.txt); delete the file, or make it one of these\n"},
		{"jpeg", map[string]string{"a.jpeg": jpg},
			"static/a.jpeg: error[asset/type]: files of this type are not published\n" +
				"help: rename it to end in .jpg\n"},
		{"a long text", map[string]string{"a.txt": strings.Repeat("x", maxFile)}, ""},
		{"too long a text", map[string]string{"a.txt": strings.Repeat("x", maxFile+1)},
			"static/a.txt: error[asset/size]: this file is longer than 4 MiB\n" +
				"help: make it smaller: readers on phones would wait for it, and pay for it\n"},
		{"a mark at the start", map[string]string{"style.css": "\ufeffa{color:red}"},
			"static/style.css:1:1: error[asset/character]: the file begins with a byte order mark\n   1 | ␣a{color:red}\n     | ^\n" +
				"help: save the file as UTF-8, without byte order mark and with LF line endings\n"},
		{"UTF-16", map[string]string{"style.css": "\xff\xfea\x00{\x00}\x00"},
			"static/style.css:1:1: error[asset/character]: this file is saved as UTF-16\n   1 | a{}\n     | ^\n" +
				"help: save the file as UTF-8, without byte order mark and with LF line endings\n"},
		{"another encoding", map[string]string{"style.css": "/* caf\xe9 */"},
			"static/style.css:1:7: error[asset/character]: this byte (E9) is not UTF-8\n   1 | /* caf␣ */\n     |       ^\n" +
				"help: save the file as UTF-8, without byte order mark and with LF line endings\n"},
		{"lines of another kind", map[string]string{"style.css": "a{\r  color: red;\r}\r"},
			"static/style.css:1:3: error[asset/character]: a line ends with CR alone\n   1 | a{␣\n     |   ^\n" +
				"help: save the file as UTF-8, without byte order mark and with LF line endings\n"},
		{"an unseen character", map[string]string{"script.js": "let a\u200b = 1"},
			"static/script.js:1:6: error[asset/character]: a character that nobody can see (U+200B) has no place here\n   1 | let a␣ = 1\n     |      ^\n" +
				"help: delete it\n"},
		{"too long a script", map[string]string{"script.js": strings.Repeat(" ", maxSource+1)},
			"static/script.js: error[asset/size]: this file is longer than 128 KiB\n" +
				"help: take something out: every page carries it\n"},
		{"too much together", many(17), "static/16.txt: error[asset/size]: with this file all of static/ together is longer than 64 MiB\n" +
			"help: take files out or make them smaller; those after it have not been looked at\n"},
		{"a name that is not UTF-8", map[string]string{"b\xff.txt": "x", "c\xff/d.txt": "x"},
			"static/b\\xff.txt: error[asset/name]: the name of this file or folder is not UTF-8\n" +
				"help: rename it with small letters, digits, - and _\n\n" +
				"static/c\\xff: error[asset/name]: the name of this file or folder is not UTF-8\n" +
				"help: rename it with small letters, digits, - and _\n"},
		{"another type", map[string]string{"a.jpg": png},
			"static/a.jpg: error[asset/content]: this is not a jpg file, whatever its name says\n" +
				"help: it looks like png: rename it to end in .png\n"},
		{"text that is none", map[string]string{"a.txt": "\xff\xfe"},
			"static/a.txt: error[asset/content]: this is not a txt file, whatever its name says\n" +
				"help: save the file again as what it should be\n"},
		{"cut off", map[string]string{"a.png": png[:len(png)-20]},
			"static/a.png: error[asset/content]: the picture is cut off or damaged\n" +
				"help: open the picture in an editor and export it again\n"},
		{"colours of a device", map[string]string{"a.jpg": string(sitetest.JPEGWith(testJPEG(t), sitetest.Segment(0xe2, "ICC_PROFILE\x00\x01\x01"+string(sitetest.Profile("Adobe")))))},
			"static/a.jpg: error[asset/content]: the colour profile is neither sRGB nor Display P3, and it can name the device it was made for\n" +
				"help: convert the picture to sRGB and export it again; sotto explain asset/content says how\n"},
		{"film", map[string]string{"a.png": string(sitetest.PNGWith(testPNG(t), sitetest.Chunk("acTL", "12345678")))},
			"static/a.png: error[asset/content]: the picture moves\n" +
				"help: moving pictures are not for this site: export one still picture of it\n"},
	}
	raised := map[string]bool{}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			switch test.files["style.css"] {
			case "-":
				delete(test.files, "style.css")
			case "":
				test.files["style.css"] = "a{color:red}"
			}
			_, findings := load(t, test.files)
			if got := report(findings); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
			for _, f := range findings {
				raised[f.Code] = true
			}
		})
	}
	for _, text := range []string{"a{"} {
		for _, f := range checkCSS(diag.NewFile("x", []byte(text)), []byte(text)) {
			raised[f.Code] = true
		}
	}
	for _, text := range []string{
		"a{font-szie:1px;display:nonne;color:var(--x)}", "a{color:red\nmargin:0}", "a{position:fixed;inset:0}", "html{background:#fff}p{color:#eee}",
	} { // TestPlantedInTheSheet has more of them
		for _, f := range checkSheet(diag.NewFile("x", []byte(text)), []byte(text)) {
			raised[f.Code] = true
		}
	}
	for _, r := range Rules() {
		if !raised[r.Code] {
			t.Errorf("nothing here raises %s", r.Code)
		}
		if r.Summary == "" || r.Explain == "" || r.Severity != diag.Error {
			t.Errorf("the rule %s is not complete", r.Code)
		}
		delete(raised, r.Code)
	}
	for code := range raised {
		t.Errorf("there is no rule %s", code)
	}
	if !slices.IsSortedFunc(Rules(), func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) }) {
		t.Error("the rules are not sorted by code")
	}
}

func TestCheckCSS(t *testing.T) {
	good := []string{
		"", "a{}", "a{b:c}", "a { b: c; d: e }", "a{b:c;}", "/* { */ a{}", `a::before{content:"}"}`, `a{content:"\""}`,
		"@media (min-width: 48em){a{b:c}}", "@supports selector(::x){a{b:c}}", `a[href^="x;"]{b:c}`,
		"a:not(b){c:d}", `@charset "utf-8";`, "a{b:c}\n\n", "a{grid-template: \"a s\" 1fr / 2fr}",
	}
	for _, text := range good {
		if f := checkCSS(diag.NewFile("x", []byte(text)), []byte(text)); len(f) > 0 {
			t.Errorf("%q:\n%s", text, report(f))
		}
	}
	bad := map[string]string{
		"a{":                  "x:1:2: this { is never closed",
		"a{b:c}}":             "x:1:7: this } closes nothing",
		"a{b:c)}":             "x:1:6: this ) closes nothing",
		"a{\n  color red;\n}": "x:2:3: a declaration has no colon",
		"a{color}":            "x:1:3: a declaration has no colon",
		"/* a":                "x:1:1: this comment is never closed",
		"a{content:\"b\n\"}":  "x:1:11: this string is never closed",
		"a{b:c(d}":            "x:1:8: this } closes nothing",
		"a{} b":               "x:1:5: this belongs to no rule",
		"\\":                  "x:1:1: this belongs to no rule",
		"@media print{a{b:c}": "x:1:13: this { is never closed",
	}
	for text, want := range bad {
		f := checkCSS(diag.NewFile("x", []byte(text)), []byte(text))
		if len(f) == 0 {
			t.Errorf("%q: no finding", text)
			continue
		}
		got := strings.TrimPrefix(strings.SplitN(report(f), "\n", 2)[0], "")
		if got = strings.Replace(got, "error[asset/style-syntax]: ", "", 1); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", text, got, want)
		}
	}
}
