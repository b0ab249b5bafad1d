package lsp

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"sotto/generator/diag"
)

func TestPositions(t *testing.T) {
	for _, c := range []struct {
		text   string
		offset int
		at     position
	}{
		{"", 0, position{0, 0}},
		{"one\ntwo", 4, position{1, 0}},
		{"one\r\ntwo", 5, position{1, 0}},
		{"one\rtwo", 4, position{1, 0}}, // old Mac line ends
		{"one\n\n", 5, position{2, 0}},
		{"Zoë x", 5, position{0, 4}},
		{"🙂 x", 5, position{0, 3}}, // two code units
		{"a𝒳b", 5, position{0, 3}},
		{"\uFEFFa", 3, position{0, 1}},
		{"\xff\xfea", 2, position{0, 2}},
	} {
		x := newText([]byte(c.text))
		if got := x.position(c.offset); got != c.at {
			t.Errorf("%q: byte %d is at %v, want %v", c.text, c.offset, got, c.at)
		}
		if got := x.offset(c.at); got != c.offset {
			t.Errorf("%q: %v is byte %d, want %d", c.text, c.at, got, c.offset)
		}
	}
	x := newText([]byte("🙂\r\nab"))
	for at, want := range map[position]int{{0, 1}: 0, {0, 9}: 4, {1, 9}: 8, {9, 0}: 8, {-1, 3}: 0, {1, -1}: 6} {
		if got := x.offset(at); got != want {
			t.Errorf("%v is byte %d, want %d", at, got, want)
		}
	}
}

// Where a finding is does not depend on whether its file is read for it.
func TestQuickly(t *testing.T) {
	const text = "one\r\n🙂 Zoë is here\r\nlast"
	f := diag.NewFile("x", []byte(text)).At(strings.Index(text, "Zoë"), strings.Index(text, " is"), "a/b", diag.Error, "", "")
	x := newText([]byte(text))
	want := textRange{position{1, 3}, position{1, 6}}
	if got := x.span(x.bytes(f)); got != want {
		t.Errorf("it is at %v, want %v", got, want)
	}
	if got, ok := quickly(f); !ok || got != want {
		t.Errorf("quickly, it is at %v, want %v", got, want)
	}
	old := diag.NewFile("x", []byte("one\rtwo")).At(4, 7, "a/b", diag.Error, "", "")
	if _, ok := quickly(old); ok {
		t.Error("lines of an old Mac are counted without reading the file")
	}
}

func FuzzPositions(f *testing.F) {
	f.Add([]byte("one\r\n🙂 \rtwo"), 1, 2)
	f.Add([]byte("\xff\n\xf0\x9f"), 0, 9)
	f.Fuzz(func(t *testing.T, data []byte, line, character int) {
		x := newText(data)
		at := x.offset(position{line, character})
		if at < 0 || at > len(data) {
			t.Fatalf("byte %d of %d", at, len(data))
		}
		if back := x.offset(x.position(at)); back != at {
			t.Errorf("byte %d, and back, is %d", at, back)
		}
		edits := []contentChange{{&textRange{position{line, character}, position{character, line}}, "é\r\n"}}
		if got := change(data, edits); utf8.Valid(data) && !utf8.Valid(got) {
			t.Errorf("an edit cut a character: %q", got)
		}
		start, end := x.bytes(diag.Finding{Pos: diag.Pos{Line: line, Col: character}, Length: line % 99})
		if start < 0 || end < start || end > len(data) {
			t.Errorf("a finding is at %d to %d of %d", start, end, len(data))
		}
	})
}

type closer struct{ io.Writer }

func (closer) Close() error { return nil }

