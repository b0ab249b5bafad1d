package editorial

// How the sections of a page are matched with those of its translation. Their
// headings are in two languages and say nothing to a program; what they hold
// does: directives, links and numbers, how deep and how long they are, and
// anchors that the author wrote in both.

// pair is a section with its translation, as indexes; -1 where there is none.
type pair struct{ original, twin int }

// mostCells bounds the work on pages with very many headings: these are matched
// by their number alone.
const mostCells = 250_000

// align matches the sections of two pages in their order, so that as much as
// possible is alike. What stands before the first heading goes together.
func align(a, b []Section) []pair {
	out := []pair{{0, 0}}
	n, m := len(a), len(b)
	if n*m > mostCells {
		for i := 1; i < max(n, m); i++ {
			p := pair{i, i}
			if i >= n {
				p.original = -1
			}
			if i >= m {
				p.twin = -1
			}
			out = append(out, p)
		}
		return out
	}
	// best[i][j] is how much of a[i:] and b[j:] can be alike.
	best := make([][]float64, n+1)
	for i := range best {
		best[i] = make([]float64, m+1)
	}
	like := make([][]float64, n)
	bags := func(list []Section) []map[string]bool {
		out := make([]map[string]bool, len(list))
		for i := range list {
			out[i] = list[i].bag()
		}
		return out
	}
	bagA, bagB := bags(a), bags(b)
	for i := n - 1; i >= 1; i-- {
		like[i] = make([]float64, m)
		for j := m - 1; j >= 1; j-- {
			like[i][j] = alike(&a[i], &b[j], bagA[i], bagB[j])
			best[i][j] = max(best[i+1][j+1]+like[i][j], best[i+1][j], best[i][j+1])
		}
	}
	i, j := 1, 1
	for i < n && j < m {
		switch best[i][j] {
		case best[i+1][j+1] + like[i][j]:
			out = append(out, pair{i, j})
			i, j = i+1, j+1
		case best[i+1][j]:
			out = append(out, pair{i, -1})
			i++
		default:
			out = append(out, pair{-1, j})
			j++
		}
	}
	for ; i < n; i++ {
		out = append(out, pair{i, -1})
	}
	for ; j < m; j++ {
		out = append(out, pair{-1, j})
	}
	return out
}

// bag is what a section holds that does not depend on the language.
func (s *Section) bag() map[string]bool {
	out := map[string]bool{}
	for _, p := range s.Pieces {
		out[p.Name] = true
	}
	for _, l := range s.Leads {
		out[l.To] = true
	}
	for _, list := range [][]Number{s.Numbers, s.Cells} {
		for _, n := range list {
			out[n.Value] = true
		}
	}
	return out
}

// alike is how like each other two sections are.
func alike(a, b *Section, bagA, bagB map[string]bool) float64 {
	score := 1.0
	if a.Level == b.Level {
		score += 2
	}
	if a.ID == b.ID && a.ID != "" {
		score += 20
	}
	score += 10 * same(bagA, bagB)
	score += 3 * ratio(len(a.Passages), len(b.Passages))
	score += ratio(len(a.Cells), len(b.Cells))
	return score + ratio(a.Words, b.Words)
}

// ratio is how near each other two sizes are, from 0 to 1.
func ratio(a, b int) float64 { return float64(min(a, b)+1) / float64(max(a, b)+1) }

// same is how much of two sets is in both, from 0 to 1; of two empty ones, that
// is not known.
func same(a, b map[string]bool) float64 {
	if len(a)+len(b) == 0 {
		return 0.5
	}
	both := 0
	for x := range a {
		if b[x] {
			both++
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}
