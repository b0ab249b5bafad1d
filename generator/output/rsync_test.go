package output

import (
	"bytes"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Copying by length and time, as rsync does, sends what has other bytes and
// nothing else.
func TestRsync(t *testing.T) {
	rsync, err := exec.LookPath("rsync")
	if err != nil {
		t.Skip("rsync is not installed: install it to see that it sends every edit")
	}
	dir := t.TempDir()
	dest, mirror := filepath.Join(dir, "public"), filepath.Join(dir, "mirror")
	send := func() []string {
		t.Helper()
		out, err := exec.Command(rsync, "-a", "--delete", "--out-format=%i %n", dest+"/", mirror+"/").CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		var sent []string
		for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
			if how, name, ok := strings.Cut(line, " "); ok && strings.HasPrefix(how, ">f") {
				sent = append(sent, name)
			}
		}
		return sent
	}
	files := pages(3)
	publish(t, dest, files)
	before := readTree(t, dest)
	if sent := send(); len(sent) != len(before) {
		t.Errorf("at first %d of %d files were sent", len(sent), len(before))
	}
	page := "self-help/m0/c1/index.html"
	files[page] = bytes.Replace(files[page], []byte("the"), []byte("tha"), 1)
	publish(t, dest, files)
	after := readTree(t, dest)
	var differ []string
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if !bytes.Equal(before[name], after[name]) {
			differ = append(differ, name)
			if len(before[name]) != len(after[name]) && name != ManifestName {
				t.Errorf("%s has another length: this shows nothing", name)
			}
		}
	}
	if sent := send(); len(differ) < 4 || !slices.Equal(slices.Sorted(slices.Values(sent)), differ) {
		t.Errorf("sent %v, and %v differ", sent, differ)
	}
	sameFiles(t, "the mirror", readTree(t, mirror), after)
	publish(t, dest, files)
	if sent := send(); len(sent) > 0 {
		t.Errorf("sent again: %v", sent)
	}
}

// Times are spread over the whole span, on even seconds, and none is outside
// what FAT, zip and 32 bits can hold, or in the future of this test's writing.
func TestFileTimes(t *testing.T) {
	seen := map[time.Time]bool{}
	first, last := fileTime(digest{}), fileTime(digest(bytes.Repeat([]byte{0xff}, 32)))
	if first.Year() != 1985 || last.Year() != 2019 {
		t.Errorf("the span is %v to %v", first, last)
	}
	for i := range 1000 {
		at := fileTime(hash([]byte{byte(i), byte(i >> 8)}))
		if at.Before(first) || at.After(last) || at.Unix()%2 != 0 || at.Nanosecond() != 0 {
			t.Errorf("a time is %v", at)
		}
		seen[at] = true
	}
	// By chance two of 1,000 are the same once in about 1,000 such tests, and
	// in this one none are, today and always.
	if len(seen) != 1000 {
		t.Errorf("1,000 files have %d times", len(seen))
	}
}
