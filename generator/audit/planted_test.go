package audit

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// plant is one violation in an otherwise good site, from testdata/planted; see
// sitetest.Plant.
type plant struct{ *sitetest.Plant }

// eachPlant visits every violation.
func eachPlant(t testing.TB, visit func(plant)) {
	t.Helper()
	paths, err := filepath.Glob("testdata/planted/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no planted cases", err)
	}
	for _, path := range paths {
		for _, p := range sitetest.Plants(t, sitetest.Open(t, path)) {
			visit(plant{p})
		}
	}
}

// run audits the sample with the violation in it. It returns the findings, and
// the changed bytes with where the change is.
func (p plant) run(t testing.TB, off ...string) (list []diag.Finding, data []byte, start, end int) {
	t.Helper()
	s := strictSample(t)
	if p.General {
		s = generalSample(t)
	}
	for _, kv := range p.Policy {
		p.setPolicy(t, s, kv[0], kv[1])
	}
	old, fresh := p.Old, p.New
	replace := func(text string) string {
		if strings.Count(text, old) < 1 {
			t.Fatalf("%s: %s holds no %q", p.Name, p.In, old)
		}
		return strings.Replace(text, old, fresh, 1)
	}
	switch p.In {
	case "style", "script":
		if p.In == "style" {
			s.style = replace(s.style)
		} else {
			s.script = replace(s.script)
		}
		s.files = []txtar.File{*s.file(t, "index.html")}
		data = s.finished(s.files[0])
		start = bytes.Index(data, []byte("<"+p.In+">"))
		end = len(data)
		a := New(s.policy)
		for _, o := range off {
			a.off = map[string]bool{o: true}
		}
		_, list = a.File("index.html", data)
		return diag.Sort(list), data, start, end
	}
	if p.Old == "" && !slices.ContainsFunc(s.files, func(f txtar.File) bool { return f.Name == p.In }) {
		s.files = append(s.files, txtar.File{Name: p.In, Data: []byte(fresh + "\n")})
		return s.audit(off...), []byte(fresh + "\n"), 0, len(fresh) + 1
	}
	f := s.file(t, p.In)
	data = s.finished(*f)
	if old == "" {
		t.Fatalf("%s: nothing to replace", p.Name)
	}
	start = strings.Index(string(data), old)
	f.Data = []byte(replace(string(data)))
	return s.audit(off...), f.Data, start, start + len(fresh)
}

func (p plant) setPolicy(t testing.TB, s *sample, name, value string) {
	switch name {
	case "script":
		s.policy.Script = value
	case "style":
		s.policy.Style = strings.ReplaceAll(value, "{stylehash}", hashSource([]byte(s.style)))
	case "csp":
		s.policy.CSP = value
	case "alone":
		s.policy.Alone = func(path string) bool { return slices.Contains(strings.Fields(value), path) }
	case "tongue":
		file, tongue, _ := strings.Cut(value, " ")
		s.policy.Tongue = func(path string) string { return map[string]string{file: tongue}[path] }
	case "base":
		s.policy.BaseURL = value
	case "exit":
		s.policy.Exit = value
	default:
		t.Fatalf("%s: unknown policy %s", p.Name, name)
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
	eachPlant(t, func(p plant) {
		total++
		list, data, start, end := p.run(t)
		p.Want(t, places(list))
		if len(p.Checks) == 0 {
			t.Errorf("%s: no check is named", p.Name)
		}
		// The finding it is there for is where the violation was planted.
		for _, check := range p.Checks {
			code, _, _ := strings.Cut(check, "#")
			if !slices.ContainsFunc(list, func(f diag.Finding) bool {
				return f.Code == code && (strictRules.says[check].wholeFile || p.Elsewhere || f.Pos.File != p.In && p.In != "style" && p.In != "script" || f.Pos.Line == 0 || overlaps(data, f, start, end))
			}) {
				t.Errorf("%s: %s is not found where it was planted:\n%s", p.Name, check, describe(list))
			}
		}
	})
	if total < 418 {
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
	by := map[string][]plant{}
	eachPlant(t, func(p plant) {
		for _, c := range p.Checks {
			by[c] = append(by[c], p)
		}
	})
	for check := range by {
		if _, ok := strictRules.says[check]; !ok {
			t.Errorf("a planted case names the check %s, which does not exist", check)
		}
	}
	for _, check := range sorted(strictRules.says) {
		noticed := elsewhere[check]
		for _, p := range by[check] {
			list, _, _, _ := p.run(t, check)
			noticed = noticed || p.Noticed(places(list))
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
	"served/metadata#form": true, "served/metadata#profile": true,
	"served/sidecar#differs": true, "served/sidecar#broken": true, "served/sidecar#header": true, "served/sidecar#unknown": true,
	"served/symlink#type": true, "served/path#encoding": true, "html/depth#deep": true,
	"book/form#zip": true, "book/form#first": true, "book/form#wellformed": true, "book/form#comment": true, "book/form#doctype": true, "book/form#instruction": true,
	"book/file#kind": true, "book/element#unknown": true, "book/attribute#unknown": true, "book/address#missing": true, "book/address#fetch": true, "book/title#word": true,
}
