package sitetest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Address returns an address of this machine on which nobody listens.
func Address(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// Nginx runs nginx, with what stands in its http { }, until the test ends. It
// answers on the address by then. A test that has no nginx is skipped.
func Nginx(t testing.TB, http, address string) {
	t.Helper()
	program := installed(t, "nginx", "/usr/sbin/nginx")
	dir := t.TempDir()
	var b strings.Builder
	// One process: to end it is to end all of it.
	fmt.Fprintf(&b, "daemon off;\nmaster_process off;\npid %[1]s/pid;\nerror_log stderr;\n%[2]sevents {}\nhttp {\n", dir, brotli(t, http))
	for _, name := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		fmt.Fprintf(&b, "%[1]s_temp_path %[2]s/%[1]s;\n", name, dir)
	}
	fmt.Fprintf(&b, "%s}\n", http)
	name := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	Process(t, address, exec.Command(program, "-p", dir, "-e", "stderr", "-c", name))
}

// brotli returns the line that loads brotli_static where it is asked for, from
// Debian's package of it.
func brotli(t testing.TB, http string) string {
	if !strings.Contains(http, "brotli_static") {
		return ""
	}
	const folder = "/usr/share/nginx/modules-available/"
	found, _ := filepath.Glob(folder + "*brotli-static*")
	if len(found) == 0 {
		t.Skip("nginx has no brotli_static: apt-get install libnginx-mod-http-brotli-static")
	}
	text, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(string(text), "modules/", "/usr/lib/nginx/modules/", 1)
}

// Caddy runs Caddy likewise, with a whole Caddyfile.
func Caddy(t testing.TB, text, address string) {
	t.Helper()
	program := installed(t, "caddy")
	dir := t.TempDir()
	name := filepath.Join(dir, "Caddyfile")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "run", "--config", name, "--adapter", "caddyfile")
	c.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	Process(t, address, c)
}

// Process starts a server, which ends with the test, and waits until it answers
// on the address. What it has said is told with a test that fails.
func Process(t testing.TB, address string, c *exec.Cmd) {
	t.Helper()
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		c.Wait()
		close(ended)
	}()
	t.Cleanup(func() {
		c.Process.Kill()
		<-ended
		if t.Failed() {
			t.Logf("%s: %s", filepath.Base(c.Path), said.String())
		}
	})
	for range 1500 { // half a minute
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close()
			return
		}
		select {
		case <-ended:
			t.Fatalf("%s has ended: %s", filepath.Base(c.Path), said.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	t.Fatalf("%s does not answer on %s", filepath.Base(c.Path), address)
}

// installed returns where a program of Debian's is, and skips the test without it.
func installed(t testing.TB, name string, also ...string) string {
	t.Helper()
	if program, err := exec.LookPath(name); err == nil {
		return program
	}
	for _, program := range also {
		if _, err := os.Stat(program); err == nil {
			return program
		}
	}
	t.Skipf("%[1]s is not installed: apt-get install %[1]s", name)
	return ""
}
