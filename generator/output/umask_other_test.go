//go:build !unix

package output

func umask(int) int { return 0 }
