package outlet

import (
	"context"
	"fmt"
	"strings"
)

// Unusable says that no destination can be what was written.
type Unusable struct{ why string }

func (u *Unusable) Error() string { return u.why }

func unusable(format string, args ...any) error { return &Unusable{fmt.Sprintf(format, args...)} }

// How says how a destination is reached.
type How struct {
	// Make makes the folder of a destination when it is missing.
	Make bool
	// Identity is the file of a private key for SFTP, besides those of an agent; when it
	// is empty, the usual one of OpenSSH.
	Identity string
}

// Local is the folder of a destination on this machine, "" for one elsewhere.
func Local(dest string) string {
	if rest, ok := strings.CutPrefix(dest, "file:"); ok {
		if path, ok := strings.CutPrefix(rest, "//"); ok {
			return path
		}
		return rest
	}
	if scheme, _, ok := strings.Cut(dest, "://"); ok && !strings.ContainsAny(scheme, `/\.`) {
		return ""
	}
	return dest
}

// Open is the destination that is written so: a folder, sftp://user@host/path or
// s3://bucket/prefix. An *Unusable error says what to write instead.
func Open(ctx context.Context, dest string, how How) (*Destination, error) {
	if name := Local(dest); name != "" {
		return openFolder(name, how.Make)
	}
	scheme, _, _ := strings.Cut(dest, "://")
	if scheme == "sftp" {
		return openSFTP(ctx, dest, how)
	}
	return nil, unusable("nothing is published to %s:// addresses: write a folder, or sftp://user@host/path", scheme)
}
