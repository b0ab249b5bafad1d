package diag

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

var sample = []Finding{
	NewFile("content/a.md", []byte("one\n\tŷ [x](y.md) z\n")).At(9, 13, "link/missing", Error, "there is no page y.md", "write z.md\nor make it"),
	{Code: "site/empty", Severity: Warning, Pos: Pos{File: "content"}, Message: "no pages, 100%", Also: []Pos{{"content/b.md", 3, 0}}},
}

func TestText(t *testing.T) {
	want := "content/a.md:2:5: error[link/missing]: there is no page y.md\n" +
		"   2 | \tŷ [x](y.md) z\n" +
		"     | \t   ^^^^\n" +
		"help: write z.md\n      or make it\n" +
		"\ncontent: warning[site/empty]: no pages, 100%\nalso: content/b.md:3\n"
	var b bytes.Buffer
	if err := Text(&b, sample); err != nil || b.String() != want {
		t.Errorf("err %v, got:\n%s\nwant:\n%s", err, b.String(), want)
	}
}

func TestTextShowsWhatCannotBeSeen(t *testing.T) {
	f := NewFile("x", []byte("a\u202eb\x1b[31m")).At(1, 4, "text/bidi", Error, "m", "")
	var b bytes.Buffer
	Text(&b, []Finding{f})
	if s := b.String(); strings.ContainsAny(s, "\u202e\x1b") || !strings.Contains(s, "a␣b␣[31m") || !strings.Contains(s, "|  ^\n") {
		t.Errorf("got %q", s)
	}
}

func TestTextOfACutLine(t *testing.T) {
	f := Finding{Code: "a/b", Severity: Error, Pos: Pos{"x", 1, 503}, Source: "abcdef", SourceCol: 501, Length: 2, Message: "m"}
	var b bytes.Buffer
	Text(&b, []Finding{f})
	if !strings.Contains(b.String(), "|   ^^\n") {
		t.Errorf("got %s", b.String())
	}
}

func TestMachineFormats(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, sample); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], `"line":2,"column":5,"length":4`) {
		t.Errorf("json: %s", b.String())
	}
	b.Reset()
	GitHub(&b, sample)
	if want := "::error title=link/missing,file=content/a.md,line=2,col=5::there is no page y.md%0Ahelp: write z.md%0Aor make it\n" +
		"::warning title=site/empty,file=content::no pages, 100%25\n"; b.String() != want {
		t.Errorf("github: %s", b.String())
	}
	b.Reset()
	SARIF(&b, sample, []Rule{{Code: "link/missing", Summary: "s"}, {Code: "not/used"}}, "1")
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				Locations []struct {
					PhysicalLocation struct {
						Region struct{ StartColumn, EndColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Tool.Driver.Rules) != 1 || len(run.Results) != 2 || run.Results[0].Locations[0].PhysicalLocation.Region.EndColumn != 9 {
		t.Errorf("sarif: %s", b.String())
	}
}

func TestSortDropsRepeats(t *testing.T) {
	got := Sort([]Finding{{Code: "b/b", Pos: Pos{"b", 1, 1}}, {Code: "a/a", Pos: Pos{"b", 1, 1}}, {Code: "b/b", Pos: Pos{"b", 1, 1}}, {Code: "z/z", Pos: Pos{"a", 9, 1}}})
	if len(got) != 3 || got[0].Code != "z/z" || got[1].Code != "a/a" {
		t.Errorf("got %v", got)
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "description", "draft", "publishDate", "date"}
	for word, want := range map[string]string{
		"titel": "title", "drfat": "draft", "publish_date": "publishDate", "Title": "title", "dates": "date", "colour": "", "x": "",
	} {
		if got := Nearest(word, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestFilePos(t *testing.T) {
	f := NewFile("x", []byte("aé\r\nb"))
	for offset, want := range map[int]Pos{0: {"x", 1, 1}, 3: {"x", 1, 3}, 5: {"x", 2, 1}, 99: {"x", 2, 2}, -1: {"x", 1, 1}} {
		if got := f.Pos(offset); got != want {
			t.Errorf("Pos(%d) = %v, want %v", offset, got, want)
		}
	}
	if f.Line(1) != "aé" || f.Line(2) != "b" || f.Line(3) != "" {
		t.Errorf("lines: %q %q %q", f.Line(1), f.Line(2), f.Line(3))
	}
}

// What is no UTF-8 stands in an excerpt as it stands in the file.
func TestExcerptOfBytes(t *testing.T) {
	line := strings.Repeat("\xd6a", longLine)
	f := NewFile("a.md", []byte(line))
	got := f.At(3*longLine/2, 3*longLine/2+1, "a/wrong", Error, "it is so", "")
	if at := strings.Index(line, got.Source); at < 0 || len(got.Source) != window || got.SourceCol != got.Pos.Col-window/4 {
		t.Errorf("%q from %d, for column %d", got.Source, got.SourceCol, got.Pos.Col)
	}
}
