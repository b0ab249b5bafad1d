package derived

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sotto/generator/site"
)

const onionHost = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaad.onion"

// hidden is the small site as an onion service.
func hidden(t *testing.T) *site.Site {
	s := small(t, "/")
	s.Config.BaseURL = "http://" + onionHost + "/"
	return s
}

func named(t *testing.T, files []File, name string) string {
	t.Helper()
	for _, f := range files {
		if f.Path == name {
			return string(f.Data())
		}
	}
	return ""
}

func TestOnion(t *testing.T) {
	files := Files(hidden(t), policy)
	torrc, block := named(t, files, ".server/torrc"), named(t, files, ".server/onion.conf")
	for _, want := range []string{"HiddenServiceDir ", "HiddenServicePort 80 unix:" + onionSocket, "HiddenServiceVersion 3"} {
		if !strings.Contains(torrc, want) {
			t.Errorf("torrc lacks %s", want)
		}
	}
	for _, want := range []string{"listen unix:" + onionSocket, "server_name " + onionHost, "sotto build -b http://" + onionHost + "/"} {
		if !strings.Contains(block, want) {
			t.Errorf("onion.conf lacks %s", want)
		}
	}
	for _, f := range files {
		text := string(f.Data())
		for line := range strings.Lines(text) {
			if strings.Contains(line, "Strict-Transport-Security") && !strings.HasPrefix(line, "#") {
				t.Errorf("%s speaks of TLS: %s", f.Path, line)
			}
		}
		if strings.Contains(text, "Onion-Location") {
			t.Errorf("%s sends the address to everybody", f.Path)
		}
	}
	// Another site has neither, and TLS.
	files = Files(small(t, "/"), policy)
	if named(t, files, ".server/torrc") != "" || named(t, files, ".server/onion.conf") != "" {
		t.Error("a site on the open network has an onion service")
	}
	if !strings.Contains(named(t, files, ".server/nginx.conf"), "add_header Strict-Transport-Security") {
		t.Error("a site on the open network has no HSTS")
	}
}

// nginx serves the tree on the socket as the written block says.
func TestOnionOnNginx(t *testing.T) {
	exe := ""
	for _, c := range []string{"nginx", "/usr/sbin/nginx"} {
		if found, err := exec.LookPath(c); err == nil {
			exe = found
		}
	}
	if exe == "" {
		t.Skip("nginx is not installed here, so the server block for an onion service was not tried")
	}
	dir := t.TempDir()
	root := filepath.Join(dir, "www")
	files := publishTree(t, hidden(t), root)
	socket := filepath.Join(dir, "s")
	block := strings.NewReplacer("unix:"+onionSocket, "unix:"+socket, "/srv/www/public/.server", root+"/.server", "root /srv/www/public;", "root "+root+";",
		"/var/log/nginx/error.log", filepath.Join(dir, "error.log")).Replace(string(files[".server/onion.conf"]))
	config := fmt.Sprintf(`daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 64; }
http {
	client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2; fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5;
%[2]s
}
`, dir, block)
	if err := os.WriteFile(filepath.Join(dir, "nginx.conf"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-p", dir, "-e", dir+"/start.log", "-c", dir+"/nginx.conf")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
	}()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		for until := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			c, err := new(net.Dialer).DialContext(ctx, "unix", socket)
			if err == nil || time.Now().After(until) {
				return c, err
			}
		}
	}}}
	defer client.CloseIdleConnections()
	for address, want := range map[string]struct {
		status int
		file   string
	}{"/": {200, "index.html"}, "/law/": {200, "law/index.html"}, "/nothing": {404, "404.html"}, "/.server/torrc": {404, "404.html"}} {
		res, err := client.Get("http://" + onionHost + address)
		if err != nil {
			start, _ := os.ReadFile(dir + "/start.log")
			t.Fatalf("%v\n%s", err, start)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != want.status || string(body) != string(files[want.file]) {
			t.Errorf("%s: status %d, %d bytes: %v", address, res.StatusCode, len(body), err)
		}
		if res.Header.Get("Strict-Transport-Security") != "" || res.Header.Get("Onion-Location") != "" || res.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: headers %v", address, res.Header)
		}
	}
}
