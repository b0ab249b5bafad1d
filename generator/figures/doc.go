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
//
// # Small numbers
//
// A count of a few people in a small place can tell who they are, so it is not
// shown. A table's YAML says which counts are small (smallNumbers), a [Policy];
// [Withhold] hides them, and [Hide] finds which others of all that is published
// together must go with them.
//
// To hide the small number alone hides nothing. Of a row "8, 78, together 86" it
// comes back as 86 less 78, and a second hidden number of its column does not
// change that. What helps is found by asking what a reader who wants to know it
// could work out. Such a reader has all that is published: the numbers that are
// shown, which of them add up to which, every percentage, and the policy itself.
// To that reader the hidden numbers are as much as is known of them: every
// world, that is every set of whole numbers, that would have given the very same
// pages. A small number is hidden when there is a world in which it is 0 and one
// in which it is the threshold: so much room, at least threshold+1 whole numbers,
// that nobody can even say that it is small. Every other hidden number has as
// much room around what it is.
//
// Hide finds those worlds, by an exact search that takes the same way on every
// machine. It publishes nothing that it has not found them for, and each is
// checked by adding up, so that a mistake in the search makes it hide more,
// never less. It hides parts before sums, small numbers before large ones, and
// no single number that could be shown again. Percentages go with the numbers
// that they are made of. Zero is shown. Tests attack the result with another
// program's linear optimiser.
//
// What this does not keep from a reader who knows more than what is published:
// one of the few people who were counted, or the authors of the data. And it
// asks what the numbers tell, not what the choice of the hidden ones tells to
// somebody who follows the search step by step.
package figures
