package measure

import "bytes"

// readJSON reads a line of Caddy's log, an object with the members ts, status and
// request, and of that one method and uri:
//
//	{"ts":1764238800.5,"request":{"method":"GET","uri":"/help/"},"status":200}
//
// Every other member is passed over unread.
func (c *clock) readJSON(line []byte, r *request) bool {
	*r = request{}
	s := scanner{rest: line}
	var dated, answered, asked bool
	ok := s.object(func(key []byte) bool {
		switch string(key) {
		case "ts":
			v, ok := s.value()
			if ok {
				r.unix, dated = stamp(v)
			}
			return ok && dated
		case "status":
			v, ok := s.value()
			for _, d := range v {
				if d < '0' || d > '9' || r.status > 999 {
					return false
				}
				r.status = r.status*10 + int(d-'0')
			}
			answered = true
			return ok
		case "request":
			return s.object(func(key []byte) bool {
				v, ok := s.value()
				if !ok {
					return false
				}
				switch string(key) {
				case "method":
					r.method = unquoted(v)
				case "uri":
					r.path, asked = unquoted(v), true
				}
				return true
			})
		}
		_, ok := s.value()
		return ok
	})
	r.escaped = bytes.IndexByte(r.path, '\\') >= 0
	// Without an answer the server was not asked to the end: no status is 0.
	return ok && dated && answered && asked && len(bytes.TrimLeft(s.rest, " \t\r")) == 0
}

func unquoted(v []byte) []byte {
	if len(v) < 2 || v[0] != '"' {
		return nil
	}
	return v[1 : len(v)-1]
}

// scanner goes through JSON without copying any of it.
type scanner struct{ rest []byte }

func (s *scanner) space() {
	for len(s.rest) > 0 && (s.rest[0] == ' ' || s.rest[0] == '\t' || s.rest[0] == '\r') {
		s.rest = s.rest[1:]
	}
}

// take takes one sign, which must be there.
func (s *scanner) take(sign byte) bool {
	s.space()
	if len(s.rest) == 0 || s.rest[0] != sign {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// object calls member after each key of an object; member takes the value.
func (s *scanner) object(member func(key []byte) bool) bool {
	if !s.take('{') {
		return false
	}
	if s.take('}') {
		return true
	}
	for {
		s.space()
		key, ok := s.text()
		if !ok || !s.take(':') || !member(key) {
			return false
		}
		if s.take('}') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

// text takes a string, and returns what is between its marks.
func (s *scanner) text() ([]byte, bool) {
	if len(s.rest) == 0 || s.rest[0] != '"' {
		return nil, false
	}
	inside, after, ok := quoted(s.rest[1:])
	s.rest = after
	return inside, ok
}

// value takes a value of any kind: a string with its marks, a number, a word; of an
// object or a list only that it is there.
func (s *scanner) value() ([]byte, bool) {
	s.space()
	if len(s.rest) == 0 {
		return nil, false
	}
	whole := s.rest
	switch whole[0] {
	case '"':
		_, ok := s.text()
		return whole[:len(whole)-len(s.rest)], ok
	case '{', '[':
		depth := 0
		for len(s.rest) > 0 {
			switch s.rest[0] {
			case '"':
				if _, ok := s.text(); !ok {
					return nil, false
				}
				continue
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			}
			s.rest = s.rest[1:]
			if depth == 0 {
				return nil, true
			}
		}
		return nil, false
	}
	n := bytes.IndexAny(whole, ",}] \t\r")
	if n <= 0 {
		return nil, false
	}
	s.rest = whole[n:]
	return whole[:n], true
}
