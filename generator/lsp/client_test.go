package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// client is a scripted editor at the other end of two pipes.
type client struct {
	t       testing.TB
	w       io.WriteCloser
	in      *frames
	root    string
	answers chan map[string]json.RawMessage
	next    int

	mu      sync.Mutex
	shown   map[string][]diagnostic
	checked checkedParams
	changed *sync.Cond
	logged  []string
	told    []string // by window/showMessage
	done    chan error
	gone    bool
}

const clock = "2026-11-21T12:00:00Z"

// lay writes the small whole site of the room pipeline into a folder, with more
// files over it.
func lay(t testing.TB, more map[string]string) string {
	t.Helper()
	root := t.TempDir()
	files := fstest.MapFS{}
	for _, dir := range []string{"templates", "static"} {
		for name, f := range sitetest.Folder(t, os.DirFS("../../"+dir)) {
			files[dir+"/"+name] = f
		}
	}
	for _, l := range []string{"en", "cy"} {
		data, err := os.ReadFile("../../content/messages." + l + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		files["content/messages."+l+".yaml"] = &fstest.MapFile{Data: data}
	}
	files = sitetest.Open(t, "../pipeline/testdata/base.txtar").Sources("", files)
	for name, f := range files {
		put(t, root, name, string(f.Data))
	}
	for name, text := range more {
		put(t, root, name, text)
	}
	return root
}

func put(t testing.TB, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// folderOf are the inputs of a site that lies in a folder.
func folderOf(root string, over Over) (pipeline.Inputs, error) {
	at, err := time.Parse(time.RFC3339, clock)
	dir := func(name string) fs.FS { return over(name, os.DirFS(filepath.Join(root, name))) }
	return pipeline.Inputs{Content: dir("content"), Templates: dir("templates"), Static: dir("static"), Clock: at, Tool: "test"}, err
}

// check builds a site as it lies in a folder, once.
func check(ctx context.Context, root string, over Over) (*pipeline.Result, error) {
	in, err := folderOf(root, over)
	if err != nil {
		return nil, err
	}
	return pipeline.Build(ctx, in, output.NewDiscard())
}

// checker checks a site as it lies in a folder, again and again, and goes on with
// its last build where it can.
func checker() Check {
	var built *pipeline.Built
	return func(ctx context.Context, q Query, tell func(*site.Site, []diag.Finding, bool)) error {
		done := false
		if built != nil && !q.Others && !slices.ContainsFunc(q.Changed, func(name string) bool { return !strings.HasSuffix(name, ".md") }) {
			e := pipeline.Edit{Clock: built.Result.Site.Clock, Content: q.Over("content", os.DirFS(filepath.Join(q.Root, "content")))}
			for _, name := range q.Changed {
				e.Pages = append(e.Pages, strings.TrimPrefix(name, "content/"))
			}
			var err error
			if done, err = built.Edit(ctx, e, output.NewDiscard()); err != nil {
				return err
			}
		}
		if !done {
			in, err := folderOf(q.Root, q.Over)
			if err != nil {
				return err
			}
			in.Cache = cache.New()
			if built, err = pipeline.Open(ctx, in, output.NewDiscard()); err != nil {
				built = nil
				return err
			}
		}
		tell(built.Result.Site, built.Result.Findings, true)
		return nil
	}
}

// start opens an editor on a folder, and waits until it shows what is wrong.
func start(t testing.TB, root string) *client {
	t.Helper()
	c := connect(t, root)
	c.ask("initialize", map[string]any{"rootUri": uriOf(root), "capabilities": map[string]any{}}, nil)
	c.say("initialized", map[string]any{})
	c.wait(nil)
	return c
}

// connect starts a server, and reads what it says.
func connect(t testing.TB, root string) *client { return connectTo(t, root, New(checker(), nil)) }

// connectTo is connect to a server of one's own.
func connectTo(t testing.TB, root string, server *Server) *client {
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	c := &client{t: t, w: fromClient, in: newFrames(toClient, fromClient), root: root, answers: make(chan map[string]json.RawMessage, 1024), shown: map[string][]diagnostic{}, done: make(chan error, 1)}
	c.changed = sync.NewCond(&c.mu)
	go func() {
		c.done <- server.Serve(context.Background(), toServer, fromServer)
		fromServer.Close()
	}()
	go c.read()
	t.Cleanup(func() {
		fromClient.Close()
		if err := <-c.done; err != nil && !strings.Contains(err.Error(), "goodbye") {
			t.Error(err)
		}
	})
	return c
}

func (c *client) read() {
	for {
		data, err := c.in.Recv()
		if err != nil {
			c.mu.Lock()
			c.gone = true
			c.changed.Broadcast()
			c.mu.Unlock()
			close(c.answers)
			return
		}
		var m map[string]json.RawMessage
		if json.Unmarshal(data, &m) != nil {
			continue
		}
		switch string(m["method"]) {
		case `"textDocument/publishDiagnostics"`:
			var p publishParams
			if err := json.Unmarshal(m["params"], &p); err != nil {
				panic(err)
			}
			c.mu.Lock()
			c.shown[p.URI] = p.Diagnostics
			c.mu.Unlock()
		case `"$/sotto/checked"`:
			c.mu.Lock()
			c.checked = checkedParams{}
			if err := json.Unmarshal(m["params"], &c.checked); err != nil {
				panic(err)
			}
			c.changed.Broadcast()
			c.mu.Unlock()
		case `"window/logMessage"`:
			c.mu.Lock()
			c.logged = append(c.logged, string(m["params"]))
			c.mu.Unlock()
		case `"window/showMessage"`:
			c.mu.Lock()
			c.told = append(c.told, string(m["params"]))
			c.mu.Unlock()
		case "":
			c.answers <- m
		}
	}
}

func (c *client) send(m map[string]any) {
	c.t.Helper()
	m["jsonrpc"] = "2.0"
	data, err := json.Marshal(m)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(c.w, "Content-Length: %d\r\n\r\n%s", len(data), data); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) say(method string, params any) {
	c.t.Helper()
	c.send(map[string]any{"method": method, "params": params})
}

// ask waits for an answer.
func (c *client) ask(method string, params, into any) error {
	c.t.Helper()
	c.next++
	c.send(map[string]any{"method": method, "params": params, "id": c.next})
	for m := range c.answers {
		if string(m["id"]) != fmt.Sprint(c.next) {
			continue // to what was no request of ours
		}
		if e := m["error"]; e != nil {
			return errors.New(string(e))
		}
		if into != nil {
			if err := json.Unmarshal(m["result"], into); err != nil {
				c.t.Fatalf("%s: %v in %s", method, err, m["result"])
			}
		}
		return nil
	}
	c.t.Fatalf("%s: the server has gone", method)
	return nil
}

// wait waits until a check has ended that saw these versions of files, and all of
// its findings are shown.
func (c *client) wait(versions map[string]int) {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !c.gone {
		if c.checked.Versions != nil && c.checked.Ahead {
			seen := true
			for name, v := range versions {
				seen = seen && c.checked.Versions[c.uri(name)] == v
			}
			if seen {
				return
			}
		}
		c.changed.Wait()
	}
	c.t.Fatal("the server has gone")
}

func (c *client) uri(name string) string { return uriOf(filepath.Join(c.root, name)) }

// open shows a text for a file, and waits for what is wrong with it.
func (c *client) open(name, text string, version int) {
	c.t.Helper()
	c.say("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": c.uri(name), "languageId": "markdown", "version": version, "text": text}})
	c.wait(map[string]int{name: version})
}

