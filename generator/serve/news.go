package serve

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"
)

// changedMost is how many changed pages are told of by name. Whoever shows one of
// them shows it again at once; all others ask what is new, which they do when there
// are more, too.
const changedMost = 30

// changed are the addresses of the pages that are not the same in a later site,
// sorted; none when they are more than are told of.
func changed(before, after Site) (list []string) {
	if before.Base != after.Base {
		return nil
	}
	for name, data := range after.Files {
		folder, page := strings.CutSuffix(name, "index.html")
		if !page || folder != "" && !strings.HasSuffix(folder, "/") || alike(before.Files[name], data) {
			continue
		}
		if len(list) == changedMost {
			return nil
		}
		list = append(list, (&url.URL{Path: slashed(path.Join("/", after.Base, folder))}).EscapedPath())
	}
	slices.Sort(list)
	return list
}

// alike reports that two files are. Most are the same memory, since a build takes
// over what has not changed.
func alike(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || bytes.Equal(a, b))
}

// slashed is a path with a slash at its end.
func slashed(p string) string { return strings.TrimSuffix(p, "/") + "/" }
