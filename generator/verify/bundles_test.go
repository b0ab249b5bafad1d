package verify

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
)

func TestBundles(t *testing.T) {
	s := statement(t, folder(), "https://www.example.org/")
	s.Release = 4
	text, err := WEBCAT(s)
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		App, Version                                 string
		Default_csp, Default_index, Default_fallback string
		Files                                        map[string]string
	}
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	if m.App != s.Site || m.Version != "4" || m.Default_csp != "default-src 'none'" || m.Files[m.Default_index] == "" || m.Default_fallback != "/404.html" {
		t.Errorf("%s", text)
	}
	sum, err := base64.RawURLEncoding.DecodeString(m.Files["/help/index.html"])
	if err != nil || hex.EncodeToString(sum) != hash(folder()["help/index.html"].Data) {
		t.Errorf("the hash of a page: %v", err)
	}
	for name := range m.Files {
		if strings.HasSuffix(name, ".br") || strings.HasPrefix(name, "/.server") || name == "/_headers" {
			t.Errorf("%s is no file that is given out", name)
		}
	}
	text, err = WAICT(s)
	if err != nil {
		t.Fatal(err)
	}
	var w struct{ Hashes map[string]string }
	if err := json.Unmarshal(text, &w); err != nil || len(w.Hashes) != len(s.Served()) || w.Hashes["/help/"] == "" {
		t.Errorf("%v\n%s", err, text)
	}
}

// The rules are those of WEBCAT's own specification.
func TestPoliciesOfWEBCAT(t *testing.T) {
	for policy, ok := range map[string]bool{
		"default-src 'none'; script-src 'sha256-abc='; style-src 'sha256-a=' 'sha256-b='; img-src 'self' data:; base-uri 'none'": true,
		"default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; worker-src 'none'":                          true,
		"default-src 'self'":                     false,
		"":                                       false,
		"default-src 'none', default-src 'none'": false,
		"default-src 'none'; script-src 'nonce-abc'":              false,
		"default-src 'none'; script-src 'unsafe-inline'":          false,
		"default-src 'none'; script-src https://a.example":        false,
		"default-src 'none' 'self'":                               false,
		"default-src 'none'; object-src 'self'":                   false,
		"default-src 'none'; style-src 'unsafe-inline'":           true,
		"default-src 'none'; script-src 'none'; worker-src blob:": false,
	} {
		if err := webcatPolicy(policy); (err == nil) != ok {
			t.Errorf("%q: %v", policy, err)
		}
	}
}
