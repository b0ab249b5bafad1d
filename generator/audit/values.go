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

// patterns are the kinds that an expression says all about. Numbers may have a
// unit.
var patterns = map[valueKind]*regexp.Regexp{
	isInt:          regexp.MustCompile(`^-?[0-9]{1,9}$`),
	isNumber:       regexp.MustCompile(`^([.+%-]*[0-9][.+%0-9A-Za-z-]*|auto)$`),
	isNumbers:      regexp.MustCompile(`^([.+%,\s-]*[0-9][.+%,\s0-9A-Za-z-]*|none|auto)$`),
	isWord:         regexp.MustCompile(`^[A-Za-z0-9 -]+$`),
	isSVGNamespace: regexp.MustCompile(`^http://www\.w3\.org/2000/svg$`),
	isPath:         regexp.MustCompile(`^[0-9\s.,+eEMmZzLlHhVvCcSsQqTtAa-]*$`),
	// Dates, times and both, as HTML writes them, or a duration: PT15M.
	isTime: regexp.MustCompile(`^([0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(Z|\+[0-9]{2}:[0-9]{2}|:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?)?` +
		`|[0-9]{2}:[0-9]{2}(:[0-9]{2})?|P[0-9YMDTHSW.]{2,})$`),
}

// langTag accepts language tags as BCP 47 writes them: a language, with a
// script and a region if need be. anyLang accepts them in any letters, with
// any extension.
var (
	langTag = regexp.MustCompile(`^[a-z0-9]{2,3}(-([A-Za-z0-9]{4}|[A-Za-z0-9]{2}|[0-9][A-Za-z0-9]{2}))*$`)
	anyLang = regexp.MustCompile(`^([A-Za-z0-9]{2,3}(-[A-Za-z0-9]{1,8})*|x-default)$`)
)

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
	p := patterns[k]
	return p == nil || p.Match(v)
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
		if !ok || !patterns[isNumbers].Match(args) {
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
		if !closed || len(id) == 0 || !patterns[isWord].Match(id) {
			return nil, false
		}
		after = bytes.TrimSpace(after)
		return id, len(after) == 0 || patterns[isWord].Match(after)
	}
	if rest, found := bytes.CutPrefix(v, []byte("#")); found {
		return nil, patterns[isWord].Match(rest)
	}
	for _, f := range []string{"rgb(", "rgba(", "hsl(", "hsla("} {
		if rest, found := bytes.CutPrefix(v, []byte(f)); found {
			args, closed := bytes.CutSuffix(rest, []byte(")"))
			return nil, closed && patterns[isNumbers].Match(bytes.ReplaceAll(args, []byte("/"), nil))
		}
	}
	return nil, patterns[isWord].Match(v)
}
