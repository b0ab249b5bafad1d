package audit

import (
	"os"
	"strings"
	"testing"
)

// classes is testdata/classes.txt: what is made of a name, by the name as
// bcd.txt writes it.
func readClasses(t *testing.T) map[string]bool {
	data, err := os.ReadFile("testdata/classes.txt")
	if err != nil {
		t.Fatal(err)
	}
	classes := map[string]bool{}
	allow := false
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0] == "#":
			continue
		case f[0] == "==":
			allow = f[1] == "allow:"
			continue
		}
		n := 2
		switch f[1] {
		case "attribute":
			n = 3
		case "value":
			n = 4
		}
		for _, name := range f[n:] {
			key := strings.Join(append(f[:n:n], name), " ")
			if _, twice := classes[key]; twice {
				t.Errorf("classes.txt has %s twice", key)
			}
			classes[key] = allow
		}
	}
	return classes
}

// allows asks the contract about a name of bcd.txt. known is false for names
// that go with a refused element.
func allows(f []string) (allowed, known bool) {
	table := strictRules.html
	switch f[0] {
	case "svg":
		table = strictRules.svg
	case "mathml":
		return false, f[1] == "element"
	}
	el := table[f[2]]
	switch f[1] {
	case "element":
		return el != nil, true
	case "attribute":
		if el == nil {
			return false, false
		}
		_, ok := strictRules.find(el, []byte(f[3]), f[0] == "svg")
		return ok, true
	case "global":
		any := strictRules.html["p"]
		if f[0] == "svg" {
			any = strictRules.svg["path"]
		}
		_, ok := strictRules.find(any, []byte(f[2]), f[0] == "svg")
		return ok, true
	}
	return false, false
}

// TestEveryNameIsClassified holds the contract, the table of reasons and the
// list of all names that browsers know against each other.
func TestEveryNameIsClassified(t *testing.T) {
	classes := readClasses(t)
	data, err := os.ReadFile("testdata/bcd.txt")
	if err != nil {
		t.Fatal(err)
	}
	used, names := map[string]bool{}, 0
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		names++
		if f[1] == "value" {
			f2 := []string{f[0], "attribute", f[2], f[3]}
			if ok, known := allows(f2); !ok || !known || f[0] == "svg" {
				continue // goes with its attribute; those of SVG are checked by their form
			}
		} else if _, known := allows(f); !known {
			continue
		}
		key := strings.Join(f, " ")
		class, ok := classes[key]
		if !ok && f[0] == "mathml" {
			key = "mathml element *"
			class, ok = classes[key]
		}
		if !ok && f[1] == "attribute" {
			key = f[0] + " attribute * " + f[3]
			class, ok = classes[key]
		}
		used[key] = true
		switch {
		case !ok:
			t.Errorf("%s is not classified: decide in contract/, and write it with the reason into testdata/classes.txt", key)
		case f[1] == "value":
			if got := allowsValue(f); got != class {
				t.Errorf("%s: the audit allows it: %v, classes.txt: %v", key, got, class)
			}
		default:
			if got, _ := allows(f); got != class {
				t.Errorf("%s: the audit allows it: %v, classes.txt: %v", key, got, class)
			}
		}
	}
	if names < 1000 {
		t.Errorf("bcd.txt holds only %d names", names)
	}
	for key := range classes {
		if !used[key] && !strings.Contains(key, " value ") && !strings.HasSuffix(key, "desc") && allowsDead(key) {
			t.Errorf("classes.txt has %s, which bcd.txt does not know", key)
		}
	}
}

// allowsDead leaves in peace the values of attributes that are refused.
func allowsDead(key string) bool { return !strings.Contains(key, "referrerpolicy") }

// allowsValue tries a value in a page.
func allowsValue(f []string) bool {
	element := map[string]string{
		"link rel":        `<link rel="VALUE" href="data:,">`,
		"meta http-equiv": `<meta http-equiv="VALUE" content="0; url=/">`,
		"meta name":       `<meta name="VALUE" content="no-referrer">`,
	}[f[2]+" "+f[3]]
	if element == "" {
		return true // a note on behaviour, not a value
	}
	element = strings.Replace(element, "VALUE", strings.ReplaceAll(f[4], "_", " "), 1)
	_, list := New(Policy{}).File("index.html", []byte(`<!doctype html><html lang="en"><head><meta charset="utf-8">`+element))
	for _, finding := range list {
		for _, code := range []string{"fetch/link", "html/meta"} {
			if finding.Code == code && strings.Contains(finding.Message, strings.ReplaceAll(f[4], "_", " ")) {
				return false
			}
		}
	}
	return true
}
