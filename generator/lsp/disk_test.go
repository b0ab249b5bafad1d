package lsp

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// counted is a folder that counts how often it is asked.
type counted struct {
	fs.FS
	n *int
}

func (c counted) Open(name string) (fs.File, error) { *c.n++; return c.FS.Open(name) }

// everything reads a folder.
func everything(t *testing.T, folder fs.FS) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !d.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(folder, name)
		fmt.Fprintf(&b, "%s: %s\n", name, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What is on the disk is read once, and again when it has changed.
func TestDiskIsReadOnce(t *testing.T) {
	root := t.TempDir()
	put(t, root, "content/a.md", "one")
	put(t, root, "content/b/c.md", "two")
	put(t, root, "content/b/d.csv", "three")
	if err := os.Symlink("a.md", filepath.Join(root, "content", "link.md")); err != nil {
		t.Skip(err)
	}
	d, asked := newDisk(root), 0
	now := time.Now().Add(time.Hour) // long after
	d.now = func() time.Time { return now }
	folder := d.folder("content", counted{os.DirFS(filepath.Join(root, "content")), &asked})
	never := func() bool { return false }
	read := func(change string, reads bool, changed ...string) {
		t.Helper()
		if got := d.sweep(never); !slices.Equal(got, changed) {
			t.Errorf("%s: %q have changed, want %q", change, got, changed)
		}
		asked = 0
		got, want := everything(t, folder), everything(t, os.DirFS(filepath.Join(root, "content")))
		if got != want {
			t.Errorf("%s: it is\n%s\nwant\n%s", change, got, want)
		}
		if (asked > 0) != reads {
			t.Errorf("%s: the disk was asked %d times", change, asked)
		}
		if got := d.sweep(never); got != nil {
			t.Errorf("%s: %q have changed again", change, got)
		}
	}
	read("first", true)
	read("nothing", false)
	put(t, root, "content/a.md", "One and more")
	read("another length", true, "content/a.md")
	put(t, root, "content/b/e.md", "four")
	read("a new file", true, "content/b")
	if err := os.Remove(filepath.Join(root, "content", "b", "c.md")); err != nil {
		t.Fatal(err)
	}
	read("a file less", true, "content/b", "content/b/c.md")
	if err := os.RemoveAll(filepath.Join(root, "content", "b")); err != nil {
		t.Fatal(err)
	}
	read("a folder less", true, "content", "content/b", "content/b/d.csv", "content/b/e.md")
	at := filepath.Join(root, "content", "a.md")
	if err := os.Chtimes(at, now, now.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	read("another time alone", false)
	if err := os.Remove(at); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(at, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := d.sweep(never); !slices.Contains(got, "content/a.md") {
		t.Errorf("a folder in the place of a file: %q", got)
	}
}

// A file that was read just after it had changed may change again within one tick
// of its clock: then its bytes are compared, and not only its times.
func TestYoungFilesAreCompared(t *testing.T) {
	root := t.TempDir()
	put(t, root, "content/a.md", "one")
	put(t, root, "content/b.md", "two")
	d := newDisk(root)
	read := d.folder("content", os.DirFS(filepath.Join(root, "content")))
	at, name := filepath.Join(root, "content", "a.md"), "content/a.md"
	info, err := os.Stat(at)
	if err != nil {
		t.Fatal(err)
	}
	last := func() time.Time { // of its changes
		info, err := os.Lstat(at)
		if err != nil {
			t.Fatal(err)
		}
		return time.Unix(0, max(stampOf(info).modified, stampOf(info).touched))
	}
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{time.Millisecond, 1}, {settled, 0}, {-time.Hour, 1}} {
		now := last().Add(c.after)
		d.now = func() time.Time { return now }
		d.files = map[string]*remembered{}
		everything(t, read)
		// Another text, and what the system says of it is what it said before.
		put(t, root, "content/a.md", "ONE")
		if err := os.Chtimes(at, info.ModTime(), info.ModTime()); err != nil {
			t.Fatal(err)
		}
		changed, err := os.Lstat(at)
		if err != nil {
			t.Fatal(err)
		}
		d.files[name].stamp = stampOf(changed)
		if got := d.sweep(func() bool { return false }); len(got) != c.want {
			t.Errorf("%v after it was written: %q have changed", c.after, got)
		}
		put(t, root, "content/a.md", "one")
		if err := os.Chtimes(at, info.ModTime(), info.ModTime()); err != nil {
			t.Fatal(err)
		}
	}
	// A look gives way to whoever is in a hurry.
	for i := range 200 {
		put(t, root, fmt.Sprintf("content/n%d.md", i), "n")
	}
	d.files = map[string]*remembered{}
	everything(t, read)
	asked := 0
	d.sweep(func() bool { asked++; return true })
	if asked != 1 {
		t.Errorf("it looked on, and asked %d times", asked)
	}
}

// The folder does as a folder does.
func TestDiskFolder(t *testing.T) {
	root := t.TempDir()
	put(t, root, "content/a.md", "one")
	put(t, root, "content/b/c.md", "two")
	d := newDisk(root)
	folder := d.folder("content", os.DirFS(filepath.Join(root, "content")))
	for range 2 { // as it is read, and as it is remembered
		if err := fstest.TestFS(folder, "a.md", "b/c.md"); err != nil {
			t.Error(err)
		}
	}
	put(t, root, "content/b/long.bin", strings.Repeat("long ", mostKept/4))
	if data, err := fs.ReadFile(folder, "b/long.bin"); err != nil || len(data) < mostKept || d.known("content/b/long.bin") != nil {
		t.Errorf("a long file: %d bytes, %v", len(data), err)
	}
	for _, name := range []string{"none.md", "../content/a.md", "/a.md", ""} {
		if f, err := folder.Open(name); err == nil {
			f.Close()
			t.Errorf("%q can be opened", name)
		}
	}
}

// What others change on the disk is seen, when the editor tells of it, and without
// a word at the next edit.
func TestChangesOfOthers(t *testing.T) {
	root := lay(t, nil)
	c := connect(t, root)
	// An editor that tells of files: the disk is not looked at from time to time.
	c.ask("initialize", map[string]any{"rootUri": uriOf(root), "capabilities": map[string]any{"workspace": map[string]any{
		"didChangeWatchedFiles": map[string]any{"dynamicRegistration": true},
	}}}, nil)
	c.say("initialized", map[string]any{})
	c.wait(nil)
	clean := c.printed()
	data := string(newFile(t, root, help))
	put(t, root, help, strings.Replace(data, ":phone[helpline]", ":phone[helplin]", 1))
	c.say("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{}})
	c.until(func() bool { return c.shows(help) == "service/unknown" })
	put(t, root, help, data)
	c.open("content/news/launch.md", string(newFile(t, root, launch)), 1)
	c.until(func() bool { return c.shows(help) == "" })
	if got := c.printed(); got != clean {
		t.Errorf("it shows\n%s\nwant\n%s", got, clean)
	}
}
