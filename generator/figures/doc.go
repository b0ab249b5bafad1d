// Package figures is the arithmetic of the site's statistics: tables as data
// go in, and what contradicts them comes out.
//
// # A number is typed once
//
// A table is two files. content/data/NAME.csv holds ids and numbers, and
// NAME.yaml says in every language what they are. The room load reads them into
// a [site.Dataset]; this room knows what must be true of one, and what a
// sentence may say of it. Everything that shows a number (a table, a sentence,
// a headline figure) takes it from there.
//
// # What is stated is recomputed
//
// A column or a row may be a sum, a difference, a percentage of change or a
// share: see [Equations]. [Check] works out each one. Where a cell differs, the
// cell that is told of is the one whose correction makes everything right,
// which for one slip of the keys is the slip itself: a number of a part breaks
// its row's total and its column's, and only that part stands in both.
//
// Percentages are worked out exactly and rounded once, by the rule that the
// table states; half-up is away from nothing, for fewer as for more. A
// percentage of nothing does not exist, and is written "-". A sum, a difference
// or a percentage of what is not known ("..") is not known either.
//
// # A figure has a name
//
// [Find] finds "north-west.total.change" (table, row, column) and
// "north-west.website-change" (table, and one of its figures, which are worked
// out and typed nowhere).
//
// # Words that state a figure
//
// [Claim] holds the words of a sentence against a figure. The words are those
// of the group claims in the language's messages file. What they mean:
//
//	N, N%, doubled                 just that, as rounded as it is written; for
//	                               doubled, halved and a third: within 5 %
//	more than N, over N            more, and not N itself
//	at least N                     N or more
//	less than N, under N           less, and not N itself
//	at most N                      N or less
//	nearly N, almost N             less than N, by 10 % of N at most
//	about N, around N              within 5 % of N
//	N a month                      the count, divided by its period's months
//	rose by N%, N% more, up N%     the percentage of a change, which must be a rise
//	fell by N%, N% fewer           the same of a fall
//	more than half, one in three   the part of a whole
//
// All compare with the exact number, not with the rounded one that is shown. A
// month is a twelfth of a year, and the days that are over count as their part
// of 30.4375. A number that the source knows roughly (bound in the YAML) may be
// said only roughly.
package figures
