package output

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sotto/generator/diag"
)

// What only a disk does to a file is mended, and told; what a person does to
// one, however short, is refused.
func TestDamage(t *testing.T) {
	page := want(t, pages(1))["404.html"]
	for _, c := range []struct {
		name    string
		left    []byte // of the file; nil: it is gone
		time    bool   // as Sotto set it
		damaged string // in the finding; "" when it is an edit
	}{
		{"empty", []byte{}, false, "shorter"},
		{"empty, in time", []byte{}, true, "shorter"},
		{"cut short", page[:4096], true, "shorter"},
		{"NUL bytes", make([]byte, len(page)), false, "NUL"},
		{"fewer NUL bytes", make([]byte, 512), false, "NUL"},
		{"gone", nil, false, "gone"},
		{"shortened by hand", page[:4096], false, ""},
		{"one word by hand", []byte("later"), false, ""},
		{"lengthened", append(bytes.Clone(page), '\n'), true, ""},
		{"one byte", append([]byte{0}, page[1:]...), false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dest := filepath.Join(t.TempDir(), "public")
			publish(t, dest, pages(1))
			file := filepath.Join(dest, "404.html")
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			if c.left != nil {
				if err := os.WriteFile(file, c.left, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if c.time {
				at := fileTime(hash(page))
				if err := os.Chtimes(file, at, at); err != nil {
					t.Fatal(err)
				}
			}
			s, err := NewDir(context.Background(), dest, Turn{}, false)
			if c.damaged == "" {
				var r *Refused
				if !errors.As(err, &r) || r.Findings[0].Code != "output/edited" {
					t.Fatalf("got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer s.Abort()
			list := s.Damage()
			if len(list) != 1 || list[0].Pos.File != "public/404.html" || list[0].Severity != diag.Info || !strings.Contains(list[0].Message, c.damaged) {
				t.Errorf("damage: %+v", list)
			}
			mustFill(t, s, uniform, pages(2))
			if err := s.Commit(context.Background()); err != nil {
				t.Fatal(err)
			}
			sameFiles(t, "mended", readTree(t, dest), want(t, pages(2)))
			if again := mustNewDir(t, dest); len(again.Damage()) > 0 {
				t.Errorf("still damaged: %v", again.Damage())
			}
		})
	}
}

// A whole old site that lies in the staging folder of a killed build stays
// until a whole one stands again in its place.
func TestOldSiteIsKeptWhileDamaged(t *testing.T) {
	dir := t.TempDir()
	dest := filepath.Join(dir, "public")
	staging := filepath.Join(dir, ".public.sotto-1")
	publish(t, filepath.Join(staging, treeDir), pages(3))
	if err := os.WriteFile(filepath.Join(staging, stateFile), []byte(swapping), 0o644); err != nil {
		t.Fatal(err)
	}
	publish(t, filepath.Join(dir, "other"), pages(4))
	if err := os.Rename(filepath.Join(dir, "other"), dest); err != nil {
		t.Fatal(err)
	}
	for name := range want(t, pages(4)) {
		if name != ManifestName {
			if err := os.Truncate(filepath.Join(dest, name), 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	failed := mustNewDir(t, dest)
	if list := failed.Damage(); len(list) != maxRefused+1 || !strings.Contains(list[maxRefused].Message, "more files that are not whole") {
		t.Errorf("damage: %v", list)
	}
	failed.Abort()
	sameFiles(t, "after a build that failed", readTree(t, filepath.Join(staging, treeDir)), want(t, pages(3)))
	publish(t, dest, pages(5))
	sameFiles(t, "mended", readTree(t, dest), want(t, pages(5)))
	if got := beside(t, dir); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}
