// Package bench compares what a build costs with Sotto and with Hugo.
//
//	generator/bench/run.sh             84, 1,000 and 10,000 pages, plain and padded
//	generator/bench/run.sh 1000        one size, for a quick look
//	generator/bench/run.sh -disk       on the disk of TMPDIR, not in memory
//	generator/bench/run.sh -live       what a save costs until it is seen
//
// It writes one synthetic site for both (package synth), builds it with each
// in turn, A B A B…, three pairs after one that does not count (package
// measure), and prints the medians and the ratios Sotto/Hugo, pair by pair. It
// exits with 1 when a limit is exceeded, and with 2 when anything fails:
//
//	CPU time     84 pages   1,000   10,000
//	plain          0.6       0.6     0.45    everything is audited; size mode off
//	padded         1.0       0.9     0.8     uniform size, gzip and brotli beside each page
//
// Memory may be 0.15 of Hugo's at 10,000 pages, and the site that ships with
// Sotto may take 0.4 s of CPU time.
//
// The limits of padded are on a comparison of unlike things: Hugo's plain
// build on one side, and on the other one that has compressed every page
// twice. They say that silence costs no more than what people put up with
// anyway.
//
// # Why it is fair
//
//   - Same words: each page is written twice from the same generator, in
//     Sotto's Markdown and in Hugo's. Links name source files in both and are
//     resolved by both (in Hugo by a link hook); directives are shortcodes.
//   - Same rich page: Hugo's layouts show what Sotto's templates show, from
//     the same style sheet, services and interface words: policy, exit link,
//     menu, breadcrumbs, contact strip, parts of the guide with the current
//     one marked, place and reading time, previous and next, dates, footer,
//     in two languages, with sitemap, feed, robots.txt and a 404 page. The
//     output is about the same number of files and bytes; measure prints both.
//   - A sensible Hugo: layouts and partials as Hugo's own manual advises, with
//     partialCached for whatever is the same on many pages. Taxonomies and
//     the feed of every section, which Sotto has not, are switched off.
//   - Hugo at its best: GOGC=400, with which it takes a fifth less CPU time
//     (and more memory). Its link hook is no handicap: without it it takes 0.97
//     of the time.
//   - Both cold: a new empty destination for each run, no cache of either
//     (--ignoreCache and a new --cacheDir for Hugo; Sotto has none). What the
//     operating system remembers of the sources, both profit from.
//   - Sotto does more: it checks the links' anchors and audits the finished
//     bytes, and both are always on. Nothing of that is taken off its time.
//   - The system's own accounting of the finished process, in pairs, because
//     machines are seldom quiet: the ratio of a pair is steadier than either
//     of its times.
//
// # Figures
//
// November 2026, two quiet cores, in memory, Hugo v0.165.0 with GOGC=400, CPU
// time as a ratio to Hugo's, plain and padded: 0.57 and 0.85 at 84 pages, 0.43
// and 0.78 at 1,000 (medians of five pairs), 0.31 and 0.65 at 10,000 (one pair).
// The site that ships with Sotto: 0.46 to 0.49 s for 109 pages; the limit was set
// when it had 84.
//
// Memory at 10,000 pages: 170 and 184 MB, 0.07 of Hugo's with GOGC=400.
//
// # From save to seen
//
// With -live, sotto serve and hugo server show the same site at once, each to a
// Chromium of its own, and package live saves a page's source now for one and now
// for the other, each time with another word at its end. It takes the time until
// the word stands in the document that is looked at, and the CPU time that the
// server takes until it rests. Both must be less than Hugo's at every size; on a
// quiet machine Sotto's time must be under 100 ms at 84 pages and 300 ms at 10,000.
//
// Hugo does what it does by itself: it makes again only pages that were looked at
// (fast render), and reloads the page by its script, for which the layouts leave
// out the policy that they have in a build. Its files are in memory, as Sotto's
// are. November 2026, two quiet cores, Sotto/Hugo in pairs: time 0.36 and 0.35 at
// 84 and 1,000 pages (69 and 68 ms) and 0.14 at 10,000 (130 ms), CPU time 0.62,
// 0.53 and 0.48. Of a change of a title, for which Sotto converts all pages anew,
// CPU time is 7, 19 and 14 times Hugo's.
//
// Hugo looks for changes twice a second, which is most of its time on a small
// site; Sotto checks the whole site after each save, which Hugo does not. Chromium
// is Debian's, or what CHROMIUM names.
//
// # Reading the figures
//
// Trust the ratio of CPU time first: it hardly moves on a busy machine. Wall
// time does, and so does the system's part of CPU time on a busy disk, which is
// why a memory file system is used where there is one (1.5 GB are needed). For
// where the time goes, profile the benchmarks of package synth:
//
//	go test ./generator/bench/synth -run - -bench 'Build/off/1000$' -cpuprofile cpu.out
//
// # What is left out
//
// Images, taxonomies, pagination and Hugo's asset pipeline beyond one style
// sheet: Sotto has none of these. In a build both start from nothing.
package bench
