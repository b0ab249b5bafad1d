package outlet

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// bucketServer is an object store with one bucket, "site". It checks signatures and
// conditions, keeps headers, and lists in pages of seven.
type bucketServer struct {
	mu      sync.Mutex
	objects map[string]*stored
	// fault says what becomes of a request: "" to answer it.
	fault func(r *http.Request) string
	// careless is a store that knows no conditions.
	careless bool
	readable bool // by everybody
	puts     int
	copies   int
	clock    func() time.Time
}

type stored struct {
	data   []byte
	header http.Header
	etag   string
	at     time.Time
}

var testKeys = keys{"AKIDEXAMPLE", "a/secret+word", "a session"}

func newStore(t testing.TB) (*bucketServer, string) {
	s := &bucketServer{objects: map[string]*stored{}, clock: time.Now}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", testKeys.id)
	t.Setenv("AWS_SECRET_ACCESS_KEY", testKeys.secret)
	t.Setenv("AWS_SESSION_TOKEN", testKeys.session)
	t.Setenv("AWS_REGION", "eu-west-2")
	t.Setenv("AWS_ENDPOINT_URL", "")
	return s, server.URL
}

func (s *bucketServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	no := func(status int, code string) {
		w.WriteHeader(status)
		fmt.Fprintf(w, "<Error><Code>%s</Code></Error>", code)
	}
	if s.fault != nil {
		switch s.fault(r) {
		case "busy":
			no(503, "SlowDown")
			return
		case "cut":
			panic(http.ErrAbortHandler)
		case "late": // it is done, and nobody hears of it
			s.answer(httptest.NewRecorder(), r, body, no)
			panic(http.ErrAbortHandler)
		}
	}
	if !s.signed(r, body) && !(s.readable && r.Method == "GET") {
		no(403, "SignatureDoesNotMatch")
		return
	}
	s.answer(w, r, body, no)
}

// signed makes the signature once more.
func (s *bucketServer) signed(r *http.Request, body []byte) bool {
	at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	_, names, _ := strings.Cut(r.Header.Get("Authorization"), "SignedHeaders=")
	names, _, _ = strings.Cut(names, ",")
	if err != nil || !strings.Contains(names, "x-amz-content-sha256") || r.Header.Get("X-Amz-Content-Sha256") != sum(body) {
		return false
	}
	again := &http.Request{Method: r.Method, Header: http.Header{}, URL: &url.URL{Host: r.Host, Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery}}
	for _, name := range strings.Split(names, ";") {
		if v := r.Header.Get(name); v != "" {
			again.Header.Set(name, v)
		}
	}
	testKeys.sign(again, sum(body), "eu-west-2", at)
	return again.Header.Get("Authorization") == r.Header.Get("Authorization")
}

func (s *bucketServer) answer(w http.ResponseWriter, r *http.Request, body []byte, no func(int, string)) {
	name, ok := strings.CutPrefix(r.URL.Path, "/site/")
	if !ok {
		no(404, "NoSuchBucket")
		return
	}
	w.Header().Set("Date", s.clock().UTC().Format(http.TimeFormat))
	o := s.objects[name]
	if r.Method == "PUT" && !s.careless {
		match, none := r.Header.Get("If-Match"), r.Header.Get("If-None-Match")
		if none == "*" && o != nil || match != "" && (o == nil || o.etag != match) {
			no(412, "PreconditionFailed")
			return
		}
	}
	switch {
	case r.Method == "GET" && name == "":
		s.list(w, r.URL.Query())
	case r.Method == "GET" && o != nil:
		for _, h := range []string{"Content-Type", "Content-Encoding", "Cache-Control", "X-Amz-Meta-Tree"} {
			if v := o.header.Get(h); v != "" {
				w.Header().Set(h, v)
			}
		}
		w.Header().Set("ETag", o.etag)
		w.Header().Set("Last-Modified", o.at.UTC().Format(http.TimeFormat))
		w.Header().Set("X-Amz-Request-Id", "1")
		w.Write(o.data)
	case r.Method == "PUT":
		if from := r.Header.Get("X-Amz-Copy-Source"); from != "" {
			from, _ = url.PathUnescape(from)
			old := s.objects[strings.TrimPrefix(from, "/site/")]
			if old == nil {
				no(404, "NoSuchKey")
				return
			}
			body = old.data
			s.copies++
		} else {
			s.puts++
		}
		digest := md5.Sum(body)
		s.objects[name] = &stored{body, r.Header.Clone(), `"` + hex.EncodeToString(digest[:]) + `"`, s.clock()}
		w.Header().Set("ETag", s.objects[name].etag)
	case r.Method == "DELETE":
		delete(s.objects, name)
		w.WriteHeader(204)
	default:
		no(404, "NoSuchKey")
	}
}

