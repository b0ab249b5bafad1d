package outlet

import (
	"context"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

func init() {
	pause = time.Millisecond
	places = append(places, kind{"sftp", func(t *testing.T) *place {
		dir := t.TempDir()
		return inDir(dir, func(t *testing.T) *Destination { return piped(t, dir, nil) })
	}})
}

// piped is a destination by SFTP in this process. through may break the connection.
func piped(t testing.TB, dir string, through func(io.Writer) io.Writer) *Destination {
	d := &remote{ctx: t.Context(), base: dir}
	d.dial = func(context.Context) (*sftp.Client, error) {
		here, there := net.Pipe()
		server, err := sftp.NewServer(there)
		if err != nil {
			return nil, err
		}
		go func() {
			server.Serve()
			there.Close()
		}()
		var out io.WriteCloser = here
		if through != nil {
			out = struct {
				io.Writer
				io.Closer
			}{through(here), here}
		}
		return sftp.NewClientPipe(here, out)
	}
	t.Cleanup(func() { d.close() })
	return &Destination{store: &tree{disk: d}, name: "sftp://test"}
}

// breaking ends a connection after so many messages, in the middle of one.
type breaking struct {
	to   io.Writer
	left *atomic.Int64
}

func (b breaking) Write(p []byte) (int, error) {
	if b.left.Add(-1) == 0 {
		b.to.Write(p[:len(p)/2])
		b.to.(net.Conn).Close()
		return 0, io.ErrUnexpectedEOF
	}
	return b.to.Write(p)
}

// A connection that breaks once is made again, wherever it breaks; one that always
// breaks is given up.
func TestConnectionBreaks(t *testing.T) {
	for after := int64(5); after < 400; after += 23 {
		var left atomic.Int64
		left.Store(after)
		dir := t.TempDir()
		d := piped(t, dir, func(w io.Writer) io.Writer { return breaking{w, &left} })
		opt := usual()
		opt.Workers = 1
		published(t, d, built(release(1, 6)), opt)
		same(t, fmt.Sprintf("broken after %d", after), served(t, dir), release(1, 6))
	}
	dials := 0
	d := piped(t, t.TempDir(), func(w io.Writer) io.Writer {
		dials++
		var left atomic.Int64
		left.Store(3)
		return breaking{w, &left}
	})
	if _, err := d.Publish(t.Context(), built(release(1, 6)), usual()); err == nil || dials != tries {
		t.Errorf("%d connections, %v", dials, err)
	}
}

// A lock that nobody has renewed for long is none any more, and its owner sees that.
func TestStaleLock(t *testing.T) {
	dir := t.TempDir()
	one, other := piped(t, dir, nil), piped(t, dir, nil)
	one.stepped(func(step string) error {
		if step != "recorded" {
			return nil
		}
		past := time.Now().Add(-stale - time.Second)
		if err := os.Chtimes(filepath.Join(dir, lockName), past, past); err != nil {
			return err
		}
		_, err := other.Publish(t.Context(), built(release(2, 2)), usual())
		return err
	})
	if _, err := one.Publish(t.Context(), built(release(1, 2)), usual()); !errors.Is(err, ErrBusy) {
		t.Errorf("it went on without its lock: %v", err)
	}
	same(t, "the one that took the lock", served(t, dir), release(2, 2))
	if _, err := os.Stat(filepath.Join(dir, lockName)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the lock was left: %v", err)
	}
}

// Nor does it swap while the one that took its lock has not swapped yet: the pointer
// alone would not tell.
func TestStaleLockBeforeSwap(t *testing.T) {
	dir := t.TempDir()
	one, other := piped(t, dir, nil), piped(t, dir, nil)
	if _, err := other.Publish(t.Context(), built(release(1, 2)), usual()); err != nil {
		t.Fatal(err)
	}
	var theirs held
	one.stepped(func(step string) (err error) {
		if step != "recorded" {
			return nil
		}
		past := time.Now().Add(-stale - time.Second)
		if err := os.Chtimes(filepath.Join(dir, lockName), past, past); err != nil {
			return err
		}
		theirs, err = other.lock(t.Context())
		return err
	})
	if _, err := one.Publish(t.Context(), built(release(2, 2)), usual()); !errors.Is(err, ErrBusy) {
		t.Errorf("it went on without its lock: %v", err)
	}
	same(t, "what was there before", served(t, dir), release(1, 2))
	if theirs == nil {
		t.Fatal("the other one did not come to its lock")
	}
	if err := theirs.check(t.Context()); err != nil {
		t.Errorf("the other one has lost its lock: %v", err)
	}
	theirs.free()
}

func TestSFTPAddresses(t *testing.T) {
	for _, dest := range []string{"sftp://example.org/www", "sftp://me@example.org", "sftp://me@/www", "sftp://me:secret-word@example.org/www", "sftp://me:secret-word@example.org:x/www"} {
		var no *Unusable
		if _, err := Open(t.Context(), dest, How{}); !errors.As(err, &no) || strings.Contains(err.Error(), "secret-word") {
			t.Errorf("%s: %v", dest, err)
		}
	}
}

// sshd is OpenSSH's server, with a key of a user who may log in.
func sshd(t *testing.T) (address, home string) {
	t.Helper()
	const program = "/usr/sbin/sshd"
	if _, err := os.Stat(program); err != nil {
		t.Skip("sshd is not installed: apt-get install openssh-server to publish to a real one")
	}
	if os.Getuid() == 0 {
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Skip(err)
		}
	}
	dir := t.TempDir()
	home = filepath.Join(dir, "home")
	keys := func(name string) ssh.PublicKey {
		public, private, err := ed25519.GenerateKey(nil)
		if err != nil {
			t.Fatal(err)
		}
		block, err := ssh.MarshalPrivateKey(private, "")
		if err != nil {
			t.Fatal(err)
		}
		key, err := ssh.NewPublicKey(public)
		if err := errors.Join(err, os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, pem.EncodeToMemory(block), 0o600)); err != nil {
			t.Fatal(err)
		}
		return key
	}
	host, mine := keys(filepath.Join(dir, "host")), keys(filepath.Join(home, ".ssh", "id_ed25519"))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = l.Addr().String()
	l.Close()
	_, port, _ := net.SplitHostPort(address)
	config := fmt.Sprintf("Port %s\nListenAddress 127.0.0.1\nHostKey %s/host\nAuthorizedKeysFile %s/authorized\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\nPidFile none\nSubsystem sftp internal-sftp\n", port, dir, dir)
	known := knownhosts.Line([]string{knownhosts.Normalize(address)}, host) + "\n"
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "config"), []byte(config), 0o600),
		os.WriteFile(filepath.Join(dir, "authorized"), ssh.MarshalAuthorizedKey(mine), 0o600),
		os.WriteFile(filepath.Join(home, ".ssh", "known_hosts"), []byte(known), 0o600)); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-D", "-e", "-f", filepath.Join(dir, "config"))
	var said strings.Builder
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
		if t.Failed() {
			t.Logf("sshd: %s", said.String())
		}
	})
	for range 100 {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			t.Setenv("HOME", home)
			t.Setenv("SSH_AUTH_SOCK", "")
			return address, home
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("sshd does not answer")
	return "", ""
}

