//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/sitetest"
)

// A build that is asked to stop cleans up, says so and ends with the code that
// shells give. It is caught waiting for the folder's lock with its staging
// folder made, so that nothing here depends on how fast it is.
func TestStoppedBuild(t *testing.T) {
	for _, sig := range sitetest.Some([]syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP}, 3) {
		dir := t.TempDir()
		if err := laySite(&testscript.Env{WorkDir: dir}); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(dir, "out")
		if err := os.Mkdir(out, 0o755); err != nil {
			t.Fatal(err)
		}
		lock, err := os.Open(out)
		if err != nil {
			t.Fatal(err)
		}
		defer lock.Close()
		c := exec.Command(os.Args[0], "build", "--source", dir, "-d", "out/public", "--clock", "2026-11-28T12:00:00Z", "--wait", "1h")
		c.Env = append(os.Environ(), asCommand+"=1")
		said := &listener{words: "waiting for another build", heard: make(chan bool, 1)}
		c.Stderr = said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- c.Wait() }()
		staging := filepath.Join(out, ".public.sotto-1")
		for { // the build holds the lock while it starts, and so is waited for
			if _, err := os.Stat(staging); err == nil {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
			t.Fatal(err)
		}
		select {
		case <-said.heard:
		case err := <-ended:
			t.Fatalf("the build was over before it could be stopped: %v\n%s", err, &said.text)
		}
		c.Process.Signal(sig)
		err = <-ended
		var e *exec.ExitError
		if !errors.As(err, &e) || e.ExitCode() != 128+int(sig) || !strings.Contains(said.text.String(), "stopped by a signal") {
			t.Errorf("%v: %v\n%s", sig, err, &said.text)
		}
		if left, err := os.ReadDir(out); err != nil || len(left) > 0 {
			t.Errorf("%v: left %v, %v", sig, left, err)
		}
		lock.Close()
	}
}

// listener is what a command says; heard gets a word when it has said the words.
type listener struct {
	text  bytes.Buffer
	words string
	heard chan bool
}

func (w *listener) Write(p []byte) (int, error) {
	n, err := w.text.Write(p)
	if strings.Contains(w.text.String(), w.words) {
		select {
		case w.heard <- true:
		default:
		}
	}
	return n, err
}
