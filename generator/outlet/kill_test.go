//go:build unix

package outlet

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pkg/sftp"

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

// killable publishes a release as another process does, and kills itself at a step.
func killable(dest, stop string) {
	var opt Options
	number, pages := 2, 10
	_, err := fmt.Sscan(os.Getenv("SOTTO_TEST_RELEASE"), &number, &pages, &opt.Keep)
	var d *Destination
	if err == nil {
		d, err = openChild(dest)
	}
	if err == nil {
		d.stepped(func(step string) error {
			if step == stop {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
			return nil
		})
		keep := opt.Keep
		opt = usual()
		opt.Keep = keep
		_, err = d.Publish(context.Background(), built(release(number, pages)), opt)
	}
	if err != nil {
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
}

// openChild is a destination as a child is told it: tcp://address/path is SFTP without
// SSH, to a server in the process of the test.
func openChild(dest string) (*Destination, error) {
	if rest, ok := strings.CutPrefix(dest, "tcp://"); ok {
		address, dir, _ := strings.Cut(rest, "/")
		d := &remote{ctx: context.Background(), base: "/" + dir, dial: func(context.Context) (*sftp.Client, error) {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				return nil, err
			}
			return sftp.NewClientPipe(conn, conn)
		}}
		return &Destination{store: &tree{disk: d}, name: dest}, nil
	}
	return Open(context.Background(), dest, How{Server: "nginx"})
}

// child publishes a release of so many pages, retaining so many, and stops at a step.
func child(dest, stop string, number, pages, keep int) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	c := exec.Command(self, "-test.run=^$")
	c.Env = append(os.Environ(), "SOTTO_TEST_PUBLISH="+dest, "SOTTO_TEST_STOP="+stop, fmt.Sprintf("SOTTO_TEST_RELEASE=%d %d %d", number, pages, keep))
	return c
}

// A publish that is killed at any time leaves the old release or the new one, whole.
func TestKilledAtAnyTime(t *testing.T) {
	kills := 3
	if sitetest.Soak() {
		kills = 200
	}
	dir := filepath.Join(t.TempDir(), "www")
	began := time.Now()
	if err := child(dir, "", 2, 10, 1).Run(); err == nil {
		t.Fatal("it made a destination that is not there")
	}
	published(t, at(t, dir), built(release(1, 10)), usual())
	if err := child(dir, "", 2, 10, 1).Run(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	for i := range kills {
		published(t, at(t, dir), built(release(1, 10)), usual())
		c := child(dir, "", 2, 10, 1)
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
