package main

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
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
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"sotto/generator/sitetest"
)

// inFolder is a folder of this machine.
func inFolder(t *testing.T) *far {
	dir := filepath.Join(t.TempDir(), "www")
	return &far{dest: dir, came: cameTo(dir), serve: onFolder(dir)}
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
	return &far{dest: "sftp://publisher@" + l.Addr().String() + dir, env: env("mine"), wrong: env("other"), came: cameTo(dir), serve: onFolder(dir)}
}

// cameTo tells which files have come to a destination in a folder since it was asked
// last.
func cameTo(dir string) func() []string {
	var seen []fs.FileInfo // with other names they are the same
	return func() (out []string) {
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
}

// stored counts the objects of a release that are sent to a store.
type stored struct {
	mu    sync.Mutex
	names []string
}

// sent notes a request that writes an object.
func (s *stored) sent(r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/site/www/releases/")
	_, name, deep := strings.Cut(rest, "/")
	if ok && deep && r.Method == "PUT" && r.Header.Get("X-Amz-Copy-Source") == "" && !strings.HasPrefix(name, ".well-known/sotto/") {
		s.mu.Lock()
		s.names = append(s.names, name)
		s.mu.Unlock()
	}
}

func (s *stored) came() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.Sorted(slices.Values(s.names))
	s.names = nil
	return out
}

// storeKeys are the environment of somebody who publishes to a store.
func storeKeys(id, session string) []string {
	return []string{"AWS_ACCESS_KEY_ID=" + id, "AWS_SECRET_ACCESS_KEY=" + sentinel, "AWS_SESSION_TOKEN=" + session, "AWS_REGION=eu-west-2", "HTTP_PROXY=", "http_proxy="}
}

// inStore is an object store in this process, which tells those it does not know what
// they have said. The signatures themselves are tried in package outlet.
func inStore(t *testing.T) *far {
	type object struct {
		data   []byte
		etag   string
		at     time.Time
		header http.Header
	}
	var mu sync.Mutex
	var came stored
	objects := map[string]object{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		name := strings.TrimPrefix(r.URL.Path, "/site/")
		o, there := objects[name]
		who := r.Header.Get("Authorization")
		front := r.Method == "GET" && who == "" && name != "" // a server, which asks for an object without a key
		if !front && (!strings.Contains(who, "Credential=AKIDRIGHT/") || r.Header.Get("X-Amz-Security-Token") == "") {
			w.WriteHeader(403)
			fmt.Fprintf(w, "<Error><Code>InvalidAccessKeyId</Code><Message>%s %s</Message></Error>", who, r.Header.Get("X-Amz-Security-Token"))
			return
		}
		came.sent(r)
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
			}
			digest := md5.Sum(body)
			o = object{body, `"` + hex.EncodeToString(digest[:]) + `"`, time.Now(), r.Header}
			objects[name] = o
			w.Header().Set("ETag", o.etag)
		case r.Method == "DELETE":
			delete(objects, name)
			w.WriteHeader(204)
		case there:
			for _, name := range []string{"Content-Type", "Content-Encoding", "Cache-Control", "X-Amz-Meta-Tree"} {
				if value := o.header.Get(name); value != "" {
					w.Header().Set(name, value)
				}
			}
			w.Write(o.data)
		default:
			w.WriteHeader(404)
		}
	}))
	t.Cleanup(server.Close)
	return &far{dest: "s3://site/www", flags: []string{"--endpoint", server.URL}, came: came.came, serve: beforeStore,
		env: storeKeys("AKIDRIGHT", sentinel), wrong: storeKeys("AKID"+sentinel, sentinel)}
}

// inGateway is versitygw, an object store in the wild, behind a proxy that counts what
// is sent.
func inGateway(t *testing.T) *far {
	program := os.Getenv("SOTTO_VERSITYGW")
	if program == "" {
		t.Skip("no versitygw here: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0, and name it in SOTTO_VERSITYGW")
	}
	address := sitetest.Address(t)
	c := exec.Command(program, "--access", "AKIDRIGHT", "--secret", sentinel, "--region", "eu-west-2", "--port", address, "--quiet", "posix", "--sidecar", t.TempDir(), t.TempDir())
	sitetest.Process(t, address, c)
	ask := func(query, body string) {
		t.Helper()
		r, err := http.NewRequest("PUT", "http://"+address+"/site?"+query, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		sign(r, body, "AKIDRIGHT", sentinel)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if said, _ := io.ReadAll(resp.Body); resp.StatusCode >= 300 {
			t.Fatalf("PUT /site?%s: %s %s", query, resp.Status, said)
		}
	}
	ask("", "")
	ask("policy=", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}]}`)
	var came stored
	proxy := httputil.ReverseProxy{Transport: &http.Transport{DisableCompression: true}, Rewrite: func(r *httputil.ProxyRequest) {
		came.sent(r.In)
		r.Out.URL.Scheme, r.Out.URL.Host = "http", address // and Host stays, which is signed
	}}
	server := httptest.NewServer(&proxy)
	t.Cleanup(server.Close)
	return &far{dest: "s3://site/www", flags: []string{"--endpoint", server.URL}, came: came.came, serve: beforeStore,
		env: storeKeys("AKIDRIGHT", ""), wrong: storeKeys("AKID"+sentinel, "")}
}

// sign signs a request to a store (AWS Signature Version 4), to make a bucket.
func sign(r *http.Request, body, id, secret string) {
	now, sum := time.Now().UTC(), sha256.Sum256([]byte(body))
	day, digest := now.Format("20060102"), hex.EncodeToString(sum[:])
	r.Header.Set("X-Amz-Date", now.Format("20060102T150405Z"))
	r.Header.Set("X-Amz-Content-Sha256", digest)
	const names = "host;x-amz-content-sha256;x-amz-date"
	asked := sha256.Sum256([]byte(strings.Join([]string{r.Method, r.URL.Path, r.URL.RawQuery,
		"host:" + r.Host, "x-amz-content-sha256:" + digest, "x-amz-date:" + r.Header.Get("X-Amz-Date"), "", names, digest}, "\n")))
	scope := day + "/eu-west-2/s3/aws4_request"
	key := []byte("AWS4" + secret)
	mac := func(text string) []byte {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(text))
		return h.Sum(nil)
	}
	for _, part := range strings.Split(scope, "/") {
		key = mac(part)
	}
	signature := mac("AWS4-HMAC-SHA256\n" + r.Header.Get("X-Amz-Date") + "\n" + scope + "\n" + hex.EncodeToString(asked[:]))
	r.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%x", id, scope, names, signature))
}
