package outlet

import (
	"context"
	"errors"
	"io"
	"net"
	"time"
)

// tries is how often something is done that the network may have failed, and pause how
// long it is waited before the second time; before the third, four times as long.
const tries = 3

var pause = time.Second

// persist does something until it is done, or fails by no fault of the network, or has
// been tried often enough. It is told which try this is, from 0.
func persist(ctx context.Context, do func(try int) error) error {
	for try := 0; ; try++ {
		err := do(try)
		if err == nil || !passing(err) || try == tries-1 {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(pause << (2 * try)):
		}
	}
}

// faulty is an error of the other side that may pass.
type faulty struct{ error }

func (f faulty) Unwrap() error { return f.error }

// passing says whether an error is one of the network's.
func passing(err error) bool {
	var f faulty
	var n net.Error
	return errors.As(err, &f) || errors.As(err, &n) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}
