package main

import (
	"cmp"
	"compress/gzip"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"sotto/generator/pipeline"
	"sotto/generator/serve"
	"sotto/generator/site"
)

// What the preview shows beside a page, and on its status page, is what list,
// status and check know. It is made when somebody looks.

// page says what is known of the pages of a site in finished files, after any build
// of it.
func (p *previews) page(s *site.Site) func(*pipeline.Result, map[string][]byte) func(file string) (serve.Page, bool) {
	byFile := sync.OnceValue(func() map[string]int {
		m := map[string]int{}
		for i, q := range s.Pages {
			m[q.Output] = i
		}
		return m
	})
	return func(res *pipeline.Result, files map[string][]byte) func(file string) (serve.Page, bool) {
		return func(file string) (serve.Page, bool) {
			i, ok := byFile()[file]
			if !ok {
				return serve.Page{}, false
			}
			q := s.Pages[i]
			out := serve.Page{Title: q.Title, File: p.called(q.File()), Marks: marks(s, q), Review: review(s, q)}
			for _, t := range q.Twins {
				out.Twins = append(out.Twins, serve.Twin{Lang: string(t.Lang), Name: s.Language(t.Lang).English, Address: t.Address})
			}
			if i < len(res.Outcomes) {
				said := res.Outcomes[i].Said
				out.Reading, out.Sizes = reading(int(said.Age), int(said.LIX)), sizes(s, files[file], &p.gzip)
			}
			return out, true
		}
	}
}

// called is a file of the site as findings call it.
func (f *inputFlags) called(file string) string {
	if rest, ok := strings.CutPrefix(file, site.Shown("")); ok {
		return strings.TrimSuffix(f.path(f.content), "/") + "/" + rest
	}
	return file
}

// marks say why readers do not see a page, and what is overdue.
func marks(s *site.Site, p *site.Page) (out []string) {
	for _, w := range s.Early {
		if w.Page == p {
			out = append(out, held(s, w))
		}
	}
	if !p.ReviewBy.IsZero() && !s.Clock.Before(p.ReviewBy.AddDate(0, 0, 1)) {
		out = append(out, "Overdue: the review of this page was due on "+p.ReviewBy.Format("2 January 2006"))
	}
	return out
}

// held says why readers do not see a page.
func held(s *site.Site, w site.Withheld) string {
	words := "Withheld: what the page says of its own dates cannot be read"
	switch w.Why {
	case site.IsDraft:
		words = "Draft: readers do not see this page"
	case site.IsExpired:
		words = "Expired: readers do not see this page any more"
	case site.IsFuture:
		words = "Not published yet: readers see this page "
		if w.Until.IsZero() {
			words += "never, because it expires before"
		} else {
			words += "from " + spoken(s, w.Until)
		}
	}
	if w.By != "" && w.By != w.Page.Source {
		words += ", because of " + site.Shown(w.By)
	}
	return words
}

// review says when a page was reviewed and when it must be again.
func review(s *site.Site, p *site.Page) string {
	var parts []string
	if !p.Reviewed.IsZero() {
		parts = append(parts, "reviewed "+p.Reviewed.Format("2 January 2006"))
	}
	if !p.ReviewBy.IsZero() {
		parts = append(parts, "due "+p.ReviewBy.Format("2 January 2006"))
	}
	return strings.Join(parts, ", ")
}

func reading(age, lix int) string {
	switch {
	case age > 0:
		return fmt.Sprintf("from age %d", age)
	case lix > 0:
		return fmt.Sprintf("LIX %d", lix)
	}
	return ""
}

// sizes are how long a finished page is before it is filled up to the one length
// of all pages, and about how long gzip makes it.
func sizes(s *site.Site, data []byte, gzip *packer) []serve.Size {
	out := []serve.Size{{Form: "as it is", Of: len(data)}, {Form: "with gzip", Of: gzip.length(data)}}
	if most := s.Config.Size; most.Mode != site.Off {
		out[0].Max, out[1].Max = most.PageBytes, most.TransferBytes
	}
	return out
}

// packer knows how long gzip makes something. Its writer is kept: it takes more
// time to make one than to use it.
type packer struct {
	mu     sync.Mutex
	writer *gzip.Writer
	packed counter
}

func (p *packer) length(data []byte) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.packed = 0
	if p.writer == nil {
		p.writer, _ = gzip.NewWriterLevel(&p.packed, gzip.BestCompression) // a level that there is
	} else {
		p.writer.Reset(&p.packed)
	}
	p.writer.Write(data) // a counter takes everything
	p.writer.Close()
	return int(p.packed)
}

// counter counts what is written.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// registers are the lists of the status page.
func (f *inputFlags) registers(res *pipeline.Result) func() []serve.Register {
	return func() []serve.Register {
		s := res.Site
		next := serve.Register{Title: "Next change by date", None: "No date will change the site."}
		if !s.NextChange.IsZero() {
			next.Rows = []serve.Row{{When: spoken(s, s.NextChange), What: "The site changes by itself", Why: "build it again then"}}
		}
		hidden := serve.Register{Title: "Withheld", None: "Every page is published."}
		for _, w := range slices.Concat(s.Withheld, s.Early) {
			hidden.Rows = append(hidden.Rows, serve.Row{When: until(s, w), What: cmp.Or(w.Page.Title, w.Page.Source), Why: held(s, w), File: f.called(w.Page.File())})
		}
		due := serve.Register{Title: "Reviews and checks that are due", None: "Nothing is overdue, and nothing is due soon."}
		contacts := serve.Register{Title: "Contacts that are due", None: "Every service has been checked in time."}
		rows, err := statusRows(res, nil)
		if err != nil { // no register was named
			due.None = err.Error()
		}
		slices.SortStableFunc(rows, func(a, b stated) int { return strings.Compare(a.Due, b.Due) })
		for _, r := range rows {
			if r.State == "" {
				continue
			}
			to := &due
			if r.Register == "services" {
				to = &contacts
			}
			to.Rows = append(to.Rows, serve.Row{When: r.Due + ", " + r.State, What: r.Register + " " + r.ID + ": " + r.What, File: f.called(r.File), Line: r.Line})
		}
		behind := serve.Register{Title: "Translations behind", None: "Every translation was made from the text as it is now."}
		for _, x := range res.Findings {
			if x.Code == "level/behind" {
				behind.Rows = append(behind.Rows, serve.Row{What: x.Pos.File, Why: x.Message, File: x.Pos.File, Line: x.Pos.Line})
			}
		}
		return []serve.Register{next, due, contacts, behind, hidden}
	}
}

// until is the day on which a withheld page appears.
func until(s *site.Site, w site.Withheld) string {
	if w.Until.IsZero() {
		return ""
	}
	return w.Until.In(s.Config.TimeZone).Format(time.DateOnly)
}
