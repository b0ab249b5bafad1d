package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// A stopped is the cause of a context that a signal has ended.
type stopped struct{ signal syscall.Signal }

func (s stopped) Error() string {
	return fmt.Sprintf("stopped by a signal (%v): nothing was published", s.signal)
}

// stopSignals ask a program to end. Their exit code is 128 and their number,
// as shells have it.
var stopSignals = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}

// untilSignal ends a context, with a stopped as its cause, at the first signal
// that asks for it, so that what was begun can be cleaned up. The second one
// does at once what it does to any program. Signals that were being ignored
// (nohup) still are.
func untilSignal(parent context.Context) (ctx context.Context, release func()) {
	ctx, cancel := context.WithCancelCause(parent)
	var heeded []os.Signal
	for _, s := range stopSignals {
		if !signal.Ignored(s) {
			heeded = append(heeded, s)
		}
	}
	if len(heeded) == 0 { // which signal.Notify would take for all there are
		return ctx, func() { cancel(nil) }
	}
	came := make(chan os.Signal, 1)
	signal.Notify(came, heeded...)
	go func() {
		select {
		case s := <-came:
			signal.Stop(came)
			cancel(stopped{s.(syscall.Signal)})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(came)
		cancel(nil)
	}
}

// failure is the exit of a build that could not go on: stopped, or unable to
// read or write.
func failure(err error) error {
	var s stopped
	if errors.As(err, &s) {
		return exit{exitSignal + int(s.signal), s}
	}
	return exit{exitIO, err}
}
