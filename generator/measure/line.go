package measure

import "bytes"

// request is what is read of a line. Its path is a part of the line's buffer.
type request struct {
	unix   int64 // seconds
	method []byte
	path   []byte // as it was asked for, without a query; escaped where escaped says so
	// escaped says that the log wrote the path with backslashes.
	escaped bool
	status  int
}

// read reads a line of a log; false says that it is none.
func (c *clock) read(line []byte, r *request) bool {
	if len(line) > 0 && line[0] == '{' {
		return c.readJSON(line, r)
	}
	return c.readCommon(line, r)
}

// readCommon reads the common log format and whatever begins like it:
//
//   - - - [27/Nov/2026:10:00:00 +0000] "GET /help/ HTTP/2.0" 200 10240 …
//
// What stands before the instant names somebody, and is passed over.
func (c *clock) readCommon(line []byte, r *request) bool {
	at := 0
	for {
		i := bytes.IndexByte(line[at:], '[')
		if i < 0 {
			return false
		}
		at += i + 1
		if len(line) < at+len(commonTime)+3 {
			return false
		}
		if line[at+len(commonTime)] == ']' {
			if unix, ok := c.common(line[at : at+len(commonTime)]); ok {
				r.unix = unix
				break
			}
		}
	}
	rest := line[at+len(commonTime)+1:]
	if len(rest) < 2 || rest[0] != ' ' || rest[1] != '"' {
		return false
	}
	asked, rest, ok := quoted(rest[2:])
	if !ok || len(rest) < 4 || rest[0] != ' ' {
		return false
	}
	r.status = 0
	for _, d := range rest[1:4] {
		if d < '0' || d > '9' {
			return false
		}
		r.status = r.status*10 + int(d-'0')
	}
	if len(rest) > 4 && rest[4] != ' ' || r.status < 100 {
		return false
	}
	r.method, r.path = nil, nil
	if m := bytes.IndexByte(asked, ' '); m > 0 {
		r.method, r.path = asked[:m], asked[m+1:]
		if p := bytes.IndexByte(r.path, ' '); p >= 0 {
			r.path = r.path[:p]
		}
	}
	r.escaped = bytes.IndexByte(r.path, '\\') >= 0
	return true
}

// quoted splits what follows an opening quotation mark at the closing one. Servers
// write one that is meant as \x22 or \".
func quoted(s []byte) (inside, after []byte, ok bool) {
	for i := 0; ; {
		n := bytes.IndexByte(s[i:], '"')
		if n < 0 {
			return nil, nil, false
		}
		i += n
		slashes := 0
		for slashes < i && s[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return s[:i], s[i+1:], true
		}
		i++
	}
}
