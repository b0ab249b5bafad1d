package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/desk"
	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/locale"
	"sotto/generator/measure"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

func measureCommand() *cobra.Command {
	var in inputFlags
	var format, table, logFormat string
	var least int
	var yes bool
	c := &cobra.Command{
		Use:   "measure LOG...",
		Short: "page loads by week, section and campaign out of server logs, and nothing of anybody",
		Long: `Measure counts page loads in access logs of nginx, Apache and Caddy, gzipped or not;
- is standard input. It reads of each line the instant, the method, the path and the
status. Addresses, agents and queries are passed over where they stand: they are in no
count, no message and no file. Page loads are no people.

Loads below --small are hidden, with whatever would give them away. The share of
robots that paths and statuses tell is given, and lines that could not be read are
counted; neither is in the loads.

  sotto measure /var/log/nginx/loads.log*
  sotto measure --format json loads.log
  sotto measure --log-format nginx       how a server writes lines without an address

With --table the loads become one of the site's tables, for its pages and charts, next
to numbers that somebody typed. An editor writes content/data/NAME.yaml as for every
table, with "rows:" as its last key; its columns say what is counted: campaigns, or
campaigns-north-west for one page and what is below it, home, other for all the rest,
total. Measure writes NAME.csv and the rows, one for each week, and asks first.

  sotto measure --table loads loads.log`,
		RunE: func(c *cobra.Command, logs []string) error {
			if logFormat != "" {
				text := measure.Format(logFormat)
				if text == "" {
					return usage("--log-format %q does not exist: write %s", logFormat, strings.Join(measure.Servers, ", "))
				}
				_, err := io.WriteString(c.OutOrStdout(), text)
				return err
			}
			switch {
			case format != "text" && format != "json":
				return usage("--format %q does not exist: write text or json", format)
			case len(logs) == 0:
				return usage("measure needs a log: sotto measure /var/log/nginx/loads.log")
			case least < 2 || least > 1000:
				return usage("--small %d does not exist: write 2 to 1000, such as 10", least)
			}
			inputs, err := in.inputs()
			if err != nil {
				return err
			}
			s, err := in.read(inputs)
			if err != nil {
				return err
			}
			names := usualGroups(s)
			var data *site.Dataset
			if table != "" {
				if data, err = tableOf(s, table); err != nil {
					return err
				}
				if least = data.SmallNumbers.Threshold; least == 0 {
					least = figures.Usual
				}
				names = nil
				for _, column := range data.Columns {
					names = append(names, column.ID)
				}
			}
			report, err := measured(c, s, names, logs, least)
			if err != nil {
				return err
			}
			if data != nil {
				return in.asTable(c, inputs, s, table, names, report, yes)
			}
			if format == "json" {
				return loadsJSON(c.OutOrStdout(), names, report)
			}
			return loadsText(c.OutOrStdout(), names, report)
		},
	}
	in.register(c)
	yesFlag(c, &yes)
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().StringVar(&table, "table", "", "write content/data/NAME.csv and the rows of NAME.yaml")
	c.Flags().IntVar(&least, "small", figures.Usual, "the smallest number of loads that is shown; a table says it itself")
	c.Flags().StringVar(&logFormat, "log-format", "", "print the log format without addresses for "+strings.Join(measure.Servers, ", "))
	return c
}

// usualGroups are the sections, each campaign by itself, and the rest.
func usualGroups(s *site.Site) []string {
	names := []string{measure.Home}
	for _, p := range s.Pages {
		if p.Section.Path == "" {
			continue
		}
		name := p.Section.Path
		if p.Section.Figures && !p.Section.Signed { // campaigns
			name = p.Key
		}
		name = strings.ReplaceAll(name, "/", "-")
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names[1:])
	return append(names, measure.Other, measure.Total)
}

// tableOf is a table that measure can write.
func tableOf(s *site.Site, name string) (*site.Dataset, error) {
	i := slices.IndexFunc(s.Datasets, func(d *site.Dataset) bool { return d.Name == name })
	if i < 0 {
		return nil, usage("there is no table %q: write content/data/%s.yaml with its columns first, as the handbook tells", name, name)
	}
	d := s.Datasets[i]
	var ids []string
	for _, column := range d.Columns {
		ids = append(ids, column.ID)
	}
	if total := slices.Index(ids, measure.Total); total >= 0 && (total != len(ids)-1 || !slices.Contains(ids, measure.Other)) {
		return nil, usage("content/data/%s.yaml: put the column total last, and a column other before it: all loads are then in one of them", name)
	}
	return d, nil
}

