package pipeline

import (
	"maps"
	"slices"
	"time"

	"sotto/generator/cache"
)

// disk is a disk on which a site is written, with the times of a coarse clock:
// files that are written twice within two seconds look the same.
type disk struct {
	files   map[string]written
	numbers uint64
	seconds int64 // since the first writing
	steps   int
	still   bool // the clock stands
}

// written is a file, as the disk knows it.
type written struct {
	text         string
	number       uint64
	mod, changed time.Time
}

// now is the time by the disk's clock, and time what it writes.
func (d *disk) now() time.Time  { return time.Unix(1_000_000_000+d.seconds, 0) }
func (d *disk) time() time.Time { return d.now().Truncate(2 * time.Second) }

// write writes what has changed, a moment or a while after the last time.
func (d *disk) write(files map[string]string) {
	d.steps++
	if !d.still {
		d.seconds += []int64{0, 1, 0, 4, 0}[d.steps%5]
	}
	for name := range d.files {
		if _, ok := files[name]; !ok {
			delete(d.files, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, ok := d.files[name]
		if ok && f.text == files[name] {
			continue
		}
		if !ok {
			d.numbers++
			f.number = d.numbers
		}
		f.text, f.mod, f.changed = files[name], d.time(), d.time()
		d.files[name] = f
	}
}

// change does something to a file that its text does not show.
func (d *disk) change(name string, change func(f *written)) {
	f, ok := d.files[name]
	if !ok {
		return
	}
	f.changed = d.time()
	change(&f)
	d.files[name] = f
}

// sources are what builds know of such files.
func (d *disk) sources(kept *cache.Cache) *Sources {
	return &Sources{Cache: kept, Now: d.now, Device: diskDevice}
}
