package lsp

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"sotto/generator/sitetest"
)

// at is a place in a file: the text is shown with what stands before ¦, and the
// place is where that is.
func (c *client) at(name, text string) map[string]any {
	c.t.Helper()
	before, after, ok := strings.Cut(text, "¦")
	if !ok {
		c.t.Fatalf("no place in %q", text)
	}
	c.next++
	c.say("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": c.uri(name), "version": c.next, "text": before + after}})
	return map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}, "position": newText([]byte(before + after)).position(len(before))}
}

const front = "---\ntitle: Get help now\ndescription: How to talk to somebody, with the number and the hours.\ndate: 2026-11-01\n---\n"

func TestCompletion(t *testing.T) {
	c := start(t, lay(t, map[string]string{
		"content/law.yaml": "- id: theft\n", "content/sources.yaml": "- id: act\n  by: A\n  title: B\n",
	}))
	module := "content/self-help/urges/later.md"
	for _, k := range sitetest.Some([]struct{ name, text, has, lacks string }{
		// Front matter.
		{help, "---\nti¦", "title: |description: |draft: ", "launched: "},
		{coast, "---\ntitle: A\n¦", "launched: |region: ", "issuer: "},
		{help, "---\ndraft: ¦", "true|false", "title: "},
		{module, "---\nai¦", "aim: |discreetTitle: ", "issued: "},
		{launch, "---\ncampaign: ¦", "../campaigns/coast.md", "../help/index.md"},
		{coast, "---\nfigures:\n  - {¦", "value: |text: ", "title: "},
		{coast, "---\nfigures:\n  - value: x\n    ¦", "value: |text: ", "title: "},
		// Data files.
		{"content/site.yaml", "size: {mode: ¦", "uniform|off", ""},
		{"content/site.yaml", "exit:\n  ¦", "url: |label: ", "title: "},
		{"content/site.yaml", "exit:\n  label: {¦", "en: |cy: ", "url: "},
		{"content/site.yaml", "sections:\n  news: {kind: ¦", "release|campaign|module", "home"},
		{"content/site.yaml", "sections:\n  news:\n    kind: r¦", "release", ""},
		{"content/site.yaml", "contact: ¦", "helpline|emergency", ""},
		{"content/site.yaml", "pages:\n  help: ¦", "help/index.md|privacy.md", "index.cy.md"},
		{"content/site.yaml", "menus:\n  main: [help/index.md, ¦", "privacy.md", ""},
		{"content/site.yaml", "menus:\n  main:\n    - ¦", "privacy.md", ""},
		{"content/services.yaml", "- id: a\n  cri¦", "crisis: |channels: ", "url: "},
		{"content/services.yaml", "- i¦", "id: |crisis: ", "number: "},
		{"content/services.yaml", "- id: a\n  channels:\n    - ty¦", "type: |number: ", "crisis: "},
		{"content/services.yaml", "- id: a\n  channels:\n    - type: ¦", "phone", "true"},
		{"content/services.yaml", "- id: a\n  channels:\n    - type: phone\n      ¦", "number: |hours: ", "crisis: "},
		{"content/services.yaml", "- id: a\n  channels:\n    - type: phone\n      hours: {open: [{days: [mon], fr¦", "from: |to: |days: ", "number: "},
		{"content/data/coast.yaml", "columns:\n  before: {¦", "label: |unit: |percentChange: ", "rows: "},
		{"content/data/coast.yaml", "ro¦", "rows: |rounding: ", ""},
		// Directives.
		{help, front + ":¦", ":phone|:hours|:stat", ":chart"},
		{help, front + "::¦", "::service|::crisis", ":phone"},
		{help, front + ":::¦", ":::note|:::steps", "::service"},
		{help, front + "Call :phone[¦", "helpline|emergency", ""},
		{help, front + "Call :hours[help¦", "helpline", ""},
		{help, front + "::service{¦", "id=", ""},
		{help, front + "::service{id=¦", "helpline|emergency", ""},
		{help, front + ":stat[coast.¦", "coast.coast.before|coast.coast.change", ""},
		{help, front + "::table{data=¦", "coast", "helpline"},
		{help, front + "::table{data=coast columns=\"before ¦", "before|after|change", "coast"},
		{help, front + "::chart[A]{data=coast type=¦", "bars|slope|multiples", ""},
		{help, front + ":::exercise[A]{¦", "minutes=", "id="},
		{help, front + "At 10:¦", "", ":phone"},
		// Links.
		{help, front + "See [x](¦", "confidentiality.md|../privacy.md|index.md", "../index.cy.md"},
		{help, front + "See [x](confidentiality.md#¦", "limits", "ways"},
		{help, front + "## A thing {#thing}\n\nSee [x](#¦", "thing", "limits"},
		{"content/index.cy.md", front + "[x](¦", "help/index.md", ""},
	}, 3) {
		var list completionList
		if err := c.ask("textDocument/completion", c.at(k.name, k.text), &list); err != nil {
			t.Error(err)
		}
		var labels []string
		for _, i := range list.Items {
			labels = append(labels, i.Label)
			if i.TextEdit.NewText != i.Label {
				t.Errorf("%q types %q", i.Label, i.TextEdit.NewText)
			}
		}
		for _, want := range strings.Split(k.has, "|") {
			if want != "" && !slices.Contains(labels, want) {
				t.Errorf("%s %q: %q is not offered, but %q", k.name, k.text, want, labels)
			}
		}
		if k.lacks != "" && slices.Contains(labels, k.lacks) {
			t.Errorf("%s %q: %q is offered", k.name, k.text, k.lacks)
		}
		c.say("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri(k.name)}})
	}
}

func TestHover(t *testing.T) {
	c := start(t, lay(t, nil))
	for _, k := range []struct{ name, text, has string }{
		{help, "---\ntit¦le: A\n---\n", "title: the page's one heading"},
		{coast, "---\nfigures:\n  - {val¦ue: x}\n", "figures.value: "},
		{"content/site.yaml", "exit:\n  ur¦l: x\n", "site.exit.url: somewhere dull"},
		{"content/services.yaml", "- id: a\n  channels:\n    - num¦ber: 1\n", "services.channels.number: "},
		{help, front + "::ser¦vice{id=helpline}\n", "everything about one service"},
		{help, front + "::service{id=help¦line}\n", "helpline: The helpline"},
		{help, front + "Call :phone[¦emergency]\n", "emergency: Emergency services"},
		{help, front + ":stat[coast.coast.af¦ter]\n", "The coast, After"},
		{help, front + "See [x](confident¦iality.md#limits).\n", "The limits\nWhat stays private"},
	} {
		var h hover
		if err := c.ask("textDocument/hover", c.at(k.name, k.text), &h); err != nil {
			t.Error(err)
		}
		if !strings.Contains(h.Contents.Value, k.has) {
			t.Errorf("%s %q: %q is not in %q", k.name, k.text, k.has, h.Contents.Value)
		}
		c.say("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri(k.name)}})
	}
	p := c.at(help, front+"[a page](n¦othing.md)\n")
	c.wait(map[string]int{help: c.next})
	var h hover
	if err := c.ask("textDocument/hover", p, &h); err != nil || !strings.Contains(h.Contents.Value, "link/missing (error): ") {
		t.Errorf("the finding is not explained: %v, %q", err, h.Contents.Value)
	}
}

func TestDefinition(t *testing.T) {
	c := start(t, lay(t, nil))
	for _, k := range []struct{ name, text, want string }{
		{help, front + "See [x](confiden¦tiality.md#limits).\n", "content/help/confidentiality.md 5"},
		{help, front + "See [x](confiden¦tiality.md).\n", "content/help/confidentiality.md 0"},
		{help, front + "## A thing {#thing}\n\nSee [x](#th¦ing)\n", "content/help/index.md 5"},
		{help, front + "See [x](noth¦ing.md).\n", ""},
		{"content/index.cy.md", front + "[x](help/in¦dex.md)\n", "content/help/index.md 0"},
		{help, front + ":phone[emer¦gency]\n", "content/services.yaml 16"},
		{help, front + "::service{id=help¦line}\n", "content/services.yaml 0"},
		{help, front + ":stat[coast.coast.ch¦ange]\n", "content/data/coast.csv 1"},
		{help, front + "::table{data=co¦ast}\n", "content/data/coast.csv 0"},
		{launch, "---\ncampaign: ../campaigns/co¦ast.md\n---\n", "content/campaigns/coast.md 0"},
		{"content/site.yaml", "contact: help¦line\n", "content/services.yaml 0"},
		{"content/site.yaml", "menus:\n  main: [help/in¦dex.md]\n", "content/help/index.md 0"},
		{"content/index.md", "-¦--\ntitle: A\n---\n", "content/index.cy.md 0"},
	} {
		var list []location
		if err := c.ask("textDocument/definition", c.at(k.name, k.text), &list); err != nil {
			t.Error(err)
		}
		got := ""
		for _, l := range list {
			got += fmt.Sprintf("%s %d", strings.TrimPrefix(l.URI, c.uri("")+"/"), l.Range.Start.Line)
		}
		if got != k.want {
			t.Errorf("%s %q leads to %q, want %q", k.name, k.text, got, k.want)
		}
		c.say("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri(k.name)}})
	}
	var twins []location
	if err := c.ask("sotto/twin", map[string]any{"textDocument": map[string]any{"uri": c.uri("content/index.cy.md")}}, &twins); err != nil || len(twins) != 1 || twins[0].URI != c.uri("content/index.md") {
		t.Errorf("the twin of index.cy.md is %v: %v", twins, err)
	}
}

// two is a page in two languages, what leads to it, and a draft that does.
var two = map[string]string{
	"content/talk.md":       front + "## Hours 🙂 {#hours}\n\n[a](#hours) and [b](help/index.md#ways).\n\n## Other\n\nText.\n",
	"content/talk.cy.md":    front + "## Oriau {#hours}\n\n[a](#hours).\n",
	"content/about.md":      front + "Zoë: [c](talk.md#hours), [d](talk.md), [e][r], [f](help/index.md#hours).\n\n[r]: talk.md#hours\n",
	"content/about.cy.md":   front + "[g](talk.md#hours).\n",
	"content/help/draft.md": strings.Replace(front, "---\n", "---\ndraft: true\n", 1) + "[h](../talk.md#hours)\r\n",
	"content/rules.yaml":    "# talk.md#hours\nlanguages: {both: [talk.md#hours, 'talk.md', other/talk.md]}\n",
}

// edited are the files that an edit changes, as they are then.
func (c *client) edited(e workspaceEdit) map[string]string {
	c.t.Helper()
	out := map[string]string{}
	for uri, edits := range e.Changes {
		name := strings.TrimPrefix(uri, c.uri("")+"/")
		out[name] = applied(c.t, string(newFile(c.t, c.root, name)), edits)
	}
	return out
}

func (c *client) same(got map[string]string, want map[string][]string) {
	c.t.Helper()
	for name, pairs := range want {
		text := two[name]
		if text == "" {
			text = string(newFile(c.t, c.root, name))
		}
		if fresh := strings.NewReplacer(pairs...).Replace(text); got[name] != fresh {
			c.t.Errorf("%s is\n%s\nwant\n%s", name, got[name], fresh)
		}
		delete(got, name)
	}
	if len(got) > 0 {
		c.t.Errorf("these change, too: %q", slices.Sorted(maps.Keys(got)))
	}
}

func TestRenameHeading(t *testing.T) {
	c := start(t, lay(t, two))
	for _, place := range []struct{ name, text string }{
		{"content/talk.md", strings.Replace(two["content/talk.md"], "Hours", "Ho¦urs", 1)},
		{"content/about.md", strings.Replace(two["content/about.md"], "#hours", "#ho¦urs", 1)},
		{"content/talk.cy.md", strings.Replace(two["content/talk.cy.md"], "{#hours}", "{#¦hours}", 1)},
	} {
		p := c.at(place.name, place.text)
		var ready struct{ Placeholder string }
		if err := c.ask("textDocument/prepareRename", p, &ready); err != nil || ready.Placeholder != "hours" {
			t.Errorf("%s: %v, %v", place.name, ready, err)
		}
		p["newName"] = "open"
		var e workspaceEdit
		if err := c.ask("textDocument/rename", p, &e); err != nil {
			t.Fatal(err)
		}
		c.same(c.edited(e), map[string][]string{
			"content/talk.md":       {"#hours", "#open"},
			"content/talk.cy.md":    {"#hours", "#open"},
			"content/about.md":      {"talk.md#hours", "talk.md#open"},
			"content/about.cy.md":   {"#hours", "#open"},
			"content/help/draft.md": {"#hours", "#open"},
			"content/rules.yaml":    {"[talk.md#hours", "[talk.md#open"},
		})
		for _, bad := range []string{"Open Hours", "", "other", "talk"} {
			p["newName"] = bad
			if err := c.ask("textDocument/rename", p, nil); err == nil {
				t.Errorf("%q can be an id", bad)
			}
		}
	}
	p := c.at("content/talk.md", strings.Replace(two["content/talk.md"], "## Other", "## Ot¦her", 1))
	p["newName"] = "else"
	var e workspaceEdit
	if err := c.ask("textDocument/rename", p, &e); err != nil {
		t.Fatal(err)
	}
	c.same(c.edited(e), map[string][]string{"content/talk.md": {"## Other", "## Other {#else}"}})
}

func TestMoveFiles(t *testing.T) {
	c := start(t, lay(t, two))
	move := func(pairs ...string) map[string]string {
		var files []map[string]string
		for i := 0; i < len(pairs); i += 2 {
			files = append(files, map[string]string{"oldUri": c.uri(pairs[i]), "newUri": c.uri(pairs[i+1])})
		}
		var raw json.RawMessage
		if err := c.ask("workspace/willRenameFiles", map[string]any{"files": files}, &raw); err != nil {
			t.Fatal(err)
		}
		var e workspaceEdit
		if err := json.Unmarshal(raw, &e); err != nil {
			t.Fatal(err)
		}
		return c.edited(e)
	}
	c.same(move("content/talk.md", "content/help/say.md", "content/talk.cy.md", "content/help/say.cy.md"), map[string][]string{
		"content/talk.md":       {"help/index.md", "index.md"},
		"content/about.md":      {"talk.md", "help/say.md"},
		"content/about.cy.md":   {"talk.md", "help/say.md"},
		"content/help/draft.md": {"../talk.md", "say.md"},
		"content/rules.yaml":    {"[talk.md", "[help/say.md", "'talk.md", "'help/say.md"},
	})
	c.same(move("content/help", "content/contact"), map[string][]string{ // a folder
		"content/talk.md":     {"(help/", "(contact/", " help/", " contact/", "[help/", "[contact/"},
		"content/about.md":    {"(help/", "(contact/", " help/", " contact/", "[help/", "[contact/"},
		"content/index.md":    {"(help/", "(contact/", " help/", " contact/", "[help/", "[contact/"},
		"content/index.cy.md": {"(help/", "(contact/", " help/", " contact/", "[help/", "[contact/"},
		"content/site.yaml":   {"(help/", "(contact/", " help/", " contact/", "[help/", "[contact/"},
	})
	if got := move("content/nothing.md", "content/x.md", "static/style.css", "static/x.css", "content/help/index.md", "../index.md"); len(got) > 0 {
		t.Errorf("%q change", got)
	}
}
