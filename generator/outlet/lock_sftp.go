package outlet

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/pkg/sftp"
)

// stale is how long nobody has to have renewed a lock before it is none any more, by
// the clock of the server; renewed is how often its owner does.
const (
	stale   = 2 * time.Minute
	renewed = stale / 8
)

// leased is a lock that is renewed by a goroutine as long as it is held.
type leased struct {
	stop   chan struct{}
	done   chan struct{}
	verify func() error
	remove func()
}

// lease renews a lock until it is let go.
func lease(renew func(), verify func() error, remove func()) *leased {
	l := &leased{make(chan struct{}), make(chan struct{}), verify, remove}
	go func() {
		defer close(l.done)
		tick := time.NewTicker(renewed)
		defer tick.Stop()
		for {
			select {
			case <-l.stop:
				return
			case <-tick.C:
				renew()
			}
		}
	}()
	return l
}

func (l *leased) check(context.Context) error { return l.verify() }

func (l *leased) free() {
	close(l.stop)
	<-l.done
	if l.verify() == nil {
		l.remove()
	}
}

// owner is the text of a lock: by whom, and a word that nobody else has.
func owner() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("sotto publish, process %d on %s\n%s\n", os.Getpid(), host, rand.Text())
}

// taken says whose a lock is.
func taken(text []byte, age time.Duration) error {
	who, _, _ := strings.Cut(string(text), "\n")
	return fmt.Errorf("%w at the destination (%.80q, heard of %v ago): wait until it has ended; if it was killed, its lock ends %v after that", ErrBusy, who, age.Round(time.Second), stale)
}

func (d *remote) lock(context.Context) (held, error) {
	mine := owner()
	for range 2 {
		err := d.makeLock(mine)
		if err == nil {
			return lease(func() { d.renewLock(mine) }, func() error { return d.isLock(mine) }, func() { d.remove(lockName) }), nil
		}
		theirs, readErr := d.read(lockName)
		switch {
		case errors.Is(readErr, fs.ErrNotExist):
			if passing(err) || d.ctx.Err() != nil {
				return nil, err
			}
			continue // it has gone meanwhile, or nothing can be made here
		case readErr != nil:
			return nil, fmt.Errorf("reading the lock: %w", readErr)
		case string(theirs) == mine:
			continue
		}
		age, err := d.age(mine)
		if err != nil {
			return nil, fmt.Errorf("reading the age of the lock: %w", err)
		}
		if age < stale {
			return nil, taken(theirs, age)
		}
		if err := d.breakLock(string(theirs)); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("the lock could not be made at the destination: may its user write there? Or is %w", ErrBusy)
}

// makeLock makes the lock, which must not be there.
func (d *remote) makeLock(text string) error {
	return d.do(func(c *sftp.Client, _ int) (err error) {
		f, err := c.OpenFile(d.at(lockName), os.O_WRONLY|os.O_CREATE|os.O_EXCL)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		_, err = f.Write([]byte(text))
		return err
	})
}

// renewLock writes the lock once more, which the server puts its time on.
func (d *remote) renewLock(text string) {
	if d.isLock(text) != nil {
		return
	}
	if c, err := d.get(); err == nil {
		if f, err := c.OpenFile(d.at(lockName), os.O_WRONLY); err == nil {
			f.Write([]byte(text))
			f.Close()
		}
	}
}

func (d *remote) isLock(text string) error {
	got, err := d.read(lockName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if string(got) != text {
		return fmt.Errorf("%w: this one was paused for so long that its lock has ended; publish again", ErrBusy)
	}
	return nil
}

// age is how old a lock is, by the clock that gives files their times.
func (d *remote) age(mine string) (age time.Duration, err error) {
	probe := lockName + "." + sum([]byte(mine))[:16]
	if err := d.create(probe, nil, time.Time{}); err != nil {
		return 0, err
	}
	defer d.remove(probe)
	err = d.do(func(c *sftp.Client, _ int) error {
		now, err := c.Lstat(d.at(probe))
		if err != nil {
			return err
		}
		then, err := c.Lstat(d.at(lockName))
		if err != nil {
			return err
		}
		age = now.ModTime().Sub(then.ModTime())
		return nil
	})
	return age, err
}

// breakLock takes away a lock whose owner is not heard of. Who was quicker has made
// another one: that one is put back.
func (d *remote) breakLock(text string) error {
	away := lockName + "." + sum([]byte(rand.Text()))[:16]
	if err := d.rename(lockName, away); err != nil {
		return fmt.Errorf("%w, or was quicker: %w", ErrBusy, err)
	}
	got, err := d.read(away)
	if err == nil && string(got) != text {
		return errors.Join(d.rename(away, lockName), ErrBusy)
	}
	return errors.Join(err, d.remove(away))
}
