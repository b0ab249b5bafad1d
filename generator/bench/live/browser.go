package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"
)

// browser is a Chromium that is told what to do through two pipes, and shows one
// page.
type browser struct {
	command *exec.Cmd
	profile string
	in      *os.File
	seen    chan sight

	mu      sync.Mutex
	last    int
	answers map[int]chan json.RawMessage
}

// sight is a word that stands in the page, and when that was told.
type sight struct {
	word string
	at   time.Time
}

// watcher looks at every change of every document, and tells of the last word
// that there is. It runs before the document's own scripts, in frames too, and a
// page's policy does not concern it.
const watcher = `(() => {
	let last = '';
	const look = () => {
		const word = document.body?.textContent.match(/Seen[a-z]{2}here/g)?.at(-1) ?? '';
		if (word && word !== last) {
			last = word;
			benchSeen(word);
		}
	};
	new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
})()`

// quietly are the flags with which Chromium does nothing on its own account, as
// in generator/e2e.
var quietly = []string{
	"--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
	"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-domain-reliability",
	"--no-first-run", "--no-pings", "--disable-extensions", "--disable-search-engine-choice-screen",
	"--host-resolver-rules=MAP * 127.0.0.1:1, EXCLUDE 127.0.0.1",
	"--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,NetworkTimeServiceQuerying,HttpsUpgrades",
	"about:blank",
}

func openBrowser(program string) (*browser, error) {
	profile, err := os.MkdirTemp("", "live-chromium-")
	if err != nil {
		return nil, err
	}
	toIt, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	out, fromIt, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	b := &browser{profile: profile, in: in, seen: make(chan sight, 1000), answers: map[int]chan json.RawMessage{}}
	b.command = exec.Command(program, append([]string{"--user-data-dir=" + profile}, quietly...)...)
	b.command.ExtraFiles = []*os.File{toIt, fromIt} // 3 and 4
	if err := b.command.Start(); err != nil {
		return nil, fmt.Errorf("starting the browser: %w", err)
	}
	toIt.Close()
	fromIt.Close()
	go b.listen(out)
	return b, nil
}

func (b *browser) close() {
	_ = b.command.Process.Kill()
	_ = b.command.Wait()
	b.in.Close()
	_ = os.RemoveAll(b.profile)
}

// message is what the browser says: an answer, or an event.
type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
	Params struct {
		Payload string `json:"payload"`
	} `json:"params"`
}

// listen reads what the browser says until it ends. Messages end in a zero byte.
func (b *browser) listen(out *os.File) {
	defer out.Close()
	defer close(b.seen)
	r := bufio.NewReader(out)
	for {
		data, err := r.ReadBytes(0)
		at := time.Now()
		if err != nil {
			return
		}
		var m message
		if json.Unmarshal(data[:len(data)-1], &m) != nil {
			continue
		}
		switch {
		case m.Method == "Runtime.bindingCalled":
			b.seen <- sight{m.Params.Payload, at}
		case m.ID > 0:
			b.mu.Lock()
			answer := b.answers[m.ID]
			delete(b.answers, m.ID)
			b.mu.Unlock()
			if m.Error != nil {
				m.Result, _ = json.Marshal(map[string]string{"failed": m.Error.Message})
			}
			if answer != nil {
				answer <- m.Result
			}
		}
	}
}

// call asks for something and waits for the answer, which is put into out unless
// that is nil.
func (b *browser) call(session, method string, params map[string]any, out any) error {
	answer := make(chan json.RawMessage, 1)
	b.mu.Lock()
	b.last++
	id := b.last
	b.answers[id] = answer
	b.mu.Unlock()
	ask := map[string]any{"id": id, "method": method, "params": params}
	if session != "" {
		ask["sessionId"] = session
	}
	data, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	if _, err := b.in.Write(append(data, 0)); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case result := <-answer:
		var failed struct{ Failed string }
		if err := json.Unmarshal(result, &failed); err != nil || failed.Failed != "" {
			return fmt.Errorf("%s: %s %w", method, failed.Failed, errBrowser)
		}
		if out == nil {
			return nil
		}
		return json.Unmarshal(result, out)
	case <-time.After(patience):
		return fmt.Errorf("%s: no answer: %w", method, errBrowser)
	}
}

var errBrowser = fmt.Errorf("the browser did not do it")

// open shows an address, with the watcher in it.
func (b *browser) open(address string) error {
	var target struct{ TargetID string }
	if err := b.call("", "Target.createTarget", map[string]any{"url": "about:blank"}, &target); err != nil {
		return err
	}
	var attached struct{ SessionID string }
	if err := b.call("", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached); err != nil {
		return err
	}
	for _, step := range []struct {
		method string
		params map[string]any
	}{
		{"Page.enable", nil},
		{"Runtime.enable", nil},
		{"Runtime.addBinding", map[string]any{"name": "benchSeen"}},
		{"Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": watcher}},
		{"Page.navigate", map[string]any{"url": address}},
	} {
		if err := b.call(attached.SessionID, step.method, step.params, nil); err != nil {
			return err
		}
	}
	return nil
}
