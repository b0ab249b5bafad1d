package audit

import (
	"bytes"
	"slices"
)

// valueKind is what the value of an attribute must look like.
type valueKind uint8

const (
	anyText valueKind = iota
	oneOf
	isID
	isIDs
	isClass
	isLang
	isInt
	isEmpty
	isFlag
	isNumber
	isNumbers
	isWord
	isLink
	isRel
	isPicture
	isTime
	isCSS
	isSVGNamespace
	isPaint
	isLocal
	isTransform
	isPath
	isRole
)

// valueKinds names the kinds as the contract writes them.
var valueKinds = map[string]valueKind{
	"text": anyText, "id": isID, "ids": isIDs, "class": isClass, "lang": isLang, "int": isInt, "empty": isEmpty, "flag": isFlag,
	"number": isNumber, "numbers": isNumbers, "word": isWord, "link": isLink, "rel": isRel, "picture": isPicture,
	"time": isTime, "css": isCSS, "svgns": isSVGNamespace, "paint": isPaint, "local": isLocal,
	"transform": isTransform, "path": isPath, "role": isRole,
}

// rels are what an a element's rel may say. None makes a browser fetch.
var rels = []string{"noreferrer", "noopener", "nofollow", "external", "alternate", "next", "prev", "license", "author", "help", "bookmark", "tag"}

// roles are the ARIA roles that need no script to keep their promise.
var roles = []string{
	"alert", "article", "banner", "complementary", "contentinfo", "definition", "doc-abstract", "doc-appendix",
	"doc-backlink", "doc-biblioentry", "doc-bibliography", "doc-chapter", "doc-endnotes", "doc-example", "doc-footnote",
	"doc-glossary", "doc-introduction", "doc-noteref", "doc-notice", "doc-qna", "doc-subtitle", "doc-tip", "doc-toc",
	"figure", "group", "img", "list", "listitem", "main", "navigation", "none", "note", "presentation", "region",
	"search", "separator", "status", "term",
}

// plainValue checks the kinds that look at nothing but the value itself.
func (rs *ruleset) plainValue(k valueKind, v []byte) bool {
	switch k {
	case isID:
		return len(v) > 0 && !bytes.ContainsAny(v, " \t\n\f\r")
	case isIDs:
		return len(bytes.TrimSpace(v)) > 0
	case isClass:
		return len(v) > 0
	case isLang:
		return rs.lang(v)
	case isInt:
		return isInteger(v)
	case isEmpty:
		return len(v) == 0
	case isFlag:
		return string(v) != "until-found"
	case isNumber:
		return isNumeric(v, false)
	case isNumbers:
		return isNumeric(v, true)
	case isWord:
		return isWords(v)
	case isTime:
		return wellFormedTime(v)
	case isSVGNamespace:
		return string(v) == "http://www.w3.org/2000/svg"
	case isTransform:
		return isTransformList(v)
	case isPath:
		for _, c := range v {
			if !isDigit(c) && !isSpace(c) && bytes.IndexByte([]byte(".,-+eEMmZzLlHhVvCcSsQqTtAa"), c) < 0 {
				return false
			}
		}
	case isRole:
		for r := range bytes.FieldsSeq(v) {
			if _, ok := slices.BinarySearch(roles, string(r)); !ok {
				return false
			}
		}
		return len(v) > 0
	}
	return true
}

func isInteger(v []byte) bool {
	if len(v) > 0 && v[0] == '-' {
		v = v[1:]
	}
	for _, c := range v {
		if !isDigit(c) {
			return false
		}
	}
	return len(v) > 0 && len(v) < 10
}

// isNumeric accepts a number with an optional unit, or a list of them.
func isNumeric(v []byte, list bool) bool {
	digits := false
	for _, c := range v {
		switch {
		case isDigit(c):
			digits = true
		case c == '.' || c == '-' || c == '+' || c == '%':
		case isLetter(c): // e, em, px
			if !digits {
				return list && string(v) == "none" || string(v) == "auto"
			}
		case list && (isSpace(c) || c == ','):
		default:
			return false
		}
	}
	return digits
}

func isWords(v []byte) bool {
	for _, c := range v {
		if !isLetter(c) && !isDigit(c) && c != '-' && c != ' ' {
			return false
		}
	}
	return len(v) > 0
}

// transforms are the only functions a transform may call.
var transforms = []string{"matrix", "translate", "scale", "rotate", "skewX", "skewY"}

func isTransformList(v []byte) bool {
	for len(v) > 0 {
		name, rest, ok := bytes.Cut(v, []byte("("))
		if !ok || !slices.Contains(transforms, string(bytes.Trim(name, " ,\n\t"))) {
			return false
		}
		args, after, ok := bytes.Cut(rest, []byte(")"))
		if !ok || !isNumeric(args, true) {
			return false
		}
		v = bytes.TrimSpace(after)
	}
	return true
}

// wellFormedLang accepts language tags as BCP 47 writes them: a language, with
// a script and a region if need be.
func wellFormedLang(v []byte) bool {
	for i, part := range bytes.Split(v, []byte("-")) {
		for _, c := range part {
			if !isLetter(c) && !isDigit(c) {
				return false
			}
		}
		switch n := len(part); {
		case i == 0:
			if n < 2 || n > 3 || !bytes.Equal(part, bytes.ToLower(part)) {
				return false
			}
		case n == 4, n == 2, n == 3 && isDigit(part[0]):
		default:
			return false
		}
	}
	return len(v) > 0
}

// wellFormedTime accepts dates, times and both, as HTML writes them.
func wellFormedTime(v []byte) bool {
	// What each character of the pattern stands for: 0 a digit, else itself.
	for _, pattern := range []string{
		"0000", "0000-00", "0000-00-00", "00:00", "00:00:00",
		"0000-00-00T00:00", "0000-00-00T00:00Z", "0000-00-00T00:00:00Z",
		"0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00-00:00", "0000-00-00T00:00+00:00",
	} {
		if matches(v, pattern) {
			return true
		}
	}
	// A duration: PT15M.
	return len(v) > 2 && v[0] == 'P' && bytes.Trim(v[1:], "0123456789YMDTHSW.") == nil
}

func matches(v []byte, pattern string) bool {
	if len(v) != len(pattern) {
		return false
	}
	for i, c := range v {
		if pattern[i] == '0' {
			if !isDigit(c) {
				return false
			}
		} else if c != pattern[i] {
			return false
		}
	}
	return true
}

// paint checks a value that may refer to a gradient or a clip path of the same
// drawing, and returns the id it refers to.
func paint(v []byte) (id []byte, ok bool) {
	if rest, found := bytes.CutPrefix(v, []byte("url(#")); found {
		id, after, closed := bytes.Cut(rest, []byte(")"))
		if !closed || len(id) == 0 || !isWords(id) {
			return nil, false
		}
		after = bytes.TrimSpace(after)
		return id, len(after) == 0 || isWords(after)
	}
	if rest, found := bytes.CutPrefix(v, []byte("#")); found {
		return nil, isWords(rest)
	}
	for _, f := range []string{"rgb(", "rgba(", "hsl(", "hsla("} {
		if rest, found := bytes.CutPrefix(v, []byte(f)); found {
			args, closed := bytes.CutSuffix(rest, []byte(")"))
			return nil, closed && isNumeric(bytes.ReplaceAll(args, []byte("/"), nil), true)
		}
	}
	return nil, isWords(v)
}
