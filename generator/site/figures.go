package site

import (
	"slices"
	"time"
)

// Dataset is one table of statistics: the numbers of content/data/NAME.csv with
// what NAME.yaml says of them. Load has recomputed all that is stated in it.
type Dataset struct {
	// Name is the files' name: "north-west".
	Name  string
	Title Text
	// Head is what the first column holds, "Area"; HeadID what the CSV calls it.
	Head   Text
	HeadID string
	// Columns and Rows are in the order of the CSV.
	Columns []DataColumn
	Rows    []DataRow
	// Cells are the numbers: Cells[row][column].
	Cells [][]DataCell
	// Derived are further figures, worked out and written nowhere.
	Derived []DerivedFigure
	Units   []Unit
	Periods []Period
	Notes   []DataNote
	// Source says where the numbers were found, AsOf of when that is.
	Source Text
	AsOf   PartialDate
	// Rounding is how a half is rounded in percentages: HalfUp or HalfEven; ""
	// where nothing is rounded.
	Rounding Rounding
	// Same are cells that stand in another dataset too, or were read twice.
	Same []SameCell
	// SmallNumbers says what becomes of counts of few people.
	SmallNumbers SmallNumbers
	// Download says that the table is published as a file, too.
	Download bool
	// Unread says that its files have mistakes, which findings have told: it has
	// no cells, and what names one is nothing to report besides.
	Unread bool
}

// Rounding is a rule for halves; a negative number is rounded as its positive.
type Rounding string

const (
	HalfUp   Rounding = "half-up"   // 2.5 becomes 3
	HalfEven Rounding = "half-even" // 2.5 becomes 2, 3.5 becomes 4
)

// Measure is what the number in a cell says of what was counted.
type Measure string

const (
	Count   Measure = "count"   // so many of them
	Percent Measure = "percent" // a share of them, in per cent
	Change  Measure = "change"  // how much they changed, in per cent
)

// Bound says that a source knows a number only roughly.
type Bound string

const (
	Exactly Bound = ""
	Over    Bound = "over"  // the source says: more than this
	About   Bound = "about" // the source says: about this
)

// DataColumn is one column of numbers.
type DataColumn struct {
	ID    string
	Label Text
	// Unit is the id of what is counted, Period of when; "" for none.
	Unit, Period string
	Measure      Measure
	Bound        Bound
	Formula
}

// DataRow is one row of numbers.
type DataRow struct {
	ID    string
	Label Text
	Formula
}

// Formula says how a column or a row is made of others. At most one of the
// lists is set; the zero Formula is that of numbers which were counted.
type Formula struct {
	// Sum are the ids of what is added up. For rows [all] means every row that
	// has no formula itself.
	Sum []string
	// Difference and PercentChange are two ids, before and after; PercentOf are
	// part and whole.
	Difference, PercentChange, PercentOf []string
	// Decimals is how many digits stand behind the point, after rounding.
	Decimals int
}

// Number is an exact decimal: N divided by ten to the power of Decimals.
type Number struct {
	N        int64
	Decimals int
}

// CellKind says what stands in a cell.
type CellKind int

const (
	Known         CellKind = iota // a number
	NotKnown                      // "..": there is a number, and the source does not have it
	NotApplicable                 // "-": there can be no number
	// Hidden cells hold a number that is not to be published. Whatever shows
	// cells shows its marker, and Value must not be read.
	Hidden
)

// DataCell is one number.
type DataCell struct {
	Kind  CellKind
	Value Number
	// Line and Col are where it stands in the CSV; Col in characters, from 1.
	Line, Col int
}

// DerivedFigure is a figure that is worked out of cells and has a name of its
// own: the :stat[north-west.website-change] of website users before and after.
type DerivedFigure struct {
	ID      string
	Formula // its ids are those of cells: "total.website-before"
	Cell    DataCell
}

// Unit is a thing that is counted.
type Unit struct {
	ID string
	// Label names several of them: "website users".
	Label Text
	// About says what one is; nil for nothing.
	About Text
	// Words are the nouns that a sentence may put behind their number.
	Words map[Lang][]string
	// People says that their number is one of people. Users are devices, and
	// users plus callers count some people twice.
	People bool
}

// Period is a span of days in which something was counted.
type Period struct {
	ID    string
	Label Text
	// From and To are its first and its last day; zero when not known.
	From, To time.Time
}

// DataNote is a note below the table. On are the ids of the columns and rows,
// and of the cells ("cumbria.helpline-before"), that carry its mark.
type DataNote struct {
	ID   string
	Text Text
	On   []string
}

// SameCell says what a cell of this dataset has to be: "users.before" is one of
// another, "north-west.north-wales.website-before", or a number, as somebody
// has read it from the source a second time: "140".
type SameCell struct{ Cell, Is string }

// Dataset returns the dataset of a name, or nil.
func (s *Site) Dataset(name string) *Dataset {
	if i := slices.IndexFunc(s.Datasets, func(d *Dataset) bool { return d.Name == name }); i >= 0 {
		return s.Datasets[i]
	}
	return nil
}

// Column returns the index of a column, or -1.
func (d *Dataset) Column(id string) int {
	return slices.IndexFunc(d.Columns, func(c DataColumn) bool { return c.ID == id })
}

// Row returns the index of a row, or -1.
func (d *Dataset) Row(id string) int {
	return slices.IndexFunc(d.Rows, func(r DataRow) bool { return r.ID == id })
}

// Unit returns the unit of an id, or nil.
func (d *Dataset) Unit(id string) *Unit {
	if i := slices.IndexFunc(d.Units, func(u Unit) bool { return u.ID == id }); i >= 0 {
		return &d.Units[i]
	}
	return nil
}

// Period returns the period of an id, or nil.
func (d *Dataset) Period(id string) *Period {
	if i := slices.IndexFunc(d.Periods, func(p Period) bool { return p.ID == id }); i >= 0 {
		return &d.Periods[i]
	}
	return nil
}

// File is the dataset's CSV, or its YAML, as findings and people call it.
func (d *Dataset) File(ending string) string { return Shown("data/" + d.Name + ending) }
