package sitetest

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// Shipped is the content of the site that ships with Sotto, for a test of a room
// below generator/, without the work that makes its pages one length and without
// guides to take along: for tests that look at what is written, not at its forms.
func Shipped(t testing.TB) fstest.MapFS {
	t.Helper()
	content := Folder(t, os.DirFS("../../content"))
	settings := content["site.yaml"]
	if settings == nil {
		t.Fatal("there is no content/site.yaml")
	}
	settings.Data = Plain(t, settings.Data)
	return content
}

// Plain is the text of a site.yaml without that work and without those guides.
func Plain(t testing.TB, settings []byte) []byte {
	t.Helper()
	for key, instead := range map[string]string{"\nsize: ": "\nsize: {mode: off} # ", "\nbooklets: ": "\n# "} {
		text := strings.Replace(string(settings), key, instead, 1)
		if text == string(settings) {
			t.Fatalf("content/site.yaml has no line with %q", strings.TrimSpace(key))
		}
		settings = []byte(text)
	}
	return settings
}
