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
	// Endpoint is the address of an object store; when it is empty, AWS_ENDPOINT_URL or
	// Amazon's.
	Endpoint string
	// Server is one of [Servers], which stands before a bucket.
	Server string
	// Type is the media type of a file of the site, as a server sends it.
	Type func(name string) string
}

// Servers are what may stand before a bucket.
var Servers = []string{"nginx", "caddy", "cdn"}

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
	if scheme == "s3" {
		return openS3(ctx, dest, how)
	}
	return nil, unusable("nothing is published to %s:// addresses: write a folder, sftp://user@host/path or s3://bucket/prefix", scheme)
}
