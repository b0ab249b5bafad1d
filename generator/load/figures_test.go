package load

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// ownTables loads the tables of the site that ships with Sotto, with the CSV of
// one of them changed.
func ownTables(t *testing.T, data fstest.MapFS, name, csv string) []diag.Finding {
	t.Helper()
	fsys := fstest.MapFS{}
	for file, f := range data { // only those that share cells: the rest costs time and says nothing
		if stem(file) == stem(name) || strings.HasPrefix(file, "north-w") && strings.HasPrefix(name, "north-w") {
			fsys["data/"+file] = f
		}
	}
	fsys["data/"+name] = &fstest.MapFile{Data: []byte(csv)}
	c := &config{content: fsys, Config: site.Config{Languages: []site.Lang{"en", "cy"}, TimeZone: time.UTC}}
	findings, err := readFigures(fsys, c, &site.Site{})
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// TestAnyCell changes each cell of each table that ships with Sotto, one at a
// time: whatever it is, the build stops at that cell and at no other.
func TestAnyCell(t *testing.T) {
	data := sitetest.Folder(t, os.DirFS("../../content/data"))
	names, err := fs.Glob(data, "*.csv")
	if err != nil || len(names) < 8 {
		t.Fatalf("only %d tables (%v)", len(names), err)
	}
	tried := 0
	for _, name := range names {
		csv := string(data[name].Data)
		if findings := ownTables(t, data, name, csv); len(findings) > 0 {
			t.Fatalf("the tables have findings:\n%s", sitetest.Text(findings))
		}
		lines := strings.Split(strings.TrimSuffix(csv, "\n"), "\n")
		for l, line := range lines[1:] {
			cells := strings.Split(line, ",")
			for c := range cells[1:] {
				tried++
				changed := append([]string{}, cells...)
				changed[c+1] += "1" // 29 becomes 291
				if tried%2 == 0 {
					changed[c+1] = "1" + cells[c+1][1:]
					if changed[c+1] == cells[c+1] {
						changed[c+1] = "2" + cells[c+1][1:]
					}
				}
				all := append([]string{}, lines...)
				all[l+1] = strings.Join(changed, ",")
				col := len(strings.Join(changed[:c+1], ",")) + 2
				at := fmt.Sprintf("content/data/%s:%d:%d", name, l+2, col)
				var told []string
				for _, f := range ownTables(t, data, name, strings.Join(all, "\n")+"\n") {
					if f.Severity == diag.Error {
						told = append(told, fmt.Sprintf("%s:%d:%d", f.Pos.File, f.Pos.Line, f.Pos.Col))
					}
				}
				// A cell that another table repeats is told of there too.
				if len(told) == 0 || told[0] != at && !strings.Contains(strings.Join(told, " "), at) {
					t.Errorf("%s: %s for %s is told at %v", at, changed[c+1], cells[c+1], told)
				}
				for _, where := range told {
					if strings.HasPrefix(where, "content/data/"+name) && where != at {
						t.Errorf("%s: %s for %s is told at %v too", at, changed[c+1], cells[c+1], where)
					}
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d cells were changed", tried)
	}
	t.Logf("%d cells of %d tables", tried, len(names))
}

// TestOwnTotals: the sums and percentages of the releases are those that the
// tables say are made of others, each of them.
func TestOwnTotals(t *testing.T) {
	data := sitetest.Folder(t, os.DirFS("../../content/data"))
	for _, of := range []struct {
		name           string
		sums, percents int
	}{{"north-west", 2*7 + 6, 7}, {"south-east", 2*5 + 6, 5}, {"north-wales", 3 + 3, 0}} {
		fsys := fstest.MapFS{}
		for _, ending := range []string{".csv", ".yaml"} {
			fsys[path.Join("data", of.name+ending)] = data[of.name+ending]
		}
		c := &config{content: fsys, Config: site.Config{Languages: []site.Lang{"en", "cy"}, TimeZone: time.UTC}}
		s := &site.Site{}
		if _, err := readFigures(fsys, c, s); err != nil || len(s.Datasets) != 1 {
			t.Fatalf("%s: %d tables (%v)", of.name, len(s.Datasets), err)
		}
		sums, percents := countEquations(s.Datasets[0])
		if sums != of.sums || percents != of.percents {
			t.Errorf("%s states %d sums and %d percentages, want %d and %d", of.name, sums, percents, of.sums, of.percents)
		}
	}
}

func countEquations(d *site.Dataset) (sums, percents int) {
	for _, e := range figures.Equations(d) {
		switch {
		case e.Result.Row < 0: // typed nowhere
		case e.Kind == figures.Sum || e.Kind == figures.Difference:
			sums++
		default:
			percents++
		}
	}
	return sums, percents
}
