package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/load"
	"sotto/generator/pipeline"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// cell is one column of a page in sotto list.
type cell struct {
	name  string
	value any // a string, a bool or an int
}

// row is one page. The first eight columns are Hugo's, in Hugo's order and
// spelling.
type row []cell

// MarshalJSON writes the columns in their order, and <, > and & as they are.
func (r row) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	sign := byte('{')
	for _, c := range r {
		b.WriteByte(sign)
		b.WriteString(strconv.Quote(c.name) + ":")
		if err := enc.Encode(c.value); err != nil {
			return nil, err
		}
		sign = ','
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func listCommand() *cobra.Command {
	var in inputFlags
	var format string
	var withheld bool
	c := &cobra.Command{
		Use:   "list",
		Short: "list the pages and files, published or withheld, as CSV or JSON",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if format != "csv" && format != "json" {
				return usage("--format %q does not exist: write csv or json", format)
			}
			inputs, err := in.inputs()
			if err != nil {
				return err
			}
			s, err := in.read(inputs)
			if err != nil {
				return err
			}
			keys := schema.New(s.Config)
			names, pages := columns(keys), s.Withheld
			if !withheld {
				for _, p := range s.Pages {
					pages = append(pages, site.Withheld{Page: p})
				}
			}
			slices.SortFunc(pages, func(a, b site.Withheld) int { return strings.Compare(a.Page.File(), b.Page.File()) })
			rows := make([]row, len(pages))
			for i, w := range pages {
				rows[i] = rowOf(s, w, keys, names)
			}
			files, err := fates(c.Context(), inputs)
			if err != nil {
				return err
			}
			for _, f := range files {
				if !withheld || !f.Published {
					rows = append(rows, fileRow(s, f, names))
				}
			}
			if format == "json" {
				enc := json.NewEncoder(diag.VisibleJSON(c.OutOrStdout()))
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				return enc.Encode(rows)
			}
			w := csv.NewWriter(c.OutOrStdout())
			w.Write(names)
			for _, r := range rows {
				var line []string
				for _, c := range r {
					line = append(line, diag.Visible(fmt.Sprint(c.value))) // a page is a line
				}
				w.Write(line)
			}
			w.Flush()
			return w.Error()
		},
	}
	in.register(c)
	c.Flags().StringVar(&format, "format", "csv", "csv or json")
	c.Flags().BoolVar(&withheld, "withheld", false, "only the pages and files that are not published")
	return c
}

// load reads the model alone; findings are left to check and build.
func (f *inputFlags) load() (*site.Site, error) {
	in, err := f.inputs()
	if err != nil {
		return nil, err
	}
	return f.read(in)
}

func (f *inputFlags) read(in pipeline.Inputs) (*site.Site, error) {
	s, _, err := load.Load(load.Input{
		Content: in.Content, Static: in.Static, Clock: in.Clock, BaseURL: f.baseURL,
		Drafts: f.drafts, Expired: f.expired, Future: f.future,
	})
	if err != nil {
		return nil, exit{exitIO, err}
	}
	return s, nil
}

// columns are the columns: Hugo's eight, ours, and the keys that the schema
// declares columns.
func columns(keys *schema.Set) []string {
	names := []string{"path", "slug", "title", "date", "expiryDate", "publishDate", "draft", "permalink",
		"kind", "lang", "twin", "withheld", "by", "until", "id", "minutes"}
	for _, r := range keys.Columns() {
		if !slices.Contains(names, r.Name) {
			names = append(names, r.Name)
		}
	}
	return names
}

func rowOf(s *site.Site, w site.Withheld, keys *schema.Set, names []string) row {
	p := w.Page
	parts := strings.Split(strings.Trim(p.Address, "/"), "/")
	own := map[string]any{
		"path": p.File(), "slug": parts[len(parts)-1], "permalink": s.Config.URL(p.Address), "kind": string(p.Kind), "lang": string(p.Speaks()),
		"twin":     "none",        // source of the translation
		"withheld": string(w.Why), // why it is not published, or ""
		"by":       "",            // the source that says so
		"until":    stamp(w.Until), "id": p.ID, "minutes": p.Minutes(),
	}
	if len(p.Twins) > 0 {
		own["twin"] = p.Twins[0].File()
	}
	if w.By != "" {
		own["by"] = site.Shown(w.By)
	}
	var r row
	for _, name := range names {
		value, ok := own[name]
		if key, _ := keys.Key(name); !ok && key.Into == "" {
			value = shown(p.Field(name))
		} else if !ok {
			value = shown(reflect.ValueOf(key.Place(p)).Elem().Interface())
		}
		r = append(r, cell{name, value})
	}
	return r
}

// shown is what list shows of the value of a key.
func shown(value any) any {
	switch v := value.(type) {
	case nil:
		return ""
	case time.Time:
		return stamp(v)
	case []string:
		return strings.Join(v, "; ")
	case *site.Page:
		return v.File()
	case *site.Service:
		return v.ID
	}
	return value
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// spoken is a time as the site's own clock tells it.
func spoken(s *site.Site, t time.Time) string {
	return t.In(s.Config.TimeZone).Format("15:04 on Monday 2 January 2006 (MST)")
}
