package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/load"
	"sotto/generator/site"
)

// row is one page in `sotto list`. The first eight columns are Hugo's, in
// Hugo's order and spelling; ours follow.
type row struct {
	Path        string `json:"path"`
	Slug        string `json:"slug"`
	Title       string `json:"title"`
	Date        string `json:"date"`
	ExpiryDate  string `json:"expiryDate"`
	PublishDate string `json:"publishDate"`
	Draft       bool   `json:"draft"`
	Permalink   string `json:"permalink"`

	Kind     string `json:"kind"`
	Lang     string `json:"lang"`
	Twin     string `json:"twin"`     // source of the translation, or "none"
	Withheld string `json:"withheld"` // why it is not published: draft, future, expired, or ""
	By       string `json:"by"`       // the source that says so
	Until    string `json:"until"`
	ID       string `json:"id"`
	Minutes  int    `json:"minutes"`
	ReviewBy string `json:"reviewBy"`
}

var header = []string{"path", "slug", "title", "date", "expiryDate", "publishDate", "draft", "permalink",
	"kind", "lang", "twin", "withheld", "by", "until", "id", "minutes", "reviewBy"}

func (r row) fields() []string {
	return []string{r.Path, r.Slug, r.Title, r.Date, r.ExpiryDate, r.PublishDate, strconv.FormatBool(r.Draft), r.Permalink,
		r.Kind, r.Lang, r.Twin, r.Withheld, r.By, r.Until, r.ID, strconv.Itoa(r.Minutes), r.ReviewBy}
}

func listCommand() *cobra.Command {
	var in inputFlags
	var format string
	var withheld bool
	c := &cobra.Command{
		Use:   "list",
		Short: "list the pages, published or withheld, as CSV or JSON",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if format != "csv" && format != "json" {
				return usage("--format %q does not exist: write csv or json", format)
			}
			s, err := in.load()
			if err != nil {
				return err
			}
			rows := rowsOf(s)
			if withheld {
				rows = slices.DeleteFunc(rows, func(r row) bool { return r.Withheld == "" })
			}
			if format == "json" {
				enc := json.NewEncoder(os.Stdout)
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				return enc.Encode(rows)
			}
			w := csv.NewWriter(os.Stdout)
			w.Write(header)
			for _, r := range rows {
				w.Write(r.fields())
			}
			w.Flush()
			return w.Error()
		},
	}
	in.register(c)
	c.Flags().StringVar(&format, "format", "csv", "csv or json")
	c.Flags().BoolVar(&withheld, "withheld", false, "only the pages that are not published")
	return c
}

// load reads the model alone; findings are left to check and build.
func (f *inputFlags) load() (*site.Site, error) {
	in, err := f.inputs()
	if err != nil {
		return nil, err
	}
	s, _, err := load.Load(load.Input{
		Content: in.Content, Clock: in.Clock, BaseURL: f.baseURL,
		Drafts: f.drafts, Expired: f.expired, Future: f.future,
	})
	if err != nil {
		return nil, exit{exitIO, err}
	}
	return s, nil
}

func rowsOf(s *site.Site) []row {
	var rows []row
	for _, p := range s.Pages {
		rows = append(rows, rowOf(s, p))
	}
	for _, w := range s.Withheld {
		r := rowOf(s, w.Page)
		r.Withheld, r.By, r.Until = string(w.Why), site.Shown(w.By), stamp(w.Until)
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.Path, b.Path) })
	return rows
}

func rowOf(s *site.Site, p *site.Page) row {
	r := row{
		Path: p.File(), Title: p.Title,
		Date: stamp(p.Date), ExpiryDate: stamp(p.ExpiryDate), PublishDate: stamp(p.PublishDate),
		Draft: p.Draft, Permalink: s.Config.URL(p.Address),
		Kind: string(p.Kind), Lang: string(p.Lang), Twin: "none", ID: p.ID,
		Minutes: p.Minutes(), ReviewBy: stamp(p.ReviewBy),
	}
	if parts := strings.Split(strings.Trim(p.Address, "/"), "/"); len(parts) > 0 {
		r.Slug = parts[len(parts)-1]
	}
	if len(p.Twins) > 0 {
		r.Twin = p.Twins[0].File()
	}
	return r
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
