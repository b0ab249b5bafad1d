package output

import (
	"encoding/binary"
	"time"
)

// What copies a site (rsync, rclone) takes a file for unchanged when its
// length and its time are. All pages have one length, so the time has to tell
// them apart: it is made from the file's SHA-256. Equal bytes have equal times
// on every machine, and other bytes have another time but for one edit in 2^29,
// or 2 in 10^9.
//
// The times are even seconds, because FAT and zip keep no others, from
// timeBase on for 2^30 seconds: until January 2019. So none is before 1980,
// where FAT begins, nor in the future, nor beyond 32 bits. No reader sees them:
// the server configurations send neither Last-Modified nor ETag.
var timeBase = time.Date(1985, 1, 1, 0, 0, 0, 0, time.UTC)

const timeBits = 29

// fileTime is the modification time of a file, by its SHA-256.
func fileTime(sum digest) time.Time {
	n := binary.BigEndian.Uint32(sum[:])
	return timeBase.Add(2 * time.Second * time.Duration(n&(1<<timeBits-1)))
}

// folderTime is the modification time of every folder.
var folderTime = timeBase
