package output

import (
	"errors"
	"io/fs"
	"os"
	"sync"
	"syscall"
)

// syncers is how many files syncEach has in hand at once. Each waits for the
// disk and not for a core, and waits together are shorter: 270 files of 24 kB
// on ext4 take 0.63 s one by one, 0.10 s by 16, 0.055 s by 64; one syncfs(2)
// takes 0.02 s (medians of 15).
const syncers = 64

// syncEach waits until every file and folder below root is safe on the disk,
// one by one, which every system can. An error of any is its error.
func syncEach(root *os.Root) error {
	names := make(chan string)
	errs := make([]error, syncers)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			for name := range names {
				if errs[i] == nil {
					errs[i] = syncOne(root, name)
				}
			}
		})
	}
	err := fs.WalkDir(root.FS(), ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil {
			names <- name
		}
		return err
	})
	close(names)
	wg.Wait()
	return errors.Join(append(errs, err)...)
}

func syncOne(root *os.Root, name string) error {
	f, err := root.OpenFile(name, os.O_RDWR, 0) // some systems sync only what may be written
	if err != nil {
		if f, err = root.Open(name); err != nil { // a folder
			return err
		}
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !cannotSync(err) {
		return err
	}
	return nil
}

// cannotSync reports that the system does not know how to sync this kind of
// file, which some say of folders. The swap is then as safe as it can be.
func cannotSync(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported)
}
