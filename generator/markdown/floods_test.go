package markdown_test

import (
	"fmt"
	"strings"
)

// floods are pages that a parser may take more than linear time over, each of
// about n bytes.
var floods = []struct {
	name string
	make func(n int) string
}{
	{"quotes, deep", func(n int) string { return strings.Repeat(">", n) }},
	{"quotes, deep, spaced", func(n int) string { return strings.Repeat("> ", n/2) + "a" }},
	{"quotes, many lines", func(n int) string { return strings.Repeat(strings.Repeat("> ", 40)+"a\n", n/82) }},
	{"lists, deep in a line", func(n int) string { return strings.Repeat("- ", n/2) + "a" }},
	{"numbered lists, deep in a line", func(n int) string { return strings.Repeat("1. ", n/3) + "a" }},
	{"lists, deeper line by line", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i%400) + "- a\n")
		}
		return b.String()
	}},
	{"lists, flat", func(n int) string { return strings.Repeat("- a\n", n/4) }},
	{"lists, loose", func(n int) string { return strings.Repeat("- a\n\n", n/5) }},
	{"lists and quotes", func(n int) string { return strings.Repeat("> - ", n/4) + "a" }},
	{"definitions", func(n int) string { return strings.Repeat("a\n: b\n\n", n/7) }},
	{"definitions, deep", func(n int) string { return "a\n" + strings.Repeat(": ", n/2) }},
	{"opening brackets", func(n int) string { return strings.Repeat("[", n) }},
	{"brackets, nested", func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) }},
	{"brackets, in lines", func(n int) string { return strings.Repeat("[a]\n", n/4) }},
	{"image brackets", func(n int) string { return strings.Repeat("![", n/2) }},
	{"images, nested", func(n int) string { return strings.Repeat("![", n/6) + strings.Repeat("](a)", n/6) }},
	{"links, never closed", func(n int) string { return strings.Repeat("[a](", n/4) }},
	{"links, angle", func(n int) string { return strings.Repeat("[a](<b", n/6) }},
	{"links, titles", func(n int) string { return strings.Repeat("[a](b \"", n/7) }},
	{"links, many", func(n int) string { return strings.Repeat("[a b](c.md) ", n/12) }},
	{"links, undefined", func(n int) string { return strings.Repeat("[a][b] ", n/7) }},
	{"links, brackets crossed", func(n int) string { return strings.Repeat("[ (](", n/5) }},
	{"links, broken", func(n int) string { return strings.Repeat("[a] (b", n/6) }},
	{"links, in paragraphs", func(n int) string { return strings.Repeat("[a b](c.md)\n\n", n/13) }},
	{"stars", func(n int) string { return strings.Repeat("*", n) }},
	{"stars, spaced", func(n int) string { return strings.Repeat("a* ", n/3) }},
	{"stars that open", func(n int) string { return strings.Repeat("*a ", n/3) }},
	{"stars and underscores", func(n int) string { return strings.Repeat("*a_ ", n/4) }},
	{"stars, both ways", func(n int) string { return strings.Repeat("a**b", n/4) }},
	{"stars, nested", func(n int) string { return strings.Repeat("*a **b ", n/14) + strings.Repeat("c** d*", n/14) }},
	{"stars, mixed", func(n int) string { return strings.Repeat("a***b_c__*d", n/11) }},
	{"backticks", func(n int) string { return strings.Repeat("`", n) }},
	{"backticks of all lengths", func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("`", i) + "a")
		}
		return b.String()
	}},
	{"backticks, alone in lines", func(n int) string { return strings.Repeat("`a``\n", n/5) }},
	{"code fences", func(n int) string { return strings.Repeat("```\n", n/4) }},
	{"references", func(n int) string { return strings.Repeat("[a]: b\n", n/7) + "\n[a]" }},
	{"references, different", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString("[" + strings.Repeat("a", i%30) + string(rune('a'+i%26)) + "]: b\n\n")
		}
		return b.String()
	}},
	{"references, titles", func(n int) string { return strings.Repeat("[a]: b \"\n", n/9) }},
	{"less-than signs", func(n int) string { return strings.Repeat("<", n) }},
	{"tags", func(n int) string { return strings.Repeat("<a ", n/3) }},
	{"tags, quotes", func(n int) string { return strings.Repeat("<a b='", n/6) }},
	{"comments", func(n int) string { return strings.Repeat("a <!-- ", n/7) }},
	{"instructions", func(n int) string { return strings.Repeat("a <?", n/4) }},
	{"HTML blocks", func(n int) string { return strings.Repeat("<div>\n\n", n/7) }},
	{"addresses", func(n int) string { return strings.Repeat("<a:b", n/4) }},
	{"mail addresses", func(n int) string { return "<" + strings.Repeat("a", n/2) + "@" + strings.Repeat("b", n/2) }},
	{"bare addresses", func(n int) string { return strings.Repeat("https://a.b ", n/12) }},
	{"schemes", func(n int) string { return strings.Repeat("a://", n/4) }},
	{"tables, long", func(n int) string { return "| a | b |\n|---|---|\n" + strings.Repeat("| c | d |\n", n/10) }},
	{"tables, many", func(n int) string { return strings.Repeat("| a |\n|---|\n| b |\n\n", n/19) }},
	{"tables, wide", func(n int) string {
		return strings.Repeat("| a ", n/12) + "|\n" + strings.Repeat("|---", n/12) + "|\n" + strings.Repeat("| b ", n/12) + "|\n"
	}},
	{"tables, bars in code", func(n int) string { return "| a |\n|---|\n" + strings.Repeat("| `b\\|c` |\n", n/11) }},
	{"tables, too many cells", func(n int) string { return "| a |\n|---|\n" + strings.Repeat("|", n) }},
	{"bars", func(n int) string { return strings.Repeat("|\n", n/2) }},
	{"footnotes", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString("a[^" + strings.Repeat("x", i%40) + string(rune('a'+i%26)) + "]\n\n[^" + strings.Repeat("x", i%40) + string(rune('a'+i%26)) + "]: b\n\n")
		}
		return b.String()
	}},
	{"footnote marks", func(n int) string { return "[^1]: a\n\n" + strings.Repeat("b[^1] ", n/6) }},
	{"footnotes, undefined", func(n int) string { return strings.Repeat("[^a", n/3) }},
	{"headings", func(n int) string { return strings.Repeat("## a\n", n/5) }},
	{"headings, underlined", func(n int) string { return strings.Repeat("a\n---\n", n/6) }},
	{"anchors", func(n int) string { return strings.Repeat("## a {#b}\n", n/10) }},
	{"directives, deep", func(n int) string { return strings.Repeat(":::note\n", n/8) }},
	{"directives, deeper", func(n int) string {
		var b strings.Builder
		for i := 400; b.Len() < n; i-- {
			b.WriteString(strings.Repeat(":", 3+max(i, 0)%400) + "note\n")
		}
		return b.String()
	}},
	{"directives, many", func(n int) string { return strings.Repeat(":::note\na\n:::\n\n", n/15) }},
	{"directives, stray", func(n int) string { return strings.Repeat(":::\n", n/4) }},
	{"colons", func(n int) string { return strings.Repeat(":", n) }},
	{"colons in text", func(n int) string { return "a " + strings.Repeat(":", n) }},
	{"colons, spaced", func(n int) string { return strings.Repeat(": ", n/2) }},
	{"directives in text", func(n int) string { return strings.Repeat(":phone[a] ", n/10) }},
	{"directives in text, open", func(n int) string { return strings.Repeat(":phone[", n/7) }},
	{"directives in text, braces", func(n int) string { return strings.Repeat(":phone{", n/7) }},
	{"directives in text, nested", func(n int) string { return strings.Repeat(":lang[", n/20) + strings.Repeat("]{code=cy}", n/20) }},
	{"directives, unknown", func(n int) string { return strings.Repeat(":xyz[a] ", n/8) }},
	{"directives, attributes", func(n int) string { return strings.Repeat("::service{id=a b=c d=e}\n", n/24) }},
	{"shortcodes", func(n int) string { return strings.Repeat("{{<", n/3) }},
	{"braces", func(n int) string { return strings.Repeat("{", n) }},
	{"single quotes", func(n int) string { return strings.Repeat("'na ", n/4) }},
	{"double quotes", func(n int) string { return strings.Repeat("\"", n) }},
	{"hyphens", func(n int) string { return "a " + strings.Repeat("-", n) }},
	{"digits and hyphens", func(n int) string { return strings.Repeat("1-", n/2) }},
	{"digits and stops", func(n int) string { return strings.Repeat("1.", n/2) + "-1" }},
	{"stops", func(n int) string { return strings.Repeat(".", n) }},
	{"references to characters", func(n int) string { return strings.Repeat("&#8203;", n/7) }},
	{"ampersands", func(n int) string { return strings.Repeat("&", n) }},
	{"backslashes", func(n int) string { return strings.Repeat("\\", n) }},
	{"one long line", func(n int) string { return strings.Repeat("a ", n/2) }},
	{"one long word", func(n int) string { return strings.Repeat("a", n) }},
	{"many short lines", func(n int) string { return strings.Repeat("a\n", n/2) }},
	{"blank lines", func(n int) string { return strings.Repeat("\n", n) }},
	{"spaces", func(n int) string { return strings.Repeat(" ", n) + "a" }},
	{"tabs", func(n int) string { return strings.Repeat("\t", n) + "a" }},
	{"tabs and quotes", func(n int) string { return strings.Repeat(">\t", n/2) }},
	{"empty emphasis before a quote", func(n int) string { return strings.Repeat("\"![](a)", n/7) }},
	// cmark's test/pathological_tests.py, where not above.
	{"cmark: nested strong emphasis", func(n int) string { return strings.Repeat("*a **a ", n/14) + "b" + strings.Repeat(" a** a*", n/14) }},
	{"cmark: closers of emphasis", func(n int) string { return strings.Repeat("a_ ", n/3) }},
	{"cmark: openers of emphasis", func(n int) string { return strings.Repeat("_a ", n/3) }},
	{"cmark: closers of links", func(n int) string { return strings.Repeat("a]", n/2) }},
	{"cmark: openers of links", func(n int) string { return strings.Repeat("[a", n/2) }},
	{"cmark: issue 389", func(n int) string { return strings.Repeat("*a ", n/9) + strings.Repeat("_a*_ ", n/8) }},
	{"cmark: multiples of three", func(n int) string { return "a**b" + strings.Repeat("c* ", n/3) }},
	{"cmark: openers of links and closers of emphasis", func(n int) string { return strings.Repeat("[ a_", n/4) }},
	{"cmark: images in brackets", func(n int) string { return strings.Repeat("![[]()", n/6) }},
	{"cmark: hard link and emphasis", func(n int) string { return strings.Repeat("**x [a*b**c*](d) ", n/17) }},
	{"cmark: U+0000", func(n int) string { return strings.Repeat("abc\x00de\x00", n/7) }},
	{"cmark: links without an end", func(n int) string { return strings.Repeat("[a](b", n/5) }},
	{"cmark: comments without an end", func(n int) string { return "</" + strings.Repeat("<!--", n/4) }},
	{"cmark: declarations", func(n int) string { return "a " + strings.Repeat("<!A ", n/4) }},
	{"cmark: CDATA", func(n int) string { return "a " + strings.Repeat("<![CDATA[", n/9) }},
	{"cmark: empty lines in lists", func(n int) string { return strings.Repeat("- ", n/4) + "x" + strings.Repeat("\n", n/2) }},
	{"cmark: empty lines in lists in a quote", func(n int) string { return "> " + strings.Repeat("- ", n/4) + "x\n" + strings.Repeat(">\n", n/4) }},
	{"cmark: emphasis in deep quotes", func(n int) string { return strings.Repeat(">", n/3) + strings.Repeat("a*", n/3) }},
	{"cmark: many references", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n/2; i++ {
			fmt.Fprintf(&b, "[%d]: u\n", i)
		}
		return b.String() + "\n" + strings.Repeat("[0] ", n/8)
	}},
	// Found by TestCombinations.
	{"backticks, escaped", func(n int) string { return strings.Repeat("``\\", n/3) }},
}

// tokens are what Markdown opens and closes something with, and what may stand
// between them. Combinations of a few, repeated, find what nobody thought of.
var tokens = []string{
	"[", "](", "]", "(", ")", "![", "[a](b", "[a](<b", "[a]: b", "<", "<a ", "</a", "<!--", "<?", "<!A", "<![CDATA[", ">", "{", "{#", "{a=\"",
	":a[", ":a{", "::a", ":::a", ":::", "[^", "[^a]: ", "|", "|-", "&", "&#", "&amp", "*", "**", "_", "***", "`", "``", "```", "~~~", "\n", "\n\n", " ",
	"a", "1", "'", "\"", "\\", "- ", "1. ", "# ", ": ", "https://", "www.", "<https:", "{{<", "{{", "\x00", "\t", "    ", "-", ".", "@", "é",
}
