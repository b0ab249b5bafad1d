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
	var out bytes.Buffer
	if err := readUpTo(&out, brotli.NewReader(bytes.NewReader(data)), limit); err != nil {
		return nil, fmt.Errorf("decoding brotli: %w", err)
	}
	return out.Bytes(), nil
}

// readUpTo appends all of r to b, and fails when b then holds more than limit.
func readUpTo(b *bytes.Buffer, r io.Reader, limit int) error {
	_, err := b.ReadFrom(io.LimitReader(r, int64(limit)+1))
	if b.Len() > limit {
		return fmt.Errorf("more than %d bytes", limit)
	}
	return err
}
