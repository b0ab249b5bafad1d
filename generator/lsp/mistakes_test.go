package lsp

import (
	"strings"
	"testing"

	"sotto/generator/sitetest"
)

// mistake is one that is planted into a file. Fixed says that what is left of it
// after all quick fixes is nothing.
type mistake struct {
	file, old, new string
	code           string
	fixed          bool
}

const help, later, coast, launch = "content/help/index.md", "content/self-help/urges/later.md", "content/campaigns/coast.md", "content/news/launch.md"

var mistakes = []mistake{
	// Links.
	{later, "right-now.md", "rihgt-now.md", "link/missing", true},
	{later, "[right now](right-now.md)", "[the ways](../../help/idnex.md#ways)", "link/missing", true},
	{later, "(right-now.md)", "(../../help/index.md#wayz)", "link/anchor", true},
	{later, "(right-now.md)", "(../../help/index.md#nothing-like-it)", "link/anchor", false},
	{later, "(right-now.md)", "(../../help/)", "link/address", true},
	{later, "(right-now.md)", "(/help/index.html)", "link/address", true},
	{later, "(right-now.md)", "()", "link/empty", false},
	{later, "(right-now.md)", "(http://www.bbc.co.uk/)", "link/http", true},
	{later, "(right-now.md)", "(tel:08081000900)", "link/phone", false},
	{later, "(right-now.md)", "(mailto:a@example.org)", "link/mailto", false},
	{later, "(right-now.md)", "(https://www.example.com/)", "link/outbound", false},
	{later, "(right-now.md)", "(../../../x.md)", "link/outside", false},
	{later, "(right-now.md)", "(right-now.md?x=1)", "link/query", true},
	{later, "[right now]", "[here]", "markdown/link-text", false},
	{later, "(right-now.md)", "(../../index.cy.md)", "link/language", true},
	// Directives.
	{help, ":phone[helpline]", ":phone[helplin]", "service/unknown", true},
	{help, ":hours[helpline]", ":hours[helpine]", "service/unknown", true},
	{help, "::service{id=helpline}", "::service{id=helplime}", "service/unknown", true},
	{help, ":phone[helpline]", ":phne[helpline]", "directive/unknown", false},
	{help, "::service{id=helpline}", "::service", "directive/attribute", false},
	{help, "::service{id=helpline}", "::service{ib=helpline}", "directive/attribute", true},
	{help, "::service{id=helpline}", "::service{id=helpline", "directive/syntax", false},
	{later, ":::worked-example[A Tuesday]", ":::worked-example", "directive/label", false},
	{later, "It is late.\n:::", "It is late.", "directive/nesting", false},
	{help, ":phone[helpline]", "{{< ref x >}}", "markdown/shortcode", false},
	{coast, "coast.coast.change", "coast.coast.chnge", "figure/unknown", true},
	{coast, "It began", ":stat[coast.2024.after] It began", "figure/unknown", false},
	{coast, "It began", "::table{data=cost} It began", "", false},
	{coast, "coast.coast.change", "cost.coast.change", "figure/unknown", true},
	{coast, "It began", "::chart[A chart]{data=coast type=bar columns=\"before after\"}\n\nIt began", "directive/value", true},
	{coast, "It began", "::chart[A chart]{data=coast type=bars columns=\"before aftr\"}\n\nIt began", "figure/unknown", true},
	{coast, "It began", ":stat[coast.coats.after] It began", "figure/unknown", true},
	// Markdown.
	{help, "Call ", "<b>Call</b> ", "markdown/raw-html", false},
	{help, "## Ways", "##Ways", "paste/heading", true},
	{help, "## Ways", "# Ways", "markdown/heading-level", true},
	{help, "## Ways to talk {#ways}", "## Ways {#ways}\n\nA.\n\n## More {#ways}", "markdown/duplicate-anchor", false},
	{help, "Call ", "0808 1000 901. Call ", "contacts/number", false},
	{later, "Look back", "Look back “𝒳𝒴 [x](nowhere.md)”", "link/missing", false},
	{help, "Call ", "Zoë 🙂 [a page about it](idnex.md) Call ", "link/missing", true},
	// Front matter.
	{help, "title: Get", "titel: Get", "key/unknown", true},
	{help, "description: How", "descripton: How", "key/unknown", true},
	{help, "date: 2026-11-01", "date: 1 November 2026", "value/date", true},
	{help, "date: 2026-11-01\n", "date: 2026-11-01\ndate: 2026-11-01\n", "yaml/duplicate", false},
	{help, "date: 2026-11-01", "date: 2026-11-01\ndraft: yes", "value/bool", false},
	{help, "date: 2026-11-01", "date: 2026-11-01\nweight: ten", "value/number", false},
	{help, "date: 2026-11-01", "date: 2026-11-01\naliases: help", "value/type", true},
	{help, "title: Get help now", "title: Get help: now", "yaml/syntax", true},
	{help, "title: Get help now\n", "", "key/required", false},
	{help, "---\ntitle", "----\ntitle", "front/fence", false},
	{help, "---\ntitle", "title", "front/missing", false},
	{launch, "campaign: ../campaigns/coast.md", "campaign: ../campaigns/coats.md", "key/page", true},
	{launch, "points: [It begins.]", "points: [It begins.", "yaml/syntax", true},
	{launch, "issued: 2018-01-24", "issued: 2018-13-24", "value/date", false},
	{later, "discreetTitle: Guide 1, part 2", "discreetTitle: Guide 1, part 1", "discreet/title", false},
	{later, "discreetTitle: Guide 1, part 2\n", "", "key/required", true},
	{later, "aim: Learn", "minutes: 3\naim: Learn", "key/unknown", false},
	{"content/index.cy.md", "---\nCroeso", "draft: true\n---\nCroeso", "", false},
	// Data files.
	{"content/site.yaml", "contact: helpline", "contact: helplin", "site/contact", true},
	{"content/site.yaml", "timeZone: Europe/London", "timezone: Europe/London", "key/spelling", true},
	{"content/site.yaml", "kind: campaign", "kind: campain", "value/choice", true},
	{"content/site.yaml", "help: help/index.md", "help: help/inex.md", "site/page", true},
	{"content/site.yaml", "languages: [en, cy]", "languages: [en, cy", "yaml/syntax", true},
	{"content/services.yaml", "type: phone", "type: fone", "", true},
	{"content/services.yaml", "from: \"09:00\"", "from: \"9\"", "service/hours", false},
	{"content/services.yaml", "asOf: 2026", "asof: 2026", "key/spelling", true},
	{"content/data/coast.yaml", "percentChange: [before, after]", "percentChange: [before, aftr]", "", false},
	{"content/data/coast.csv", "100,169,69", "100,169,70", "", false},
	{"templates/page.html", "{{", "{{ .Nothing }}{{", "", false},
	{"static/style.css", "display: block", "display: blok", "asset/keyword", true},
	{"static/style.css", "display: block", "dispaly: block", "asset/property", true},
	{"static/style.css", "var(--", "var(--x", "asset/variable", true},
	{"content/messages.en.yaml", "\nskip", "\nskipp", "", false},
	{later, "\n", "\r\n", "", false},
	{later, "right-now.md", "rihgt-now.md\r\n", "link/missing", true},
}

