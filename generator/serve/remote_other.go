//go:build !linux

package serve

// remote names the file system of a folder when it is known not to tell of every
// change; which ones these are is known of Linux alone.
func remote(string) string { return "" }
