package main

import (
	"crypto/ed25519"
	"crypto/md5"
	"encoding/hex"
	"encoding/pem"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"sotto/generator/derived"
	"sotto/generator/sitetest"
)

// sentinel stands in each secret of the test, and may stand in nothing that is said.
const sentinel = "SENTINELofSECRETS"

// far is a destination on another machine, as far as the verbs can tell.
type far struct {
	dest  string
	flags []string
	env   []string
	wrong []string // the environment of somebody who may not
	files func() map[string][]byte
	// came are the names of files of the site that were sent since it was asked last.
	came func() []string
}

// Through the verbs: publish, an edit of one word of which only what differs is sent,
// a server on the destination that verify finds right, back and there again; and no
// secret is told, not even to who has the wrong one.
func TestFarDestinations(t *testing.T) {
	sitetest.Costly(t)
	for name, open := range map[string]func(*testing.T) *far{"sftp": overSSH, "s3": inStore} {
		t.Run(name, func(t *testing.T) {
			f, dir := open(t), t.TempDir()
			if err := laySite(&testscript.Env{WorkDir: dir}); err != nil {
				t.Fatal(err)
			}
			server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { inFront(f.files(), w, r) }))
			defer server.Close()
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
			if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(dir, "editor")).CombinedOutput(); err != nil {
				t.Skipf("ssh-keygen makes no key: %v\n%s", err, out)
			}
			signers := sotto(0, nil, "sign", "--as", "editor@example.org", "--key", "editor", "--public")
			if err := os.WriteFile(filepath.Join(dir, "signers"), []byte(signers), 0o600); err != nil {
				t.Fatal(err)
			}
			authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
			if err := os.WriteFile(filepath.Join(dir, "authority"), authority, 0o600); err != nil {
				t.Fatal(err)
			}
			verb := func(code int, env []string, args ...string) string {
				t.Helper()
				return sotto(code, env, slices.Concat(args[:1], f.flags, args[1:])...)
			}
			publish := []string{"publish", f.dest}
			if name == "s3" {
				publish = []string{"publish", "--server", "nginx", f.dest}
			}
			sums := func() map[string]string {
				text, err := os.ReadFile(filepath.Join(dir, "public", ".manifest"))
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
			release := func() string {
				sotto(0, nil, "build", "--quiet", "-b", server.URL+"/", "-d", "public")
				sotto(0, nil, "sign", "-b", server.URL+"/", "--as", "editor@example.org", "--key", "editor")
				return verb(0, f.env, publish...)
			}
			clean := func() {
				t.Helper()
				sotto(0, nil, "verify", "--signers", "signers", "--rate", "1000", "--authority", "authority", server.URL+"/")
			}
			verb(3, f.wrong, "releases", f.dest)
			release()
			clean()
			f.came()
			before := sums()

			page := filepath.Join(dir, "content", "help", "index.md")
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(page, append(text, "\nWords.\n"...), 0o644); err != nil {
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
			verb(3, f.wrong, publish...)
			verb(3, f.wrong, "rollback", f.dest)
			verb(0, f.env, publish...)
			clean()
		})
	}
}

// inFront serves a release as the site's own servers do.
func inFront(files map[string][]byte, w http.ResponseWriter, r *http.Request) {
	everywhere := false
	for line := range strings.Lines(string(files["_headers"])) {
		if line[0] == '/' {
			everywhere = strings.TrimSpace(line) == "/*"
		} else if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && everywhere {
			w.Header().Set(name, value)
		}
	}
	w.Header().Set("Vary", "Accept-Encoding")
	name, status := strings.TrimPrefix(r.URL.Path, "/"), 200
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	hidden := strings.HasPrefix(name, ".") && !strings.HasPrefix(name, ".well-known/") || name == "_headers" || name == "_redirects"
	if files[name] == nil || hidden || path.Base(name) == "404.html" || path.Ext(name) == ".gz" || path.Ext(name) == ".br" {
		status, name = 404, "404.html"
		if dir, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/"); files[dir+"/404.html"] != nil {
			name = dir + "/404.html"
		}
	}
	w.Header().Set("Content-Type", derived.Types().Of(name).ContentType())
	for _, form := range [][2]string{{"br", ".br"}, {"gzip", ".gz"}} {
		if strings.Contains(r.Header.Get("Accept-Encoding"), form[0]) && files[name+form[1]] != nil {
			w.Header().Set("Content-Encoding", form[0])
			name += form[1]
			break
		}
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(files[name])))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(files[name])
	}
}

