package verify

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/sitetest"
)

func TestStatement(t *testing.T) {
	fs := folder()
	s := statement(t, fs, "https://www.example.org/")
	s.Release, s.Log = 3, none
	s.Gone = []string{"/a/", "/b/"}
	text := s.Text()
	back, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(back.Text(), text) || back.Hash() != s.Hash() || len(back.Files) != len(s.Files) {
		t.Error("a statement is not read as it was written")
	}
	var addresses []string
	for _, w := range s.Served() {
		addresses = append(addresses, fmt.Sprint(w.Address, " ", w.Status, " ", len(w.Forms)))
	}
	want := "[/.well-known/gpc.json 200 1 /404.html 404 3 /cy/help/ 200 3 /help/ 200 3 / 200 3 /news/feed.xml 200 1 /robots.txt 200 1]"
	if fmt.Sprint(addresses) != want {
		t.Errorf("served: %v", addresses)
	}
	for what, change := range map[string]func(string) string{
		"another version":      func(t string) string { return strings.Replace(t, "release 1", "release 2", 1) },
		"no site":              func(t string) string { return strings.Replace(t, "site https://www.example.org/", "site x", 1) },
		"a release of nothing": func(t string) string { return strings.Replace(t, "release 3", "release 0", 1) },
		"a short hash":         func(t string) string { return strings.Replace(t, "tree ", "tree a", 1) },
		"no instant":           func(t string) string { return strings.Replace(t, "07:00:00Z", "7:00", 1) },
		"an unknown line":      func(t string) string { return strings.Replace(t, "gone /a/", "went /a/", 1) },
		"gone in disorder":     func(t string) string { return strings.Replace(t, "gone /a/", "gone /c/", 1) },
		"a path that climbs":   func(t string) string { return strings.Replace(t, "help/index.html\n", "../index.html\n", 1) },
		"a file twice":         func(t string) string { i := strings.LastIndex(strings.TrimSuffix(t, "\n"), "\n"); return t + t[i+1:] },
		"no files":             func(t string) string { return t[:strings.Index(t, "files\n")+6] },
		"a space at the end":   func(t string) string { return strings.Replace(t, "nosniff\n", "nosniff \r\n", 1) },
		"no last line end":     func(t string) string { return strings.TrimSuffix(t, "\n") },
	} {
		if _, err := Parse([]byte(change(string(text)))); err == nil {
			t.Errorf("%s is read", what)
		}
	}
}

func TestReadHoldsEveryFile(t *testing.T) {
	for what, change := range map[string]func(fstest.MapFS){
		"changed": func(fs fstest.MapFS) {
			fs["help/index.html"].Data = append(slices.Clone(fs["help/index.html"].Data), 'x')
		},
		"missing":     func(fs fstest.MapFS) { delete(fs, "help/index.html.br") },
		"no manifest": func(fs fstest.MapFS) { delete(fs, manifestName) },
		"of another":  func(fs fstest.MapFS) { fs[manifestName].Data = []byte("x\n") },
		"no headers":  func(fs fstest.MapFS) { fs["_headers"].Data = []byte("/x\n  A: b\n"); listed(fs) },
	} {
		fs := folder()
		change(fs)
		if _, err := Read(fs); err == nil {
			t.Errorf("%s: it is signed all the same", what)
		}
	}
}

