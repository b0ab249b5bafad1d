package outlet

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"
)

// openSFTP is a destination on a server with OpenSSH.
func openSFTP(ctx context.Context, dest string, how How) (*Destination, error) {
	u, err := url.Parse(dest)
	switch {
	case err != nil: // whose text would hold the whole address
		return nil, unusable("this is no address of a server: write sftp://user@host:port/path")
	case u.Hostname() == "" || u.User.Username() == "" || u.Path == "" || u.Path == "/" || u.RawQuery != "" || u.Fragment != "":
		return nil, unusable("%s names no user, host and folder: write sftp://user@host/srv/www/example", u.Redacted())
	}
	if _, secret := u.User.Password(); secret {
		return nil, unusable("%s holds a password, which every log would have: leave it out, and use an SSH key", u.Redacted())
	}
	d := &remote{ctx: ctx, base: u.Path}
	if home, ok := strings.CutPrefix(u.Path, "/~/"); ok {
		d.base = home // from the user's own folder on
	}
	d.dial = func(ctx context.Context) (*sftp.Client, error) { return dialSSH(ctx, u, how.Identity) }
	if err := d.do(func(c *sftp.Client, _ int) error {
		info, err := c.Stat(d.base)
		switch {
		case errors.Is(err, fs.ErrNotExist) && how.Make:
			return c.Mkdir(d.base)
		case err == nil && !info.IsDir():
			return errors.New("it is no folder")
		}
		return err
	}); err != nil {
		d.close()
		return nil, fmt.Errorf("opening %s: %w", dest, err)
	}
	return &Destination{store: &tree{disk: d}, name: dest}, nil
}

// dialSSH connects to a server whose key is known.
func dialSSH(ctx context.Context, u *url.URL, identity string) (*sftp.Client, error) {
	port := u.Port()
	if port == "" {
		port = "22"
	}
	address := net.JoinHostPort(u.Hostname(), port)
	home, err := os.UserHomeDir()
	if err != nil {
		return nil, err
	}
	known, algorithms, err := hostKeys(filepath.Join(home, ".ssh", "known_hosts"), address)
	if err != nil {
		return nil, err
	}
	signers, free, err := identities(home, identity)
	if err != nil {
		return nil, err
	}
	defer free()
	conn, err := (&net.Dialer{Timeout: 20 * time.Second}).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	conn.SetDeadline(time.Now().Add(30 * time.Second))
	c, channels, requests, err := ssh.NewClientConn(conn, address, &ssh.ClientConfig{
		User: u.User.Username(), Auth: []ssh.AuthMethod{ssh.PublicKeys(signers...)},
		HostKeyCallback: known, HostKeyAlgorithms: algorithms,
	})
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("logging in: %w", err)
	}
	conn.SetDeadline(time.Time{})
	client, err := sftp.NewClient(ssh.NewClient(c, channels, requests))
	if err != nil {
		c.Close()
		return nil, fmt.Errorf("beginning SFTP: %w", err)
	}
	context.AfterFunc(ctx, func() { c.Close() }) // ends what waits for an answer
	return client, nil
}

// hostKeys say whether a server is the one that the file of known hosts means, and
// which kinds of keys stand there for it.
func hostKeys(file, address string) (ssh.HostKeyCallback, []string, error) {
	host, port, _ := net.SplitHostPort(address)
	unknown := fmt.Errorf("the key of %s is not in %s: compare it with what its keeper says, then let ssh write it there: ssh -p %s %s", address, file, port, host)
	callback, err := knownhosts.New(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, unknown
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading the known hosts: %w", err)
	}
	// It is asked about a key that nobody has, and names those that it has.
	var no *knownhosts.KeyError
	if err := callback(address, &net.TCPAddr{}, nobodys{}); !errors.As(err, &no) || len(no.Want) == 0 {
		return nil, nil, unknown
	}
	var algorithms []string
	for _, k := range no.Want {
		kinds := []string{k.Key.Type()}
		if kinds[0] == ssh.KeyAlgoRSA {
			kinds = []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}
		}
		for _, kind := range kinds {
			if !slices.Contains(algorithms, kind) {
				algorithms = append(algorithms, kind)
			}
		}
	}
	return func(name string, remote net.Addr, key ssh.PublicKey) error {
		err := callback(name, remote, key)
		if errors.As(err, &no) && len(no.Want) > 0 {
			return fmt.Errorf("the key of %s is not the one in %s: somebody may stand between; ask its keeper before anything else", address, file)
		}
		return err
	}, algorithms, nil
}

// nobodys is a key that no server has.
type nobodys struct{}

func (nobodys) Type() string                        { return "none" }
func (nobodys) Marshal() []byte                     { return []byte("none") }
func (nobodys) Verify([]byte, *ssh.Signature) error { return errors.New("no key") }

// identities are the keys of an agent and of a file.
func identities(home, file string) (signers []ssh.Signer, free func(), err error) {
	free = func() {}
	if socket := os.Getenv("SSH_AUTH_SOCK"); socket != "" && file == "" {
		if conn, err := net.Dial("unix", socket); err == nil {
			free = func() { conn.Close() }
			if signers, err = agent.NewClient(conn).Signers(); err != nil {
				signers = nil
			}
		}
	}
	usual := file == ""
	if usual {
		file = filepath.Join(home, ".ssh", "id_ed25519")
	}
	text, err := os.ReadFile(file)
	switch {
	case usual && errors.Is(err, fs.ErrNotExist):
	case err != nil:
		free()
		return nil, nil, fmt.Errorf("reading the SSH key: %w", err)
	default:
		key, err := ssh.ParsePrivateKey(text)
		var locked *ssh.PassphraseMissingError
		switch {
		case err == nil:
			signers = append(signers, key)
		case errors.As(err, &locked) && len(signers) > 0: // the agent may have it
		case errors.As(err, &locked):
			free()
			return nil, nil, fmt.Errorf("%s has a passphrase: give the key to an agent, ssh-add %s", file, file)
		default:
			free()
			return nil, nil, fmt.Errorf("%s is no private key that can be read", file) // whose words are left out
		}
	}
	if len(signers) == 0 {
		free()
		return nil, nil, errors.New("there is no SSH key: start an agent with one (ssh-add), or name the file with --identity")
	}
	return signers, free, nil
}
