package serve

import (
	"os"
	"path/filepath"
	"strings"
)

// gitLock is the file that Git holds while it writes files of the working copy
// that a folder is in: "" when the folder is in none. Between the first file and
// the last, a site is neither the old nor the new one.
func gitLock(folder string) string {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	for {
		git := filepath.Join(folder, ".git")
		if info, err := os.Stat(git); err == nil {
			if !info.IsDir() { // a further working copy: the file says where its folder is
				data, err := os.ReadFile(git)
				to, ok := strings.CutPrefix(strings.TrimSpace(string(data)), "gitdir: ")
				if err != nil || !ok {
					return ""
				}
				if git = to; !filepath.IsAbs(git) {
					git = filepath.Join(folder, git)
				}
			}
			return filepath.Join(git, "index.lock")
		}
		up := filepath.Dir(folder)
		if up == folder {
			return ""
		}
		folder = up
	}
}

// gitBusy reports whether Git writes in a working copy that one of the folders is
// in. Which one that is may change while somebody works.
func gitBusy(folders []string) func() bool {
	return func() bool {
		for _, f := range folders {
			if lock := gitLock(f); lock != "" {
				if _, err := os.Lstat(lock); err == nil {
					return true
				}
			}
		}
		return false
	}
}
