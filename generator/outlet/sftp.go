package outlet

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/pkg/sftp"
)

// remote is a disk that is reached by SFTP. It needs what OpenSSH adds to the protocol:
// a rename that replaces, without which nothing can be switched in one step.
type remote struct {
	ctx  context.Context
	dial func(context.Context) (*sftp.Client, error)
	base string

	mu     sync.Mutex
	client *sftp.Client

	// come are files that have come whole, by path, as the journal says.
	noting  sync.Mutex
	journal string
	come    map[string]string
	pending []byte
}

// errPlain says that a server cannot do what publishing needs.
var errPlain = errors.New("the server cannot replace a file by a rename (posix-rename@openssh.com), without which nothing can be switched in one step: publish to a server with OpenSSH")

// get is the connection, made when there is none.
func (d *remote) get() (*sftp.Client, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.client != nil {
		return d.client, nil
	}
	c, err := d.dial(d.ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := c.HasExtension("posix-rename@openssh.com"); !ok {
		c.Close()
		return nil, errPlain
	}
	d.client = c
	return c, nil
}

// do does something by the connection, again when it has broken.
func (d *remote) do(op func(c *sftp.Client, try int) error) error {
	return persist(d.ctx, func(try int) error {
		if err := d.ctx.Err(); err != nil {
			return context.Cause(d.ctx)
		}
		c, err := d.get()
		if err != nil {
			return err
		}
		err = op(c, try)
		if errors.Is(err, sftp.ErrSSHFxConnectionLost) {
			err = faulty{err}
		}
		if err != nil && passing(err) {
			d.mu.Lock()
			if d.client == c {
				d.client = nil
				c.Close()
			}
			d.mu.Unlock()
		}
		return err
	})
}

func (d *remote) at(name string) string { return path.Join(d.base, name) }

func (d *remote) read(name string) (data []byte, err error) {
	err = d.do(func(c *sftp.Client, _ int) error {
		f, err := c.Open(d.at(name))
		if err != nil {
			return err
		}
		defer f.Close()
		var b bytes.Buffer
		if _, err := f.WriteTo(&b); err != nil {
			return err
		}
		data = b.Bytes()
		return nil
	})
	return data, err
}

func (d *remote) create(name string, data []byte, _ time.Time) error {
	return d.do(func(c *sftp.Client, _ int) (err error) {
		f, err := c.OpenFile(d.at(name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		if _, err := f.ReadFrom(bytes.NewReader(data)); err != nil {
			return err
		}
		if err := f.Chmod(0o644); err != nil { // whatever the umask is: a server reads it
			return err
		}
		return synced(c, f)
	})
}

// synced makes a file safe on the disk, where the server knows how.
func synced(c *sftp.Client, f *sftp.File) error {
	if _, ok := c.HasExtension("fsync@openssh.com"); !ok {
		return nil
	}
	return f.Sync()
}

func (d *remote) link(old, new string, _ int64, _ time.Time) error {
	err := d.do(func(c *sftp.Client, try int) error {
		err := c.Link(d.at(old), d.at(new))
		if err != nil && try > 0 && d.is(c, new) {
			return nil // it was done, and the answer was lost
		}
		return err
	})
	if err != nil && !passing(err) && d.ctx.Err() == nil {
		return fmt.Errorf("%w: %w", errUnlinked, err)
	}
	return err
}

// is says whether there is something of a name.
func (d *remote) is(c *sftp.Client, name string) bool {
	_, err := c.Lstat(d.at(name))
	return err == nil
}

func (d *remote) symlink(to, name string) error {
	return d.do(func(c *sftp.Client, try int) error {
		err := c.Symlink(to, d.at(name))
		if err != nil && try > 0 && d.is(c, name) {
			return nil
		}
		return err
	})
}

func (d *remote) readlink(name string) (to string, err error) {
	err = d.do(func(c *sftp.Client, _ int) error {
		if _, err := c.Lstat(d.at(name)); err != nil { // which says what is missing
			return err
		}
		to, err = c.ReadLink(d.at(name))
		return err
	})
	return to, err
}

func (d *remote) rename(old, new string) error {
	return d.do(func(c *sftp.Client, try int) error {
		err := c.PosixRename(d.at(old), d.at(new))
		if err != nil && try > 0 && !d.is(c, old) && d.is(c, new) {
			return nil
		}
		return err
	})
}

func (d *remote) mkdir(name string) error {
	return d.do(func(c *sftp.Client, _ int) error {
		if info, err := c.Stat(d.at(name)); err == nil && info.IsDir() {
			return nil
		}
		if err := c.MkdirAll(d.at(name)); err != nil {
			return err
		}
		return c.Chmod(d.at(name), 0o755)
	})
}

func (d *remote) remove(name string) error {
	return d.do(func(c *sftp.Client, try int) error {
		err := c.Remove(d.at(name))
		if err != nil && try > 0 && !d.is(c, name) {
			return nil
		}
		return err
	})
}

func (d *remote) entries(name string) (list []fs.FileInfo, err error) {
	err = d.do(func(c *sftp.Client, _ int) error {
		list, err = c.ReadDir(d.at(name))
		return err
	})
	return list, err
}

// sync does nothing: no server makes the names in a folder safe when it is asked.
func (d *remote) sync(string) error { return nil }

func (d *remote) close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.client == nil {
		return nil
	}
	c := d.client
	d.client = nil
	return c.Close()
}

// begun reads the journal of a release: which files have come whole.
func (d *remote) begun(tree string) error {
	d.noting.Lock()
	defer d.noting.Unlock()
	d.journal, d.come, d.pending = path.Join(releases, tree+".sent"), map[string]string{}, nil
	text, err := d.read(d.journal)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	in := bufio.NewScanner(bytes.NewReader(text))
	for in.Scan() {
		if digest, name, ok := strings.Cut(in.Text(), "  "); ok && isSum(digest) {
			d.come[name] = digest
		}
	}
	return nil
}

// sent notes a file in the journal, a few at a time. A line that is lost costs that
// file once more.
func (d *remote) sent(f File) error {
	d.noting.Lock()
	defer d.noting.Unlock()
	d.pending = fmt.Appendf(d.pending, "%s  %s\n", f.Sum, f.Path)
	if len(d.pending) < 1000 {
		return nil
	}
	return d.note()
}

func (d *remote) noted() error {
	d.noting.Lock()
	defer d.noting.Unlock()
	return d.note()
}

func (d *remote) note() error {
	return d.do(func(c *sftp.Client, _ int) (err error) {
		j, err := c.OpenFile(d.at(d.journal), os.O_WRONLY|os.O_CREATE)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, j.Close()) }()
		if _, err := j.Seek(0, io.SeekEnd); err != nil {
			return err
		}
		if _, err := j.Write(append([]byte("\n"), d.pending...)); err != nil { // after what may be half a line
			return err
		}
		d.pending = nil
		return nil
	})
}

func (d *remote) whole(_ string, f File, info fs.FileInfo) (bool, error) {
	return info.Mode().IsRegular() && info.Size() == f.Size && d.come[f.Path] == f.Sum, nil
}
