//go:build !linux

package main

import "io/fs"

// nearby is a folder of sources for one build.
func nearby(folder fs.FS) fs.FS { return folder }
