package lsp

import (
	"io/fs"
	"syscall"
)

// further is which file it is, and when anything of it has changed: a time that
// nobody can set back.
func further(info fs.FileInfo) (inode uint64, touched int64) {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Ino, st.Ctim.Nano()
	}
	return 0, 0
}