func (s *bucketServer) list(w http.ResponseWriter, q url.Values) {
	prefix, after := q.Get("prefix"), q.Get("continuation-token")
	type folder struct{ Prefix string }
	out := struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		Contents              []object
		CommonPrefixes        []folder
		IsTruncated           bool
		NextContinuationToken string
	}{}
	for _, name := range slices.Sorted(maps.Keys(s.objects)) {
		rest, ok := strings.CutPrefix(name, prefix)
		if !ok || name <= after {
			continue
		}
		if dir, _, deep := strings.Cut(rest, "/"); deep && q.Get("delimiter") == "/" {
			if f := (folder{prefix + dir + "/"}); !slices.Contains(out.CommonPrefixes, f) {
				out.CommonPrefixes = append(out.CommonPrefixes, f)
			}
			continue
		}
		if len(out.Contents) == 7 {
			out.IsTruncated, out.NextContinuationToken = true, out.Contents[6].Key
			break
		}
		out.Contents = append(out.Contents, object{name, int64(len(s.objects[name].data)), s.objects[name].etag})
	}
	text, _ := xml.Marshal(out)
	w.Write(text)
}

func inBucket(t testing.TB, endpoint string) *Destination {
	t.Helper()
	d, err := Open(t.Context(), "s3://site/some/where", How{Make: true, Server: "nginx", Endpoint: endpoint, Type: func(name string) string {
		if filepath.Ext(name) == ".html" {
			return "text/html; charset=utf-8"
		}
		return ""
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// served are the files that a server in front finds.
func (s *bucketServer) served(t *testing.T) map[string]string {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]string{}
	pointer := s.objects["some/where/current"]
	if pointer == nil {
		return out
	}
	for name, o := range s.objects {
		if name, ok := strings.CutPrefix(name, "some/where/releases/"+pointer.header.Get("X-Amz-Meta-Tree")+"/"); ok && name != manifestName {
			out[name] = string(o.data)
		}
	}
	return out
}

func init() {
	places = append(places, kind{"s3", func(t *testing.T) *place {
		s, endpoint := newStore(t)
		return storePlace(s, endpoint)
	}})
}

func storePlace(s *bucketServer, endpoint string) *place {
	return &place{
		open:  func(t *testing.T) *Destination { return inBucket(t, endpoint) },
		files: s.served,
		all: func(t *testing.T) []string {
			s.mu.Lock()
			defer s.mu.Unlock()
			return slices.Sorted(maps.Keys(s.objects))
		},
	}
}

// The examples of Amazon's documentation of Signature Version 4 for S3.
func TestSignature(t *testing.T) {
	k := keys{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""}
	day := time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		method, path, query, body string
		headers                   map[string]string
		want                      string
	}{
		{"GET", "/test.txt", "", "", map[string]string{"Range": "bytes=0-9"}, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
		{"PUT", "/test$file.text", "", "Welcome to Amazon S3.", map[string]string{"Date": "Fri, 24 May 2013 00:00:00 GMT", "X-Amz-Storage-Class": "REDUCED_REDUNDANCY"}, "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"},
		{"GET", "/", "lifecycle=", "", nil, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
		{"GET", "/", query(url.Values{"prefix": {"J"}, "max-keys": {"2"}}), "", nil, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
	} {
		r := &http.Request{Method: c.method, Header: http.Header{}, URL: &url.URL{Scheme: "https", Host: "examplebucket.s3.amazonaws.com", Path: c.path, RawPath: escaped(c.path, true), RawQuery: c.query}}
		for name, value := range c.headers {
			r.Header.Set(name, value)
		}
		k.sign(r, sum([]byte(c.body)), "us-east-1", day)
		if got := r.Header.Get("Authorization"); !strings.HasSuffix(got, "Signature="+c.want) {
			t.Errorf("%s %s: %s", c.method, c.path, got)
		}
	}
}

// Objects have the headers that a reader is to get, and copies keep them.
func TestStoredHeaders(t *testing.T) {
	s, endpoint := newStore(t)
	d := inBucket(t, endpoint)
	files := release(1, 3)
	files["_headers"] = "/*\n  Cache-Control: no-store, no-transform\n"
	published(t, d, built(files), usual())
	files["p1/index.html"] = "other\n"
	s.puts = 0
	done := published(t, d, built(files), usual())
	if s.puts != 2+4 || s.copies != len(files)-1 { // the page, the manifest; lock, record, pointer, record
		t.Errorf("%d objects were written, %d copied", s.puts, s.copies)
	}
	for name, want := range map[string][2]string{"p0/index.html": {"text/html; charset=utf-8", ""}, "p0/index.html.gz": {"text/html; charset=utf-8", "gzip"}, "_headers": {"application/octet-stream", ""}} {
		o := s.objects["some/where/releases/"+done.Record.Tree+"/"+name]
		if o == nil {
			t.Fatalf("no %s", name)
		}
		if got := [2]string{o.header.Get("Content-Type"), o.header.Get("Content-Encoding")}; got != want || o.header.Get("Cache-Control") != "no-store, no-transform" {
			t.Errorf("%s: %v", name, o.header)
		}
	}
}

// What fails for a moment is tried again, and a change that was made while its answer
// was lost is not taken for somebody else's. What goes on failing is given up.
func TestStoreFails(t *testing.T) {
	for _, how := range []string{"busy", "cut", "late"} {
		s, endpoint := newStore(t)
		n := 0
		s.fault = func(r *http.Request) string {
			if n++; n%3 == 0 && r.Method != "DELETE" {
				return how
			}
			return ""
		}
		opt := usual()
		opt.Workers = 1
		published(t, inBucket(t, endpoint), built(release(1, 6)), opt)
		same(t, how, s.served(t), release(1, 6))
	}
	s, endpoint := newStore(t)
	n := 0
	s.fault = func(*http.Request) string { n++; return "busy" }
	_, err := inBucket(t, endpoint).Publish(t.Context(), built(release(1, 6)), usual())
	if err == nil || n != tries || !strings.Contains(err.Error(), "503") {
		t.Errorf("%d requests, %v", n, err)
	}
}

// Two that swap at once: the pointer is changed only if it is what it was.
func TestCompareAndSwap(t *testing.T) {
	s, endpoint := newStore(t)
	d := inBucket(t, endpoint)
	published(t, d, built(release(1, 2)), usual())
	d.stepped(func(step string) error {
		if step == "recorded" { // somebody without a lock
			p := s.objects["some/where/current"]
			p.etag = `"other"`
		}
		return nil
	})
	if _, err := d.Publish(t.Context(), built(release(2, 2)), usual()); !errors.Is(err, ErrBusy) {
		t.Errorf("%v", err)
	}
	same(t, "the quicker one", s.served(t), release(1, 2))
}

// A lock whose owner is not heard of goes to the next.
func TestStaleLockInStore(t *testing.T) {
	s, endpoint := newStore(t)
	one, other := inBucket(t, endpoint), inBucket(t, endpoint)
	one.stepped(func(step string) error {
		if step != "recorded" {
			return nil
		}
		s.objects["some/where/lock"].at = time.Now().Add(-stale - 2*time.Second)
		_, err := other.Publish(t.Context(), built(release(2, 2)), usual())
		return err
	})
	if _, err := one.Publish(t.Context(), built(release(1, 2)), usual()); !errors.Is(err, ErrBusy) {
		t.Errorf("it went on without its lock: %v", err)
	}
	same(t, "the one that took the lock", s.served(t), release(2, 2))
}

// A store that cannot keep the promises, keys that are wrong or missing: each is told,
// and no secret with it.
func TestStoreRefuses(t *testing.T) {
	s, endpoint := newStore(t)
	s.careless = true
	if _, err := inBucket(t, endpoint).Publish(t.Context(), built(release(1, 2)), usual()); err == nil || !strings.Contains(err.Error(), "does not keep conditions") {
		t.Errorf("without conditions: %v", err)
	}
	s.careless = false
	t.Setenv("AWS_SECRET_ACCESS_KEY", "another-secret")
	_, err := inBucket(t, endpoint).Publish(t.Context(), built(release(1, 2)), usual())
	if err == nil || !strings.Contains(err.Error(), "403") || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "AKID") {
		t.Errorf("a wrong key: %v", err)
	}
	if _, err := inBucket(t, endpoint).Rollback(t.Context(), "", false); err == nil || errors.Is(err, ErrNoRelease) {
		t.Errorf("a wrong key, to roll back: %v", err)
	}
	for dest, how := range map[string]How{
		"s3://site/x":                 {Make: true, Endpoint: endpoint},
		"s3:///x":                     {Endpoint: endpoint},
		"s3://id:secret-word@site/x":  {Endpoint: endpoint},
		"s3://site/y":                 {Endpoint: "http://store.example.org"},
		"s3://site/z":                 {Endpoint: "https://id:secret-word@store.example.org"},
		"s3://site/with?secret-word=": {Endpoint: endpoint},
	} {
		var no *Unusable
		if _, err := Open(t.Context(), dest, how); !errors.As(err, &no) || strings.Contains(err.Error(), "secret-word@") {
			t.Errorf("%s: %v", dest, err)
		}
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "")
	home := t.TempDir()
	t.Setenv("HOME", home)
	if _, err := Open(t.Context(), "s3://site/x", How{Endpoint: endpoint}); err == nil || !strings.Contains(err.Error(), "there are no keys") {
		t.Errorf("no keys: %v", err)
	}
	file := filepath.Join(home, ".aws", "credentials")
	text := "[other]\naws_access_key_id = x\n[default]\n# mine\naws_access_key_id = " + testKeys.id + "\naws_secret_access_key=" + testKeys.secret + "\naws_session_token = " + testKeys.session + "\n"
	if err := errors.Join(os.Mkdir(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
	published(t, inBucket(t, endpoint), built(release(1, 2)), usual())
}