func TestSigners(t *testing.T) {
	editor, officer, stranger := key(t, "editor@example.org"), key(t, "officer@example.org"), key(t, "editor@example.org")
	r := released(t, folder(), "https://www.example.org/", editor, officer)
	now := time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC)
	by := func(signers string) string {
		list, err := Signers([]byte(signers))
		if err != nil {
			return err.Error()
		}
		return strings.Join(r.By(list, now), " ")
	}
	both := public(t, editor, officer)
	if got := by("# who may\n\n" + both); got != "editor@example.org officer@example.org" {
		t.Errorf("both: %q", got)
	}
	if got := by(public(t, stranger)); got != "" {
		t.Errorf("another key of the same name: %q", got)
	}
	// An old key has a last day, a new one a first.
	dated := func(option string) string { return strings.Replace(both, "namespaces", option+",namespaces", 1) }
	for option, want := range map[string]string{
		`valid-before="20261201"`:     "officer@example.org",
		`valid-before="20261202"`:     "editor@example.org officer@example.org",
		`valid-after="202612010800"`:  "editor@example.org officer@example.org",
		`valid-after="202612010801Z"`: "officer@example.org",
	} {
		if got := by(dated(option)); got != want {
			t.Errorf("%s: %q", option, got)
		}
	}
	if got := by(strings.Replace(both, Namespace, "git", 1)); got != "officer@example.org" {
		t.Errorf("a key for something else: %q", got)
	}
	for _, bad := range []string{"", "* " + both, "editor@example.org cert-authority ssh-ed25519 AAAA", "editor@example.org ssh-ed25519 AAAA"} {
		if _, err := Signers([]byte(bad)); err == nil {
			t.Errorf("%q is a file of signers", bad)
		}
	}
	// What was signed is the text, and no other.
	if got := Believed(must2(Signers([]byte(both))), now, append(r.Text(), '\n'), r.Note, [][]byte{r.Seals["officer@example.org"]}); len(got) > 0 {
		t.Errorf("another text is signed by %v", got)
	}
}

func TestASecondSignerAddsToTheFirst(t *testing.T) {
	editor, officer := key(t, "editor"), key(t, "officer")
	fs := folder()
	r := released(t, fs, "https://www.example.org/", editor)
	kept := fstest.MapFS{}
	for name, data := range r.Published() {
		kept[name] = &fstest.MapFile{Data: data}
	}
	earlier, err := ReadRelease(kept)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Next(statement(t, fs, "https://www.example.org/"), earlier)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.SignBy(officer); err != nil {
		t.Fatal(err)
	}
	list := must2(Signers([]byte(public(t, editor, officer))))
	if got := again.By(list, time.Now()); len(got) != 2 || again.Release != 1 {
		t.Errorf("release %d by %v", again.Release, got)
	}
	// Another folder is another release, which nobody has signed yet.
	fs["robots.txt"].Data = []byte("User-agent: b\n")
	next, err := Next(statement(t, listed(fs), "https://www.example.org/"), earlier)
	if err != nil {
		t.Fatal(err)
	}
	if next.Release != 2 || len(next.Seals) != 0 || next.Log.Last() != 2 || !next.Log.Extends(earlier.Log) || next.Statement.Log != earlier.Log.Head() {
		t.Errorf("release %d, log up to %d", next.Release, next.Log.Last())
	}
	// Parts of two releases are none.
	if err := next.SignBy(editor); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{NoteName, LogName, StatementName} {
		mixed := fstest.MapFS{}
		for n, data := range next.Published() {
			mixed[n] = &fstest.MapFile{Data: data}
		}
		mixed[name] = kept[name]
		if _, err := ReadRelease(mixed); err == nil {
			t.Errorf("a release with the %s of another is read", name)
		}
	}
}

func TestLog(t *testing.T) {
	log := &Log{}
	for i := 1; i <= 4; i++ {
		if err := log.Add(&Statement{Release: i, Tree: hash([]byte{byte(i)}), Log: log.Head(), Time: time.Unix(int64(i), 0)}); err != nil {
			t.Fatal(err)
		}
	}
	text := string(log.Text())
	if back, err := ReadLog([]byte(text)); err != nil || back.Head() != log.Head() || back.Last() != 4 || len(back.Statement(3)) != 64 {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(text, "\n")
	for what, bad := range map[string]string{
		"a line taken out": lines[0] + lines[2] + lines[3],
		"a line changed":   strings.Replace(text, "\n2 1970", "\n2 1971", 1),
		"lines turned":     lines[1] + lines[0],
		"cut":              text[:len(text)-3],
		"words":            "hello\n",
	} {
		if _, err := ReadLog([]byte(bad)); err == nil {
			t.Errorf("%s: it is read", what)
		}
	}
	if err := log.Add(&Statement{Release: 9, Log: none}); err == nil {
		t.Error("a statement that does not follow is added")
	}
}

func TestKeys(t *testing.T) {
	dir := t.TempDir()
	keygen, err := exec.LookPath("ssh-keygen")
	if err != nil {
		t.Skip("ssh-keygen is not installed here, so its keys were not tried")
	}
	for _, args := range [][]string{{"-t", "ed25519", "-N", "", "-f", dir + "/plain"}, {"-t", "ed25519", "-N", "secret", "-f", dir + "/locked"}, {"-t", "ecdsa", "-N", "", "-f", dir + "/other"}} {
		if out, err := exec.Command(keygen, append(args, "-q", "-C", "x")...).CombinedOutput(); err != nil {
			t.Fatal(err, string(out))
		}
	}
	read := func(name string, passphrase []byte) error {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		_, err = ReadKey("editor", text, passphrase)
		return err
	}
	if err := read("plain", nil); err != nil {
		t.Error(err)
	}
	if err := read("locked", []byte("secret")); err != nil {
		t.Error(err)
	}
	if err := read("locked", nil); err != ErrPassphrase {
		t.Error(err)
	}
	for _, err := range []error{read("locked", []byte("wrong")), read("other", nil), read("plain.pub", nil)} {
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v", err)
		}
	}
}

