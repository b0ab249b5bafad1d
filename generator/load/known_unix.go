//go:build dragonfly || linux || openbsd

package load

import "syscall"

// systemStat is what this system knows a file by.
func systemStat(sys any) (Stat, bool) {
	st, ok := sys.(*syscall.Stat_t)
	if !ok {
		return Stat{}, false
	}
	return Stat{Changed: st.Ctim.Nano(), Number: uint64(st.Ino), Device: uint64(st.Dev)}, true
}
