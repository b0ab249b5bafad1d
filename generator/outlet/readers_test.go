//go:build unix

package outlet

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pkg/sftp"

	"sotto/generator/sitetest"
)

// shop is a destination that outlives those who publish there, with its readers.
type shop struct {
	*place
	// dest is the destination as a child opens it.
	dest string
	// look is one look at the pointer, as a server takes it for each request: what
	// follows is read of that release.
	look func() (read func(name string) ([]byte, error), done func(), err error)
	// expire makes the lock of one who was killed as old as it has to be; nil where a
	// lock ends with its process.
	expire func(t *testing.T)
	// steps are those at which who publishes is killed, in turn. The first three of each
	// kind are all that there are.
	steps []string
}

// inFolder looks at a release in a folder as a server does whose root is current.
func inFolder(dir string) func() (func(string) ([]byte, error), func(), error) {
	return func() (func(string) ([]byte, error), func(), error) {
		root, err := os.OpenRoot(filepath.Join(dir, current))
		if err != nil {
			return nil, nil, err
		}
		return root.ReadFile, func() { root.Close() }, nil
	}
}

var shops = []struct {
	name string
	new  func(t *testing.T, readers int) *shop
}{
	{"folder", func(t *testing.T, _ int) *shop {
		dir := filepath.Join(t.TempDir(), "www")
		at(t, dir) // makes it
		return &shop{inDir(dir, func(t *testing.T) *Destination { return at(t, dir) }), dir, inFolder(dir), nil,
			[]string{"locked", "sent", "marked", "begun", "half", "sealed", "recorded", "swapped", "dropped"}}
	}},
	{"sftp", func(t *testing.T, _ int) *shop {
		dir := t.TempDir()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				server, err := sftp.NewServer(conn)
				if err != nil {
					conn.Close()
					continue
				}
				go func() {
					server.Serve()
					conn.Close()
				}()
			}
		}()
		expire := func(t *testing.T) {
			past := time.Now().Add(-stale - time.Second)
			if err := os.Chtimes(filepath.Join(dir, lockName), past, past); err != nil {
				t.Fatal(err)
			}
		}
		return &shop{inDir(dir, func(t *testing.T) *Destination { return piped(t, dir, nil) }), "tcp://" + l.Addr().String() + dir, inFolder(dir), expire,
			[]string{"begun", "sealed", "swapped", "locked", "half", "sent", "recorded", "marked", "dropped"}}
	}},
	{"s3", func(t *testing.T, readers int) *shop {
		s, endpoint := newStore(t)
		s.readable = true
		t.Setenv("AWS_ENDPOINT_URL", endpoint) // a child's
		client := &http.Client{Transport: &http.Transport{MaxIdleConns: readers, MaxIdleConnsPerHost: readers, MaxConnsPerHost: readers, DisableCompression: true}}
		t.Cleanup(client.CloseIdleConnections)
		get := func(name string) ([]byte, http.Header, error) {
			resp, err := client.Get(endpoint + "/site/some/where/" + name)
			if err != nil {
				return nil, nil, err
			}
			defer resp.Body.Close()
			data, err := io.ReadAll(resp.Body)
			if resp.StatusCode != 200 {
				err = errors.Join(err, fmt.Errorf("%s: %s", name, resp.Status))
			}
			return data, resp.Header, err
		}
		look := func() (func(string) ([]byte, error), func(), error) {
			_, header, err := get(current)
			if err != nil {
				return nil, nil, err
			}
			return func(name string) ([]byte, error) {
				data, _, err := get(releases + "/" + header.Get("X-Amz-Meta-Tree") + "/" + name)
				return data, err
			}, func() {}, nil
		}
		expire := func(t *testing.T) {
			s.mu.Lock()
			defer s.mu.Unlock()
			lock := s.objects["some/where/"+lockName]
			if lock == nil {
				t.Fatal("who was killed has left no lock")
			}
			lock.at = time.Now().Add(-stale - 2*time.Second)
		}
		return &shop{storePlace(s, endpoint), "s3://site/some/where", look, expire,
			[]string{"half", "recorded", "dropped", "locked", "begun", "sent", "sealed", "swapped"}} // its pointer is never marked: one request changes it
	}},
}

// crowd are readers who each take the next turn until there is none.
type crowd struct {
	shop  *shop
	turns chan bool
	wait  sync.WaitGroup
	reads atomic.Int64
	// may says of a release whether a reader may have met it yet.
	may    []atomic.Bool
	failed chan error
}

func gather(s *shop, readers, numbers int) *crowd {
	c := &crowd{shop: s, turns: make(chan bool, readers), may: make([]atomic.Bool, numbers), failed: make(chan error, readers)}
	for range readers {
		c.wait.Go(func() {
			var failed error
			for range c.turns { // to the end, so that nobody waits for one who has failed
				if failed == nil {
					if failed = c.read(); failed != nil {
						c.failed <- failed
					}
				}
			}
		})
	}
	return c
}

// call lets readers take so many turns. It waits when all of them have one already.
func (c *crowd) call(turns int) {
	for range turns {
		c.turns <- true
	}
}

