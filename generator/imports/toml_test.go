package imports

import (
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

func TestTOML(t *testing.T) {
	n, err := readTOML(`# a comment
title = "A \"title\" \u00e9" # here too
date = 2020-01-02T10:00:00Z
day = 2020-01-02
weight = 1_000
ratio = -0.5
on = true
'quoted key' = 'C:\path'
tags = ["a", # first
  "b",
]
a.b.c = 1
text = """
one \
   two
"three" """
inline = {x = 1, y = {z = "w"}}
[params]
author = "1.0"
[params.social]
x = false
[[menus.main]]
name = "One"
pageRef = "/one"
[[menus.main]]
name = "Two"
[menus.main.params]
deep = 1
`)
	if err != nil {
		t.Fatal(err)
	}
	out, err := yaml.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	want := `title: A "title" é
date: 2020-01-02T10:00:00Z
day: 2020-01-02
weight: 1000
ratio: -0.5
on: true
quoted key: C:\path
tags: [a, b]
a:
    b:
        c: 1
text: "one two\n\"three\" "
inline: {x: 1, y: {z: w}}
params:
    author: "1.0"
    social:
        x: false
menus:
    main:
        - name: One
          pageRef: /one
        - name: Two
          params:
            deep: 1
`
	if string(out) != want {
		t.Errorf("got\n%s\nwant\n%s", out, want)
	}
}

func TestBrokenTOML(t *testing.T) {
	for text, want := range map[string]string{
		"a = ":                             "a value is missing",
		"a = x":                            "without quotation marks",
		"a = \"x":                          "not closed",
		"a = \"x\ny\"":                     "not closed",
		"a = 1 b = 2":                      "goes on",
		"a = 1\na = 2":                     "a stands twice",
		"[a]\n[a]":                         "[a] stands twice",
		"[a\nb = 1":                        "] is missing",
		"a = [1 2]":                        "a comma or ]",
		"a = {b = 1 c = 2}":                "a comma or }",
		"a = 1\n[a.b]":                     "a is no table",
		"a = [1]\n[[a]]":                   "no array of tables",
		"a: b":                             "= is missing",
		"a = \"\\q\"":                      "there is no \\q",
		"a = \"\xff\"":                     "no UTF-8",
		"= 1":                              "a key",
		"a = {b = 1}\n[a.c]":               "a is no table",
		"a = " + strings.Repeat("[", 1000): "deep",
	} {
		if _, err := readTOML(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
	}
}

// Whatever is read can be written as YAML and means the same; nothing panics.
func FuzzTOML(f *testing.F) {
	f.Add("title = \"x\"\n[a.b]\nc = [1, 'two', {d = true}]\n[[m.n]]\nx = 2020-01-02\n")
	f.Add("a = \"\"\"\nx \\\n  y\"\"\"\"\"\nb = 0x1F\nc = 07:30:00\n")
	f.Fuzz(func(t *testing.T, text string) {
		n, err := readTOML(text)
		if err != nil {
			if at := place(err); at < 0 || at > len(text) {
				t.Fatalf("the place %d is outside", at)
			}
			return
		}
		out, err := yaml.Marshal(n)
		if err != nil {
			t.Fatalf("%q cannot be written: %v", text, err)
		}
		var again yaml.Node
		if err := yaml.Unmarshal(out, &again); err != nil {
			t.Fatalf("%q is written as %q: %v", text, out, err)
		}
		var same func(a, b *yaml.Node)
		same = func(a, b *yaml.Node) {
			if a.Kind != b.Kind || a.Value != b.Value || len(a.Content) != len(b.Content) || a.Tag == "!!str" && b.Tag != "!!str" {
				t.Fatalf("%q is written as %q: %q (%s) for %q (%s)", text, out, b.Value, b.Tag, a.Value, a.Tag)
			}
			for i := range a.Content {
				same(a.Content[i], b.Content[i])
			}
		}
		same(n, again.Content[0])
	})
}
