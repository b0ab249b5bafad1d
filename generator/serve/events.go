package serve

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// events tells of builds for as long as somebody listens: of the latest at once,
// so that nothing is missed between two connections, and of each later one. Who
// reads slowly hears of the latest only. A build is told by its name; behind it
// stand the addresses of the pages that are not as in the build that was told of
// before, as far as that is known.
func (p *Preview) events(w http.ResponseWriter, r *http.Request) {
	c := http.NewResponseController(w)
	// A connection on which nothing comes in is no reason to give it up.
	_ = c.SetReadDeadline(time.Time{})
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	for told := 0; ; {
		s, next := p.current()
		if s != nil && s.build > told {
			words := []string{s.name()}
			if told == s.build-1 {
				words = append(words, s.changed...)
			}
			told = s.build
			_ = c.SetWriteDeadline(time.Now().Add(p.patience))
			if _, err := fmt.Fprintf(w, "retry: 500\ndata: %s\n\n", strings.Join(words, " ")); err != nil {
				return
			}
			if c.Flush() != nil {
				return
			}
		}
		select {
		case <-next:
		case <-r.Context().Done():
			return
		}
	}
}