// measured counts the logs.
func measured(c *cobra.Command, s *site.Site, names, logs []string, least int) (*measure.Report, error) {
	groups := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == measure.Total })
	var pages []measure.Page
	for _, p := range s.Pages {
		if p.Kind == site.NotFound {
			continue
		}
		if g := measure.GroupOf(p.Key, groups); g >= 0 {
			pages = append(pages, measure.Page{Address: p.Address, Group: g})
		}
	}
	counter := measure.New(pages, len(groups), nil, s.Config.TimeZone)
	for _, name := range logs {
		if err := countLog(c, counter, name); err != nil {
			return nil, exit{exitIO, err}
		}
	}
	r := counter.Report()
	if err := r.Hide(figures.Policy{Threshold: least, Secondary: true}); err != nil {
		return nil, exit{exitIO, err}
	}
	if r.Bad > 0 {
		fmt.Fprintf(c.ErrOrStderr(), "sotto: %s could not be read, the first at %s; what is no log of a web server is not counted\n",
			several(r.Bad, "line"), diag.Visible(counter.FirstBad))
	}
	if r.Requests == 0 {
		return nil, exit{exitFindings, errors.New("there is no request in these logs: measure reads the common and combined log formats and Caddy's JSON")}
	}
	return &r, nil
}

func countLog(c *cobra.Command, counter *measure.Counter, name string) error {
	if name == "-" {
		return counter.Read("standard input", c.InOrStdin())
	}
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("opening a log: %w", err)
	}
	defer f.Close()
	return counter.Read(name, f)
}

// asTable writes a report as a table of the site's, once an editor has agreed.
func (f *inputFlags) asTable(c *cobra.Command, inputs pipeline.Inputs, s *site.Site, name string, names []string, r *measure.Report, yes bool) error {
	plan := new(desk.Plan)
	csvFile, yamlFile := "data/"+name+".csv", "data/"+name+".yaml"
	oldYAML, err := fs.ReadFile(inputs.Content, yamlFile)
	if err != nil {
		return exit{exitIO, err}
	}
	oldCSV, err := fs.ReadFile(inputs.Content, csvFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return exit{exitIO, err}
	}
	languages := map[string]*site.Language{}
	var codes []string
	for _, l := range s.Languages {
		codes = append(codes, string(l.Code))
		languages[string(l.Code)] = l
	}
	newYAML, ok := r.Rows(oldYAML, codes, func(code string, monday time.Time) string { return locale.Date(languages[code], monday) })
	if !ok {
		return usage("content/%s: make rows: the last key of the file, and leave what is below it to sotto measure", yamlFile)
	}
	from := csvFile
	if err != nil {
		from = ""
	}
	newCSV := r.CSV("week", names)
	for _, change := range []desk.Change{{File: csvFile, From: from, Old: oldCSV, New: newCSV}, {File: yamlFile, From: yamlFile, Old: oldYAML, New: newYAML}} {
		if string(change.Old) != string(change.New) {
			plan.Changes = append(plan.Changes, change)
		}
	}
	plan.Notes = []string{outline(r)}
	if len(plan.Changes) == 0 {
		_, err := fmt.Fprintln(c.OutOrStdout(), outline(r)+"\nthe table says so already")
		return err
	}
	if ok, err := f.agreed(c, plan, yes); err != nil || !ok {
		return err
	}
	return f.write(c, plan)
}

// outline is what a report says besides its loads.
func outline(r *measure.Report) string {
	return fmt.Sprintf("%s; at least %d %% of them were robots", several(r.Requests, "request"), r.Robotic())
}

func loadsText(w io.Writer, names []string, r *measure.Report) error {
	var b strings.Builder
	csv := strings.Split(strings.TrimSuffix(string(r.CSV("week from", names)), "\n"), "\n")
	widths := map[int]int{}
	for _, line := range csv {
		for i, cell := range strings.Split(line, ",") {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for _, line := range csv {
		for i, cell := range strings.Split(line, ",") {
			if i == 0 {
				fmt.Fprintf(&b, "%-*s", widths[0], strings.TrimPrefix(cell, "w20"))
				continue
			}
			fmt.Fprintf(&b, "  %*s", widths[i], cell)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "page loads, not people; .. is hidden, because it is small or would give a small number away\n%s\n", outline(r))
	_, err := io.WriteString(w, b.String())
	return err
}

func loadsJSON(w io.Writer, names []string, r *measure.Report) error {
	type row struct {
		Monday string          `json:"monday"`
		Loads  map[string]*int `json:"loads"` // null is hidden
	}
	out := struct {
		Weeks    []row `json:"weeks"`
		Requests int64 `json:"requests"`
		Robots   int64 `json:"robots"`
		Bad      int64 `json:"unreadableLines"`
	}{Weeks: []row{}, Requests: r.Requests, Robots: r.Robots, Bad: r.Bad}
	for _, week := range r.Weeks {
		one := row{Monday: week.Monday.Format(time.DateOnly), Loads: map[string]*int{}}
		for i, name := range names {
			if n := week.Loads[i]; n >= 0 {
				one.Loads[name] = &n
			} else {
				one.Loads[name] = nil
			}
		}
		out.Weeks = append(out.Weeks, one)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// several writes a number before its noun.
func several(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return diag.Number(int(n)) + " " + noun
}
