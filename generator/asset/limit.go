package asset

import (
	"fmt"
	"io"
	"io/fs"

	"sotto/generator/diag"
)

// The most that static/ may hold, in bytes. Everything in it is in memory
// during a build.
const (
	// maxFile is for one picture or text: more than ten seconds of a good
	// connection of a phone, and minutes in Tor.
	maxFile = 4 << 20
	// maxSource is for the style and the script as written, several times what
	// their budgets can be made of.
	maxSource = 128 << 10
	// maxFiles is for all of static/ together.
	maxFiles = 64 << 20
)

// reader reads the files of static/, as far as they may go.
type reader struct {
	static fs.FS
	total  int
}

// read returns a file's bytes, or a finding instead: of what is too long it
// reads one byte more than allowed. The error is fs.SkipAll when the files
// together are too long.
func (r *reader) read(name string) ([]byte, []diag.Finding, error) {
	limit, help := maxFile, "make it smaller: readers on phones would wait for it, and pay for it"
	if name == styleFile || name == ScriptFile {
		limit, help = maxSource, "take something out: every page carries it"
	}
	f, err := r.static.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > limit {
		return nil, []diag.Finding{finding(name, "asset/size", "this file is longer than "+size(limit), help)}, nil
	}
	if r.total += len(data); r.total > maxFiles {
		return nil, []diag.Finding{finding(name, "asset/size",
			"with this file all of static/ together is longer than "+size(maxFiles),
			"take files out or make them smaller; those after it have not been looked at")}, fs.SkipAll
	}
	return data, nil, nil
}

func size(n int) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d MiB", n>>20)
}
