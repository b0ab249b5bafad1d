package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/creachadair/jrpc2"

	"sotto/generator/diag"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// Check checks the site in a folder as `sotto check` does, without writing
// anything. What is found is told at once, and again with more whenever more has
// been found; ahead says that this is all. A check that ends in an error, or that
// was stopped, counts for nothing: the next query is of what has changed since the
// one before it.
type Check func(ctx context.Context, q Query, tell func(model *site.Site, all []diag.Finding, ahead bool)) error

// Query says what is to be checked.
type Query struct {
	// Root is the site's folder.
	Root string
	// Over shows a folder of it as the editor does.
	Over Over
	// Changed are the files whose bytes are others than at the last check, by path
	// in Root. Others says that more may have changed, come or gone.
	Changed []string
	Others  bool
}

// Over lays what the editor shows over a folder of the site: "content",
// "templates" or "static".
type Over func(folder string, disk fs.FS) fs.FS

// Server is a language server for one site.
type Server struct {
	check Check
	move  Move // nil for none
	rules map[string]diag.Rule
	rpc   *jrpc2.Server

	mu        sync.Mutex
	stage     stage
	watches   bool                 // the client can be asked to tell of files
	moves     bool                 // and lets the server move some
	stale     bool                 // files on the disk may have changed
	disk      *disk                // nil until there is a check
	root      string               // the folder of the site; "" until it is known
	docs      map[string]*document // open files of the site, by path in root
	latest    *snapshot            // nil until a check has had pages
	found     []diag.Finding       // by the last check, and what it held back
	held      held
	checked   map[string]*document // what was open then
	published map[string]display   // what is on the screen, by path in root
	stop      context.CancelFunc   // of the check that runs
	wake      chan struct{}
	bye       chan struct{} // closed when the client ends the conversation
}

// stage is how far a conversation has got.
type stage int

const (
	before stage = iota
	running
	shut
)

// document is a file that is open in the editor. Its bytes never change: a
// change makes another.
type document struct {
	uri     string
	version int
	data    []byte
}

// New makes a server. Without a move, links to files that get other names are
// mended, and their translations stay where they are.
func New(check Check, move Move) *Server {
	s := &Server{check: check, move: move, rules: map[string]diag.Rule{}, docs: map[string]*document{}, published: map[string]display{}, wake: make(chan struct{}, 1), bye: make(chan struct{})}
	for _, r := range pipeline.Rules() {
		s.rules[r.Code] = r
	}
	return s
}

// Serve talks with one editor until it says goodbye, its stream ends, or ctx
// does. An editor that goes without a goodbye is an error.
func (s *Server) Serve(ctx context.Context, in io.Reader, out io.WriteCloser) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.rpc = jrpc2.NewServer(s, &jrpc2.ServerOptions{AllowPush: true, DisableBuiltin: true, NewContext: func() context.Context { return ctx }})
	s.rpc.Start(newFrames(in, out))
	var checks sync.WaitGroup
	checks.Go(func() { s.checks(ctx) })
	defer func() { cancel(); checks.Wait() }()
	// Not for the stream to end: an editor may hold it open while it waits for
	// this program to end.
	ended := make(chan error, 1)
	go func() { ended <- s.rpc.Wait() }()
	var err error
	select {
	case err = <-ended:
	case <-s.bye:
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.stage == shut && err == nil:
		return nil
	case err != nil && !errors.Is(err, io.EOF):
		return fmt.Errorf("talking with the editor: %w", err)
	}
	return errors.New("the editor has gone without saying goodbye")
}

// The codes that the protocol adds.
const (
	notInitialized = jrpc2.Code(-32002)
	invalidRequest = jrpc2.Code(-32600)
	requestFailed  = jrpc2.Code(-32803)
)

// Assign finds who answers a method.
func (s *Server) Assign(_ context.Context, method string) jrpc2.Handler {
	switch method {
	case "initialize":
		return answer(s, before, s.initialize)
	case "initialized":
		return answer(s, running, s.initialized)
	case "shutdown":
		return answer(s, running, s.shutdown)
	case "exit":
		return func(context.Context, *jrpc2.Request) (any, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			select {
			case <-s.bye:
			default:
				close(s.bye)
			}
			return nil, nil
		}
	case "$/cancelRequest":
		return answer(s, running, s.cancel)
	case "textDocument/didOpen":
		return answer(s, running, s.didOpen)
	case "textDocument/didChange":
		return answer(s, running, s.didChange)
	case "textDocument/didClose":
		return answer(s, running, s.didClose)
	case "textDocument/didSave", "workspace/didChangeWatchedFiles", "workspace/didRenameFiles":
		return answer(s, running, func(context.Context, struct{}) (any, error) { s.changed(); return nil, nil })
	case "textDocument/completion":
		return answer(s, running, s.complete)
	case "textDocument/hover":
		return answer(s, running, s.hover)
	case "textDocument/definition":
		return answer(s, running, s.define)
	case "textDocument/codeAction":
		return answer(s, running, s.actions)
	case "textDocument/prepareRename":
		return answer(s, running, s.prepareRename)
	case "textDocument/rename":
		return answer(s, running, s.rename)
	case "workspace/willRenameFiles":
		return answer(s, running, s.willRename)
	case "sotto/twin":
		return answer(s, running, s.twin)
	}
	return nil
}

