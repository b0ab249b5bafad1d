package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// What is opened near the last file is what is opened from the top, and so is what
// is not there, or leads out.
func TestNearby(t *testing.T) {
	top := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(top+"/"+name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.MkdirAll(top+"/in/a/deep", 0o755), os.Mkdir(top+"/in/b", 0o755), os.Mkdir(top+"/out", 0o755)); err != nil {
		t.Fatal(err)
	}
	files := []string{"top.md", "a/one.md", "a/two.md", "a/deep/one.md", "b/one.md"}
	for _, name := range files {
		write("in/"+name, "this is "+name)
	}
	root, err := os.OpenRoot(top + "/in")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	folder := nearby(root.FS())
	if err := fstest.TestFS(folder, files...); err != nil {
		t.Error(err)
	}
	write("out/secret.md", "this is outside")
	for link, to := range map[string]string{"a/link.md": "../b/one.md", "led": "../out", "a/led.md": "../../out/secret.md", "linked": "a"} {
		if err := os.Symlink(to, top+"/in/"+link); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		for _, name := range []string{
			"a/one.md", "a/link.md", "a/led.md", "led/secret.md", "linked/two.md", "a/none.md", "none/one.md", "a/one.md/x", "a/deep",
			"../out/secret.md", "a/../../out/secret.md", "a//one.md", "/a/one.md", "a/", "", "b/one.md",
		} {
			got, err1 := read(folder, name)
			want, err2 := read(root.FS(), name)
			if got != want || said(err1) != said(err2) {
				t.Errorf("%s: %q, %v; from the top it is %q, %v", name, got, err1, want, err2)
			}
			if strings.Contains(got, "outside") {
				t.Errorf("%s leads out", name)
			}
		}
	}
	// A folder that another has replaced.
	if _, err := read(folder, "a/one.md"); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.RemoveAll(top+"/in/a"), os.Mkdir(top+"/in/a", 0o755)); err != nil {
		t.Fatal(err)
	}
	write("in/a/one.md", "anew")
	if got, err := read(folder, "a/one.md"); got != "anew" {
		t.Errorf("the new folder's file says %q, %v", got, err)
	}
}

func read(folder fs.FS, name string) (string, error) {
	f, err := folder.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return "a folder", err
	}
	data := make([]byte, info.Size())
	_, err = f.Read(data)
	return string(data), err
}

func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
