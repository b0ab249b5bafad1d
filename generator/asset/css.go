package asset

import (
	"bytes"
	"fmt"
	"regexp"

	"sotto/generator/diag"
)

// cssSpan is what brackets and colons mean nothing in, where it is closed.
var cssSpan = regexp.MustCompile(`(?s)^(?:/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')`)

var closers = map[byte]byte{'{': '}', '(': ')', '[': ']'}

// checkCSS finds the mistakes that browsers forgive in silence, and that the
// minifier passes on: a bracket, comment or string that is left open or closed
// too often, and a declaration without its colon.
func checkCSS(file *diag.File, data []byte) []diag.Finding {
	var findings []diag.Finding
	bad := func(from, to int, message, help string) {
		findings = append(findings, file.At(from, to, "asset/style-syntax", diag.Error, message, help))
	}
	var open []int // offsets of the brackets that are open
	start := -1    // where the statement that we are in begins; -1 before it
	colon := false // it has a colon outside brackets
	end := func(at int) {
		if start >= 0 && !colon && data[start] != '@' {
			if len(open) > 0 {
				bad(start, at, "a declaration has no colon", "write property: value")
			} else {
				bad(start, at, "this belongs to no rule", "put it between the braces of a rule")
			}
		}
		start, colon = -1, false
	}
	for i := 0; i < len(data); i++ {
		at, c := i, data[i]
		inside := byte('{') // the bracket that we are in
		if len(open) > 0 {
			inside = data[open[len(open)-1]]
		}
		switch {
		case c <= ' ':
			continue
		case c == '\\':
			i++
		case c == '"', c == '\'', bytes.HasPrefix(data[i:], []byte("/*")):
			n := len(cssSpan.Find(data[i:]))
			switch {
			case n == 0 && c == '/':
				bad(i, i+2, "this comment is never closed", "close it with */")
				return findings
			case n == 0:
				bad(i, i+1, "this string is never closed", fmt.Sprintf("close it with %c on the same line", c))
				return findings
			}
			if i += n - 1; c == '/' {
				continue
			}
		case c == ';' && inside == '{':
			end(i)
			continue
		case c == '{':
			start, colon = -1, false
			open = append(open, i)
			continue
		case c == '(' || c == '[':
			open = append(open, i)
		case c == '}' || c == ')' || c == ']':
			if len(open) == 0 || closers[inside] != c {
				bad(i, i+1, fmt.Sprintf("this %c closes nothing", c), "delete it, or open it earlier")
				return findings
			}
			if c == '}' {
				end(i)
			}
			open = open[:len(open)-1]
			if c == '}' {
				continue
			}
		case c == ':' && inside == '{':
			colon = true
		}
		if start < 0 {
			start = at
		}
	}
	if n := len(open); n > 0 {
		i := open[n-1]
		bad(i, i+1, fmt.Sprintf("this %c is never closed", data[i]), "add what closes it")
	} else {
		end(len(data))
	}
	return findings
}
