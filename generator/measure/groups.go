package measure

import "strings"

// Other and Total are the groups of what is in no other group, and of everything.
const (
	Other = "other"
	Total = "total"
	Home  = "home"
)

// GroupOf is the index of the name, among names of columns, under which the page of a
// key is counted: of those that name it or a folder above it, the longest. A name
// writes a hyphen where a key has a slash: "campaigns-north-west" is the page
// campaigns/north-west and all below it. The home page, whose key is empty, is under
// "home". What no name holds is under [Other], or -1 when that is not among them.
func GroupOf(key string, names []string) int {
	if key == "" {
		key = Home
	}
	best, other := -1, -1
	for i, name := range names {
		if name == Other {
			other = i
			continue
		}
		for at := key; at != ""; at = key[:max(0, strings.LastIndexByte(at, '/'))] {
			if strings.ReplaceAll(at, "/", "-") == name && (best < 0 || len(name) > len(names[best])) {
				best = i
			}
		}
	}
	if best < 0 {
		return other
	}
	return best
}
