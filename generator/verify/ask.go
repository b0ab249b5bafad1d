package verify

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"net/url"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
)

// browser is how somebody asks.
type browser struct {
	name     string
	agent    string
	accept   string // of encodings
	language string
}

// The browsers that are played. Their words are not those of any one version: a
// server must not look at them.
var (
	phone = browser{"a phone's browser", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "gzip, deflate, br, zstd", "en-GB,en;q=0.9"}
	tor   = browser{"Tor Browser", "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "gzip, deflate, br, zstd", "en-US,en;q=0.5"}
	old   = browser{"an old browser", "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/534.30", "gzip, deflate", "nl"}
	plain = browser{"a program that knows no encoding", "curl/8.5.0", "", ""}
)

// answer is what came back.
type answer struct {
	status  int
	proto   string
	header  http.Header
	body    []byte
	length  int64 // of the header Content-Length; -1 without one
	trailer bool
	early   []int // statuses that came before the answer
	err     error // of reading the body
}

// asker asks one server, one question at a time and not too fast.
type asker struct {
	client *http.Client
	base   *url.URL
	pause  time.Duration // from one question to the next
	last   time.Time
	sleep  func(context.Context, time.Duration) error
	asked  int
}

// longestBody is how much more than was promised is read of an answer.
const longestBody = 64 << 10

func newAsker(base *url.URL, opt Options) *asker {
	dial := new(net.Dialer).DialContext
	if opt.Connect != "" {
		inner := dial
		dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return inner(ctx, network, opt.Connect)
		}
	}
	return &asker{
		base:  base,
		pause: time.Duration(float64(time.Second) / opt.PerSecond),
		sleep: sleep,
		client: &http.Client{
			Timeout:       opt.Timeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport: &http.Transport{
				DialContext: dial, DisableCompression: true, MaxConnsPerHost: 1, MaxIdleConnsPerHost: 1,
				TLSClientConfig: opt.TLS, ForceAttemptHTTP2: true, ResponseHeaderTimeout: opt.Timeout,
				IdleConnTimeout: time.Minute,
			},
		},
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// ask asks for an address; most is how long the body may be. An error is one of the
// network, after two more tries.
func (a *asker) ask(ctx context.Context, method, address string, b browser, more http.Header, most int64) (*answer, error) {
	var last error
	for try := range 3 {
		wait := a.pause - time.Since(a.last)
		if try > 0 {
			wait = max(wait, time.Duration(try*try)*500*time.Millisecond)
		}
		if wait > 0 {
			if err := a.sleep(ctx, wait); err != nil {
				return nil, err
			}
		}
		a.last = time.Now()
		a.asked++
		got, err := a.once(ctx, method, address, b, more, most)
		if err == nil {
			return got, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		last = err
	}
	return nil, last
}

func (a *asker) once(ctx context.Context, method, address string, b browser, more http.Header, most int64) (*answer, error) {
	got := &answer{}
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		Got1xxResponse: func(code int, _ textproto.MIMEHeader) error {
			got.early = append(got.early, code)
			return nil
		},
	})
	u := *a.base
	u.Path, u.RawPath = "", ""
	req, err := http.NewRequestWithContext(ctx, method, u.Scheme+"://"+u.Host+address, nil)
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", address, err)
	}
	req.Header.Set("User-Agent", b.agent)
	if b.accept != "" {
		req.Header.Set("Accept-Encoding", b.accept)
	}
	if b.language != "" {
		req.Header.Set("Accept-Language", b.language)
	}
	for name, values := range more {
		req.Header[name] = values
	}
	res, err := a.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	got.status, got.proto, got.header, got.length = res.StatusCode, res.Proto, res.Header, res.ContentLength
	got.body, got.err = io.ReadAll(io.LimitReader(res.Body, most+longestBody))
	got.trailer = len(res.Trailer) > 0
	return got, nil
}

// decoded undoes an encoding, of a body that is not what it should be, to say more of
// it. Nothing is decoded to more than most bytes.
func decoded(encoding string, body []byte, most int64) ([]byte, error) {
	var r io.Reader
	switch encoding {
	case "", "identity":
		return body, nil
	case "gzip":
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		r = z
	case "br":
		r = brotli.NewReader(bytes.NewReader(body))
	default:
		return nil, errors.ErrUnsupported
	}
	return io.ReadAll(io.LimitReader(r, most+1))
}

// encodingOf is that of an answer, in small letters; "" is none.
func (a *answer) encoding() string {
	e := strings.ToLower(strings.Join(a.header.Values("Content-Encoding"), ", "))
	if e == "identity" {
		return ""
	}
	return e
}