// What the editor shows is what check prints, mistake by mistake; and what a
// quick fix types, check has nothing against.
func TestDiagnosticsAreThoseOfCheck(t *testing.T) {
	if len(mistakes) < 60 {
		t.Fatalf("only %d mistakes are planted", len(mistakes))
	}
	root := lay(t, nil)
	c := start(t, root)
	clean := expected(t, root, nil)
	if got := c.printed(); got != clean {
		t.Fatalf("the site as it is\ngot\n%s\nwant\n%s", got, clean)
	}
	fixed := 0
	for i, m := range sitetest.Some(mistakes, 15) {
		data := string(newFile(t, root, m.file))
		if !strings.Contains(data, m.old) {
			t.Errorf("%s: there is no %q", m.file, m.old)
			continue
		}
		text := strings.Replace(data, m.old, m.new, 1)
		version := 100*i + 1
		c.open(m.file, text, version)
		want := expected(t, root, map[string]string{m.file: text})
		if got := c.printed(); got != want {
			t.Errorf("%s: %q\ngot\n%s\nwant\n%s", m.file, m.new, got, want)
		}
		if m.code != "" && !strings.Contains(want, `"code":"`+m.code+`"`) {
			t.Errorf("%s: %q is not %s:\n%s", m.file, m.new, m.code, want)
		}
		for range 3 { // a fix may bring another mistake to light
			x, ok := c.fix(m.file)
			if !ok {
				break
			}
			text = applied(t, text, []textEdit{x})
			version++
			c.say("textDocument/didChange", map[string]any{
				"textDocument":   map[string]any{"uri": c.uri(m.file), "version": version},
				"contentChanges": []any{map[string]any{"range": x.Range, "text": x.NewText}},
			})
			c.wait(map[string]int{m.file: version})
		}
		got := c.printed()
		if want := expected(t, root, map[string]string{m.file: text}); got != want {
			t.Errorf("%s: %q, after a fix\ngot\n%s\nwant\n%s", m.file, m.new, got, want)
		}
		if (got == clean) != (m.fixed || m.new == "\r\n" || strings.Contains(m.new, "draft: true")) {
			t.Errorf("%s: %q: clean after the fixes is %v\n%s", m.file, m.new, got == clean, got)
		}
		if m.fixed {
			fixed++
		}
		c.say("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri(m.file)}})
		c.open(m.file, data, version+1)
		c.say("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri(m.file)}})
	}
	if fixed < 3 {
		t.Errorf("only %d mistakes were mended by a fix", fixed)
	}
}

// fix is the first quick fix that is offered in a file.
func (c *client) fix(name string) (textEdit, bool) {
	c.t.Helper()
	for _, d := range c.diagnostics(name) {
		var list []codeAction
		if err := c.ask("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}, "range": d.Range}, &list); err != nil {
			c.t.Fatal(err)
		}
		for _, a := range list {
			for _, e := range a.Edit.Changes[c.uri(name)] {
				return e, true
			}
		}
	}
	return textEdit{}, false
}

// applied makes edits as an editor does: all of them in the text as it was.
func applied(t testing.TB, text string, edits []textEdit) string {
	t.Helper()
	at := newText([]byte(text))
	for i := len(edits) - 1; i >= 0; i-- {
		start, end := at.offset(edits[i].Range.Start), at.offset(edits[i].Range.End)
		text = text[:start] + edits[i].NewText + text[end:]
	}
	return text
}
