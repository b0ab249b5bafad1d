package audit

import (
	"bytes"
	"regexp"
	"slices"
)

// valueKind is what the value of an attribute must look like, as the contract
// writes it.
type valueKind string

const (
	oneOf          valueKind = "" // of the values in parentheses
	anyText        valueKind = "text"
	isID           valueKind = "id"
	isIDs          valueKind = "ids"
	isClass        valueKind = "class"
	isLang         valueKind = "lang"
	isInt          valueKind = "int"
	isEmpty        valueKind = "empty"
	isFlag         valueKind = "flag"
	isNumber       valueKind = "number"
	isNumbers      valueKind = "numbers"
	isWord         valueKind = "word"
	isLink         valueKind = "link"
	isRel          valueKind = "rel"
	isPicture      valueKind = "picture"
	isTime         valueKind = "time"
	isCSS          valueKind = "css"
	isSVGNamespace valueKind = "svgns"
	isPaint        valueKind = "paint"
	isLocal        valueKind = "local"
	isTransform    valueKind = "transform"
	isPath         valueKind = "path"
	isRole         valueKind = "role"
)

// dateTime is a date, a time or both, as HTML writes them, or a duration: PT15M.
var dateTime = regexp.MustCompile(`^([0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(Z|\+[0-9]{2}:[0-9]{2}|:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?)?` +
	`|[0-9]{2}:[0-9]{2}(:[0-9]{2})?|P[0-9YMDTHSW.]{2,})$`)

const (
	alphanumeric = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	space        = " \t\n\f\r"
)

// only says whether a text has only these ASCII characters.
func only(text []byte, these string) bool {
	return len(bytes.TrimLeft(text, these)) == 0
}

// isWords says whether a value is words and no more.
func isWords(v []byte) bool { return len(v) > 0 && only(v, alphanumeric+" -") }

// isNumeric says whether a value is numbers, which may have a unit; between are
// the characters around and between them.
func isNumeric(v []byte, between string) bool {
	digits := bytes.TrimLeft(v, between)
	return len(digits) > 0 && isDigit(digits[0]) && only(digits, between+alphanumeric)
}

func isNumberList(v []byte) bool {
	return isNumeric(v, ".+%,-"+space) || string(v) == "none" || string(v) == "auto"
}

// langTag accepts language tags as BCP 47 writes them: a language, with a
// script and a region if need be.
var langTag = regexp.MustCompile(`^[a-z0-9]{2,3}(-([A-Za-z0-9]{4}|[A-Za-z0-9]{2}|[0-9][A-Za-z0-9]{2}))*$`)

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
		return rs.lang.Match(v)
	case isEmpty:
		return len(v) == 0
	case isFlag:
		return string(v) != "until-found"
	case isInt:
		digits := bytes.TrimPrefix(v, []byte("-"))
		return len(digits) > 0 && len(digits) < 10 && only(digits, "0123456789")
	case isNumber:
		return isNumeric(v, ".+%-") || string(v) == "auto"
	case isNumbers:
		return isNumberList(v)
	case isWord:
		return isWords(v)
	case isSVGNamespace:
		return string(v) == "http://www.w3.org/2000/svg"
	case isPath:
		return only(v, "0123456789.,+-eEMmZzLlHhVvCcSsQqTtAa"+space)
	case isTime:
		return dateTime.Match(v)
	case isTransform:
		return isTransformList(v)
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

// transforms are the only functions a transform may call.
var transforms = []string{"matrix", "translate", "scale", "rotate", "skewX", "skewY"}

func isTransformList(v []byte) bool {
	for len(v) > 0 {
		name, rest, ok := bytes.Cut(v, []byte("("))
		if !ok || !slices.Contains(transforms, string(bytes.Trim(name, " ,\n\t"))) {
			return false
		}
		args, after, ok := bytes.Cut(rest, []byte(")"))
		if !ok || !isNumberList(args) {
			return false
		}
		v = bytes.TrimSpace(after)
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
			return nil, closed && isNumberList(bytes.ReplaceAll(args, []byte("/"), nil))
		}
	}
	return nil, isWords(v)
}
