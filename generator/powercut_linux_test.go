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

// A real file system (ext4 in a file) is copied while a build is under way, and
// right after one has said that it is done: that is what a power cut leaves.
// The model in package output cuts at every step; this shows that the model is
// not kinder than the world. It needs leave to mount.
func TestPowerCutOnDisk(t *testing.T) {
	sitetest.Costly(t) // TestPowerCut of output has a model of such a disk
	dir := t.TempDir()
	image, at := filepath.Join(dir, "disk"), filepath.Join(dir, "mnt")
	if err := errors.Join(os.Mkdir(at, 0o755), os.WriteFile(image, nil, 0o644), os.Truncate(image, 24<<20)); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-m", "0", image).CombinedOutput(); err != nil {
		t.Skipf("no ext4 can be made here: %v %s", err, out)
	}
	mount := func(file string) (done func()) {
		t.Helper()
		if out, err := exec.Command("mount", "-o", "loop", file, at).CombinedOutput(); err != nil {
			t.Skipf("nothing may be mounted here, so only the model of a disk is tried: %v %s", err, out)
		}
		return func() {
			if out, err := exec.Command("umount", at).CombinedOutput(); err != nil {
				t.Errorf("umount: %v %s", err, out)
			}
		}
	}
	src := filepath.Join(dir, "src")
	if err := laySite(&testscript.Env{WorkDir: src}); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(src, "content/help/confidentiality.md")
	original, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	sotto := func(n int, more ...string) *exec.Cmd {
		text := append(bytes.Clone(original), strings.Repeat("\nAnother line.\n", n)...)
		if err := os.WriteFile(page, text, 0o644); err != nil {
			t.Fatal(err)
		}
		c := exec.Command(os.Args[0], append([]string{"build", "--source", src, "-d", filepath.Join(at, "public"), "--clock", "2026-11-28T00:00:00Z"}, more...)...)
		c.Env = append(os.Environ(), asCommand+"=1")
		return c
	}
	build := func(n int, more ...string) string {
		t.Helper()
		if out, err := sotto(n, more...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return treeOf(t, filepath.Join(at, "public"))
	}

	cuts := 1
	if sitetest.Soak() {
		cuts = 200
	}
	unmount := mount(image)
	mounted := true
	defer func() {
		if mounted {
			unmount()
		}
	}()
	whole := map[string]string{build(0): "old"}
	start := time.Now()
	whole[build(1)] = "new"
	took := time.Since(start)
	seen := map[string]int{}
	for i := range cuts {
		if build(0); i > 0 { // the first time, the cut comes before all is written
			syscall.Sync()
		}
		c := sotto(1)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		last := i == 0 // after the build
		if last {
			err = c.Wait()
		} else {
			time.Sleep(took * time.Duration(i) / time.Duration(cuts))
			c.Process.Signal(syscall.SIGSTOP)
		}
		if err != nil {
			t.Fatal(err)
		}
		cut := filepath.Join(dir, "cut")
		if err := os.WriteFile(cut, still(t, image), 0o644); err != nil {
			t.Fatal(err)
		}
		if !last {
			c.Process.Kill()
			c.Wait()
		}
		unmount()
		again := mount(cut)
		found := whole[treeOf(t, filepath.Join(at, "public"))]
		seen[found]++
		if found == "" || last && found != "new" {
			t.Errorf("cut %d of %d: the site is neither the old one nor the new one, or not the one that was said to be published", i, cuts)
		}
		if got := whole[build(0)]; got != "old" {
			t.Errorf("cut %d of %d: the next build did not publish", i, cuts)
		}
		if got := whole[build(0, "--no-cache")]; got != "old" { // which wants no spare
			t.Errorf("cut %d of %d: the build that remembers nothing did not publish", i, cuts)
		}
		if left, _ := filepath.Glob(filepath.Join(at, ".public*")); len(left) > 0 {
			t.Errorf("cut %d of %d: %v was left", i, cuts, left)
		}
		again()
		mounted = false
		unmount = mount(image)
		mounted = true
	}
	t.Logf("after %d power cuts the site was %v", cuts, seen)
}

// still copies a file that the system may be writing: two copies that are
// equal show one moment.
func still(t *testing.T, name string) []byte {
	t.Helper()
	var last []byte
	for range 50 {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if last != nil && bytes.Equal(data, last) {
			return data
		}
		last = data
	}
	t.Fatal("the disk does not come to rest")
	return nil
}
