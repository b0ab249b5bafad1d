package output

import (
	"bytes"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
)

// DecodeBrotli undoes what a .br file is, for whoever wants to read what will
// be served. More than limit bytes are an error, so that a small file cannot
// fill the memory.
func DecodeBrotli(data []byte, limit int) ([]byte, error) {
	out, err := readUpTo(brotli.NewReader(bytes.NewReader(data)), nil, limit)
	if err != nil {
		return nil, fmt.Errorf("decoding brotli: %w", err)
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
