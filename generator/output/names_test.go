package output

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPaths(t *testing.T) {
	for _, name := range []string{"index.html", "a/b/c.txt", ".server/nginx.conf", ".well-known/security.txt", "_headers", "p/0a2co1steo2i/index.html", "A-b_c.svg", "console/x.html", "com/x.html"} {
		if f, bad := checkPath(name); bad {
			t.Errorf("%s was refused: %s", name, f.Message)
		}
	}
	for name, why := range map[string]string{
		"":                       "0 characters",
		"/etc/passwd":            "starts or ends with /",
		"a/":                     "starts or ends with /",
		"a//b":                   "//",
		"../a":                   "lead out of its folder",
		"a/../../b":              "lead out of its folder",
		"./a":                    "lead out of its folder",
		"a\\b":                   "backslash",
		"c:/a":                   `':'`,
		"a b":                    `' '`,
		"a\x00b":                 `'\x00'`,
		"a\nb":                   `'\n'`,
		"tŷ.html":                `'ŷ'`,
		"a%2e":                   `'%'`,
		"a./b":                   "full stop",
		"con":                    "device",
		"x/NUL.html":             "device",
		"lpt1.txt":               "device",
		strings.Repeat("a", 201): "201 characters",
		strings.Repeat("a", 101): "101 characters",
		"a?b":                    `'?'`,
		"a\xffb":                 "�",
	} {
		f, bad := checkPath(name)
		if !bad || !strings.Contains(f.Message, why) {
			t.Errorf("%q: bad %v, %q does not say %q", name, bad, f.Message, why)
		}
		if f.Help == "" || strings.ContainsFunc(f.Pos.File, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%q: help %q, position %q", name, f.Help, f.Pos.File)
		}
	}
}

func TestPutRefusesBadPaths(t *testing.T) {
	s := NewMemory()
	if err := s.Begin(uniform); err != nil {
		t.Fatal(err)
	}
	_, list, err := s.Put("../escape.html", sample(100))
	if err != nil || len(list) != 1 || list[0].Code != "output/path" {
		t.Errorf("got %v, %v", list, err)
	}
	if len(s.Files()) != 0 {
		t.Error("the file was staged")
	}
}

func TestClashes(t *testing.T) {
	put := func(order []string) []string {
		s := NewMemory()
		if err := s.Begin(uniform); err != nil {
			t.Fatal(err)
		}
		for _, name := range order {
			if _, list, err := s.Put(name, []byte(name)); err != nil || len(list) > 0 {
				t.Fatal(list, err)
			}
		}
		list, err := s.Finish()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range list {
			if f.Code != "output/duplicate" || f.Help == "" {
				t.Errorf("finding %+v", f)
			}
			got = append(got, f.Message)
		}
		return got
	}
	for _, c := range []struct {
		name, files string
		want        []string
	}{
		{"none", "a.html b.html a/index.html", nil},
		{"twice", "a.html b.html a.html", []string{"two files want the path a.html"}},
		{"by case", "Law.html law.html", []string{"the paths Law.html and law.html differ only in capital letters"}},
		{"a folder by case", "Law/a.png law/a.png", []string{"the paths Law/a.png and law/a.png differ only in capital letters"}},
		{"a sibling", "a.html a.html.gz", []string{"two files want the path a.html.gz"}},
		{"a sibling by case", "a.html A.html.gz", []string{"the paths A.html.gz and a.html.gz differ only in capital letters"}},
		{"a sibling and a folder", "a.html a.html.br/b.png", []string{"a.html.br would be both a file and the folder of a.html.br/b.png"}},
		{"a sibling twice", "a.html a.html.gz a.html.gz", []string{"two files want the path a.html.gz"}},
		{"the manifest", ".manifest", []string{"two files want the path .manifest"}},
		{"file and folder", "law law/index.html", []string{"law would be both a file and the folder of law/index.html"}},
		{"file and folder above", "x.png/y/z.png X.png", []string{"X.png would be both a file and the folder of x.png/y/z.png"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			names := strings.Fields(c.files)
			if diff := cmp.Diff(c.want, put(names)); diff != "" {
				t.Error(diff)
			}
			for i, j := 0, len(names)-1; i < j; i, j = i+1, j-1 {
				names[i], names[j] = names[j], names[i]
			}
			if diff := cmp.Diff(c.want, put(names)); diff != "" {
				t.Errorf("in the other order: %s", diff)
			}
		})
	}
}

// What is plain at a glance has nothing wrong with it.
func TestPlainPaths(t *testing.T) {
	parts := []string{"", "a", "law", "index.html", "con", "con.html", "aux.x.y", "com1", "com1.gz", "lpt9", "nul.", "prn-1", "console", "-", ".well-known", "x.", "a..b", "..", "L", "_x", "é", "a b",
		strings.Repeat("n", maxName), strings.Repeat("n", maxName+1)}
	plain := 0
	for _, a := range parts {
		for _, b := range parts {
			for _, name := range []string{a, a + "/" + b, "x/" + a + "/" + b, a + "." + b} {
				if !plainPath(name) {
					continue
				}
				plain++
				if f, bad := checkAny(name); bad {
					t.Errorf("%q is plain, and %s", name, f.Message)
				}
			}
		}
	}
	if plain < 100 || !plainPath("cy/help/index.html.br") || !plainPath("p/0a2co1steo2i/index.html") {
		t.Errorf("only %d paths are plain", plain)
	}
}
