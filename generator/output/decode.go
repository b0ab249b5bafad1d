package output

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path"

	"github.com/andybalholm/brotli"
)

// Decode undoes the encoding that a file's ending names (.gz or .br), for
// whoever wants to read what will be served. Any other file is returned as it
// is. What decodes to more than limit bytes is an error, so that a small file
// cannot fill the memory.
func Decode(name string, data []byte, limit int) ([]byte, error) {
	r := io.Reader(bytes.NewReader(data))
	switch path.Ext(name) {
	case ".gz":
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("decoding %s: %w", name, err)
		}
		r = z
	case ".br":
		r = brotli.NewReader(r)
	default:
		return data, nil
	}
	out, err := readUpTo(r, nil, limit)
	if err != nil {
		return nil, fmt.Errorf("decoding %s: %w", name, err)
	}
	return out, nil
}

// readUpTo appends all of r to dst, and fails when that is more than limit.
func readUpTo(r io.Reader, dst []byte, limit int) ([]byte, error) {
	for {
		if len(dst) == cap(dst) {
			dst = append(dst, 0)[:len(dst)]
		}
		n, err := r.Read(dst[len(dst):cap(dst)])
		dst = dst[:len(dst)+n]
		if len(dst) > limit {
			return nil, fmt.Errorf("more than %d bytes", limit)
		}
		if err == io.EOF {
			return dst, nil
		}
		if err != nil {
			return nil, err
		}
	}
}