// answer makes a handler of a function: it reads what the function asks for,
// keeps the order of the conversation, and turns a panic into an error.
func answer[P any](s *Server, when stage, f func(context.Context, P) (any, error)) jrpc2.Handler {
	return func(ctx context.Context, r *jrpc2.Request) (reply any, err error) {
		defer func() {
			if v := recover(); v != nil {
				s.log(ctx, fmt.Sprintf("%s broke off, which is a mistake in sotto: %v\n\n%s", r.Method(), v, debug.Stack()))
				reply, err = nil, &jrpc2.Error{Code: jrpc2.InternalError, Message: "this is a mistake in sotto"}
			}
		}()
		s.mu.Lock()
		now := s.stage
		s.mu.Unlock()
		switch {
		case now == when:
		case now == before:
			return nil, &jrpc2.Error{Code: notInitialized, Message: "the conversation begins with initialize"}
		default:
			return nil, &jrpc2.Error{Code: invalidRequest, Message: "not now"}
		}
		var p P
		if r.HasParams() {
			if err := json.Unmarshal([]byte(r.ParamString()), &p); err != nil {
				return nil, &jrpc2.Error{Code: jrpc2.InvalidParams, Message: err.Error()}
			}
		}
		return f(ctx, p)
	}
}

// log tells the editor's log.
func (s *Server) log(ctx context.Context, text string) {
	s.tell(ctx, "window/logMessage", map[string]any{"type": severityError, "message": text})
}

// tell sends what needs no answer. When it cannot be sent, the stream has ended,
// and Serve with it.
func (s *Server) tell(ctx context.Context, method string, params any) {
	_ = s.rpc.Notify(ctx, method, params)
}

func (s *Server) initialize(ctx context.Context, p initializeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stage = running
	can := p.Capabilities.Workspace
	s.watches = can.DidChangeWatchedFiles.DynamicRegistration
	s.moves = slices.Contains(can.WorkspaceEdit.ResourceOperations, "rename")
	folders := []string{p.RootURI}
	for _, f := range p.WorkspaceFolders {
		folders = append(folders, f.URI)
	}
	for _, uri := range folders {
		if name, ok := fileOf(uri); ok && s.root == "" {
			s.root = siteAbove(name)
		}
	}
	every := map[string]any{"filters": []any{
		map[string]any{"scheme": "file", "pattern": map[string]any{"glob": "**/*.md", "matches": "file"}},
		map[string]any{"scheme": "file", "pattern": map[string]any{"glob": "**", "matches": "folder"}},
	}}
	return map[string]any{
		"serverInfo": map[string]any{"name": "sotto"},
		"capabilities": map[string]any{
			"positionEncoding":   "utf-16",
			"textDocumentSync":   map[string]any{"openClose": true, "change": 2, "save": true},
			"completionProvider": map[string]any{"triggerCharacters": []string{":", "[", "(", "#", "/", "{", "=", "\"", "."}},
			"hoverProvider":      true,
			"definitionProvider": true,
			"renameProvider":     map[string]any{"prepareProvider": true},
			"codeActionProvider": map[string]any{"codeActionKinds": []string{quickFix}},
			"workspace":          map[string]any{"fileOperations": map[string]any{"willRename": every, "didRename": every}},
		},
	}, nil
}

// initialized begins to check, and asks to be told of files that others change.
func (s *Server) initialized(ctx context.Context, _ struct{}) (any, error) {
	s.again()
	s.mu.Lock()
	watches := s.watches
	s.mu.Unlock()
	if watches {
		go func() { // it waits for the answer
			_, _ = s.rpc.Callback(ctx, "client/registerCapability", map[string]any{"registrations": []any{map[string]any{
				"id": "files", "method": "workspace/didChangeWatchedFiles",
				"registerOptions": map[string]any{"watchers": []any{map[string]any{"globPattern": "**/{content,templates,static}/**"}}},
			}}})
		}()
	}
	return nil, nil
}

func (s *Server) shutdown(context.Context, struct{}) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stage = shut
	if s.stop != nil {
		s.stop()
	}
	return nil, nil
}

func (s *Server) cancel(_ context.Context, p struct {
	ID json.RawMessage `json:"id"`
}) (any, error) {
	s.rpc.CancelRequest(string(p.ID))
	return nil, nil
}

func (s *Server) didOpen(_ context.Context, p openParams) (any, error) {
	s.show(p.TextDocument, func([]byte) []byte { return []byte(p.TextDocument.Text) })
	return nil, nil
}

func (s *Server) didChange(_ context.Context, p changeParams) (any, error) {
	s.show(p.TextDocument, func(old []byte) []byte { return change(old, p.ContentChanges) })
	return nil, nil
}

// show keeps what is on the screen of a file, and has the site checked.
func (s *Server) show(d textDocument, data func(old []byte) []byte) {
	s.mu.Lock()
	name, ok := s.name(d.URI)
	if ok {
		var old []byte
		if doc := s.docs[name]; doc != nil {
			old = doc.data
		}
		s.docs[name] = &document{d.URI, d.Version, data(old)}
	}
	s.mu.Unlock()
	if ok {
		s.again()
	}
}

func (s *Server) didClose(_ context.Context, p openParams) (any, error) {
	s.mu.Lock()
	if name, ok := s.name(p.TextDocument.URI); ok {
		delete(s.docs, name)
	}
	s.mu.Unlock()
	s.changed()
	return nil, nil
}
