package desk

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
	"sotto/generator/pipeline"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// moved moves, and holds what comes of it against what was there: no new finding of
// a warning or an error, no page less, and every old address leads somewhere.
func moved(t *testing.T, b *builder, in pipeline.Inputs, before *pipeline.Result, from, to string) *Plan {
	t.Helper()
	plan, err := b.move(context.Background(), in, from, to)
	if err != nil {
		r, _ := err.(*Refusal)
		if r != nil {
			t.Errorf("%s to %s: %v\n%s", from, to, err, sitetest.Text(r.Findings))
		} else {
			t.Errorf("%s to %s: %v", from, to, err)
		}
		return nil
	}
	if len(plan.Notes) > 0 {
		t.Errorf("%s to %s: %v", from, to, plan.Notes)
	}
	res, err := b.build(context.Background(), plan.changed(in))
	if err != nil {
		t.Fatal(err)
	}
	if n, m := len(before.Site.Pages), len(res.Site.Pages); n != m || diag.Count(before.Findings, diag.Warning) != diag.Count(res.Findings, diag.Warning) {
		t.Errorf("%s to %s: %d pages and then %d; findings:\n%s", from, to, n, m, sitetest.Text(res.Findings))
	}
	leads := map[string]bool{}
	twins := 0
	for _, p := range res.Site.Pages {
		leads[p.Address] = true
		for _, a := range p.Aliases {
			leads[a] = true
		}
		twins += len(p.Twins)
	}
	for _, p := range before.Site.Pages {
		twins -= len(p.Twins)
		if !leads[p.Address] {
			t.Errorf("%s to %s: %s leads nowhere now", from, to, p.Address)
		}
		if p.Section.Discreet && !slices.ContainsFunc(res.Site.Pages, func(q *site.Page) bool { return q.Address == p.Address }) {
			t.Errorf("%s to %s: the discreet page %s has another address", from, to, p.Source)
		}
	}
	if twins != 0 {
		t.Errorf("%s to %s: %d twins more than before", from, to, twins)
	}
	for _, c := range plan.Changes {
		if c.From == c.File && string(c.Old) == string(c.New) {
			t.Errorf("%s to %s: %s is written and does not change", from, to, c.File)
		}
	}
	return plan
}

// linked is the small site with all that names files: twins, a page whose twin has
// another name, menus, house rules, a register, references, attributes.
func linked(t *testing.T) pipeline.Inputs {
	base := small(t, nil)
	settings := strings.Replace(text(base.Content, "site.yaml"), "  privateReading: reading-privately.md\n", "  privateReading: reading-privately.md\n  limits: \"help/confidentiality.md#limits\" # said once\n", 1)
	front := func(title, more string) string {
		return "---\ntitle: " + title + "\ndescription: What " + title + " is about.\ndate: 2026-11-01\n" + more + "---\n"
	}
	return small(t, map[string]string{
		"site.yaml": settings,
		"rules.yaml": "safety:\n  limits: {en: [limits]}\n" +
			"dates:\n  pages:\n    - {in: [help, privacy.md], needed: [date]}\n" +
			"terms:\n  monster: {words: {en: [monster], cy: [anghenfil]}, say: {en: the person, cy: y person}, why: it is a slur, level: error, notIn: [campaigns/coast.md, \"news\"], in: [help/index.md, self-help]}\n",
		"help/index.md":     front("Get help now", "") + "## Ways to talk {#ways}\n\nCall :phone[helpline]. [Privacy](../privacy.md) and [home](/index.md).\n",
		"help/index.cy.md":  front("Cael cymorth", "") + "## Ffyrdd o siarad {#ways}\n\nFfoniwch :phone[helpline]. [Preifatrwydd](../privacy.md) a [hafan](/index.md).\r\n",
		"about.md":          front("About us", "slug: who-we-are\n") + "See [help][h], [the limits](help/confidentiality.md#limits 'title') and `[code](help/index.md)`.\n\n::next[Begin]{to=self-help/urges/right-now.md}\n\n[h]: <help/index.md#ways>\n",
		"amdanom.cy.md":     front("Amdanom ni", "translationKey: about\n") + "Gweler [cymorth][h], [y terfynau](help/confidentiality.md#limits 'teitl') a `[code](help/index.md)`.\n\n::next[Dechrau]{to=self-help/urges/right-now.md}\n\n[h]: <help/index.md#ways>\n",
		"draft.md":          front("A draft", "draft: true\n") + "See [help](help/index.md).\n",
		"law/index.md":      front("The law", "aliases:\n  - /old-law/\n") + "See [the home page](../index.md) and [what it says](below/deep.md).\n",
		"law/below/deep.md": front("What it says", "aliases: [/deep/]\n") + "Back to [the law](../index.md) and [about us](../../about.md).\n",
	})
}

