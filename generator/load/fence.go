package load

import (
	"bytes"
	"strings"
)

const exampleFront = "---\ntitle: The page's title\ndescription: What the page is about, in one sentence\n---"

// cutFront finds the front matter between its fences: data[start:end] is the
// YAML, data[body:] the Markdown. When ok is false there is none to read, the
// reason is a finding, and body is where the Markdown seems to begin.
func (t *text) cutFront() (start, end, body int, ok bool) {
	d := t.data
	if bytes.HasPrefix(d, []byte("\uFEFF")) {
		d = d[3:]
		start = 3
	}
	if len(bytes.TrimSpace(d)) == 0 {
		t.add(mark{}, "front/missing", "the file is empty", "begin it with front matter:\n"+exampleFront)
		return 0, 0, len(t.data), false
	}
	bad := func(at int, line []byte, code, message, help string) (start, end, body int, ok bool) {
		t.add(t.span(at, at+len(line)), code, message, help)
		return 0, 0, len(t.data), false
	}
	first, next := t.lineAt(start)
	switch {
	case isFence(first):
	case string(first) == "+++":
		return bad(start, first, "front/format", "front matter is written in YAML here, not in TOML",
			"write --- instead of +++, and title: My page instead of title = \"My page\"")
	case looksLikeFence(first):
		return bad(start, first, "front/fence", "front matter begins with exactly three hyphens", "write --- alone on this line")
	case bytes.HasPrefix(first, []byte("{")):
		return bad(start, first[:1], "front/format", "front matter is written in YAML here, not in JSON", "write it like this:\n"+exampleFront)
	default:
		t.noFront(start)
		return 0, 0, start, false
	}
	for at := next; at < len(t.data); {
		line, following := t.lineAt(at)
		if isFence(line) {
			if at-next > maxFront {
				bad(start, first, "front/size", "the front matter is larger than 64 KiB", "move the text below the closing ---")
			}
			return next, at, following, at-next <= maxFront
		}
		at = following
	}
	at, line := t.closing(next)
	switch {
	case looksLikeFence(line):
		return bad(at, line, "front/fence", "front matter ends with exactly three hyphens", "write --- alone on this line")
	case string(line) == "...":
		return bad(at, line, "front/fence", "front matter ends with three hyphens, not with full stops", "write --- alone on this line")
	}
	return bad(start, first, "front/fence", "front matter is not closed", "write --- alone on a line after the last key, before the text")
}

// noFront tells a missing front matter from one that comes too late.
func (t *text) noFront(start int) {
	at := start
	line, next := t.lineAt(at)
	for len(bytes.TrimSpace(line)) == 0 && next < len(t.data) {
		at = next
		line, next = t.lineAt(at)
	}
	if isFence(bytes.TrimLeft(line, " \t")) {
		t.add(t.span(at, at+len(line)), "front/fence", "front matter begins on the first line, at its first character", "delete whatever stands before ---")
	} else {
		t.add(t.span(at, at+len(line)), "front/missing", "the page has no front matter", "begin the file with:\n"+exampleFront)
	}
}

// lineAt returns the line at an offset, without its ending and the spaces
// before that, and the offset of the next line.
func (t *text) lineAt(at int) (line []byte, next int) {
	d := t.data[at:]
	next = len(t.data)
	if i := bytes.IndexByte(d, '\n'); i >= 0 {
		d, next = d[:i], at+i+1
	}
	return bytes.TrimRight(d, " \t\r"), next
}

func isFence(line []byte) bool { return string(line) == "---" }

// looksLikeFence recognises what people and word processors make of ---.
func looksLikeFence(line []byte) bool {
	return len(line) >= 2 && strings.Trim(string(line), "-–—=_*~+") == ""
}

// closing returns the first line from an offset on that looks like an attempt
// at a closing fence; without one, the last line.
func (t *text) closing(at int) (offset int, line []byte) {
	for at < len(t.data) {
		line, next := t.lineAt(at)
		if looksLikeFence(line) || string(line) == "..." {
			return at, line
		}
		at = next
	}
	return len(t.data), nil
}
