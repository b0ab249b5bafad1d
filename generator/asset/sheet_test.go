package asset

import (
	"math"
	"os"
	"strings"
	"testing"

	"sotto/generator/diag"
)

// The style sheet that ships with Sotto has nothing of what checkSheet looks for,
// and each mistake that is planted into it is found at its line.
func TestPlantedInTheSheet(t *testing.T) {
	data, err := os.ReadFile("../../static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	whole := string(data)
	if f := checkSheet(diag.NewFile("style.css", data), data); len(f) > 0 {
		t.Fatalf("the style sheet as it is:\n%s", report(f))
	}
	for _, tt := range []struct {
		name, old, new string
		at             string // what the finding marks, in new
		code           string
		severity       diag.Severity
		says           string
	}{
		{"a slip in a property", "font-size: .9rem }", "font-szie: .9rem }", "font-szie", "asset/property", diag.Error, "did you mean font-size?"},
		{"a property of nobody's", "body { margin: 0;", "body { squeeze: 0;", "squeeze", "asset/property", diag.Error, "no property squeeze"},
		{"a slip in a value", ".turn b { display: block;", ".turn b { display: blok;", "blok", "asset/keyword", diag.Error, "did you mean block?"},
		{"a position that is none", "padding-inline-start: 3.4rem; position: relative", "padding-inline-start: 3.4rem; position: relativ", "relativ", "asset/keyword", diag.Error, "did you mean relative?"},
		{"a value inside a condition", ".bar { border-width: 0 0 1px; bottom: auto; position: sticky;", ".bar { border-width: 0 0 1px; bottom: auto; position: stikcy;", "stikcy", "asset/keyword", diag.Error, "did you mean sticky?"},
		{"a variable that is none", "color: var(--soft); font-size: .9rem", "color: var(--sotf); font-size: .9rem", "--sotf", "asset/variable", diag.Error, "did you mean --soft?"},
		{"a semicolon too few", "background: var(--paper);\n  color: var(--ink);", "background: var(--paper)\n  color: var(--ink);", "color", "asset/semicolon", diag.Error, "leave out background"},
		{"a semicolon too few on a line", "h2 { font-size: 1.5rem; margin:", "h2 { font-size: 1.5rem margin:", "margin", "asset/semicolon", diag.Error, "leave out font-size"},
		{"a cover", ".skip { background: var(--card); padding: .75rem; position: fixed;", ".skip { background: var(--card); inset: 0; position: fixed;", "position: fixed", "asset/covers", diag.Error, "over the whole screen"},
		{"a cover by its sides", "dd { margin: 0 }", "dd { bottom: 0; height: 100vh; left: 0; position: fixed; right: 0 }", "position: fixed", "asset/covers", diag.Error, ""},
		{"white on white", ".next a { background: var(--go); border-radius: .5rem; color: var(--paper);", ".next a { background: #fff; color: white;", "white", "asset/contrast", diag.Error, "1.00:1"},
		{"grey on paper", "dd { margin: 0 }", "dd { color: #777; margin: 0 }", "#777", "asset/contrast", diag.Warning, "scheme"},
		{"a pale ground", ".reflection { background: var(--tint);", ".reflection { background: rgb(60 50 60);", "rgb(60 50 60)", "asset/contrast", diag.Error, "light scheme"},
		{"ink of another kind", "--ink: #241c28;", "--ink: #b9b0bd;", "#b9b0bd", "asset/contrast", diag.Error, "in the light scheme"},
		{"the dark scheme alone", "    --go: #93dccc;", "    --go: #35504b;", "#35504b", "asset/contrast", diag.Error, "in the dark scheme"},
		{"a link on a dark strip", ".strip .number a { color: var(--lamp) }", ".strip .number a { color: #0a5a52 }", "#0a5a52", "asset/contrast", diag.Error, ""},
		{"large text", "h1 { font-size: min(11vw, clamp(2rem, 1.6rem + 2vw, 2.8rem));", "h1 { color: #888; font-size: 2rem;", "", "", 0, ""},
		{"text in a colour of the system", "dd { margin: 0 }", "dd { color: GrayText; margin: 0 }", "", "", 0, ""},
		{"a fallback", "dd { margin: 0 }", "dd { margin: var(--none, 0) }", "", "", 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if n := strings.Count(whole, tt.old); n != 1 {
				t.Fatalf("%q stands %d times in the style sheet", tt.old, n)
			}
			text := strings.Replace(whole, tt.old, tt.new, 1)
			file := diag.NewFile("style.css", []byte(text))
			got := checkSheet(file, []byte(text))
			if tt.code == "" {
				if len(got) > 0 {
					t.Errorf("nothing is wrong, and yet:\n%s", report(got))
				}
				return
			}
			if len(got) == 0 {
				t.Fatal("nothing is found")
			}
			at := file.Pos(strings.Index(text, tt.new) + strings.Index(tt.new, tt.at))
			if f := got[0]; f.Code != tt.code || f.Pos != at || f.Severity != tt.severity || !strings.Contains(f.Message+f.Help, tt.says) || f.Source == "" {
				t.Errorf("want %s at %v, of level %v, with %q; got:\n%s", tt.code, at, tt.severity, tt.says, report(got))
			}
			if len(got) > 2 {
				t.Errorf("%d findings for one mistake:\n%s", len(got), report(got))
			}
		})
	}
}

