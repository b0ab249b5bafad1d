package outlet

import (
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
)

// nginx before a bucket, with the configuration that is written: the right object in the
// right form, one page for all that is missing, the headers, and the next release at
// once.
func TestNginxBeforeABucket(t *testing.T) {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		if nginx = "/usr/sbin/nginx"; !exists(nginx) {
			t.Skip("nginx is not installed: apt-get install nginx to see it before a bucket")
		}
	}
	s, endpoint := newStore(t)
	s.readable = true
	d := inBucket(t, endpoint)
	files := release(1, 4)
	files["_headers"] = "/*\n  X-Frame-Options: DENY\n  Cache-Control: no-store\n"
	for _, name := range []string{"index.html", "404.html", "cy/404.html"} {
		files[name] = "this is " + name + "\n"
	}
	for name := range files {
		if strings.HasSuffix(name, ".html") {
			files[name+".gz"], files[name+".br"] = "gz "+files[name], "br "+files[name]
		}
	}
	files["a.png"] = "picture\n"
	published(t, d, built(files), usual())
	text, err := d.Front("nginx", built(files), "127.0.0.1", "/", []string{`^/old(/(index\.html)?)?$`, `^/cy/hen(/|$)`, `^/p1(/|$)`})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	dir := t.TempDir()
	conf := string(text)
	for old, new := range map[string]string{"listen 443 ssl http2;": "listen " + address + ";", "/var/log/nginx/error.log crit": dir + "/error.log"} {
		if !strings.Contains(conf, old) {
			t.Fatalf("no %s", old)
		}
		conf = strings.ReplaceAll(conf, old, new)
	}
	var kept []string
	for line := range strings.Lines(conf) {
		if !strings.HasPrefix(strings.TrimSpace(line), "ssl_") && !strings.Contains(line, "proxy_ssl_") {
			kept = append(kept, line)
		}
	}
	whole := fmt.Sprintf("daemon off;\nmaster_process off;\npid %[1]s/pid;\nerror_log %[1]s/error.log;\nevents {}\nhttp {\nclient_body_temp_path %[1]s/a;\nproxy_temp_path %[1]s/b;\nfastcgi_temp_path %[1]s/c;\nuwsgi_temp_path %[1]s/d;\nscgi_temp_path %[1]s/e;\n%[2]s}\n", dir, strings.Join(kept, ""))
	name := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(name, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(nginx, "-p", dir, "-c", name)
	var said strings.Builder
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		c.Process.Kill()
		c.Wait()
		if t.Failed() {
			log, _ := os.ReadFile(dir + "/error.log")
			t.Logf("nginx: %s\n%s", said.String(), log)
		}
	}()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	ask := func(method, path, encoding string) (int, string, http.Header) {
		t.Helper()
		r, _ := http.NewRequest(method, "http://"+address+path, nil)
		if encoding != "" {
			r.Header.Set("Accept-Encoding", encoding)
		}
		r.Header.Set("If-None-Match", s.objects["some/where/current"].etag)
		r.Header.Set("Range", "bytes=0-1")
		for try := 0; ; try++ {
			resp, err := client.Do(r)
			if err != nil && try < 100 {
				time.Sleep(20 * time.Millisecond)
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, _ := io.ReadAll(resp.Body)
			return resp.StatusCode, string(body), resp.Header
		}
	}
	for _, c := range []struct {
		method, path, encoding string
		status                 int
		want, form             string
	}{
		{"GET", "/", "", 200, "this is index.html\n", ""},
		{"GET", "/", "gzip, br", 200, "br this is index.html\n", "br"},
		{"GET", "/p0/", "gzip", 200, "gz page 0 of release 0001\n", "gzip"},
		{"GET", "/p0/", "gzip;q=0, br;q=0", 200, "page 0 of release 0001\n", ""},
		{"GET", "/p0", "", 200, "page 0 of release 0001\n", ""},
		{"HEAD", "/p0/", "gzip, br;q=0.5", 200, "", "br"},
		{"GET", "/a.png", "gzip, br", 200, "picture\n", ""},
		{"GET", "/none/", "br", 404, "br this is 404.html\n", "br"},
		{"GET", "/cy/none/", "", 404, "this is cy/404.html\n", ""},
		{"GET", "/404.html", "", 404, "this is 404.html\n", ""},
		{"GET", "/.manifest", "", 404, "this is 404.html\n", ""},
		{"GET", "/_headers", "", 404, "this is 404.html\n", ""},
		{"GET", "/index.html.gz", "", 404, "this is 404.html\n", ""},
		{"GET", "/.sotto-pointer", "", 404, "this is 404.html\n", ""},
		{"GET", "/old/", "br", 410, "br this is 404.html\n", "br"},
		{"GET", "/old", "", 410, "this is 404.html\n", ""},
		{"GET", "/old/index.html", "", 410, "this is 404.html\n", ""},
		{"HEAD", "/old/", "", 410, "", ""},
		{"GET", "/older/", "", 404, "this is 404.html\n", ""},
		{"GET", "/old/index.html.gz", "", 404, "this is 404.html\n", ""},
		{"GET", "/cy/hen/beth/", "gzip", 410, "gz this is cy/404.html\n", "gzip"},
		{"GET", "/cy/hen/.git/config", "", 404, "this is cy/404.html\n", ""},
		{"GET", "/p1/", "", 200, "page 1\n", ""},
		{"POST", "/old/", "", 405, "this is 404.html\n", ""},
		{"POST", "/", "gzip", 405, "gz this is 404.html\n", "gzip"},
	} {
		status, body, h := ask(c.method, c.path, c.encoding)
		if status != c.status || body != c.want || h.Get("Content-Encoding") != c.form {
			t.Errorf("%s %s (%s): %d %q %q, want %d %q %q", c.method, c.path, c.encoding, status, body, h.Get("Content-Encoding"), c.status, c.want, c.form)
		}
		if h.Get("X-Frame-Options") != "DENY" || len(h["Cache-Control"]) != 1 || h.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s %s: headers %v", c.method, c.path, h)
		}
		for _, name := range []string{"ETag", "Last-Modified", "X-Amz-Request-Id", "X-Amz-Meta-Tree", "Accept-Ranges"} {
			if h.Get(name) != "" {
				t.Errorf("%s %s: %s is sent", c.method, c.path, name)
			}
		}
	}
	files["p0/index.html"] = "page 0 of the next\n"
	published(t, d, built(files), usual())
	if _, body, _ := ask("GET", "/p0/", ""); body != "page 0 of the next\n" {
		t.Errorf("after the swap there is %q", body)
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// What a CDN must do is written with the site's own headers.
func TestCDNText(t *testing.T) {
	_, endpoint := newStore(t)
	text, err := inBucket(t, endpoint).Front("cdn", built(release(1, 2)), "www.example.org", "/", []string{"^/old/$"})
	if err != nil || !strings.Contains(string(text), "410 and the same page when its address matches one of\n    ^/old/$;") || !strings.Contains(string(text), "X-Frame-Options: DENY") || !strings.Contains(string(text), "some/where/releases/TREE/") {
		t.Errorf("%v\n%s", err, text)
	}
	if text, err := at(t, t.TempDir()).Front("nginx", built(release(1, 2)), "www.example.org", "/", nil); text != nil || err != nil {
		t.Errorf("a folder: %v\n%s", err, text)
	}
}
