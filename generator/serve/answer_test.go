package serve

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

// large is a picture of 8 MB.
var large = strings.Repeat("12345678", 1<<20)

// stalled asks for the large picture and reads nothing of it.
func stalled(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.(*net.TCPConn).SetReadBuffer(4096)
	if _, err := fmt.Fprintf(c, "GET /large.avif HTTP/1.1\r\nHost: %s\r\n\r\n", address); err != nil {
		t.Fatal(err)
	}
	return c
}

// watched tells when a request has been answered to its end, or given up.
type watched struct {
	http.Handler
	began, ended chan string
}

func (w watched) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.began <- r.URL.Path
	w.Handler.ServeHTTP(rw, r)
	w.ended <- r.URL.Path
}

// watch serves a desk, and tells of its requests.
func (d *desk) watch(server *http.Server) (address string, w watched) {
	d.t.Helper()
	d.settle()
	w = watched{d, make(chan string, 10), make(chan string, 10)}
	server.Handler = w
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		d.t.Fatal(err)
	}
	go server.Serve(l)
	d.t.Cleanup(func() { server.Close() })
	return l.Addr().String(), w
}

// Others are answered, and changes seen, while somebody does not read.
func TestAnswersAtOnceWithAStalledReader(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home", "large.avif": large})
	d.patience = 10 * long
	address, w := d.watch(d.server())
	stalled(t, address)
	<-w.began
	client := http.Client{Timeout: long}
	defer client.CloseIdleConnections()
	for _, want := range []string{"home", "another home"} {
		d.write("index.html", want)
		d.settle()
		res, err := client.Get("http://" + address + "/")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || string(body) != want {
			t.Errorf("%q %v, want %q", body, err, want)
		}
		if path := <-w.ended; path != "/" {
			t.Fatalf("%s has been sent whole to somebody who reads nothing: the test is too small", path)
		}
	}
}

// Who does not read is given up, and who reads gets everything.
func TestAStalledReaderIsGivenUp(t *testing.T) {
	d := newDesk(t, map[string]string{"large.avif": large})
	address, w := d.watch(d.server())
	d.patience = 50 * time.Millisecond // for answers alone
	c := stalled(t, address)
	<-w.began
	select {
	case <-w.ended:
	case <-time.After(long):
		t.Fatal("somebody who reads nothing is waited for")
	}
	c.SetReadDeadline(time.Now().Add(long))
	if got, _ := io.Copy(io.Discard, c); got >= int64(len(large)) {
		t.Errorf("%d bytes were sent to somebody who reads nothing: the test is too small", got)
	}

	d.patience = 10 * long
	res, body := send(t, address, "GET /large.avif HTTP/1.1\r\nHost: "+address+"\r\nConnection: close\r\n\r\n")
	if res.StatusCode != 200 || body != large {
		t.Errorf("%s, %d bytes, want %d", res.Status, len(body), len(large))
	}
}

// paced is a connection that notes how much is written under each deadline.
type paced struct {
	*httptest.ResponseRecorder
	since   int
	written []int
}

func (p *paced) SetWriteDeadline(at time.Time) error {
	if left := time.Until(at); left > patience {
		return fmt.Errorf("%v is too much patience", left)
	}
	p.written, p.since = append(p.written, p.since), 0
	return nil
}

func (p *paced) Write(data []byte) (int, error) {
	p.since += len(data)
	return p.ResponseRecorder.Write(data)
}

// Each part of a large answer has time of its own, so that slow readers get
// all of it however long it takes.
func TestEachPartHasItsTime(t *testing.T) {
	d := newDesk(t, map[string]string{"large.avif": large})
	w := &paced{ResponseRecorder: httptest.NewRecorder()}
	d.settle()
	d.ServeHTTP(w, request("GET", "/large.avif"))
	if !bytes.Equal(w.Body.Bytes(), []byte(large)) {
		t.Error("the answer is not whole")
	}
	if want := len(large)/part + 1; len(w.written) != want {
		t.Errorf("%d deadlines, want one for the head and one for each part: %d", len(w.written), want)
	}
	for _, n := range append(w.written, w.since) {
		if n > part {
			t.Errorf("%d bytes under one deadline, want no more than %d", n, part)
		}
	}
}

// A build may take longer than a connection may stand still.
func TestALongBuildIsAnswered(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home"})
	server := d.server()
	server.WriteTimeout = time.Nanosecond // is over when the build is
	address, _ := d.watch(server)
	for _, method := range []string{"HEAD", "GET"} {
		res, _ := send(t, address, method+" / HTTP/1.1\r\nHost: "+address+"\r\nConnection: close\r\n\r\n")
		if res.StatusCode != 200 || res.ContentLength != 4 {
			t.Errorf("%s: %s, %d bytes", method, res.Status, res.ContentLength)
		}
	}
}

// A connection that stands still, in whatever state, is closed at some time.
func TestTimeouts(t *testing.T) {
	s := New(Options{}).server()
	for name, d := range map[string]time.Duration{
		"ReadHeaderTimeout": s.ReadHeaderTimeout, "ReadTimeout": s.ReadTimeout, "WriteTimeout": s.WriteTimeout, "IdleTimeout": s.IdleTimeout,
	} {
		if d <= 0 || d > 10*time.Minute {
			t.Errorf("%s is %v", name, d)
		}
	}

	d := newDesk(t, map[string]string{"index.html": "home"})
	server := d.server()
	server.ReadHeaderTimeout = 50 * time.Millisecond
	address, _ := d.watch(server)
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	io.WriteString(c, "GET / HTTP/1.1\r\nHost: ") // and no more
	c.SetReadDeadline(time.Now().Add(long))
	if _, err := io.ReadAll(c); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("a request that never ends is waited for")
	}
}
