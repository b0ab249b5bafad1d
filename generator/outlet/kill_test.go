//go:build unix

package outlet

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"sotto/generator/sitetest"
)

// TestMain is the child that gets killed, when it is told a destination.
func TestMain(m *testing.M) {
	if dest := os.Getenv("SOTTO_TEST_PUBLISH"); dest != "" {
		killable(dest, os.Getenv("SOTTO_TEST_STOP"))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// killable publishes release 2, retaining nothing else, and kills itself at a point.
func killable(dest, stop string) {
	d, err := Open(context.Background(), dest, How{})
	if err == nil {
		d.stepped(func(step string) error {
			if step == stop {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
			return nil
		})
		opt := usual()
		opt.Keep = 1
		_, err = d.Publish(context.Background(), built(release(2, 10)), opt)
	}
	if err != nil {
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
}

func child(dest, stop string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	c := exec.Command(self, "-test.run=^$")
	c.Env = append(os.Environ(), "SOTTO_TEST_PUBLISH="+dest, "SOTTO_TEST_STOP="+stop)
	return c
}

// A publish that is killed leaves the old release or the new one, whole, while readers
// go on; the next publish needs nobody's help.
func TestKilledAtEveryStep(t *testing.T) {
	steps := []string{"locked", "begun", "half", "sent", "sealed", "recorded", "marked", "swapped", "dropped"}
	for _, stop := range sitetest.Some(steps, 4) {
		dir := filepath.Join(t.TempDir(), "www")
		published(t, at(t, dir), built(release(1, 10)), usual())
		stopped, told := make(chan bool), make(chan error, 1)
		go func() {
			for {
				select {
				case <-stopped:
					told <- nil
					return
				default:
					if err := readOnce(dir); err != nil && stop != "swapped" && stop != "dropped" { // then what was read first is removed
						told <- err
						return
					}
				}
			}
		}()
		if err := child(dir, stop).Run(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("%s: %v", stop, err)
		}
		want := release(1, 10)
		if slices.Index(steps, stop) >= slices.Index(steps, "swapped") {
			want = release(2, 10)
		}
		same(t, "killed at "+stop, served(t, dir), want)
		d := at(t, dir)
		if stop == "sealed" { // nobody lists a release without its record
			if list, _, err := d.Releases(t.Context()); err != nil || len(list) != 1 {
				t.Errorf("%v, %v", list, err)
			}
		}
		published(t, d, built(release(3, 10)), usual())
		close(stopped)
		if err := <-told; err != nil {
			t.Errorf("killed at %s, a reader met: %v", stop, err)
		}
		same(t, "after a kill at "+stop, served(t, dir), release(3, 10))
		list, err := os.ReadDir(filepath.Join(dir, releases))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			if strings.Contains(e.Name(), partial) || strings.Contains(e.Name(), ".new") {
				t.Errorf("killed at %s: %s was left", stop, e.Name())
			}
		}
	}
}

// The same at any time.
func TestKilledAtAnyTime(t *testing.T) {
	kills := 3
	if sitetest.Soak() {
		kills = 200
	}
	dir := filepath.Join(t.TempDir(), "www")
	began := time.Now()
	if err := child(dir, "").Run(); err == nil {
		t.Fatal("it made a destination that is not there")
	}
	published(t, at(t, dir), built(release(1, 10)), usual())
	if err := child(dir, "").Run(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	for i := range kills {
		published(t, at(t, dir), built(release(1, 10)), usual())
		c := child(dir, "")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took * time.Duration(i) / time.Duration(kills))
		c.Process.Kill()
		c.Wait()
		got := served(t, dir)
		if text := got["p0/index.html"]; len(got) != 22 || text != release(1, 1)["p0/index.html"] && text != release(2, 1)["p0/index.html"] {
			t.Fatalf("kill %d: %d files, %q", i, len(got), text)
		}
	}
}
