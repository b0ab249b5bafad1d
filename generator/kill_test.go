package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/sitetest"
)

// A build that is killed, at whatever moment, leaves the old site or the new
// one, whole. The moments are spread over the time a build takes here; the
// test holds at every one of them, so its result does not depend on time.
func TestKilledBuild(t *testing.T) {
	dir := t.TempDir()
	if err := laySite(&testscript.Env{WorkDir: dir}); err != nil {
		t.Fatal(err)
	}
	public := filepath.Join(dir, "public")
	// An instant that has been: a look ahead is not remembered, and leaves no spare.
	sotto := func(more ...string) *exec.Cmd {
		c := exec.Command(os.Args[0], append([]string{"build", "--source", dir, "--clock", "2026-11-28T00:00:00Z"}, more...)...)
		c.Env = append(os.Environ(), asCommand+"=1")
		return c
	}
	build := func(more ...string) string {
		t.Helper()
		if out, err := sotto(more...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return treeOf(t, public)
	}
	home := filepath.Join(dir, "content/help/confidentiality.md")
	original, err := os.ReadFile(home)
	if err != nil {
		t.Fatal(err)
	}
	change := func(words string) {
		t.Helper()
		if err := os.WriteFile(home, append(original, words...), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	whole := map[string]string{}
	start := time.Now()
	whole[build()] = "old"
	change("\nAnother line.\n")
	whole[build()] = "new"
	if len(whole) != 2 {
		t.Fatal("the two sites do not differ")
	}
	took := time.Since(start) / 2

	moments := 4
	if sitetest.Soak() {
		moments = 500
	}
	for i := range moments {
		change(strings.Repeat("\nAnother line.\n", i%2))
		c := sotto()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took * time.Duration(i) / time.Duration(moments))
		c.Process.Kill()
		c.Wait()
		if tree := treeOf(t, public); whole[tree] == "" {
			t.Fatalf("killed at moment %d of %d, public/ was neither the old site nor the new one", i, moments)
		}
	}
	change("")
	if whole[build()] != "old" {
		t.Error("the build after the killed ones made another site")
	}
	for _, name := range names(t, filepath.Join(dir, cacheFolder)) {
		if name != outcomesFile && name != sourcesFile {
			t.Errorf("%s is still in %s", name, cacheFolder)
		}
	}
	if whole[build("--no-cache")] != "old" { // which wants no spare
		t.Error("the build that remembers nothing made another site")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), "public") && e.Name() != "public" {
			t.Errorf("the killed builds left %s behind", e.Name())
		}
	}
}

// treeOf is a digest of every file name and byte below dir.
func treeOf(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		fmt.Fprintf(h, "%s %d\n%s\n", strings.TrimPrefix(name, dir), len(data), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
