// Package measure counts page loads in the logs of web servers, and keeps nothing
// of anybody.
//
// # What goes in
//
// Lines of access logs, gzipped or not, in any mixture of three forms: the common
// log format, the combined one (of which the end is not read), and Caddy's JSON. Of
// a line it reads the instant, the method, the path up to a question mark, and the
// status. Addresses, names of users, agents, referrers and queries are passed over
// in the buffer that the line was read into, and are copied to no other place: not
// into a count, not into a message, not to a disk. A message names the file and the
// number of a line, and never shows the line.
//
// Better than to drop an address is never to write it: [Format] gives the
// configuration by which nginx, Caddy and Apache write lines that hold none.
//
// # What comes out
//
// Page loads in each week (from Monday, in the site's time zone) of each section
// and each campaign: a [Report]. A load is an answer of 200 or 304 to a GET of an
// address at which the site has a page. Loads are no people: one reader may load
// twenty pages, and many may share a load out of a copy that somebody kept.
//
// # Robots
//
// Nothing but paths and statuses can tell robots here. Three kinds are told:
//
//   - whoever asks for what no browser of a reader asks for here: robots.txt, the
//     sitemap, another method than GET or HEAD, a request that is none;
//   - whoever looks for the weak places of other software: paths that end as its
//     files do, or that begin with a full stop, and are not on this site;
//   - whoever goes through the site in the order of its addresses: at least
//     [SweepLeast] pages, each within [SweepGap] of the one before. Readers do not:
//     chapters stand in another order than their addresses.
//
// The loads of such walks are taken out of the counts, and the share of robots among
// all requests is given. Robots that behave as readers do are not told, so that the
// share is the least that there can be, and loads are the most.
//
// # Small numbers
//
// A count below the threshold is hidden, with whatever else would give it away, by
// the room figures: few loads of one page in one week may be one reader, and who
// knows that reader may know when they were here. [Report.Hide] does it before
// anything is written; hidden numbers are in no output of this room.
package measure
