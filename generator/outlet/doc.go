// Package outlet carries a finished site to where it is served, and back again.
//
// # What lies at a destination
//
//	releases/TREE/       the files of one release, with their manifest
//	releases/TREE.json   its [Record]: without it the folder is no whole release
//	releases/TREE.part/  what was sent of one that is under way
//	current              the pointer: which release is served
//
// TREE is the hash of the site's manifest. A server has the folder current as its
// root. In a folder and by SFTP the pointer is a symbolic link, and one rename swaps it.
// In an object store it is an object that is changed only if it is still what it was.
//
// # What is sent
//
// What differs by digest. Files that an older release at the destination has with the
// same digest get a second name there, or are copied by the store itself. Times are
// looked at only where they show that somebody has changed a file at the destination.
// When the release is current, no file of the site is read but its manifest.
//
// # When something goes wrong
//
// A publish that is killed leaves the pointer, and so the old release; the next one
// keeps what was sent whole. One publish at a time: another one is told so ([ErrBusy]).
// In a folder a lock ends with its process; elsewhere it ends when nobody has renewed
// it for [stale], and the pointer or the lock is looked at again before the swap.
// A fault of the network is tried again, three times in all.
//
// # What stays
//
// Old releases are retained by number and age; one that was never served, because its
// publish was killed, goes with the next publish, and [Destination.Rollback] passes over
// it. Each record holds the addresses that
// were gone on purpose: [Destination.Rollback] does not bring back a release with a page that a
// later one has withdrawn so, unless it is forced.
package outlet