// What is only a warning is told, and the style is used.
func TestAPaleText(t *testing.T) {
	a, findings := load(t, map[string]string{"style.css": "html{background:#fff;color:#000}p{color:#777}"})
	if a.Style == nil || len(findings) != 1 || findings[0].Severity != diag.Warning || !strings.Contains(findings[0].Message, "in both schemes, this text (#777777) has a contrast of 4.47:1") {
		t.Errorf("style %q, findings:\n%s", a.Style, report(findings))
	}
}

func TestContrast(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64 // by the formula of WCAG 2.2
	}{
		{"#000", "#fff", 21}, {"#777", "#ffffff", 4.478}, {"rebeccapurple", "white", 8.409}, {"rgb(119, 119, 119)", "rgb(100% 100% 100%)", 4.478},
		{"hsl(0 0% 46.7%)", "hsl(120, 0%, 100%)", 4.47}, {"hsl(240deg 100% 50%)", "#ff0", 8},
	} {
		a, ok := readColour(tt.a)
		b, too := readColour(tt.b)
		if got := contrast(a, b); !ok || !too || math.Abs(got-tt.want) > 0.02 {
			t.Errorf("%s on %s: %.3f, want %.3f (%v %v)", tt.a, tt.b, got, tt.want, ok, too)
		}
	}
	for _, text := range []string{"", "blu", "#12", "#12345", "rgb(1)", "rgb(a b c)", "currentcolor", "var(--x)", "hsl()", "#ggg"} {
		if c, ok := readColour(text); ok {
			t.Errorf("%q is read as %v", text, c)
		}
	}
}

// However broken a style sheet is, it is read to its end.
func TestReadAnySheet(t *testing.T) {
	for _, text := range []string{
		"", "a", "a{", "a{b", "a{b:", "a{b:c", "}", "a{}}", "@", "@media", "@media{", "@media{a{b:c", "a{--x:{;}", "a{b:c(;}", ":", ";", "a{:}", "a{b:var(--}",
		"a{b:var(--x", "a{color:rgb(}", "a{color:light-dark(a)}", "{}", "a{{}}", "@media print{a{color:red}}", "a{position:fixed}", "a{color:;background:}",
		":root{--a:var(--b);--b:var(--a)}p{color:var(--a)}", ":root{background:var(--a)}p{color:red}", "a{\x00:\x00}", "\\", "a{b:\\", "/**/a{b:c}", "p,{color:#fff}",
	} {
		checkSheet(diag.NewFile("x", []byte(text)), []byte(text))
	}
}