func TestMoveEverythingOnce(t *testing.T) {
	in := linked(t)
	var b builder
	before, err := b.build(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if list := errorsOf(before.Findings); len(list) > 0 {
		t.Fatal(sitetest.Text(list))
	}
	n, discreet := 0, 0
	for _, p := range allOf(before.Site) {
		if p.Kind == site.Home || p.Kind == site.NotFound || p.Lang != "en" && len(p.Twins) > 0 && keyOfPath(p.Source) == p.Key {
			continue // found by its name; moved with its twin
		}
		from, to := p.Source, path.Join(path.Dir(p.Source), "moved-"+path.Base(p.Source))
		if strings.HasPrefix(path.Base(p.Source), "index.") {
			from = path.Dir(p.Source)
			to = path.Join(path.Dir(from), "moved-"+path.Base(from))
		}
		chosen := sitetest.Soak()
		if p.Section != nil && p.Section.Discreet { // its address is made of its id
			chosen = chosen || discreet == 0
			discreet++
		}
		if n++; n%8 != 1 && !chosen {
			continue
		}
		moved(t, &b, in, before, "content/"+from, to)
	}
	if n < 14 || discreet == 0 {
		t.Errorf("only %d were moved, %d of them discreet", n, discreet)
	}
}

// Every kind of reference is mended, with the smallest edit.
func TestMoveMendsAllThatNamesIt(t *testing.T) {
	in := linked(t)
	var b builder
	before, _ := b.build(context.Background(), in)
	lines := func(p *Plan, file string, want ...string) {
		t.Helper()
		if p == nil {
			return
		}
		got := text(p.over(in.Content), file)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s lacks %q:\n%s", file, w, got)
			}
		}
	}
	p := moved(t, &b, in, before, "help", "support")
	lines(p, "site.yaml", "  help: support/index.md\n", "limits: \"support/confidentiality.md#limits\" # said once\n", "main: [support/index.md, self-help/index.md]")
	lines(p, "rules.yaml", "{in: [support, privacy.md]", "in: [support/index.md, self-help]")
	lines(p, "about.md", "(support/confidentiality.md#limits 'title')", "`[code](help/index.md)`", "[h]: <support/index.md#ways>")
	lines(p, "draft.md", "(support/index.md)")
	lines(p, "support/index.cy.md", "(../privacy.md) a [hafan](/index.md).\r\n", "aliases: [/cy/help/]\n")
	lines(p, "support/confidentiality.md", "aliases: [/help/confidentiality/]\n")

	p = moved(t, &b, in, before, "self-help", "guides")
	lines(p, "site.yaml", "  guides: {kind: module, discreet: true}", "main: [help/index.md, guides/index.md]")
	lines(p, "about.md", "{to=guides/urges/right-now.md}")
	lines(p, "guides/urges/later.md", "(right-now.md)", "\nid: self-help/urges/later\n---\n")
	lines(p, "rules.yaml", "in: [help/index.md, guides]")

	p = moved(t, &b, in, before, "campaigns/coast.md", "campaigns/shore")
	lines(p, "news/launch.md", "campaign: ../campaigns/shore.md\n")
	lines(p, "rules.yaml", "notIn: [campaigns/shore.md, \"news\"]")

	p = moved(t, &b, in, before, "news/launch.md", "news/first.md")
	lines(p, "news/first.md", "campaign: ../campaigns/coast.md\n", "\nid: news/launch\n", "\naliases: [/news/launch/]\n")

	p = moved(t, &b, in, before, "about.md", "help/us.md")
	lines(p, "amdanom.cy.md", "translationKey: help/us\n", "<help/index.md#ways>")
	lines(p, "help/us.md", "(confidentiality.md#limits 'title')", "[h]: <index.md#ways>", "{to=../self-help/urges/right-now.md}", "aliases: [/who-we-are/]")

	p = moved(t, &b, in, before, "law", "help/")
	lines(p, "help/law/index.md", "(../../index.md) and [what it says](below/deep.md)", "aliases:\n  - /old-law/\n  - /law/\n")
	lines(p, "help/law/below/deep.md", "(../../../about.md)", "aliases: [/deep/, /law/below/deep/]\n")

	// There and back: nothing is left of it but that the old new address leads on.
	p = moved(t, &b, in, before, "privacy.md", "help/private.md")
	back := in
	back.Content = write(t, in, p)
	now, _ := b.build(context.Background(), back)
	p = moved(t, &b, back, now, "help/private.md", "privacy.md")
	lines2 := text(p.over(back.Content), "privacy.md")
	if !strings.Contains(lines2, "aliases: [/help/private/]\n") || strings.Contains(lines2, "/privacy/") {
		t.Errorf("back again:\n%s", lines2)
	}
	if text(p.over(back.Content), "site.yaml") != text(in.Content, "site.yaml") {
		t.Error("the settings are others after there and back")
	}
}