// A real server: publish, an edit, nothing, back; and one whose key is not known, or
// another one than was known.
func TestOpenSSH(t *testing.T) {
	address, home := sshd(t)
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "www")
	dest := (&url.URL{Scheme: "sftp", User: url.User(me.Username), Host: address, Path: dir}).String()
	d := at(t, dest)
	opt := usual()
	opt.Workers = 8
	published(t, d, built(release(1, 20)), opt)
	same(t, "at first", served(t, dir), release(1, 20))
	edited := release(1, 20)
	edited["p3/index.html"] = "page three\n"
	if done := published(t, d, built(edited), opt); done.Sent != 2 || done.Taken != int64(len(edited)-1) {
		t.Errorf("after an edit: %+v", done)
	}
	same(t, "after an edit", served(t, dir), edited)
	if !published(t, d, built(edited), opt).Nothing {
		t.Error("the same was published again")
	}
	if _, err := d.Rollback(t.Context(), "", false); err != nil {
		t.Error(err)
	}
	same(t, "back", served(t, dir), release(1, 20))

	file := filepath.Join(home, ".ssh", "known_hosts")
	for what, text := range map[string]string{
		"is not in": "",
		"is not the one in": knownhosts.Line([]string{knownhosts.Normalize(address)}, func() ssh.PublicKey {
			public, _, _ := ed25519.GenerateKey(nil)
			key, _ := ssh.NewPublicKey(public)
			return key
		}()) + "\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), dest, How{}); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dest, How{}); err == nil || !strings.Contains(err.Error(), "let ssh write it there") {
		t.Errorf("no known hosts: %v", err)
	}
}
