package serve

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"

	"sotto/generator/diag"
)

// The types of what a Preview says itself.
const (
	htmlType = "text/html; charset=utf-8"
	textType = "text/plain; charset=utf-8"
)

const (
	// patience is how long a connection may stand still: a request that is
	// not sent to its end, or an answer of which nothing more is taken.
	patience = time.Minute
	// part is how many bytes are written before a connection gets as much
	// patience again. The systems on both sides hold some 200 kB between
	// them before a slow reader is seen to have read: who takes 5 kB a second
	// gets a large file whole.
	part = 64 << 10
	// idle is how long a browser may keep a connection for its next request.
	idle = 2 * time.Minute
	// maxHeader is how long a request may be, in bytes.
	maxHeader = 64 << 10
)

// server is the web server, without an address.
func (p *Preview) server() *http.Server {
	return &http.Server{
		Handler:           p,
		ReadHeaderTimeout: p.patience,
		ReadTimeout:       p.patience,
		WriteTimeout:      p.patience, // for what the server says itself; answer gives each part of an answer its own
		IdleTimeout:       idle,
		MaxHeaderBytes:    maxHeader,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			if t, ok := c.(*net.TCPConn); ok {
				_ = t.SetWriteBuffer(part) // with another, slow clients are given up sooner
			}
			return ctx
		},
	}
}

// answer writes a whole answer. No lock is held here: whoever does not read it
// keeps nobody else waiting, and is given up after a while. A time for the
// whole would cut off who reads slowly, so that each part has its own, and the
// first one starts now, because the build may have taken long.
func (p *Preview) answer(w http.ResponseWriter, r *http.Request, status int, kind string, data []byte) {
	c := http.NewResponseController(w)
	wait := func() { _ = c.SetWriteDeadline(time.Now().Add(p.patience)) } // what has no deadline does not wait
	wait()
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	for some := range slices.Chunk(data, part) {
		wait()
		if _, err := w.Write(some); err != nil {
			return // whoever asked has gone
		}
	}
}

// say answers with a few words.
func (p *Preview) say(w http.ResponseWriter, r *http.Request, status int, words string) {
	p.answer(w, r, status, textType, []byte(words))
}

// refusal is the page that stands in for all others while there is none that may
// be published, for whoever does not see the desk.
func refusal(findings []diag.Finding, err error) []byte {
	var list bytes.Buffer
	if err != nil {
		fmt.Fprintln(&list, err)
	}
	_ = diag.Tell(&list, findings, nil) // a buffer takes everything
	return fmt.Appendf(nil, "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Nothing to show yet</title>"+
		"<body><h1>There is nothing to show yet</h1><p>Mend what follows, and save.</p><pre>%s</pre></body></html>", html.EscapeString(list.String()))
}
