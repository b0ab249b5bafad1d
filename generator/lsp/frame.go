package lsp

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	// maxMessage is how long a message may be: a page is 1 MiB at most, and JSON
	// writes a byte as six.
	maxMessage = 16 << 20
	maxHeader  = 4 << 10
)

// frames are the messages of the protocol on two streams: a header with their
// length, an empty line, and as many bytes. What stands between messages and is
// no header is passed over: a stray line must not cost an editor its server.
type frames struct {
	r *bufio.Reader
	w io.Writer
	c io.Closer
}

func newFrames(r io.Reader, w io.WriteCloser) *frames {
	return &frames{bufio.NewReaderSize(r, maxHeader), w, w}
}

// Recv reads the next message. At the end of the stream it says io.EOF, and of a
// message that is cut off io.ErrUnexpectedEOF.
func (f *frames) Recv() ([]byte, error) {
	length := -1
	for {
		line, err := f.r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			continue // longer than any header: its rest is read as the next line
		}
		if err != nil {
			return nil, err
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" && length >= 0 {
			break
		}
		name, value, _ := strings.Cut(text, ":")
		if !strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 {
			length = -1
			continue
		}
		length = n
	}
	if length > maxMessage {
		if _, err := io.CopyN(io.Discard, f.r, int64(length)); err != nil {
			return nil, err
		}
		return nil, nil // which is answered as what is no JSON
	}
	data := make([]byte, length)
	if _, err := io.ReadFull(f.r, data); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	return data, nil
}

// Send writes a message, in one piece.
func (f *frames) Send(data []byte) error {
	_, err := f.w.Write(append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(data)), data...))
	return err
}

// Close ends what is written.
func (f *frames) Close() error { return f.c.Close() }