// The script that needs nothing of Sotto's says the same as Check.
func TestScript(t *testing.T) {
	if !sitetest.Soak() {
		t.Skip("hundreds of processes: in a soak, and in a browser test on real servers")
	}
	for _, needed := range []string{"curl", "ssh-keygen", "sha256sum", "sh"} {
		if _, err := exec.LookPath(needed); err != nil {
			t.Skipf("%s is not installed here, so the script was not tried", needed)
		}
	}
	fs := folder()
	for _, name := range []string{"cy/help/index.html", "cy/help/index.html.gz", "cy/help/index.html.br", "404.html.br", "news/feed.xml"} {
		delete(fs, name) // each file is a dozen processes
	}
	listed(fs)
	all := slices.DeleteFunc(lies(fs), func(l lie) bool { return strings.Contains(l.words, "/cy/") })
	editor, officer := key(t, "editor@example.org"), key(t, "officer@example.org")
	signers := filepath.Join(t.TempDir(), "allowed_signers")
	if err := os.WriteFile(signers, []byte(public(t, editor, officer)), 0o644); err != nil {
		t.Fatal(err)
	}
	var r *Release
	truth := honest(fs, func() *Release { return r })
	var tell func(*changed)
	server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		c := &changed{ResponseWriter: w, r: req, status: http.StatusOK}
		truth(c, req)
		if c.body = slices.Clone(c.body); tell != nil {
			tell(c)
		}
		c.send()
	}))
	r = released(t, fs, server.URL+"/", editor)
	run := func(who ...string) (int, string) {
		cmd := exec.Command("sh", append([]string{"verify.sh", server.URL + "/", signers}, who...)...)
		out, err := cmd.CombinedOutput()
		if err != nil && cmd.ProcessState == nil {
			t.Fatal(err)
		}
		return cmd.ProcessState.ExitCode(), string(out)
	}
	if code, out := run("editor@example.org"); code != 0 {
		t.Errorf("the truth: %d\n%s", code, out)
	}
	if code, out := run("editor@example.org", "officer@example.org"); code == 0 {
		t.Errorf("who has not signed is not missed:\n%s", out)
	}
	for _, l := range sitetest.Some(all, 40) {
		// It asks each address once in each encoding, and for nothing that is not there.
		if slices.Contains([]string{"verify/second", "verify/extra", "verify/type", "verify/length"}, l.code) || strings.Contains(l.words, "Tor") ||
			strings.Contains(l.words, "second visit") || strings.Contains(l.name, "language") || strings.Contains(l.name, "not there") || strings.Contains(l.words, "site's own") || strings.Contains(l.name, "though") {
			continue
		}
		tell = func(c *changed) {
			if !strings.HasPrefix(c.r.URL.Path, "/.well-known/sotto/") {
				l.tell(c)
			}
		}
		if code, out := run("editor@example.org"); code != 1 {
			t.Errorf("%s: %d\n%s", l.name, code, out)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(first + "\nsite https://a/\nrelease 1\ntree " + none + "\ntime 2026-12-01T07:00:00Z\nlog " + none + "\nheader A: b\ngone /x\nfiles\n" + none + "  1  a\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := Parse(text)
		if err == nil && !bytes.Equal(s.Text(), text) {
			t.Fatal("it is written otherwise than it was read")
		}
		Signers(text)
		ReadLog(text)
		headersOf(text)
	})
}

func must(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func must2[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
