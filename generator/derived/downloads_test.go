package derived

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sotto/generator/site"
)

// counts is a site that offers a table with everything in it that is hard to
// write: a comma and a quotation mark in names, cells of every kind, a decimal
// below one, notes on all there can be notes on.
func counts(t testing.TB, base string) *site.Site {
	known := func(n int64, decimals int) site.DataCell {
		return site.DataCell{Value: site.Number{N: n, Decimals: decimals}}
	}
	s := small(t, base)
	s.Datasets = []*site.Dataset{
		{
			Name: "counts", Download: true, Title: site.Text{"en": "Contacts", "cy": "Cysylltiadau"},
			Head: site.Text{"en": "Area", "cy": "Ardal"}, HeadID: "area",
			Source: site.Text{"en": "The charity, in \"News\""}, AsOf: "2018-11-02",
			Columns: []site.DataColumn{
				{ID: "before", Label: site.Text{"en": "Users, before", "cy": "Defnyddwyr, cyn"}, Unit: "users", Period: "first", Measure: site.Count},
				{ID: "change", Label: site.Text{"en": "Change", "cy": "Newid"}, Measure: site.Change},
			},
			Rows: []site.DataRow{
				{ID: "north", Label: site.Text{"en": "North & East", "cy": "Y Gogledd"}},
				{ID: "south", Label: site.Text{"en": "The \"South\"", "cy": "Y De"}},
				{ID: "total", Label: site.Text{"en": "Total", "cy": "Cyfanswm"}},
			},
			Cells: [][]site.DataCell{
				{known(1747, 0), known(-5, 2)},
				{{Kind: site.Hidden, Value: site.Number{N: 8}}, {Kind: site.NotApplicable}},
				{{Kind: site.NotKnown}, known(1035, 1)},
			},
			Units:   []site.Unit{{ID: "users", Label: site.Text{"en": "website users", "cy": "defnyddwyr y wefan"}, About: site.Text{"en": "devices, not people"}}},
			Periods: []site.Period{{ID: "first", Label: site.Text{"en": "six months", "cy": "chwe mis"}, From: day(t, "2017-07-24"), To: day(t, "2018-01-23")}},
			Notes: []site.DataNote{
				{ID: "small", Text: site.Text{"en": "Small numbers.", "cy": "Niferoedd bach."}, On: []string{"before", "south", "total.change"}},
				{ID: "all", Text: site.Text{"en": "Of the year."}},
			},
		},
		{Name: "kept", Title: site.Text{"en": "Not offered"}},
	}
	return s
}

func TestDownloads(t *testing.T) {
	files := Downloads(counts(t, "/"), policy)
	if len(files) != 2 {
		t.Fatalf("%d files, want the CSV and its description", len(files))
	}
	wantCSV := `Area,Ardal,"Users, before",Change
North & East,Y Gogledd,1747,-0.05
"The ""South""",Y De,[c],[z]
Total,Cyfanswm,[x],103.5
`
	if diff := cmp.Diff(wantCSV, string(files[0].Data())); diff != "" || files[0].Path != "data/counts.csv" {
		t.Error(files[0].Path, diff)
	}
	want := `{
 "@context": [
  "http://www.w3.org/ns/csvw",
  {
   "@language": "en"
  }
 ],
 "url": "counts.csv",
 "dc:title": [
  {
   "@value": "Contacts",
   "@language": "en"
  },
  {
   "@value": "Cysylltiadau",
   "@language": "cy"
  }
 ],
 "dc:source": [
  {
   "@value": "The charity, in \"News\"",
   "@language": "en"
  }
 ],
 "dc:date": "2018-11-02",
 "tableSchema": {
  "columns": [
   {
    "name": "area-en",
    "titles": {
     "en": "Area"
    },
    "datatype": {
     "base": "string"
    },
    "lang": "en"
   },
   {
    "name": "area-cy",
    "titles": {
     "cy": "Ardal"
    },
    "datatype": {
     "base": "string"
    },
    "lang": "cy"
   },
   {
    "name": "before",
    "titles": {
     "cy": "Defnyddwyr, cyn",
     "en": "Users, before"
    },
    "dc:description": [
     {
      "@value": "website users; devices, not people; six months",
      "@language": "en"
     },
     {
      "@value": "defnyddwyr y wefan; chwe mis",
      "@language": "cy"
     }
    ],
    "dc:temporal": "2017-07-24/2018-01-23",
    "datatype": {
     "base": "integer",
     "minimum": 0
    },
    "null": [
     "[c]",
     "[x]"
    ]
   },
   {
    "name": "change",
    "titles": {
     "cy": "Newid",
     "en": "Change"
    },
    "datatype": {
     "base": "decimal"
    },
    "null": [
     "[z]"
    ]
   }
  ],
  "primaryKey": "area-en"
 },
 "notes": [
  {
   "type": "Annotation",
   "target": [
    "counts.csv#col=3",
    "counts.csv#row=3",
    "counts.csv#cell=4,4"
   ],
   "body": [
    {
     "@value": "Small numbers.",
     "@language": "en"
    },
    {
     "@value": "Niferoedd bach.",
     "@language": "cy"
    }
   ]
  },
  {
   "type": "Annotation",
   "target": [
    "counts.csv"
   ],
   "body": [
    {
     "@value": "Of the year.",
     "@language": "en"
    }
   ]
  }
 ]
}
`
	if diff := cmp.Diff(want, string(files[1].Data())); diff != "" || files[1].Path != "data/counts.csv-metadata.json" {
		t.Error(files[1].Path, diff)
	}
	for _, f := range files {
		if f.With != "data/counts.csv" {
			t.Errorf("%s would be published though no page leads to the table", f.Path)
		}
	}
}

// A withheld number stands in neither file, in whatever form.
func TestDownloadsKeepHiddenNumbers(t *testing.T) {
	s := counts(t, "/help/")
	s.Datasets[0].Cells[1][0].Value.N = 13579
	for _, f := range Downloads(s, policy) {
		if strings.Contains(string(f.Data()), "13579") {
			t.Errorf("%s holds a number that is not to be published:\n%s", f.Path, f.Data())
		}
	}
}

// TestDownloadsMatch reads the two files as a program that knows CSVW would:
// each heading is a title of its column, and each cell is of its type.
func TestDownloadsMatch(t *testing.T) {
	files := Downloads(counts(t, "/"), policy)
	rows, err := csv.NewReader(strings.NewReader(string(files[0].Data()))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var about struct {
		Schema struct {
			Columns []struct {
				Titles   map[string]string `json:"titles"`
				Datatype struct{ Base string }
				Null     []string `json:"null"`
			}
		} `json:"tableSchema"`
	}
	if err := json.Unmarshal(files[1].Data(), &about); err != nil {
		t.Fatal(err)
	}
	if len(rows[0]) != len(about.Schema.Columns) {
		t.Fatalf("%d columns, %d described", len(rows[0]), len(about.Schema.Columns))
	}
	for i, c := range about.Schema.Columns {
		found := false
		for _, title := range c.Titles {
			found = found || title == rows[0][i]
		}
		if !found {
			t.Errorf("column %d is headed %q, and described as %v", i+1, rows[0][i], c.Titles)
		}
		for _, row := range rows[1:] {
			if strings.HasPrefix(row[i], "[") && !strings.Contains(strings.Join(c.Null, " "), row[i]) {
				t.Errorf("column %d holds %q, which is no %s", i+1, row[i], c.Datatype.Base)
			}
		}
	}
}
