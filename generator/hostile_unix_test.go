//go:build unix

package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/sitetest"
)

// patience is how long a command may take. Nothing is measured by it: one that
// waits for a pipe would wait for ever.
const patience = 2 * time.Minute

// told is what a command said, and its exit code.
type told struct {
	stdout, stderr string
	code           int
}

// sotto runs the command in a folder, with standard output going to a file when
// it is not nil, and ends it when it does not end by itself.
func sotto(t *testing.T, dir string, stdout *os.File, args ...string) told {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, os.Args[0], args...)
	c.Dir, c.Env = dir, append(os.Environ(), asCommand+"=1")
	var out, err bytes.Buffer
	c.Stdout, c.Stderr = &out, &err
	if stdout != nil {
		c.Stdout = stdout
	}
	_ = c.Run() // its exit code is what is asked for
	if ctx.Err() != nil {
		t.Fatalf("sotto %q waits for ever\n%s", args, err.String())
	}
	return told{out.String(), err.String(), c.ProcessState.ExitCode()}
}

// smallSite lays down the small site of the scripts.
func smallSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := laySite(&testscript.Env{WorkDir: dir}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// pipe puts a pipe in the place of a file.
func pipe(t *testing.T, file string) {
	t.Helper()
	_ = os.Remove(file)
	if err := syscall.Mkfifo(file, 0o644); err != nil {
		t.Skip(err)
	}
}

// TestSpecialFilesNeverBlock puts what is no file wherever a file is read. Each
// is a finding, and all that can be told at once is.
func TestSpecialFilesNeverBlock(t *testing.T) {
	dir := smallSite(t)
	var want []string
	put := func(file, code string) string {
		want = append(want, file+": error["+code+"]")
		return filepath.Join(dir, file)
	}
	pipe(t, put("content/films.md", "file/special"))
	pipe(t, put("content/services.yaml", "file/special"))
	pipe(t, put("content/messages.cy.yaml", "file/special"))
	pipe(t, put("static/style.css", "asset/type"))
	pipe(t, put("static/notes.txt", "asset/type"))
	pipe(t, put("templates/base.html", "template/special"))
	pipe(t, put("templates/components/note.html", "template/special"))
	pipe(t, put("templates/films.html", "template/special"))
	for file, code := range map[string]string{"content/x.md": "file/special", "static/x.txt": "asset/type", "templates/x.html": "template/special"} {
		at := put(file, code)
		t.Chdir(filepath.Dir(at)) // the name of a socket is at most 108 bytes
		l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Base(at), Net: "unix"})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
	}
	for file, code := range map[string]string{"content/y.md": "file/special", "static/y.txt": "asset/type", "templates/home.html": "template/special"} {
		at := put(file, code)
		_ = os.Remove(at)
		if err := os.Symlink("/etc/passwd", at); err != nil {
			t.Fatal(err)
		}
	}
	got := sotto(t, dir, nil, "check")
	if got.code != exitFindings {
		t.Errorf("exit code %d\n%s", got.code, got.stderr)
	}
	for _, line := range want {
		if !strings.Contains(got.stderr, line) {
			t.Errorf("nothing begins with %s", line)
		}
	}
	if t.Failed() {
		t.Log(got.stderr)
	}

	pipe(t, filepath.Join(dir, "content/site.yaml")) // without it nothing else is read
	if got := sotto(t, dir, nil, "check"); got.code != exitFindings || !strings.Contains(got.stderr, "content/site.yaml: error[") {
		t.Errorf("site.yaml: exit code %d\n%s", got.code, got.stderr)
	}
	pipe(t, filepath.Join(dir, "folder"))
	for _, args := range [][]string{
		{"check", "--content", "folder"}, {"list", "--templates", "folder"}, {"build", "--static", "folder"}, {"audit", "folder"},
	} {
		if got := sotto(t, dir, nil, args...); got.code != exitUsage || !strings.Contains(got.stderr, "folder is no folder") {
			t.Errorf("%q: exit code %d\n%s", args, got.code, got.stderr)
		}
	}
}