func TestMoveRefuses(t *testing.T) {
	in := linked(t)
	content := in.Content.(fstest.MapFS)
	content["data/one.csv"] = &fstest.MapFile{Data: []byte("area,n\na,1\n")}
	content["_archetypes/page.md"] = &fstest.MapFile{Data: []byte("---\ntitle: {{title}}\n---\nTODO\n")}
	var b builder
	for _, c := range sitetest.Some([]struct {
		from, to string
		words    []string
	}{
		{"law.md", "x.md", []string{"no page and no folder content/law.md", "did you mean content/law/index.md?"}},
		{"index.md", "home.md", []string{"content/index.md is found by its name"}},
		{"404.md", "x.md", []string{"found by its name"}},
		{"privacy.md", "about.md", []string{"content/about.md is there already"}},
		{"privacy.md", "privacy", []string{"it stands there already"}},
		{"help", "help/more", []string{"into itself"}},
		{"../x", "y", []string{"no path in content/"}},
		{"privacy.md", "news/privacy.md", []string{}},
		{"news/launch.md", "help/launch.md", []string{"key/kind", "issued is a key of news releases"}},
		{"news", "help/", []string{"a section is a folder at the top of content/"}},
		{"self-help/urges/right-now.md", "about/right-now.md", []string{"key/kind"}},
		{"privacy.md", "Private Things.md", []string{"names are in lower case", "write sotto move content/privacy.md content/private-things"}},
		{"privacy.md", "help/Private", []string{"names are in lower case", "content/help/private"}},
		{"privacy.md", "private.txt", []string{"ends in .md, not in .txt", "content/private.md"}},
		{"Help/index.md", "x", []string{"did you mean content/help/index.md?"}},
		{"/cy/help/", "x", []string{"/cy/help/ is an address", "did you mean content/help/index.cy.md?"}},
		{"/nowhere/", "x", []string{"without the slash at its beginning it is content/nowhere"}},
		{"privacy.md", "privacy.cy.md", []string{"it stands there already"}},
		{"self-help/urges", "self-help/urges", []string{"into itself"}},
		{"data", "figures", []string{"content/data is found by its name"}},
		{"data/one.csv", "data/two.csv", []string{"content/data/one.csv is a table", "rename content/data/one.csv and content/data/one.yaml alike"}},
		{"_archetypes", "patterns", []string{"found by its name"}},
		{"_archetypes/page.md", "a-page.md", []string{"found by its name"}},
		{"site.yaml", "settings.yaml", []string{"content/site.yaml is no page"}},
		{"self-help/urges", "help", []string{"this would be wrong in content/help, which is there already"}},
	}, 3) {
		_, err := b.move(context.Background(), in, c.from, c.to)
		if len(c.words) > 0 {
			wantRefusal(t, err, c.words...)
		}
	}
}

// What was wrong before does not keep a page from moving, wherever it stands.
func TestMoveWithErrors(t *testing.T) {
	in := linked(t)
	content := in.Content.(fstest.MapFS)
	for _, name := range []string{"help/index.md", "self-help/index.md", "privacy.md"} {
		content[name] = &fstest.MapFile{Data: append(slices.Clone(content[name].Data), "See [a page](nowhere.md).\n"...)}
	}
	content["privacy.cy.md"] = &fstest.MapFile{Data: []byte(strings.Replace(text(content, "privacy.md"), "title: Privacy", "title: [Privacy", 1))}
	for _, to := range [][2]string{{"help", "support"}, {"privacy.md", "private.md"}, {"help/index.md", "help/page.md"}} {
		_, err := Move(context.Background(), in, to[0], to[1])
		if err != nil {
			r, _ := err.(*Refusal)
			t.Errorf("%v: %v\n%s", to, err, sitetest.Text(r.Findings))
		}
	}
}

