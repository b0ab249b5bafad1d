package audit

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/diag"
)

var update = flag.Bool("update", false, "write the places of planted findings into testdata/planted")

// plant is one violation in an otherwise good site. In testdata/planted:
//
//	== what is planted
//	general                 (in the General sample; without it, the Strict one)
//	policy script none      (change the policy)
//	in law/index.html       (the file to change, or a new one; style and script are those of all pages)
//	- <p>old text</p>       (one line of the file)
//	+ <p>new text</p>       (what to put there; \n, \t, \xNN and \uNNNN are read)
//	? html/element#form     (the check that it is there for; "elsewhere" after
//	                         it when it is told at another line than the change)
//	! html/element law/index.html:12:4    (every finding it raises, exactly)
type plant struct {
	name, general, file string
	policy              [][]string
	old, new            []string
	checks, want        []string
	elsewhere           bool     // the finding is told at another place than the change
	lines               []string // the case as written, without its "!" lines
}

func readPlants(t testing.TB) map[string][]*plant {
	names, err := filepath.Glob("testdata/planted/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no planted cases", err)
	}
	all := map[string][]*plant{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var p *plant
		for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
			if title, ok := strings.CutPrefix(line, "== "); ok {
				p = &plant{name: title}
				all[name] = append(all[name], p)
			}
			if p == nil {
				t.Fatalf("%s:%d: text before the first case", name, i+1)
			}
			key, value, _ := strings.Cut(line, " ")
			switch key {
			case "general":
				p.general = line
			case "policy":
				p.policy = append(p.policy, strings.SplitN(value, " ", 2))
			case "in":
				p.file = value
			case "-":
				p.old = append(p.old, unquote(value))
			case "+":
				p.new = append(p.new, unquote(value))
			case "?":
				check, where, _ := strings.Cut(value, " ")
				p.checks, p.elsewhere = append(p.checks, check), where == "elsewhere"
			case "!":
				p.want = append(p.want, value)
				continue
			}
			p.lines = append(p.lines, line)
		}
	}
	return all
}

// unquote reads the escapes of Go in a text.
func unquote(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		n := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[i]]
		switch {
		case n > 0:
			var r rune
			fmt.Sscanf(s[i+1:i+1+n], "%x", &r)
			if s[i] == 'x' {
				b.WriteByte(byte(r))
			} else {
				b.WriteRune(r)
			}
			i += n
		case s[i] == 'n':
			b.WriteByte('\n')
		case s[i] == 't':
			b.WriteByte('\t')
		default:
			b.WriteString(s[i-1 : i+1])
		}
	}
	return b.String()
}

// run audits the sample with the violation in it. It returns the findings, and
// the changed bytes with where the change is.
func (p *plant) run(t testing.TB, off ...string) (list []diag.Finding, data []byte, start, end int) {
	t.Helper()
	s := strictSample(t)
	if p.general != "" {
		s = generalSample(t)
	}
	for _, kv := range p.policy {
		p.setPolicy(t, s, kv)
	}
	old, fresh := strings.Join(p.old, "\n"), strings.Join(p.new, "\n")
	replace := func(text string) string {
		if strings.Count(text, old) < 1 {
			t.Fatalf("%s: %s holds no %q", p.name, p.file, old)
		}
		return strings.Replace(text, old, fresh, 1)
	}
	switch p.file {
	case "style", "script":
		if p.file == "style" {
			s.style = replace(s.style)
		} else {
			s.script = replace(s.script)
		}
		s.files = []txtar.File{*s.file(t, "index.html")}
		data = s.finished(s.files[0])
		start = bytes.Index(data, []byte("<"+p.file+">"))
		end = len(data)
		a := New(s.policy)
		for _, o := range off {
			a.off = map[string]bool{o: true}
		}
		_, list = a.File("index.html", data)
		return diag.Sort(list), data, start, end
	}
	if len(p.old) == 0 && !slices.ContainsFunc(s.files, func(f txtar.File) bool { return f.Name == p.file }) {
		s.files = append(s.files, txtar.File{Name: p.file, Data: []byte(fresh + "\n")})
		return s.audit(off...), []byte(fresh + "\n"), 0, len(fresh) + 1
	}
	f := s.file(t, p.file)
	data = s.finished(*f)
	if old == "" {
		t.Fatalf("%s: nothing to replace", p.name)
	}
	start = strings.Index(string(data), old)
	f.Data = []byte(replace(string(data)))
	return s.audit(off...), f.Data, start, start + len(fresh)
}