// TestAuditOfSpecialFiles is the same for a folder of other people's files.
func TestAuditOfSpecialFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.html", "sitemap.xml", "b.txt"} {
		pipe(t, filepath.Join(dir, name))
	}
	if err := os.WriteFile(filepath.Join(dir, "a.html.gz"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	got := sotto(t, dir, nil, "audit", ".")
	for _, line := range []string{"a.html: error[served/symlink]", "sitemap.xml: error[served/symlink]", "b.txt: error[served/symlink]", "a.html.gz: error[served/sidecar]"} {
		if !strings.Contains(got.stderr, line) {
			t.Errorf("nothing begins with %s\n%s", line, got.stderr)
		}
	}
	if got.code != exitFindings {
		t.Errorf("exit code %d", got.code)
	}
}

// nasty are names that a terminal would obey, that end a line, that turn the
// direction of text, or that are not UTF-8.
var nasty = []string{"b\x1b[31m", "b\u202etxt", "b\u2066", "b\n::error::x", "b\u009b31m", "b\xff"}

// raw finds what must not be told as it is. Line ends are looked for by what
// stands behind the one in the name above.
func raw(s string) bool {
	return strings.ContainsAny(s, "\x1b\u202e\u2066\u009b") || strings.Contains(s, "\n::error::x") || !utf8.ValidString(s)
}

// TestNamesAreNeverRaw has files of such names wherever files may be, and looks
// at every form in which they are told.
func TestNamesAreNeverRaw(t *testing.T) {
	dir, finished := smallSite(t), t.TempDir()
	for _, name := range nasty {
		for _, file := range []string{
			dir + "/content/" + name + ".md", dir + "/content/" + name + "/index.md",
			dir + "/static/" + name + ".txt", dir + "/static/" + name + "/a.txt",
			dir + "/templates/" + name + ".html", dir + "/templates/" + name + "/a.html",
			finished + "/" + name + ".html", finished + "/" + name + "/index.html",
		} {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Skip(err)
			}
			if err := os.WriteFile(file, []byte("---\ntitle: A\n---\n"), 0o644); err != nil {
				t.Skip(err) // not every file system takes such names
			}
		}
	}
	// Each name is a finding, and hides no other.
	got := sotto(t, dir, nil, "check")
	for _, line := range []string{
		`content/b\x1b[31m.md: error[file/name]`, `content/b\u202etxt.md: error[file/name]`, `content/b\xff.md: error[file/name]: the name is not UTF-8`,
		`content/b\xff: error[file/name]`, `content/b\n::error::x.md: error[file/name]`, `static/b\xff.txt: error[asset/name]`, `static/b\xff: error[asset/name]`,
		`templates/b\xff.html: error[template/unused]`, `templates/b\xff: error[template/unused]`, `templates/b\u2066.html: error[template/unused]`,
	} {
		if !strings.Contains(got.stderr, "\n"+line) {
			t.Errorf("nothing begins with %s", line)
		}
	}
	if got.code != exitFindings {
		t.Errorf("exit code %d\n%s", got.code, got.stderr)
	}
	for _, format := range []string{"text", "json", "github", "sarif"} {
		for _, args := range [][]string{{"check"}, {"audit", finished}} {
			got := sotto(t, dir, nil, append(args, "--format", format)...)
			if text := got.stdout + got.stderr; raw(text) || got.code != exitFindings {
				t.Errorf("%q --format %s: exit code %d\n%q", args, format, got.code, text)
			}
		}
	}
	// So are names on the command line, what the system says of them, and lists.
	all := strings.Join(nasty, "")
	for _, args := range sitetest.Some([][]string{
		{"build", "-s", all}, {"build", "-d", "content/index.md/" + all}, {"audit", all}, {"check", "--static", "content/" + all}, {"check", "--static", "content/" + nasty[0] + ".md"},
		{"explain", all}, {"explain", "content/" + nasty[0] + ".md"}, {"check", "--format", all}, {all}, {"check", "--" + all},
		{"list"}, {"list", "--format", "json"},
	}, 3) {
		if got := sotto(t, dir, nil, args...); raw(got.stdout+got.stderr) || strings.Contains(got.stderr, "goroutine") {
			t.Errorf("%q: exit code %d\n%q %q", args, got.code, got.stdout, got.stderr)
		}
	}
}

// TestFullDisk has every verb write to a disk that is full.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	dir := smallSite(t)
	for _, args := range sitetest.Some([][]string{
		{"build", "--clock", "2026-11-28T12:00:00Z"}, {"check"}, {"list"}, {"list", "--format", "json"}, {"version"}, {"--help"}, {"build", "--help"}, {},
		{"explain"}, {"explain", "link/missing"}, {"explain", "key/weight"}, {"explain", "content/help/confidentiality.md"}, {"audit", "public"},
		{"serve", "--port", "0"}, {"audit", "content", "--format", "json"}, {"check", "--clock", "2020-01-01T00:00:00Z", "--format", "sarif"},
	}, 2) {
		got := sotto(t, dir, full, args...)
		if got.code != exitIO || !strings.Contains(got.stderr, "no space left on device") || strings.Count(got.stderr, "sotto: ") != 1 {
			t.Errorf("%q: exit code %d\n%s", args, got.code, got.stderr)
		}
	}
	// Its own files go elsewhere, and are there.
	if _, err := os.Stat(filepath.Join(dir, "public/index.html")); err != nil {
		t.Error(err)
	}
}

// TestOwnMount has a destination that is a disk of its own, and a folder on it.
func TestOwnMount(t *testing.T) {
	for _, full := range []string{"/dev/shm", "/proc"} {
		if _, err := os.Stat(full); err != nil {
			continue
		}
		if err := ownMount(full, full); err == nil {
			t.Errorf("%s may be a destination", full)
		}
		if err := ownMount(full+"/site", "site"); err != nil {
			t.Error(err)
		}
	}
	if err := ownMount(t.TempDir(), "site"); err != nil {
		t.Error(err)
	}
}
