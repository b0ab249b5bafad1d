package asset

import (
	"bytes"
	"fmt"

	"sotto/generator/diag"
)

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
		c := data[i]
		switch {
		case bytes.HasPrefix(data[i:], []byte("/*")):
			n := bytes.Index(data[i+2:], []byte("*/"))
			if n < 0 {
				bad(i, i+2, "this comment is never closed", "close it with */")
				return findings
			}
			i += n + 3
			continue
		case c == '"' || c == '\'':
			n := stringEnd(data[i:])
			if n < 0 {
				bad(i, i+1, "this string is never closed", fmt.Sprintf("close it with %c on the same line", c))
				return findings
			}
			if start < 0 {
				start = i
			}
			i += n
			continue
		case c == '\\':
			i++
		case c == ';' && !inParens(data, open):
			end(i)
			continue
		case c == '{':
			start, colon = -1, false
			open = append(open, i)
			continue
		case c == '(' || c == '[':
			open = append(open, i)
		case c == '}' || c == ')' || c == ']':
			if len(open) == 0 || data[open[len(open)-1]] != opener(c) {
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
		case c == ':' && !inParens(data, open):
			colon = true
		}
		if start < 0 && c > ' ' {
			start = i
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

func opener(c byte) byte {
	switch c {
	case '}':
		return '{'
	case ')':
		return '('
	}
	return '['
}

func inParens(data []byte, open []int) bool {
	return len(open) > 0 && data[open[len(open)-1]] != '{'
}

// stringEnd returns the offset of the quote that ends a string, or -1.
func stringEnd(s []byte) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case s[0]:
			return i
		case '\\':
			i++
		case '\n':
			return -1
		}
	}
	return -1
}