// overSSH is a server of SSH in this process, with SFTP.
func overSSH(t *testing.T) *far {
	home, dir := t.TempDir(), t.TempDir()
	key := func(name string) ssh.Signer {
		_, private, err := ed25519.GenerateKey(nil)
		if err != nil {
			t.Fatal(err)
		}
		block, err := ssh.MarshalPrivateKey(private, sentinel)
		if err != nil {
			t.Fatal(err)
		}
		signer, err := ssh.NewSignerFromKey(private)
		if err := errors.Join(err, os.WriteFile(filepath.Join(home, name), pem.EncodeToMemory(block), 0o600)); err != nil {
			t.Fatal(err)
		}
		return signer
	}
	host, mine := key("host"), key("mine")
	key("other")
	config := &ssh.ServerConfig{PublicKeyCallback: func(_ ssh.ConnMetadata, k ssh.PublicKey) (*ssh.Permissions, error) {
		if string(k.Marshal()) != string(mine.PublicKey().Marshal()) {
			return nil, errors.New("not this one")
		}
		return nil, nil
	}}
	config.AddHostKey(host)
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
			go func() {
				_, channels, requests, err := ssh.NewServerConn(conn, config)
				if err != nil {
					conn.Close()
					return
				}
				go ssh.DiscardRequests(requests)
				for asked := range channels {
					channel, requests, err := asked.Accept()
					if err != nil {
						return
					}
					go func() {
						for r := range requests {
							r.Reply(r.Type == "subsystem", nil)
						}
					}()
					if server, err := sftp.NewServer(channel); err == nil {
						server.Serve()
					}
					channel.Close()
				}
			}()
		}
	}()
	known := knownhosts.Line([]string{knownhosts.Normalize(l.Addr().String())}, host.PublicKey()) + "\n"
	if err := errors.Join(os.Mkdir(filepath.Join(home, ".ssh"), 0o700), os.WriteFile(filepath.Join(home, ".ssh", "known_hosts"), []byte(known), 0o600)); err != nil {
		t.Fatal(err)
	}
	// Who is at home here has one key or the other.
	env := func(key string) []string {
		home, keys := t.TempDir(), home
		text, err := os.ReadFile(filepath.Join(keys, key))
		if err := errors.Join(err, os.CopyFS(home, os.DirFS(keys)), os.WriteFile(filepath.Join(home, ".ssh", "id_ed25519"), text, 0o600)); err != nil {
			t.Fatal(err)
		}
		return []string{"HOME=" + home, "SSH_AUTH_SOCK="}
	}
	f := &far{dest: "sftp://publisher@" + l.Addr().String() + dir, env: env("mine"), wrong: env("other")}
	var seen []fs.FileInfo // with other names they are the same
	f.files = func() map[string][]byte {
		out := map[string][]byte{}
		to, err := filepath.EvalSymlinks(filepath.Join(dir, "current"))
		if err != nil {
			return out
		}
		fs.WalkDir(os.DirFS(to), ".", func(name string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				out[name], err = os.ReadFile(filepath.Join(to, name))
			}
			return err
		})
		return out
	}
	f.came = func() (out []string) {
		all, _ := filepath.Glob(filepath.Join(dir, "releases", "*"))
		for _, release := range all {
			filepath.WalkDir(release, func(name string, e fs.DirEntry, err error) error {
				if err != nil || e.IsDir() || release == name {
					return err
				}
				info, err := e.Info()
				if err != nil {
					return err
				}
				if !slices.ContainsFunc(seen, func(old fs.FileInfo) bool { return os.SameFile(old, info) }) {
					seen = append(seen, info)
					if rel, _ := filepath.Rel(release, name); !strings.HasPrefix(rel, ".well-known/sotto/") {
						out = append(out, filepath.ToSlash(rel))
					}
				}
				return nil
			})
		}
		slices.Sort(out)
		return out
	}
	return f
}

