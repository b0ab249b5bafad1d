package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watcher tells of changes below some folders. The system is asked to tell it of
// each folder (inotify and its like), since that costs nothing while nothing
// happens; where it cannot, or is known not to, listings are compared (poll.go).
//
// Nothing is lost: a folder is watched before it is listed, a burst that was too
// long for the system's memory counts as a change of everything, and what happens
// while a site is made has it made again.
type watcher struct {
	folders []string
	settler settler
	// remake makes the site of what there is now, and returns what shows it; that is
	// called when a burst of changes is over, unless there was one more meanwhile.
	// It is told of all changes since it was called before. Nil means that it is to
	// be asked again. early may be called meanwhile with what shows a part of it; if
	// the burst is over by then, that is called.
	remake func(c Changes, early func(show func())) (show func())
	// slow is told why listings are compared, once.
	slow func(why string)

	system *fsnotify.Watcher
	add    func(folder string) error // asks the system to tell of a folder
	known  map[string]bool           // the folders that it tells of
	lost   bool                      // which folders there are has to be found out anew
	heard  int                       // how many changes there have been
	all    bool                      // and what has changed since a build began
	files  map[Change]bool
}

func newWatcher(folders []string, remake func(Changes, func(func())) func(), slow func(string)) *watcher {
	w := &watcher{remake: remake, slow: slow, files: map[Change]bool{}}
	for _, f := range folders {
		if real, err := filepath.EvalSymlinks(f); err == nil { // a walk does not enter a link
			f = real
		}
		w.folders = append(w.folders, f)
	}
	w.settler.busy = gitBusy(w.folders)
	return w
}

// open begins to watch. An error says why the system cannot do it.
func (w *watcher) open() error {
	for _, f := range w.folders {
		if kind := remote(f); kind != "" {
			return fmt.Errorf("%s lies on %s, which does not tell of every change", f, kind)
		}
	}
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	w.system = system
	if w.add == nil {
		w.add = system.Add
	}
	if err := w.watchAll(); err != nil {
		system.Close()
		return err
	}
	return nil
}

// watchAll watches every folder that there is, those that are watched already
// among them. One that is missing is looked for again.
func (w *watcher) watchAll() error {
	w.lost, w.known = false, map[string]bool{}
	for _, f := range w.folders {
		if err := w.watch(f); err != nil {
			return err
		}
		if _, err := os.Lstat(f); err != nil {
			w.lost = true
		}
	}
	return nil
}

// watch watches a folder and those in it. What has gone meanwhile, or may not be
// read, is for the build to report.
func (w *watcher) watch(folder string) error {
	return filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case d == nil || !d.IsDir():
			return nil
		case err != nil:
			return fs.SkipDir
		}
		// A walk calls this before it lists the folder.
		w.known[name] = true
		if err := w.add(name); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return fmt.Errorf("watching %s: %w", name, err)
		}
		return nil
	})
}

// run tells of changes until ctx is done. open has been called, and err is what
// it returned.
func (w *watcher) run(ctx context.Context, err error) {
	if err == nil {
		err = w.listen(ctx)
		w.system.Close()
	}
	if ctx.Err() != nil {
		return
	}
	// What changes from here on is told of, also while the build reads.
	first := fingerprint(w.folders)
	w.slow(err.Error())
	changed := func() { w.remake(Changes{All: true}, nil)() }
	changed() // nobody has looked for a moment
	poll(ctx, first, func() string { return fingerprint(w.folders) }, w.settler.busy, ticks, changed)
}

// missingEvery is how often a folder that is missing is looked for.
const missingEvery = 500 * time.Millisecond

// listen tells of changes until ctx is done or the system cannot go on.
func (w *watcher) listen(ctx context.Context) error {
	timer := time.NewTimer(missingEvery)
	defer timer.Stop()
	var (
		made   = make(chan piece, 2) // of one site
		making bool
		begun  Changes
		of     int    // how much had been heard when that began
		show   func() // what is made of it so far
	)
	defer func() {
		for making {
			making = !(<-made).whole
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case e, ok := <-w.system.Events:
			if !ok {
				return errors.New("the system has stopped telling of changes")
			}
			if err := w.hear(e); err != nil {
				return err
			}
		case err, ok := <-w.system.Errors:
			if !ok || !errors.Is(err, fsnotify.ErrEventOverflow) {
				return fmt.Errorf("the system has stopped telling of changes: %w", err)
			}
			w.lost = true
			w.change("")
		case m := <-made:
			show, making = m.show, !m.whole
			if show == nil {
				w.remember(begun)
			}
		case <-timer.C:
		}
		now := time.Now()
		left, burst := w.settler.wait(now)
		stale := of != w.heard
		switch {
		case !burst && w.lost:
			if err := w.watchAll(); err != nil {
				return err
			}
			// What has only been missing all along is no change.
			if !w.lost {
				w.change("")
			}
			left = missingEvery
			if !w.lost {
				left = soon
			}
		case !burst || making && (show == nil || stale):
			continue // until something happens
		case making && left == 0:
			show()
			show = nil
			continue
		case making:
		case show == nil || stale && !w.settler.endless(now):
			open := left > 0
			if left = w.settler.try(now); left > 0 {
				break
			}
			if w.lost {
				if err := w.watchAll(); err != nil {
					return err
				}
			}
			w.settler.begun()
			making, show, of = true, nil, w.heard
			begun = w.changes()
			begun.Open = open
			go func(c Changes) {
				show := w.remake(c, func(show func()) { made <- piece{show, false} })
				made <- piece{show, true}
			}(begun)
			continue
		case left == 0:
			show()
			show = nil
			w.settler.done()
			if left = missingEvery; stale {
				w.settler.change(now)
				left = soon
			}
		}
		timer.Reset(left)
	}
}

// piece is what there is to show of a site that is being made, or the whole of it.
type piece struct {
	show  func()
	whole bool
}

// change takes note of one: of a file or folder or, when that is "", of anything.
func (w *watcher) change(name string) {
	w.heard++
	w.settler.change(time.Now())
	for i, f := range w.folders {
		if rest, err := filepath.Rel(f, name); name != "" && err == nil && rest != "." && filepath.IsLocal(rest) {
			w.files[Change{i, filepath.ToSlash(rest)}] = true
			return
		}
	}
	w.all = true
}

// changes are what has changed, and are forgotten.
func (w *watcher) changes() Changes {
	c := Changes{All: w.all, Files: slices.Collect(maps.Keys(w.files))}
	slices.SortFunc(c.Files, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.Name, b.Name))
	})
	w.all, w.files = false, map[Change]bool{}
	return c
}

// remember takes changes back.
func (w *watcher) remember(c Changes) {
	w.all = w.all || c.All
	for _, f := range c.Files {
		w.files[f] = true
	}
}

// hear takes note of one event.
func (w *watcher) hear(e fsnotify.Event) error {
	w.change(e.Name)
	switch {
	case e.Has(fsnotify.Create):
		if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
			w.all = true
			return w.watch(e.Name)
		}
	case e.Has(fsnotify.Remove), e.Has(fsnotify.Rename):
		if w.known[e.Name] { // all watches below it move with it
			w.lost, w.all = true, true
		}
	}
	return nil
}
