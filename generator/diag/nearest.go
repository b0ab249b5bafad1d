package diag

import "strings"

// Nearest returns the candidate closest to word by edits (insert, delete,
// change, swap of neighbours), or "" when none is near enough to be what the
// author meant. Ties go to the earlier candidate.
func Nearest(word string, candidates []string) string {
	best, bestCost := "", 1+len([]rune(word))/3
	for _, c := range candidates {
		if d := Distance([]rune(fold(word)), []rune(fold(c))); d < bestCost || d == bestCost && best == "" {
			best, bestCost = c, d
		}
	}
	return best
}

// fold makes comparison blind to ASCII case and to the separators that people
// mix up: publishdate, publish_date and publish-date all mean publishDate.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '_' || r == '-' || r == ' ':
			return -1
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// Distance is the optimal string alignment distance: how many characters are to
// be added, left out, changed or swapped with the next to make b of a.
func Distance(a, b []rune) int {
	before, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}
