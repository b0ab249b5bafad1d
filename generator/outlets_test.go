package main

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/sitetest"
)

// sentinel stands in each secret of the test, and may stand in nothing that is said.
const sentinel = "SENTINELofSECRETS"

// far is a destination on another machine, as far as the verbs can tell.
type far struct {
	dest  string
	flags []string
	env   []string
	wrong []string // the environment of somebody who may not, nil where everybody may
	// serve starts a real server for what is at the destination.
	serve func(t *testing.T, server, dir, address string)
	// came are the names of files of the site that were sent since it was asked last.
	came func() []string
}

// fronts are the servers that stand before a destination, with the configuration that
// is written: nginx has its root in a folder, nginx and Caddy ask a store.
var fronts = []struct {
	name, server string
	open         func(t *testing.T) *far
}{
	{"folder", "", inFolder},
	{"sftp", "", overSSH},
	{"s3", "nginx", inStore},
	{"s3-caddy", "caddy", inStore},
	{"versitygw", "nginx", inGateway},
	{"versitygw-caddy", "caddy", inGateway},
}

// Through the verbs: publish, an edit of one word of which only what differs is sent,
// a server on the destination that verify finds right, back and there again; and no
// secret is told, not even to who has the wrong one.
func TestFarDestinations(t *testing.T) {
	sitetest.Costly(t)
	for _, at := range fronts {
		t.Run(at.name, func(t *testing.T) {
			f, dir := at.open(t), t.TempDir()
			if err := laySite(&testscript.Env{WorkDir: dir}); err != nil {
				t.Fatal(err)
			}
			in := func(name string) string { return filepath.Join(dir, name) }
			address := sitetest.Address(t)
			base := "https://" + address + "/"
			certificate(t, in("authority"), in("key"))
			sotto := func(code int, env []string, args ...string) string {
				t.Helper()
				self, err := os.Executable()
				if err != nil {
					t.Fatal(err)
				}
				c := exec.Command(self, args...)
				c.Dir = dir
				c.Env = append(slices.Concat(os.Environ(), env), asCommand+"=1")
				out, _ := c.CombinedOutput()
				if strings.Contains(string(out), sentinel) {
					t.Errorf("%s tells a secret: %s", args[0], out)
				}
				if got := c.ProcessState.ExitCode(); got != code {
					t.Fatalf("sotto %v: exit code %d, want %d\n%s", args, got, code, out)
				}
				return string(out)
			}
			if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", in("editor")).CombinedOutput(); err != nil {
				t.Skipf("ssh-keygen makes no key: %v\n%s", err, out)
			}
			signers := sotto(0, nil, "sign", "--as", "editor@example.org", "--key", "editor", "--public")
			if err := os.WriteFile(in("signers"), []byte(signers), 0o600); err != nil {
				t.Fatal(err)
			}
			verb := func(code int, env []string, args ...string) string {
				t.Helper()
				return sotto(code, env, slices.Concat(args[:1], f.flags, args[1:])...)
			}
			publish := []string{"publish", f.dest}
			if at.server != "" {
				publish = []string{"publish", "--server", at.server, f.dest}
			}
			sums := func() map[string]string {
				text, err := os.ReadFile(in("public/.manifest"))
				if err != nil {
					t.Fatal(err)
				}
				out := map[string]string{}
				for line := range strings.Lines(string(text)) {
					if part := strings.SplitN(strings.TrimSpace(line), "  ", 3); len(part) == 3 {
						out[part[2]] = part[0]
					}
				}
				return out
			}
			release := func() {
				t.Helper()
				sotto(0, nil, "build", "--quiet", "-b", base, "-d", "public")
				sotto(0, nil, "sign", "-b", base, "--as", "editor@example.org", "--key", "editor")
				verb(0, f.env, publish...)
			}
			clean := func() {
				t.Helper()
				sotto(0, nil, "verify", "--signers", "signers", "--rate", "1000", "--authority", "authority", base)
			}
			if f.wrong != nil {
				verb(3, f.wrong, "releases", f.dest)
			}
			release()
			f.serve(t, at.server, dir, address)
			clean()
			f.came()
			before := sums()

			text, err := os.ReadFile(in("content/help/index.md"))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(in("content/help/index.md"), append(text, "\nWords.\n"...), 0o644); err != nil {
				t.Fatal(err)
			}
			release()
			clean()
			want := []string{".manifest"}
			old := slices.Collect(maps.Values(before))
			for name, sum := range sums() {
				if !slices.Contains(old, sum) {
					want = append(want, name)
				}
			}
			slices.Sort(want)
			if got := f.came(); !slices.Equal(got, want) || len(want) > len(before)/2 {
				t.Errorf("after an edit of one word there came %v\nwant %v", got, want)
			}
			t.Logf("%d of %d files were sent", len(want), len(before)+1)

			if out := verb(0, f.env, "releases", f.dest); strings.Count(out, "\n") != 2 || !strings.HasPrefix(out, "*   2  ") {
				t.Errorf("releases: %s", out)
			}
			verb(0, f.env, "rollback", f.dest)
			clean()
			if out := verb(0, f.env, "releases", f.dest); !strings.Contains(out, "\n*   1  ") {
				t.Errorf("releases, after a rollback: %s", out)
			}
			if got := f.came(); len(got) != 0 {
				t.Errorf("rollback sent %v", got)
			}
			if f.wrong != nil {
				verb(3, f.wrong, publish...)
				verb(3, f.wrong, "rollback", f.dest)
			}
			verb(0, f.env, publish...)
			clean()
		})
	}
}

// certificate writes a certificate for this machine, and its key.
func certificate(t *testing.T, name, key string) {
	t.Helper()
	// That of httptest, which is for 127.0.0.1.
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	private, err := x509.MarshalPKCS8PrivateKey(server.TLS.Certificates[0].PrivateKey)
	if err := errors.Join(err,
		os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600),
		os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// onFolder runs nginx with the rules of the build, whose root is the folder current of
// a destination.
func onFolder(dest string) func(t *testing.T, server, dir, address string) {
	return func(t *testing.T, _, dir, address string) {
		t.Helper()
		sitetest.Nginx(t, fmt.Sprintf("brotli_static on;\nserver {\nlisten %[1]s ssl;\nssl_certificate %[2]s/authority;\nssl_certificate_key %[2]s/key;\nroot %[3]s/current;\naccess_log off;\ninclude %[3]s/current/.server/nginx.conf;\n}\n", address, dir, dest), address)
	}
}

// beforeStore runs the server whose configuration publish has written, after what its
// first comment leaves to whoever installs it: address, certificate and log.
func beforeStore(t *testing.T, server, dir, address string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "front.conf"))
	if err != nil {
		t.Fatal(err)
	}
	conf := string(text)
	change := func(old, new string) {
		t.Helper()
		if strings.Count(conf, old) != 1 {
			t.Fatalf("not once %q in\n%s", old, conf)
		}
		conf = strings.Replace(conf, old, new, 1)
	}
	if server == "caddy" {
		change("\n{\n", "\n{\n	admin off\n	auto_https off\n")
		change("\nwww.example.org {\n", fmt.Sprintf("\nhttps://%s {\n	tls %[2]s/authority %[2]s/key\n", address, dir))
		sitetest.Caddy(t, conf, address)
		return
	}
	change("listen 443 ssl http2;", "listen "+address+" ssl http2;")
	change("/etc/ssl/site.pem", dir+"/authority")
	change("/etc/ssl/site.key", dir+"/key")
	change("/var/log/nginx/error.log crit", "stderr crit")
	sitetest.Nginx(t, conf, address)
}