// inStore is an object store in this process, which tells those it does not know what
// they have said. The signatures themselves are tried in package outlet.
func inStore(t *testing.T) *far {
	type object struct {
		data []byte
		etag string
		at   time.Time
		tree string
	}
	var mu sync.Mutex
	objects, came := map[string]object{}, []string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		if !strings.Contains(r.Header.Get("Authorization"), "Credential=AKIDRIGHT/") || r.Header.Get("X-Amz-Security-Token") == "" {
			w.WriteHeader(403)
			fmt.Fprintf(w, "<Error><Code>InvalidAccessKeyId</Code><Message>%s %s</Message></Error>", r.Header.Get("Authorization"), r.Header.Get("X-Amz-Security-Token"))
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/site/")
		o, there := objects[name]
		w.Header().Set("ETag", o.etag)
		w.Header().Set("Last-Modified", o.at.UTC().Format(http.TimeFormat))
		switch match := r.Header.Get("If-Match"); {
		case r.Method == "GET" && (name == "" || r.URL.Query().Has("list-type")):
			var list struct {
				XMLName  xml.Name `xml:"ListBucketResult"`
				Contents []struct {
					Key, ETag string
					Size      int
				}
				CommonPrefixes []struct{ Prefix string }
			}
			prefix, delimiter := r.URL.Query().Get("prefix"), r.URL.Query().Get("delimiter")
			folders := map[string]bool{}
			for _, key := range slices.Sorted(maps.Keys(objects)) {
				rest, ok := strings.CutPrefix(key, prefix)
				dir, _, deep := strings.Cut(rest, "/")
				switch {
				case ok && deep && delimiter != "":
					folders[prefix+dir+"/"] = true
				case ok:
					list.Contents = append(list.Contents, struct {
						Key, ETag string
						Size      int
					}{key, objects[key].etag, len(objects[key].data)})
				}
			}
			for folder := range folders {
				list.CommonPrefixes = append(list.CommonPrefixes, struct{ Prefix string }{folder})
			}
			xml.NewEncoder(w).Encode(list)
		case r.Method == "PUT" && (r.Header.Get("If-None-Match") == "*" && there || match != "" && match != o.etag):
			w.WriteHeader(412)
		case r.Method == "PUT":
			if from, _ := url.PathUnescape(r.Header.Get("X-Amz-Copy-Source")); from != "" {
				body = objects[strings.TrimPrefix(from, "/site/")].data
			} else if rest, ok := strings.CutPrefix(name, "www/releases/"); ok && strings.Contains(rest, "/") {
				came = append(came, rest[strings.Index(rest, "/")+1:])
			}
			digest := md5.Sum(body)
			o = object{body, `"` + hex.EncodeToString(digest[:]) + `"`, time.Now(), r.Header.Get("X-Amz-Meta-Tree")}
			objects[name] = o
			w.Header().Set("ETag", o.etag)
		case r.Method == "DELETE":
			delete(objects, name)
			w.WriteHeader(204)
		case there:
			w.Write(o.data)
		default:
			w.WriteHeader(404)
		}
	}))
	t.Cleanup(server.Close)
	env := func(id string) []string {
		return []string{"AWS_ACCESS_KEY_ID=" + id, "AWS_SECRET_ACCESS_KEY=" + sentinel, "AWS_SESSION_TOKEN=" + sentinel, "AWS_REGION=eu-west-2", "HTTP_PROXY=", "http_proxy="}
	}
	return &far{dest: "s3://site/www", flags: []string{"--endpoint", server.URL}, env: env("AKIDRIGHT"), wrong: env("AKID" + sentinel),
		files: func() map[string][]byte {
			mu.Lock()
			defer mu.Unlock()
			out := map[string][]byte{}
			for name, o := range objects {
				if rest, ok := strings.CutPrefix(name, "www/releases/"+objects["www/current"].tree+"/"); ok {
					out[rest] = o.data
				}
			}
			return out
		},
		came: func() []string {
			mu.Lock()
			defer mu.Unlock()
			out := slices.DeleteFunc(came, func(name string) bool { return strings.HasPrefix(name, ".well-known/sotto/") })
			came = nil
			slices.Sort(out)
			return out
		},
	}
}
