package measure

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// servers write a log in the format that is printed for them, over a small site.
var servers = []struct {
	name     string
	commands []string
	args     func(dir, file string) []string
	config   func(dir, root string, port int, format string) string
}{
	{"nginx", []string{"nginx", "/usr/sbin/nginx"},
		func(dir, file string) []string { return []string{"-p", dir, "-e", dir + "/error.log", "-c", file} },
		func(dir, root string, port int, format string) string {
			directive := strings.Index(format, "access_log /")
			return fmt.Sprintf(`daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 64; }
http {
	client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2; fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5;
	%[4]s
	server { listen 127.0.0.1:%[3]d; root %[2]s; error_page 404 /404.html; %[5]s }
}`, dir, root, port, format[:directive], format[directive:])
		}},
	{"caddy", []string{"caddy"},
		func(_, file string) []string { return []string{"run", "--adapter", "caddyfile", "--config", file} },
		func(dir, root string, port int, format string) string {
			return fmt.Sprintf("{\n\tadmin off\n\tauto_https off\n\tstorage file_system %s/store\n}\nhttp://127.0.0.1:%d {\n\troot * %s\n\tfile_server\n%s}\n", dir, port, root, format)
		}},
	{"apache", []string{"apache2", "/usr/sbin/apache2", "httpd", "/usr/sbin/httpd"},
		func(_, file string) []string { return []string{"-X", "-f", file} },
		func(dir, root string, port int, format string) string {
			var load strings.Builder
			for _, m := range []string{"mpm_event", "authz_core", "dir", "mime"} {
				fmt.Fprintf(&load, "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n", m, m)
			}
			return load.String() + fmt.Sprintf("ServerRoot %[1]s\nPidFile %[1]s/pid\nErrorLog %[1]s/error.log\nServerName localhost\nMutex pthread\nTypesConfig /dev/null\nListen 127.0.0.1:%[3]d\nErrorDocument 404 /404.html\n<VirtualHost *:%[3]d>\nDocumentRoot %[2]s\nDirectoryIndex index.html\n%[4]s</VirtualHost>\n<Directory %[2]s>\nRequire all granted\n</Directory>\n", dir, root, port, format)
		}},
}

// Three servers, asked the same, write what is counted the same, and nobody's address.
func TestFormatsOfServers(t *testing.T) {
	var before []int
	for _, server := range servers {
		t.Run(server.name, func(t *testing.T) {
			exe := ""
			for _, c := range server.commands {
				if found, err := exec.LookPath(c); err == nil {
					exe = found
					break
				}
			}
			if exe == "" {
				t.Skipf("%s is not installed here, so its log format was not tried", server.name)
			}
			dir := t.TempDir()
			root := filepath.Join(dir, "www")
			for _, name := range []string{"index.html", "help/index.html", "404.html"} {
				file := filepath.Join(root, name)
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(name), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			port := l.Addr().(*net.TCPAddr).Port
			l.Close()
			log, config := filepath.Join(dir, "loads.log"), filepath.Join(dir, "main.conf")
			var format strings.Builder
			for line := range strings.Lines(Format(server.name)) {
				for _, word := range strings.Fields(line) {
					if strings.HasPrefix(word, "/var/log/") {
						line = strings.Replace(line, strings.TrimSuffix(word, ";"), log, 1)
					}
				}
				format.WriteString(line)
			}
			if err := os.WriteFile(config, []byte(server.config(dir, root, port, format.String())), 0o644); err != nil {
				t.Fatal(err)
			}
			for _, d := range []string{dir, root, filepath.Join(root, "help")} { // Apache's workers are somebody else
				if err := os.Chmod(d, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command(exe, server.args(dir, config)...)
			cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
			var said strings.Builder
			cmd.Stdout, cmd.Stderr = &said, &said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			stopped := false
			stop := func() {
				if !stopped {
					stopped = true
					cmd.Process.Signal(os.Interrupt) // all three write what they hold, and end
					<-ended
				}
			}
			defer stop()
			base := fmt.Sprintf("http://127.0.0.1:%d", port)
			until := time.Now().Add(20 * time.Second)
			for {
				c, err := net.Dial("tcp", base[len("http://"):])
				if err == nil {
					c.Close()
					break
				}
				if time.Now().After(until) {
					t.Fatalf("it does not answer: %v\n%s", err, said.String())
				}
				time.Sleep(20 * time.Millisecond)
			}
			const agent = "SENTINEL-AGENT"
			for _, ask := range []string{"GET /help/", "GET /help/?SENTINEL-QUERY=1", "GET /", "GET /wp-login.php", "GET /nothing/", "POST /help/", "GET /robots.txt"} {
				method, path, _ := strings.Cut(ask, " ")
				req, err := http.NewRequest(method, base+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("User-Agent", agent)
				req.Header.Set("Referer", "https://sentinel-referrer.example/")
				res, err := http.DefaultClient.Do(req)
				if err != nil {
					t.Fatal(err, said.String())
				}
				res.Body.Close()
			}
			http.DefaultClient.CloseIdleConnections()
			stop()
			text, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err, said.String())
			}
			for _, sentinel := range []string{"127.0.0.1 ", `"127.0.0.1"`, "SENTINEL", "sentinel"} {
				if strings.Contains(string(text), sentinel) {
					t.Errorf("the log says %s:\n%s", sentinel, text)
				}
			}
			c, r := count(t, string(text))
			got := append(loads(r)[:2], int(c.Requests), int(c.Robots), int(c.Bad))
			if want := []int{1, 2, 7, 3, 0}; !slices.Equal(got, want) {
				t.Errorf("home, help, requests, robots, unreadable: %v, want %v\n%s", got, want, text)
			}
			if before != nil && !slices.Equal(before, got) {
				t.Errorf("%v, another server's log gives %v", got, before)
			}
			before = got
		})
	}
}
