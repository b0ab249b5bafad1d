package verify

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Both forms below are drafts of others, for browsers that hold pages against a list
// by themselves. They are made of the statement, so that they say the same; they are
// signed and entered in logs by the tools of those who keep the drafts, not here.

// WEBCATName and WAICTName are where they are published, below the site's root.
const (
	WEBCATName = Folder + "webcat.json"
	WAICTName  = Folder + "waict.json"
)

// WEBCAT is the object "manifest" of Freedom of the Press Foundation's WEBCAT (its
// specification as of 2026), without the timestamp, which a Sigsum log gives. Hashes are of
// files as they are, in base64url, since a browser hands on what it has decoded. It is
// an error when the policy is not one that WEBCAT takes: see [webcatPolicy].
func WEBCAT(s *Statement) ([]byte, error) {
	policy := ""
	for _, h := range s.Headers {
		if strings.EqualFold(h.Name, "Content-Security-Policy") {
			policy = h.Value
		}
	}
	if err := webcatPolicy(policy); err != nil {
		return nil, err
	}
	files, notFound := map[string]string{}, ""
	root := rootOf(s.Site)
	for _, w := range s.Served() {
		f := w.Forms[""]
		sum, err := hex.DecodeString(f.Sum)
		if err != nil {
			return nil, fmt.Errorf("the hash of %s: %w", f.Path, err)
		}
		files[root+f.Path] = base64.RawURLEncoding.EncodeToString(sum)
		if w.Status == 404 && (notFound == "" || len(f.Path) < len(notFound)) {
			notFound = f.Path
		}
	}
	return indented(map[string]any{
		"app": s.Site, "version": strconv.Itoa(s.Release), "default_csp": policy, "files": files,
		"default_index": root + "index.html", "default_fallback": root + notFound,
	})
}

// WAICT is a list of hashes as the draft on web application integrity, consistency and
// transparency has it: paths, and SHA-256 in base64.
func WAICT(s *Statement) ([]byte, error) {
	hashes := map[string]string{}
	for _, w := range s.Served() {
		sum, err := hex.DecodeString(w.Forms[""].Sum)
		if err != nil {
			return nil, fmt.Errorf("the hash of %s: %w", w.Address, err)
		}
		hashes[w.Address] = base64.StdEncoding.EncodeToString(sum)
	}
	return indented(map[string]any{"version": 1, "hashes": hashes})
}

func indented(v any) ([]byte, error) {
	b, err := json.MarshalIndent(v, "", "  ") // keys of maps are in order
	if err != nil {
		return nil, fmt.Errorf("writing a bundle: %w", err)
	}
	return append(b, '\n'), nil
}

// webcatPolicy says why WEBCAT does not take a policy: no comma; default-src 'none', or
// 'self' with script-src, style-src, object-src 'none' and worker-src beside it; scripts
// and styles from here or by hash alone.
func webcatPolicy(policy string) error {
	if strings.Contains(policy, ",") {
		return fmt.Errorf("WEBCAT takes no policy with a comma")
	}
	directives := map[string][]string{}
	for d := range strings.SplitSeq(policy, ";") {
		if f := strings.Fields(strings.ToLower(d)); len(f) > 0 {
			directives[f[0]] = f[1:]
		}
	}
	hashed := func(v string) bool {
		return strings.HasPrefix(v, "'sha256-") || strings.HasPrefix(v, "'sha384-") || strings.HasPrefix(v, "'sha512-")
	}
	for name, more := range map[string][]string{
		"default-src": nil, "script-src": {"'wasm-unsafe-eval'"}, "script-src-elem": {"'wasm-unsafe-eval'"},
		"style-src": {"'unsafe-inline'", "'unsafe-hashes'"}, "style-src-elem": {"'unsafe-inline'", "'unsafe-hashes'"}, "worker-src": nil, "object-src": nil,
	} {
		for _, v := range directives[name] {
			ok := v == "'none'" || v == "'self'" && name != "object-src"
			for _, m := range more {
				ok = ok || v == m
			}
			if !ok && !(len(more) > 0 && hashed(v)) {
				return fmt.Errorf("WEBCAT takes no %s in %s", v, name)
			}
		}
	}
	if d := directives["default-src"]; len(d) == 1 && d[0] == "'none'" {
		return nil
	}
	for _, needed := range []string{"script-src", "style-src", "object-src", "worker-src"} {
		if _, ok := directives[needed]; !ok {
			return fmt.Errorf("WEBCAT wants %s where default-src is not 'none'", needed)
		}
	}
	return nil
}
