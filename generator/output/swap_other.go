//go:build !linux

package output

import (
	"errors"
	"os"
)

// exchange is what only Linux can; the caller renames away and in instead.
func exchange(*os.Root, string, string) error { return errors.ErrUnsupported }