func (c *client) diagnostics(name string) []diagnostic {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.shown[c.uri(name)])
}

// printed is what check --format json prints of all that is shown, sorted.
func (c *client) printed() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var lines []string
	for uri, list := range c.shown {
		for _, d := range list {
			lines = append(lines, plain(string(d.Data)))
			if d.Source != "sotto" || d.Severity < severityError || d.Severity > severityInformation || d.Message == "" || !strings.Contains(string(d.Data), `"code":"`+d.Code+`"`) {
				c.t.Errorf("%s: half a diagnostic: %+v", uri, d)
			}
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// plain undoes what JSON writes in more than one way.
func plain(s string) string {
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(s)
}

// expected is what check --format json prints of a folder.
func expected(t testing.TB, root string, docs map[string]string) string {
	t.Helper()
	res, err := check(t.Context(), root, func(folder string, disk fs.FS) fs.FS {
		files := sitetest.Folder(t, disk) // laid over another way than the server does it
		for name, text := range docs {
			if rest, ok := strings.CutPrefix(name, folder+"/"); ok {
				files[rest] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		return files
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := diag.JSON(&b, res.Findings); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	for i := range lines {
		lines[i] = plain(lines[i])
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func newFile(t testing.TB, root, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// shows is codes, for until.
func (c *client) shows(name string) string {
	var out []string
	for _, d := range c.shown[c.uri(name)] {
		out = append(out, d.Code)
	}
	return strings.Join(out, " ")
}

// until waits until what is shown is as it is to be; it is asked after each check.
// A server that has nothing more to say is given up after half a minute.
func (c *client) until(so func() bool) {
	c.t.Helper()
	tired := time.AfterFunc(30*time.Second, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.gone = true
		c.changed.Broadcast()
	})
	defer tired.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !so() {
		if c.gone {
			c.t.Fatal("the server has gone")
		}
		c.changed.Wait()
	}
}
