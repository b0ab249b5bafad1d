package output

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// readTree returns the files below dir by slash path.
func readTree(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(name)
		out[filepath.ToSlash(rel)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// beside returns what lies in the destination's folder.
func beside(t testing.TB, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

func mustNewDir(t testing.TB, dest string) *Stage {
	t.Helper()
	s, err := NewDir(context.Background(), dest, Turn{}, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Abort)
	return s
}

// publish builds and commits files.
func publish(t testing.TB, dest string, files map[string][]byte) *Stage {
	t.Helper()
	s := mustNewDir(t, dest)
	mustFill(t, s, uniform, files)
	if err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// want is what files look like when they are published.
func want(t testing.TB, files map[string][]byte) map[string][]byte {
	t.Helper()
	s := NewMemory()
	mustFill(t, s, uniform, files)
	return s.Files()
}

func TestPublish(t *testing.T) {
	dir := t.TempDir()
	dest := filepath.Join(dir, "deep", "er", "public")
	first, second := pages(20), pages(12)
	second["new/folder/index.html"] = sample(700)
	s := publish(t, dest, first)
	sameFiles(t, "first", readTree(t, dest), want(t, first))
	if s.Count() != len(readTree(t, dest)) {
		t.Error("the count is wrong")
	}
	publish(t, dest, second)
	sameFiles(t, "second", readTree(t, dest), want(t, second))
	publish(t, dest, second)
	if got := beside(t, filepath.Dir(dest)); !slices.Equal(got, []string{"public"}) {
		t.Errorf("left behind: %v", got)
	}
	// Folders that became empty are gone too.
	if _, err := os.Stat(filepath.Join(dest, "self-help", "m3")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an emptied folder is still there")
	}
	if err := s.Commit(context.Background()); err == nil {
		t.Error("a second Commit passed")
	}
}

func TestModesAndTimes(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	old := umask(0o077)
	defer umask(old)
	publish(t, dest, pages(6))
	err := filepath.WalkDir(dest, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		mode, at := fs.FileMode(fileMode), time.Time{}
		if d.IsDir() {
			mode, at = dirMode, folderTime
		} else if data, err := os.ReadFile(name); err == nil {
			at = fileTime(hash(data))
		}
		if info.Mode().Perm() != mode {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
		if !info.ModTime().Equal(at) {
			t.Errorf("%s has time %v", name, info.ModTime())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAbort(t *testing.T) {
	dir := t.TempDir()
	dest := filepath.Join(dir, "public")
	publish(t, dest, pages(3))
	s := mustNewDir(t, dest)
	mustFill(t, s, uniform, pages(9))
	s.Abort()
	s.Abort()
	sameFiles(t, "after Abort", readTree(t, dest), want(t, pages(3)))
	if got := beside(t, dir); !slices.Equal(got, []string{"public"}) {
		t.Errorf("left behind: %v", got)
	}
	if err := s.Commit(context.Background()); err == nil {
		t.Error("Commit after Abort passed")
	}
	done := publish(t, dest, pages(4))
	done.Abort()
	sameFiles(t, "Abort after Commit", readTree(t, dest), want(t, pages(4)))
}

// What is not Sotto's is refused by name, at the start and at the end, and
// nothing is touched.
func TestRefused(t *testing.T) {
	write := func(t *testing.T, name, text string) {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, code, file string
		ours             bool // there is a published site already
		spoil            func(t *testing.T, dest string)
	}{
		{"a file in the way", "output/not-folder", "public", false, func(t *testing.T, d string) { write(t, d, "x") }},
		{"somebody's folder", "output/not-ours", "public/a.txt", false, func(t *testing.T, d string) { write(t, d+"/a.txt", "x") }},
		{"somebody's manifest", "output/not-ours", "public/.manifest", false, func(t *testing.T, d string) { write(t, d+"/.manifest", "x") }},
		{"a foreign file", "output/foreign", "public/law.pdf", true, func(t *testing.T, d string) { write(t, d+"/law.pdf", "x") }},
		{"a foreign file below", "output/foreign", "public/self-help/m0/x", true, func(t *testing.T, d string) { write(t, d+"/self-help/m0/x", "") }},
		{"a foreign hidden file", "output/foreign", "public/.git", true, func(t *testing.T, d string) { write(t, d+"/.git", "x") }},
		{"a foreign folder", "output/foreign", "public/mine", true, func(t *testing.T, d string) { os.Mkdir(d+"/mine", 0o755) }},
		{"an edited file", "output/edited", "public/robots.txt", true, func(t *testing.T, d string) { write(t, d+"/robots.txt", "Disallow: /") }},
		{"an edited file of one size", "output/edited", "public/404.html", true, func(t *testing.T, d string) {
			write(t, d+"/404.html", strings.Repeat("x", uniform.Size.PageBytes))
		}},
		{"a link in a file's place", "output/edited", "public/robots.txt", true, func(t *testing.T, d string) {
			os.Remove(d + "/robots.txt")
			os.Symlink("/dev/null", d+"/robots.txt")
		}},
		{"an edited manifest", "output/not-ours", "public/.manifest", true, func(t *testing.T, d string) {
			write(t, d+"/.manifest", "sotto-manifest 2\nabc")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			dest := filepath.Join(dir, "public")
			if c.ours {
				publish(t, dest, pages(3))
			}
			early, err := NewDir(context.Background(), dest, Turn{}, false)
			if err == nil {
				defer early.Abort()
				mustFill(t, early, uniform, pages(8))
			}
			c.spoil(t, dest)
			before := map[string][]byte{}
			if info, err := os.Stat(dest); err == nil && info.IsDir() {
				before = readTree(t, dest)
			}
			_, atStart := NewDir(context.Background(), dest, Turn{}, false)
			atEnd := early.Commit(context.Background())
			for when, err := range map[string]error{"start": atStart, "end": atEnd} {
				var r *Refused
				if !errors.As(err, &r) {
					t.Errorf("at the %s: %v", when, err)
					continue
				}
				if f := r.Findings[0]; f.Code != c.code || f.Pos.File != c.file || f.Help == "" {
					t.Errorf("at the %s: %+v", when, f)
				}
				if !strings.Contains(err.Error(), c.file+": error["+c.code+"]") || !strings.Contains(err.Error(), "help: ") {
					t.Errorf("at the %s: error text %q", when, err)
				}
			}
			early.Abort()
			if info, err := os.Stat(dest); err == nil && info.IsDir() {
				sameFiles(t, "afterwards", readTree(t, dest), before)
			}
			if got := beside(t, dir); !slices.Equal(got, []string{"public"}) {
				t.Errorf("left behind: %v", got)
			}
		})
	}
}

func TestManyForeignFilesAreCapped(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	publish(t, dest, pages(1))
	for i := range 30 {
		if err := os.WriteFile(filepath.Join(dest, "x"+strings.Repeat("y", i)), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, err := NewDir(context.Background(), dest, Turn{}, false)
	var r *Refused
	if !errors.As(err, &r) || len(r.Findings) != maxRefused+1 || !strings.Contains(err.Error(), "and 20 more files") {
		t.Errorf("got %v", err)
	}
}

// Copying a site changes its times but not that it is Sotto's.
func TestCopiedSiteIsOurs(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	publish(t, dest, pages(3))
	for name := range readTree(t, dest) {
		if err := os.Chtimes(filepath.Join(dest, name), time.Now(), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	// Somebody took a file away: that is not in the way either.
	if err := os.Remove(filepath.Join(dest, "robots.txt")); err != nil {
		t.Fatal(err)
	}
	publish(t, dest, pages(4))
	sameFiles(t, "afterwards", readTree(t, dest), want(t, pages(4)))
}

func TestEmptyFolderAndLink(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "real", "www"), 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "public")
	if err := os.Symlink(filepath.Join(dir, "real", "www"), link); err != nil {
		t.Skip("no symbolic links here")
	}
	for n := range 2 {
		publish(t, link, pages(2+n))
		sameFiles(t, "through the link", readTree(t, filepath.Join(dir, "real", "www")), want(t, pages(2+n)))
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	if got := beside(t, filepath.Join(dir, "real")); !slices.Equal(got, []string{"www"}) {
		t.Errorf("left behind: %v", got)
	}
}

// A file that appears between the check and the swap is kept, and said.
func TestForeignFileDuringSwap(t *testing.T) {
	dir := t.TempDir()
	dest := filepath.Join(dir, "public")
	publish(t, dest, pages(2))
	s := mustNewDir(t, dest)
	mustFill(t, s, uniform, pages(3))
	s.dir.stop = func(point string) {
		if point == "checked" {
			if err := os.WriteFile(filepath.Join(dest, "late.txt"), []byte("mine"), 0o644); err != nil {
				t.Error(err)
			}
		}
	}
	err := s.Commit(context.Background())
	if err == nil || !strings.Contains(err.Error(), "the new site is in place") {
		t.Errorf("got %v", err)
	}
	sameFiles(t, "the new site", readTree(t, dest), want(t, pages(3)))
	kept := filepath.Join(dir, ".public.sotto-1", "tree", "late.txt")
	publish(t, dest, pages(4)) // which tidies up, and must not take it
	if data, err := os.ReadFile(kept); err != nil || !bytes.Equal(data, []byte("mine")) {
		t.Errorf("the late file is gone: %v", err)
	}
}

func TestOthersFoldersAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".public.sotto-7/mine", ".public.sotto-8/sotto", ".other.sotto-1/sotto"} {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte("not a state"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, ".public.sotto-9"), 0o755); err != nil {
		t.Fatal(err)
	}
	publish(t, filepath.Join(dir, "public"), pages(1))
	want := []string{".other.sotto-1", ".public.sotto-7", ".public.sotto-8", "public"}
	if got := beside(t, dir); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestBadDestinations(t *testing.T) {
	if _, err := NewDir(context.Background(), "/", Turn{}, false); err == nil {
		t.Error("the root of the disk was taken")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := NewDir(context.Background(), filepath.Join(file, "public"), Turn{}, false); err == nil {
		t.Error("a destination in a file was taken")
	}
}

// A hand does not leave its folder, whatever it is told: not upwards, and not along
// a symbolic link.
func TestHandStaysInside(t *testing.T) {
	top := t.TempDir()
	if err := errors.Join(os.MkdirAll(top+"/in/real", dirMode), os.Mkdir(top+"/out", dirMode)); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(top + "/in")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	h, err := newHand(&disk{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	defer h.close()
	names := []string{"../out/f", "real/../../out/f", "real/f", "f", "new/deep/f"}
	if os.Symlink("../out", top+"/in/led") == nil && os.Symlink("../out/f", top+"/in/real/led") == nil {
		names = append(names, "led/f", "led/new/f", "real/led")
	}
	for _, name := range names {
		inside := name == "real/f" || name == "f" || name == "new/deep/f"
		if err := h.put([]file{{path: name, data: []byte("text")}}); (err == nil) != inside {
			t.Errorf("%s: %v", name, err)
		}
		if text, err := os.ReadFile(top + "/in/" + name); inside && (err != nil || string(text) != "text") {
			t.Errorf("%s holds %q: %v", name, text, err)
		}
		if err := h.put([]file{{path: name}}); err == nil { // in a shared file it would change both
			t.Errorf("%s was written over", name)
		}
	}
	if list, err := os.ReadDir(top + "/out"); err != nil || len(list) > 0 {
		t.Errorf("outside there is %v: %v", list, err)
	}
}
