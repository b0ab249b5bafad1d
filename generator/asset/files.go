package asset

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"unicode/utf8"

	"sotto/generator/diag"
)

// kind is one type of file that may be published.
type kind struct {
	ext   string
	looks func([]byte) bool
	// clean returns the file without what it says about its making, or says
	// why it cannot.
	clean func([]byte) ([]byte, error)
}

var kinds = []kind{
	{".png", func(b []byte) bool { return bytes.HasPrefix(b, []byte(pngStart)) }, cleanPNG},
	{".jpg", func(b []byte) bool { return bytes.HasPrefix(b, []byte("\xff\xd8\xff")) }, cleanJPEG},
	{".webp", isWebP, cleanWebP},
	{".avif", isAVIF, cleanAVIF},
	{".svg", func(b []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(b), []byte("<")) && utf8.Valid(b) }, asIs},
	{".txt", func(b []byte) bool { return utf8.Valid(b) && !bytes.ContainsRune(b, 0) }, asIs},
}

func asIs(b []byte) ([]byte, error) { return b, nil }

// clean checks a file's type and returns it as it will be published.
func clean(name string, data []byte) ([]byte, []diag.Finding) {
	ext := path.Ext(name)
	for _, k := range kinds {
		if k.ext != ext {
			continue
		}
		if !k.looks(data) {
			return nil, []diag.Finding{finding(name, "asset/content",
				fmt.Sprintf("this is not a %s file, whatever its name says", ext[1:]), otherKind(data))}
		}
		out, err := k.clean(data)
		if err != nil {
			help := again
			if f := (*fault)(nil); errors.As(err, &f) {
				help = f.help
			}
			return nil, []diag.Finding{finding(name, "asset/content", err.Error(), help)}
		}
		return out, nil
	}
	help := "the site publishes pictures (.png .jpg .webp .avif .svg) and plain text (.txt); delete the file, or make it one of these"
	if ext == ".jpeg" {
		help = "rename it to end in .jpg"
	}
	return nil, []diag.Finding{finding(name, "asset/type", "files of this type are not published", help)}
}

// otherKind suggests what a misnamed file is.
func otherKind(data []byte) string {
	for _, k := range kinds {
		if k.ext != ".txt" && k.ext != ".svg" && k.looks(data) {
			return "it looks like " + k.ext[1:] + ": rename it to end in " + k.ext
		}
	}
	return "save the file again as what it should be"
}
