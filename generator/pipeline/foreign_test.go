package pipeline

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/schema"
)

// losing are keys whose values are words that an editor wrote.
var losing = []string{
	"tags", "categories", "keywords", "series", "taxonomies", "author", "authors", "params", "extra", "summary", "excerpt", "hero", "banner",
	"image", "sidebar", "eleventyNavigation", "permalink", "url", "aliases", "embargo", "expires", "updated", "redirect_from", "badge", "menu",
}

// Every key of another generator is answered at its line in a whole build, and no
// answer tells people to delete what they wrote. What can be written instead, with
// the value that was there, is read without a word.
func TestKeysOfOtherGenerators(t *testing.T) {
	keys := schema.ForeignKeys()
	if len(keys) < 60 {
		t.Errorf("%d keys are answered, want 60", len(keys))
	}
	var front strings.Builder
	for _, key := range append(slices.Clone(keys), "region") {
		fmt.Fprintf(&front, "%s: words\n", key)
	}
	page := "---\ntitle: Far\ndescription: A page that has come from elsewhere.\ndate: 2026-11-01\n%s---\nText.\n"
	at := map[string]diag.Finding{}
	for part := range slices.Chunk(strings.SplitAfter(front.String(), "\n"), 50) { // a file has so many findings at most
		res, _ := mustBuild(t, write(t, inputs(t, nil), "content/far.md", fmt.Sprintf(page, strings.Join(part, ""))))
		for _, f := range res.Findings {
			if f.Pos.File == "content/far.md" {
				name, _, _ := strings.Cut(f.Source, ":")
				at[name] = f
			}
		}
	}
	for _, key := range append(keys, "region") {
		f, ok := at[key]
		if !ok || f.Help == "" {
			t.Errorf("%s is not answered", key)
		}
		if slices.ContainsFunc(losing, func(l string) bool { return strings.EqualFold(l, key) }) && strings.HasPrefix(f.Help, "delete") {
			t.Errorf("%s: %s", key, f.Help)
		}
	}
	for _, tt := range []struct{ line, help, typed string }{
		{"permalink: /old/place/", "write aliases: [/old/place/]", "aliases: [/old/place/]"},
		{"permalink: /:year/:title/", "write aliases: [/old/address/]", ""},
		{"updated: 2026-10-01", "write lastmod: 2026-10-01", "lastmod: 2026-10-01"},
		{"embargo: 2026-10-01", "write publishDate: 2026-10-01", "publishDate: 2026-10-01"},
		{"expires: 2027-10-01", "write expiryDate: 2027-10-01", "expiryDate: 2027-10-01"},
		{"nav_order: 3", "write weight: 3", "weight: 3"},
		{"tags: [one, two]", "put # before the line", "# tags: [one, two]"},
		{"region: Wales", "put # before the line", "# region: Wales"},
	} {
		in := inputs(t, nil)
		res, _ := mustBuild(t, write(t, in, "content/far.md", fmt.Sprintf(page, tt.line+"\n")))
		if !slices.ContainsFunc(res.Findings, func(f diag.Finding) bool { return f.Pos.Line == 5 && strings.Contains(f.Help, tt.help) }) {
			t.Errorf("%s is not answered by %q: %v", tt.line, tt.help, res.Findings)
		}
		if tt.typed == "" {
			continue
		}
		res, _ = mustBuild(t, write(t, in, "content/far.md", fmt.Sprintf(page, tt.typed+"\n")))
		for _, f := range res.Findings {
			if f.Pos.File == "content/far.md" && f.Severity > diag.Info {
				t.Errorf("%s: %s", tt.typed, f.Message)
			}
		}
	}
	// No second list: what is answered is no key of ours on every page.
	own := regexp.MustCompile(`^(title|date|draft|weight|slug|aliases)$`)
	for _, key := range keys {
		if own.MatchString(key) {
			t.Errorf("%s is a key here", key)
		}
	}
}
