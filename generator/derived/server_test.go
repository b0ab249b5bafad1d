package derived

import (
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sotto/generator/site"
)

// The lengths that every page has in these tests.
const (
	pageBytes = 6000
	gzipBytes = 2500
	brBytes   = 2400
)

// publishTree writes a site as the stage would: pages of one length, their
// copies, and the derived files. A server does not look into a brotli file, so
// any bytes will do for one.
func publishTree(t *testing.T, s *site.Site, root string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{".manifest": []byte("sotto-manifest 2\n"), "mark.svg": []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"), "photo.png": []byte("\x89PNG")}
	page := func(name, text string) {
		html := text + strings.Repeat(" ", pageBytes-len(text))
		files[name] = []byte(html)
		files[name+".br"] = bytes.Repeat([]byte(name+"\n"), brBytes)[:brBytes]
		var b bytes.Buffer
		for extra := 0; b.Len() != gzipBytes; extra += gzipBytes - b.Len() {
			b.Reset()
			z := gzip.NewWriter(&b)
			if extra > 0 {
				z.Extra = make([]byte, extra)
			}
			z.Write([]byte(html))
			z.Close()
			if extra == 0 {
				extra = -2 // the length of the field itself
			}
		}
		files[name+".gz"] = b.Bytes()
	}
	for _, p := range s.Pages {
		page(p.Output, "<!doctype html><title>"+p.Title+"</title><p>"+p.Source+"</p>\n")
		for _, from := range p.Aliases {
			page(strings.TrimPrefix(from, s.Config.BasePath)+"index.html", "<!doctype html><title>Moved</title><a href=\""+p.Address+"\">"+p.Title+"</a>\n")
		}
	}
	for _, f := range Files(s, policy) {
		files[f.Path] = f.Data()
		if strings.HasSuffix(f.Path, ".xml") {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			z.Write(f.Data())
			z.Close()
			files[f.Path+".gz"] = b.Bytes()
			files[f.Path+".br"] = []byte("brotli of " + f.Path)
		}
	}
	for name, data := range files {
		full := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// certificate makes a certificate for the site's name and 127.0.0.1 that
// trusts itself.
func certificate(t *testing.T, dir string) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "throw-away"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"www.example.org"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AddCert(cert)
	return certFile, keyFile, pool
}

// running is a web server that serves a published site with our configuration.
type running struct {
	name  string
	addr  string
	files map[string][]byte
	base  string
	tls   *tls.Config
	log   *bytes.Buffer
}

// program is a web server that may be installed here.
type program struct {
	name string
	// find returns the command, or "" when it is not installed.
	commands []string
	// config returns the text of a main configuration that includes ours, and
	// the arguments to start the server in the foreground with it.
	config func(c setup) (text string, args []string)
}

type setup struct {
	dir, root, published, cert, key, file string
	port                                  int
}

var programs = []program{
	{"nginx", []string{"nginx", "/usr/sbin/nginx"}, func(c setup) (string, []string) {
		return fmt.Sprintf(`daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 64; }
http {
	access_log %[1]s/access.log;
	client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2; fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5;
	server {
		listen 127.0.0.1:%[2]d ssl http2;
		server_name www.example.org;
		root %[3]s;
		ssl_certificate %[5]s; ssl_certificate_key %[6]s;
		include %[4]s/.server/nginx.conf;
	}
}
`, c.dir, c.port, c.root, c.published, c.cert, c.key), []string{"-p", c.dir, "-e", c.dir + "/start.log", "-c", c.file}
	}},
	{"caddy", []string{"caddy"}, func(c setup) (string, []string) {
		return fmt.Sprintf(`{
	admin off
	auto_https off
	skip_install_trust
	storage file_system %[1]s/store
}
https://www.example.org:%[2]d {
	bind 127.0.0.1
	tls %[5]s %[6]s
	root * %[3]s
	import %[4]s/.server/Caddyfile
}
`, c.dir, c.port, c.root, c.published, c.cert, c.key), []string{"run", "--adapter", "caddyfile", "--config", c.file}
	}},
	{"apache", []string{"apache2", "httpd", "/usr/sbin/apache2", "/usr/sbin/httpd"}, func(c setup) (string, []string) {
		// For an Apache that is not where Debian puts it.
		modules := os.Getenv("SOTTO_APACHE_MODULES")
		if modules == "" {
			modules = "/usr/lib/apache2/modules"
		}
		var load strings.Builder
		for _, m := range []string{"mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "ssl", "socache_shmcb", "http2"} {
			fmt.Fprintf(&load, "LoadModule %s_module %s/mod_%s.so\n", m, modules, m)
		}
		return load.String() + fmt.Sprintf(`ServerRoot %[1]s
PidFile %[1]s/pid
ErrorLog %[1]s/error.log
ServerName www.example.org
Mutex pthread
ServerTokens Prod
ServerSignature Off
TraceEnable Off
TypesConfig /dev/null
Listen 127.0.0.1:%[2]d
Define SOTTO %[4]s
<VirtualHost *:%[2]d>
	ServerName www.example.org
	DocumentRoot %[3]s
	SSLEngine on
	SSLCertificateFile %[5]s
	SSLCertificateKeyFile %[6]s
	Protocols h2 http/1.1
	Include %[4]s/.server/apache.conf
</VirtualHost>
`, c.dir, c.port, c.root, c.published, c.cert, c.key), []string{"-X", "-f", c.file}
	}},
}

// start runs a server with the configuration of small(t, base), or skips the
// test when it is not installed.
func (p program) start(t *testing.T, base string) *running {
	t.Helper()
	exe := ""
	for _, c := range p.commands {
		if found, err := exec.LookPath(c); err == nil {
			exe = found
			break
		}
	}
	if exe == "" {
		t.Skipf("%s is not installed here, so its configuration was not tried", p.name)
	}
	c := setup{dir: t.TempDir()}
	c.root = filepath.Join(c.dir, "www")
	c.published = filepath.Join(c.root, filepath.FromSlash(base))
	files := publishTree(t, small(t, base), c.published)
	var pool *x509.CertPool
	c.cert, c.key, pool = certificate(t, c.dir)
	c.file = filepath.Join(c.dir, "main.conf")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.port = l.Addr().(*net.TCPAddr).Port
	l.Close()
	text, args := p.config(c)
	if err := os.WriteFile(c.file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r := &running{
		name: p.name, addr: fmt.Sprintf("127.0.0.1:%d", c.port), files: files, base: base,
		tls: &tls.Config{RootCAs: pool, ServerName: "www.example.org"}, log: new(bytes.Buffer),
	}
	cmd := exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), "HOME="+c.dir, "XDG_DATA_HOME="+c.dir, "XDG_CONFIG_HOME="+c.dir)
	cmd.Stdout, cmd.Stderr = r.log, r.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			cmd.Process.Kill()
			<-ended
		}
		for _, name := range []string{"access.log"} {
			if data, err := os.ReadFile(filepath.Join(c.dir, name)); err == nil && len(data) > 0 {
				t.Errorf("%s wrote an access log:\n%s", p.name, data)
			}
		}
		if t.Failed() {
			data, _ := os.ReadFile(filepath.Join(c.dir, "error.log"))
			t.Logf("%s said:\n%s\n%s", p.name, r.log, data)
		}
	})
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		conn, err := net.DialTimeout("tcp", r.addr, time.Second)
		if err == nil {
			conn.Close()
			return r
		}
		select {
		case err := <-ended:
			ended <- err
			start, _ := os.ReadFile(filepath.Join(c.dir, "start.log"))
			t.Fatalf("%s did not start: %v\n%s%s", p.name, err, r.log, start)
		default:
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s does not answer", p.name)
		}
	}
}
