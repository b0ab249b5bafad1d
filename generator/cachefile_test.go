package main

import (
	"os"
	"path/filepath"
	"testing"

	"sotto/generator/load"
)

// The clock of a disk is never ahead of what the disk writes, and goes on.
func TestDiskClock(t *testing.T) {
	dir := t.TempDir()
	now, device := diskClock(filepath.Join(dir, "clock"))
	if now == nil {
		t.Skip("this system does not say enough of files")
	}
	if _, err := os.Stat(filepath.Join(dir, "clock")); err == nil {
		t.Error("the file by which the time is told is still there")
	}
	name := filepath.Join(dir, "file")
	write := func() load.Stat {
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		return load.StatOf(os.Lstat(name))
	}
	first := now()
	looks := write()
	if looks.Device != device || looks.Changed < first.UnixNano() {
		t.Errorf("the clock says %d of disk %d before a file is written at %d to disk %d", first.UnixNano(), device, looks.Changed, looks.Device)
	}
	for now().UnixNano() <= looks.Changed { // it comes to any time
		write()
	}
	if now, _ := diskClock(filepath.Join(dir, "nowhere", "clock")); now != nil {
		t.Error("there is a clock without a disk")
	}
}