func TestFrames(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Content-Length: 2\r\n\r\n{}", "{}"},
		{"content-length:2\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n{}", "{}"},
		{"\r\n\r\nhello\r\nContent-Length: 2\r\n\r\n{}", "{}"},
		{"Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n{}", "{}"},
		{"Content-Length: -1\r\nContent-Length: 2\r\n\r\n{}", "{}"},
		{strings.Repeat("x", 3*maxHeader) + "\nContent-Length: 2\r\n\r\n{}", "{}"},
		{"Content-Length: 99999999999999999999\r\nContent-Length: 2\r\n\r\n{}", "{}"},
		{"Content-Length: 0\r\n\r\n", ""},
		{"Content-Length: 5\r\n\r\n{}", "unexpected EOF"},
		{"Content-Length: 99999999999\r\n\r\n{}", "EOF"},
		{"Content-Le", "EOF"},
		{"", "EOF"},
	} {
		data, err := newFrames(strings.NewReader(c.in), closer{io.Discard}).Recv()
		got := string(data)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%.80q is %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add([]byte("Content-Length: 2\r\n\r\n{}Content-Length: 1\r\n\r\n"), []byte("[]"))
	f.Fuzz(func(t *testing.T, noise, message []byte) {
		r := newFrames(bytes.NewReader(noise), closer{io.Discard})
		for {
			if _, err := r.Recv(); err != nil {
				break
			}
		}
		var out bytes.Buffer
		if err := newFrames(nil, closer{&out}).Send(message); err != nil {
			t.Fatal(err)
		}
		got, err := newFrames(&out, nil).Recv()
		if err != nil || !bytes.Equal(got, message) {
			t.Errorf("%q is read as %q: %v", message, got, err)
		}
	})
}

// Whatever comes, the conversation goes on.
func TestBrokenMessages(t *testing.T) {
	c := start(t, lay(t, nil))
	for _, m := range []string{
		"", "{", "null", "[]", "[1]", `"x"`, "\x00\xff", "{}", `{"jsonrpc":"1.0","method":"initialize","id":1}`,
		`{"jsonrpc":"2.0","id":{},"method":"shutdown"}`, `{"jsonrpc":"2.0","id":"a","method":"textDocument/hover","params":7}`,
		`{"jsonrpc":"2.0","id":"a","method":"textDocument/hover","params":[1]}`,
		`{"jsonrpc":"2.0","id":"b","method":"no/such"}`, `{"jsonrpc":"2.0","method":"$/no/such"}`,
		`{"jsonrpc":"2.0","id":"c","method":"initialize","params":{}}`, `{"jsonrpc":"2.0","method":"exit","id":1`,
		`{"jsonrpc":"2.0","id":"d","result":3}`, `{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":99}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"http://example.org/content/x.md","text":"x"}}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///etc/passwd","text":"x"}}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"%zz","text":"x"}}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"contentChanges":[{"range":{"start":{"line":-1},"end":{"line":1e3}}}]}}`,
		`{"jsonrpc":"2.0","id":"e","method":"workspace/willRenameFiles","params":{"files":[{"oldUri":"file:///x","newUri":""}]}}`,
	} {
		if err := c.in.Send([]byte(m)); err != nil {
			t.Fatal(err)
		}
	}
	for _, method := range []string{"textDocument/hover", "textDocument/definition", "textDocument/completion", "textDocument/prepareRename", "sotto/twin", "textDocument/codeAction"} {
		for _, name := range []string{help, "content/nothing.md", "content/../../../etc/passwd", "content/site.yaml", "static/style.css"} {
			p := map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}, "position": position{7, 4000}}
			if err := c.ask(method, p, nil); err != nil {
				t.Errorf("%s %s: %v", method, name, err)
			}
		}
	}
	if len(c.logged) > 0 {
		t.Error(c.logged)
	}
	if err := c.ask("shutdown", nil, nil); err != nil {
		t.Error(err)
	}
	if err := c.ask("textDocument/hover", map[string]any{}, nil); err == nil {
		t.Error("it answers after it was shut down")
	}
	c.say("exit", nil)
	if err := <-c.done; err != nil {
		t.Error(err)
	}
	c.done <- nil
}