// The site that ships with Sotto: some of its pages with their twins, its sections,
// and its house rules.
func TestMoveInTheShippedSite(t *testing.T) {
	in := real(t)
	var b builder
	for _, c := range sitetest.Some([][2]string{
		{"help", "support"}, {"law/scotland.md", "law/in-scotland"}, {"self-help", "guides"}, {"news", "press"},
		{"privacy.md", "help/privacy.md"}, {"self-help/urges", "self-help/pull"}, {"campaigns", "regions"}, {"help/other-helpers.md", "other-helpers.md"},
		{"law", "the-law"}, {"self-help/urges/right-now.md", "self-help/urges/now.md"},
	}, 10) {
		plan, err := b.move(context.Background(), in, c[0], c[1])
		if err != nil {
			r, _ := err.(*Refusal)
			t.Errorf("%v: %v\n%s", c, err, sitetest.Text(r.Findings))
			continue
		}
		if len(plan.Notes) > 0 {
			t.Errorf("%v: %s", c, strings.Join(plan.Notes, "\n"))
		}
	}
}

func TestAliases(t *testing.T) {
	for _, c := range []struct{ was, add, want, without string }{
		{"title: a\n", "/b/", "title: a\naliases: [/b/]\n", "title: a\n"},
		{"aliases: [/a/]\ntitle: a\n", "/b/", "aliases: [/a/, /b/]\ntitle: a\n", "aliases: [/a/]\ntitle: a\n"},
		{"aliases: [\n  /a/,\n  \"/c/\"\n]\n", "/b/", "aliases: [\n  /a/,\n  \"/c/\", /b/\n]\n", "aliases: [\n  /a/,\n  \"/c/\"]\n"},
		{"aliases:\n- /a/\ntitle: a\n", "/b/", "aliases:\n- /a/\n- /b/\ntitle: a\n", "aliases:\n- /a/\ntitle: a\n"},
		{"aliases:\n    - /a/\n", "/b/", "aliases:\n    - /a/\n    - /b/\n", "aliases:\n    - /a/\n"},
	} {
		for _, eol := range []string{"\n", "\r\n"} {
			page := func(s string) string { return strings.ReplaceAll("---\n"+s+"---\nText.\n", "\n", eol) }
			got := withAlias([]byte(page(c.was)), c.add)
			if string(got) != page(c.want) {
				t.Errorf("%q with %s: %q", c.was, c.add, got)
			}
			if got := withoutAlias(got, c.add); strings.TrimSpace(string(got)) != strings.TrimSpace(page(c.without)) {
				t.Errorf("%q without it: %q", c.was, got)
			}
			if got := withoutAlias([]byte(page(c.was)), "/zz/"); string(got) != page(c.was) {
				t.Errorf("%q without another: %q", c.was, got)
			}
		}
	}
	if got := withoutAlias([]byte("---\naliases: [/a/]\n---\n"), "/a"); string(got) != "---\n---\n" {
		t.Errorf("the last one: %q", got)
	}
}

