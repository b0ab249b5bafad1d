package diag

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// Many findings are reported by code; up to so many are told one by one.
	Many = 50
	// Usual is how many different findings of one code a report tells, when
	// nobody says otherwise.
	Usual = 10
	// notes is how many it tells of what is only worth knowing.
	notes = 2
	// frequent is how many codes the head of a report counts.
	frequent = 10
	// longHelp is how many characters of help are not said twice in one group.
	longHelp = 60
)

// Report prints many findings for people: first what they are about and how
// often, then group by group. Of each code it tells max different findings, the
// most frequent first, each where it stands first; with max 0 all of them, one
// by one. rules say what the codes mean.
func Report(w io.Writer, list []Finding, rules []Rule, max int) error {
	return report(w, list, rules, max, max)
}

// report is Report, with another max for what is only worth knowing.
func report(w io.Writer, list []Finding, rules []Rule, max, notes int) error {
	b := bufio.NewWriter(w)
	summaries := map[string]string{}
	for _, r := range rules {
		summaries[r.Code] = r.Summary
	}
	groups := group(list)
	head(b, list, groups, summaries)
	for _, g := range groups {
		fmt.Fprintf(b, "\n== %s (%s)\n\n", named(g.code, summaries), counted(g.list))
		if g.worst() == Info {
			g.write(b, notes)
		} else {
			g.write(b, max)
		}
	}
	return b.Flush()
}

// Tell prints findings for people: one by one, or as a report when there are many.
// What is only worth knowing does not keep the few things that are wrong from being
// told one by one: it follows them, with an example or two of each kind.
func Tell(w io.Writer, list []Finding, rules []Rule) error {
	if len(list) <= Many {
		return Text(w, list)
	}
	var wrong, known []Finding
	for _, f := range list {
		if f.Severity == Info {
			known = append(known, f)
		} else {
			wrong = append(wrong, f)
		}
	}
	if len(wrong) == 0 || len(wrong) > Many {
		return report(w, list, rules, Usual, notes)
	}
	if err := Text(w, wrong); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	return report(w, known, rules, Usual, notes)
}

// named is a code with what it means, as far as that is known.
func named(code string, summaries map[string]string) string {
	if summaries[code] == "" {
		return code
	}
	return code + ": " + summaries[code]
}

// codeGroup are the findings of one code, in their order.
type codeGroup struct {
	code string
	list []Finding
}

// group sorts findings by code: first the codes of errors in shared files, then
// errors, warnings and what is only worth knowing, the most frequent first.
func group(list []Finding) []*codeGroup {
	byCode := map[string]*codeGroup{}
	var groups []*codeGroup
	for _, f := range list {
		g := byCode[f.Code]
		if g == nil {
			g = &codeGroup{code: f.Code}
			byCode[f.Code] = g
			groups = append(groups, g)
		}
		g.list = append(g.list, f)
	}
	slices.SortStableFunc(groups, func(x, y *codeGroup) int {
		return cmp.Or(cmp.Compare(y.list[0].first(), x.list[0].first()), cmp.Compare(y.worst(), x.worst()), x.rarer(y))
	})
	return groups
}

// rarer compares by frequency, the most frequent first.
func (g *codeGroup) rarer(other *codeGroup) int {
	return cmp.Or(cmp.Compare(len(other.list), len(g.list)), strings.Compare(g.code, other.code))
}

func (g *codeGroup) worst() Severity {
	return slices.MaxFunc(g.list, func(a, b Finding) int { return cmp.Compare(a.Severity, b.Severity) }).Severity
}

// head tells the most frequent codes.
func head(b *bufio.Writer, list []Finding, groups []*codeGroup, summaries map[string]string) {
	fmt.Fprintf(b, "%s, of %s; the most frequent:\n", counted(list), several(len(groups), "kind"))
	often := slices.Clone(groups)
	slices.SortFunc(often, (*codeGroup).rarer)
	rest := 0
	for i, g := range often {
		if i < frequent {
			fmt.Fprintf(b, "%8s  %-7s  %s\n", Number(len(g.list)), g.worst(), named(g.code, summaries))
		} else {
			rest += len(g.list)
		}
	}
	if rest > 0 {
		fmt.Fprintf(b, "%8s  of %s more\n", Number(rest), several(len(often)-frequent, "kind"))
	}
}

// write tells the findings of a group.
func (g *codeGroup) write(b *bufio.Writer, max int) {
	said, first := map[string]bool{}, true // said are long helps
	tell := func(f Finding) {
		if !first {
			b.WriteByte('\n')
		}
		first = false
		if utf8.RuneCountInString(f.Help) > longHelp {
			if said[f.Help] {
				f.Help = ""
			}
			said[f.Help] = true
		}
		writeText(b, f)
	}
	kinds := g.kinds()
	switch {
	case max <= 0:
		for _, f := range g.list {
			tell(f)
		}
	default:
		told := 0
		for _, same := range kinds[:min(max, len(kinds))] {
			told += len(same)
			tell(same[0])
			if n := len(same) - 1; n > 0 {
				fmt.Fprintf(b, "also: %s more like it, the next at %s\n", Number(n), place(same[1].Pos))
			}
		}
		if told < len(g.list) {
			fmt.Fprintf(b, "\nand %s of other kinds: --only %s --max 0 tells every one\n", several(len(g.list)-told, "more finding"), g.code)
		}
	}
	g.offer(b)
}

// kinds are the findings of a group by what they say, the most frequent first.
func (g *codeGroup) kinds() [][]Finding {
	at := map[string]int{}
	var out [][]Finding
	for _, f := range g.list {
		i, known := at[f.Message]
		if !known {
			i = len(out)
			at[f.Message] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], f)
	}
	slices.SortStableFunc(out, func(a, b []Finding) int { return cmp.Compare(len(b), len(a)) })
	return out
}

// offer writes the lists that would settle the findings of a group.
func (g *codeGroup) offer(b *bufio.Writer) {
	var intros []string
	items := map[string][]string{}
	for _, f := range g.list {
		if f.Item == "" {
			continue
		}
		if items[f.List] == nil {
			intros = append(intros, f.List)
		}
		items[f.List] = append(items[f.List], f.Item)
	}
	for _, intro := range intros {
		list := items[intro]
		slices.Sort(list)
		fmt.Fprintf(b, "\n%s\n", Visible(intro))
		for _, item := range slices.Compact(list) {
			fmt.Fprintf(b, "  - %s\n", Visible(item))
		}
	}
}

// counted is "4,119 findings in 805 files".
func counted(list []Finding) string {
	files := map[string]bool{}
	for _, f := range list {
		files[f.Pos.File] = true
	}
	return several(len(list), "finding") + " in " + several(len(files), "file")
}

// several is a number with its noun.
func several(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Number(n) + " " + noun
}