func (p *plant) setPolicy(t testing.TB, s *sample, kv []string) {
	value := ""
	if len(kv) > 1 {
		value = kv[1]
	}
	switch kv[0] {
	case "script":
		s.policy.Script = value
	case "style":
		s.policy.Style = value
	case "csp":
		s.policy.CSP = value
	case "base":
		s.policy.BaseURL = value
	case "exit":
		s.policy.Exit = value
	default:
		t.Fatalf("%s: unknown policy %s", p.name, kv[0])
	}
}

func places(list []diag.Finding) []string {
	out := make([]string, len(list))
	for i, f := range list {
		out[i] = fmt.Sprintf("%s %s:%d:%d", f.Code, f.Pos.File, f.Pos.Line, f.Pos.Col)
	}
	return out
}

func TestPlanted(t *testing.T) {
	total := 0
	for name, plants := range readPlants(t) {
		var rewritten strings.Builder
		for _, p := range plants {
			total++
			list, data, start, end := p.run(t)
			got := places(list)
			if *update {
				rewritten.WriteString(strings.TrimRight(strings.Join(p.lines, "\n"), "\n") + "\n")
				for _, g := range got {
					rewritten.WriteString("! " + g + "\n")
				}
				rewritten.WriteString("\n")
			} else if !slices.Equal(got, p.want) {
				t.Errorf("%s: %s: got\n\t%s\nwant\n\t%s\n%s", name, p.name, strings.Join(got, "\n\t"), strings.Join(p.want, "\n\t"), describe(list))
			}
			if len(p.checks) == 0 {
				t.Errorf("%s: %s: no check is named", name, p.name)
			}
			// The finding it is there for is where the violation was planted.
			for _, check := range p.checks {
				code, _, _ := strings.Cut(check, "#")
				if !slices.ContainsFunc(list, func(f diag.Finding) bool {
					return f.Code == code && (strictRules.says[check].wholeFile || p.elsewhere || f.Pos.File != p.file && p.file != "style" && p.file != "script" || f.Pos.Line == 0 || overlaps(data, f, start, end))
				}) {
					t.Errorf("%s: %s: %s is not found where it was planted:\n%s", name, p.name, check, describe(list))
				}
			}
		}
		if *update {
			if err := os.WriteFile(name, []byte(strings.TrimRight(rewritten.String(), "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if total < 160 {
		t.Errorf("only %d violations are planted", total)
	}
	t.Logf("%d violations planted", total)
}

// overlaps reports whether a finding covers some of data[start:end], or the
// line around it when the violation is that something is missing.
func overlaps(data []byte, f diag.Finding, start, end int) bool {
	file := diag.NewFile("", data)
	from, to := file.Pos(start), file.Pos(end)
	return f.Pos.Line >= from.Line && f.Pos.Line <= to.Line
}

// TestMutation switches each check off and sees that some planted violation
// is then told otherwise.
func TestMutation(t *testing.T) {
	by := map[string][]*plant{}
	for _, plants := range readPlants(t) {
		for _, p := range plants {
			for _, c := range p.checks {
				by[c] = append(by[c], p)
			}
		}
	}
	for check := range by {
		if _, ok := strictRules.says[check]; !ok {
			t.Errorf("a planted case names the check %s, which does not exist", check)
		}
	}
	for _, check := range sorted(strictRules.says) {
		noticed := elsewhere[check]
		for _, p := range by[check] {
			list, _, _, _ := p.run(t, check)
			if !slices.Equal(places(list), p.want) {
				noticed = true
			}
		}
		if !noticed {
			t.Errorf("no planted violation notices when %s is off", check)
		}
	}
}

// elsewhere are the checks whose violations are planted by tests of their own,
// since they need pictures, encoded copies or special bytes.
var elsewhere = map[string]bool{
	"served/content#differs": true, "served/content#broken": true,
	"served/metadata#chunk": true, "served/metadata#segment": true, "served/metadata#trailing": true,
	"served/sidecar#differs": true, "served/sidecar#broken": true, "served/sidecar#header": true, "served/sidecar#unknown": true,
	"served/symlink#type": true, "html/depth#deep": true,
}
