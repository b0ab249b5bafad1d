package lsp

import (
	"slices"
	"strings"
	"testing"

	"sotto/generator/sitetest"
)

// codes are those of what is shown in a file.
func (c *client) codes(name string) string {
	var out []string
	for _, d := range c.diagnostics(name) {
		out = append(out, d.Code)
	}
	return strings.Join(out, " ")
}

// labels are what is offered at a place.
func (c *client) labels(name, text string) []string {
	c.t.Helper()
	var list completionList
	if err := c.ask("textDocument/completion", c.at(name, text), &list); err != nil {
		c.t.Fatal(err)
	}
	var out []string
	for _, i := range list.Items {
		out = append(out, i.Label)
	}
	return out
}

// While a file is broken that all pages depend on, pages that stay as they are keep
// what is wrong with them, and what may be typed is what it was.
func TestWhileSettingsAreBroken(t *testing.T) {
	for _, k := range sitetest.Some([]mistake{
		{"content/site.yaml", "languages: [en, cy]", "languages: [en, cy", "yaml/syntax", false},
		{"content/services.yaml", "type: phone", "type: \"phone", "yaml/syntax", false},
		{"content/messages.en.yaml", "\nskip", "\n\"skip", "yaml/syntax", false},
		{"templates/page.html", "{{", "{{ if {{", "template/syntax", false},
	}, 2) {
		bad := front + "## Ways to talk {#ways}\n\nSee [the ways](idnex.md). Call :phone[helpline].\n"
		root := lay(t, map[string]string{help: bad})
		c := start(t, root)
		before := c.printed()
		if c.codes(help) != "link/missing" {
			t.Fatalf("the page is not wrong:\n%s", before)
		}
		whole := string(newFile(t, root, k.file))
		c.open(k.file, strings.Replace(whole, k.old, k.new, 1), 1)
		if got := c.codes(help); got != "link/missing" {
			t.Errorf("%s: a page shows %q, and nothing of it has changed", k.file, got)
		}
		if got := c.codes(k.file); !strings.Contains(got, k.code) {
			t.Errorf("%s shows %q, not %s", k.file, got, k.code)
		}
		if got := c.labels(later, front+"Call :phone[¦"); !slices.Contains(got, "helpline") {
			t.Errorf("%s: services are %q", k.file, got)
		}
		if got := c.labels(later, front+"[a](¦"); !slices.Contains(got, "right-now.md") {
			t.Errorf("%s: files are %q", k.file, got)
		}
		c.say("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri(later)}})
		// What is mended is no longer shown, whatever else is broken.
		c.open(help, strings.Replace(bad, "idnex.md", "index.md", 1), 2)
		if got := c.codes(help); got != "" {
			t.Errorf("%s: a page that was mended shows %q", k.file, got)
		}
		c.open(help, bad, 3)
		c.open(k.file, whole, 4)
		if got := c.printed(); got != before {
			t.Errorf("%s: mended, it shows\n%s\nwant\n%s", k.file, got, before)
		}
	}
}