// All or nothing: when a file cannot be put in place, what was there is there again.
func TestWriteIsWhole(t *testing.T) {
	in := linked(t)
	plan, err := Move(context.Background(), in, "help", "support")
	if err != nil {
		t.Fatal(err)
	}
	after := write(t, in, plan)
	if text(after, "help/index.md") != "" || exists(after, "help") || text(after, "support/index.md") == "" {
		t.Error("it has not moved")
	}
	err = fs.WalkDir(after, ".", func(name string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(name, spareEnding) {
			return fmt.Errorf("%s is left", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestUndo(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		if err := os.WriteFile(path.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("a.md", "a")
	put("b.md", "b")
	if err := os.MkdirAll(path.Join(dir, "taken/x"), 0o755); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	u := &undo{root: root}
	changes := []Change{{File: "a.md", From: "a.md", Old: []byte("a"), New: []byte("A")}, {File: "new/c.md", From: "b.md", Old: []byte("b"), New: []byte("B")}, {File: "taken", New: []byte("x")}}
	var failed error
	for _, step := range []func(Change) error{func(c Change) error { return u.folder(path.Dir(c.File)) }, u.spare, u.place} {
		for _, c := range changes {
			if err := step(c); err != nil {
				failed = err
			}
		}
	}
	if err := u.take(changes[1]); err != nil || failed == nil || text(root.FS(), "a.md") != "A" || text(root.FS(), "new/c.md") != "B" || exists(root.FS(), "b.md") {
		t.Fatalf("the test is not what it says: %v, %v", err, failed)
	}
	if err := u.run(); err != nil {
		t.Fatal(err)
	}
	if text(root.FS(), "a.md") != "a" || text(root.FS(), "b.md") != "b" || exists(root.FS(), "new") || exists(root.FS(), "taken"+spareEnding) || !exists(root.FS(), "taken/x") {
		t.Error("it is not as it was")
	}
	// What somebody has changed meanwhile is not overwritten.
	put("a.md", "mine")
	p := &Plan{Changes: changes[:1]}
	wantRefusal(t, p.Write(root), "content/a.md has been changed meanwhile")
	if text(root.FS(), "a.md") != "mine" {
		t.Error("it was overwritten")
	}
	// A write that fails midway leaves nothing of what it has done.
	put("b.md", "b")
	if err := os.MkdirAll(path.Join(dir, "b.md"+spareEnding+"/x"), 0o755); err != nil {
		t.Fatal(err)
	}
	p = &Plan{Changes: []Change{{File: "far/away/a.md", From: "a.md", Old: []byte("mine"), New: []byte("A")}, {File: "b.md", From: "b.md", Old: []byte("b"), New: []byte("B")}}}
	if err := p.Write(root); err == nil || exists(root.FS(), "far") || text(root.FS(), "a.md") != "mine" {
		t.Errorf("err %v, and something is left", err)
	}
}

// Several moves are one plan: the same as one after the other. A twin that has
// been moved with its page is not moved again, and a page that is moved twice has
// come from where it was.
func TestMoveAll(t *testing.T) {
	in := linked(t)
	plan, err := MoveAll(context.Background(), in, [][2]string{
		{"help/index.md", "help/start.md"}, {"help/index.cy.md", "help/start.cy.md"}, {"about.md", "us/about.md"}, {"us/about.md", "us.md"},
	})
	if err != nil {
		t.Fatal(err)
	}
	after := in
	for _, pair := range [][2]string{{"help/index.md", "help/start.md"}, {"about.md", "us/about.md"}, {"us/about.md", "us.md"}} {
		p, err := Move(context.Background(), after, pair[0], pair[1])
		if err != nil {
			t.Fatal(err)
		}
		after = p.changed(after)
	}
	got, want := sitetest.Folder(t, plan.changed(in).Content), sitetest.Folder(t, after.Content)
	for name, f := range want {
		if got[name] == nil || string(got[name].Data) != string(f.Data) {
			t.Errorf("%s is\n%s\nwant\n%s", name, got[name], f.Data)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
	from := map[string]string{}
	for _, c := range plan.Changes {
		from[c.File] = c.From
		new, left := diag.Apply(c.Old, c.Edits())
		if string(new) != string(c.New) || left > 0 {
			t.Errorf("%s: the edits make\n%s\nwant\n%s", c.File, new, c.New)
		}
		for _, e := range c.Edits() {
			if e.File != c.From || strings.Count(string(c.Old[e.Start:e.End]), "\n") > 2 {
				t.Errorf("%s: %+v is no small edit", c.File, e)
			}
		}
	}
	if from["us.md"] != "about.md" || from["help/start.cy.md"] != "help/index.cy.md" {
		t.Errorf("files come from %v", from)
	}
	if _, err := MoveAll(context.Background(), in, [][2]string{{"about.md", "us.md"}, {"about.md", "we.md"}}); err == nil {
		t.Error("a page can be in two places")
	}
}

// Edits are whole characters, and no more than differ.
func TestEdits(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"ab\ncd\n", "ab\ncde\n", "[{f 5 5 e}]"},
		{"café\n", "cafè\n", "[{f 3 5 è}]"},
		{"aĀ\n", "aȀ\n", "[{f 1 3 Ȁ}]"},
		{"xx\n", "xxx\n", "[{f 2 2 x}]"},
		{"a\r\nb\r\n", "a\r\nc: 1\r\nb\r\n", "[{f 3 3 c: 1\r\n}]"},
		{"", "a", "[{f 0 0 a}]"},
		{"a", "", "[{f 0 1 }]"},
		{"a\n", "a\n", "[]"},
	} {
		if got := fmt.Sprint((&Change{From: "f", Old: []byte(c.old), New: []byte(c.new)}).Edits()); got != c.want {
			t.Errorf("%q to %q: %q, want %q", c.old, c.new, got, c.want)
		}
	}
}