// read takes one look, and reads two pages and the copy of one: each of the same release.
func (c *crowd) read() error {
	read, done, err := c.shop.look()
	if err != nil {
		return err
	}
	defer done()
	first := -1
	for _, name := range []string{"p0/index.html", "p2/index.html", "p0/index.html.gz"} {
		data, err := read(name)
		if err != nil {
			return err
		}
		c.reads.Add(1)
		text, number := strings.TrimPrefix(string(data), "gz "), 0
		if _, err := fmt.Sscanf(text, "page "+name[1:2]+" of release %d\n", &number); err != nil || text != release(number, 3)[strings.TrimSuffix(name, ".gz")] {
			return fmt.Errorf("%s is %q", name, data)
		}
		if first < 0 {
			first = number
		}
		if number != first {
			return fmt.Errorf("%s is of release %d beside one of %d", name, number, first)
		}
		if number >= len(c.may) || !c.may[number].Load() {
			return fmt.Errorf("%s is of release %d, which was not switched to", name, number)
		}
	}
	return nil
}

// Readers who never stop get every page, each of one release that is served, while
// releases are switched, rolled back and dropped, and while those who publish are killed
// at every step. Nobody cleans up after who was killed: the next publish goes on.
func TestReadersWhileKilled(t *testing.T) {
	readers, switches := 4, 3
	if sitetest.Soak() {
		readers, switches = 1000, 50
	}
	const kept = 4
	for _, kind := range shops {
		t.Run(kind.name, func(t *testing.T) {
			s := kind.new(t, readers)
			d, opt := s.open(t), usual()
			opt.Keep = kept
			for i := range kept { // so that each publish drops one
				published(t, d, built(release(i, 6)), opt)
			}
			next := kept
			c := gather(s, readers, kept+2*switches)
			c.may[kept-1].Store(true)
			began, kills, swaps := time.Now(), map[string]int{}, 0
			d.stepped(func(string) error { c.call((readers + 3) / 4); return nil })
			for i := range switches {
				stop := s.steps[i%len(s.steps)]
				late := stop == "swapped" || stop == "dropped"
				served := release(next, 6)
				if late {
					c.may[next].Store(true)
					swaps++
				} else {
					served = s.files(t)
				}
				c.call(readers)
				if out, err := child(s.dest, stop, next, 6, kept).CombinedOutput(); err == nil || !strings.Contains(err.Error(), "killed") {
					t.Fatalf("%s: %v\n%s", stop, err, out)
				}
				kills[stop]++
				same(t, "killed at "+stop, s.files(t), served)
				if s.expire != nil {
					if _, err := s.open(t).Publish(t.Context(), built(release(next+1, 6)), opt); !errors.Is(err, ErrBusy) {
						t.Fatalf("the lock of one who was killed at %s a moment ago: %v", stop, err)
					}
					s.expire(t)
				}
				if (i+i/len(s.steps))%2 == 1 || late {
					next++ // what was killed is left to be cleared away
				}
				c.may[next].Store(true)
				published(t, d, built(release(next, 6)), opt)
				same(t, "after a kill at "+stop, s.files(t), release(next, 6))
				for _, name := range s.all(t) {
					if strings.Contains(name, partial) || strings.Contains(name, ".new") {
						t.Errorf("killed at %s: %s was left", stop, name)
					}
				}
				swaps++
				next++
				if i%3 == 2 {
					if _, err := d.Rollback(t.Context(), "", false); err != nil {
						t.Error(err)
					}
					swaps++
				}
			}
			close(c.turns)
			c.wait.Wait()
			close(c.failed)
			for err := range c.failed {
				t.Error(err)
			}
			t.Logf("%s: %d readers read %d pages during %d switches in %.1f s; killed at %v", kind.name, readers, c.reads.Load(), swaps, time.Since(began).Seconds(), kills)
		})
	}
}

// No reader is told that all is well by a test that would not notice: what is torn,
// mixed, missing or not served yet is an error.
func TestReadersNotice(t *testing.T) {
	files := release(3, 4)
	s := &shop{look: func() (func(string) ([]byte, error), func(), error) {
		return func(name string) ([]byte, error) {
			if text, ok := files[name]; ok {
				return []byte(text), nil
			}
			return nil, fs.ErrNotExist
		}, func() {}, nil
	}}
	c := &crowd{shop: s, may: make([]atomic.Bool, 5)}
	if c.read() == nil {
		t.Error("a release that nobody has switched to")
	}
	c.may[3].Store(true)
	c.may[4].Store(true)
	if err := c.read(); err != nil {
		t.Error(err)
	}
	for what, spoil := range map[string]string{"mixed": release(4, 4)["p2/index.html"], "torn": "page 2 of rel", "longer": files["p2/index.html"] + "\n", "missing": ""} {
		files = release(3, 4)
		if files["p2/index.html"] = spoil; spoil == "" {
			delete(files, "p2/index.html")
		}
		if c.read() == nil {
			t.Error(what)
		}
	}
}
