package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// licenceTexts are words by which a licence is known, in small letters, without
// commas and with single spaces. More than one may stand in a file.
var licenceTexts = []struct {
	name  string
	words []string
	not   string
}{
	{"AGPL-3.0", []string{"gnu affero general public license"}, ""},
	{"Apache-2.0", []string{"apache license version 2.0"}, ""},
	{"BSD-2-Clause", []string{"redistribution and use in source and binary forms"}, "the name of"},
	{"BSD-3-Clause", []string{"redistribution and use in source and binary forms", "neither the name of"}, ""},
	{"BSD-3-Clause", []string{"redistribution and use in source and binary forms", "the name of the author may not be used"}, ""}, // the same in older words
	{"GPL", []string{"gnu general public license"}, ""},
	{"ISC", []string{"permission to use copy modify and/or distribute this software for any purpose with or without fee"}, ""},
	{"LGPL", []string{"gnu lesser general public license"}, ""},
	{"MIT", []string{"permission is hereby granted free of charge to any person obtaining a copy of this software", `the software is provided "as is"`}, ""},
	{"MPL-2.0", []string{"mozilla public license"}, ""},
	{"Unlicense", []string{"this is free and unencumbered software released into the public domain"}, ""},
}

// licences names all licences that a text tells of, in alphabetical order.
func licences(text string) []string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text), ",", " ")), " ")
	var found []string
	for _, l := range licenceTexts {
		has := l.not == "" || !strings.Contains(text, l.not)
		for _, words := range l.words {
			has = has && strings.Contains(text, words)
		}
		if has {
			found = append(found, l.name)
		}
	}
	return found
}

// licencesIn reads the licences in a module's folder.
func licencesIn(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var found []string
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		if e.IsDir() || !strings.HasPrefix(name, "licen") && !strings.HasPrefix(name, "copying") && !strings.HasPrefix(name, "unlicense") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return "", err
		}
		here := licences(string(text))
		if len(here) == 0 {
			here = []string{"unknown:" + e.Name()}
		}
		found = append(found, here...)
	}
	slices.Sort(found)
	return strings.Join(slices.Compact(found), " "), nil
}

// Every module that is linked into the program has the licence that stands in
// licences.txt, and no others stand there.
func TestLicences(t *testing.T) {
	file, err := os.ReadFile("licences.txt")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for line := range strings.Lines(string(file)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			module, licence, _ := strings.Cut(line, " ")
			told[module] = licence
		}
	}
	folders, partial := map[string]string{}, false
	for _, system := range []string{"linux", "darwin", "windows"} {
		out, stderr, err := goTool(t, []string{"GOOS=" + system}, "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "./generator")
		if strings.Contains(stderr, noLookup) {
			partial = true // those that one system alone needs are often not there
			continue
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, stderr)
		}
		for line := range strings.Lines(out) {
			module, dir, _ := strings.Cut(strings.TrimSpace(line), "\t")
			folders[module] = dir
		}
	}
	root, stderr, err := goTool(t, nil, "env", "GOROOT")
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	root = strings.TrimSpace(root)
	if has, _ := filepath.Glob(filepath.Join(root, "LICENSE*")); len(has) > 0 {
		folders["std"] = root
	}
	for module, dir := range folders {
		got, err := licencesIn(dir)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case got == "":
			t.Errorf("%s has no licence in %s: nobody may use it so", module, dir)
		case told[module] == "":
			t.Errorf("%s is linked into sotto and does not stand in generator/licences.txt: if its licence is one that sotto may be published with, add the line\n%s %s", module, module, got)
		case told[module] != got:
			t.Errorf("%s is under %s, and generator/licences.txt says %s: read its licence; if sotto may be published with it, change the line to\n%s %s", module, got, told[module], module, got)
		}
	}
	for module := range told {
		if _, ok := folders[module]; !ok && module != "std" && !partial {
			t.Errorf("%s is not linked into sotto any more: delete its line in generator/licences.txt", module)
		}
	}
	if partial {
		t.Skip("not all modules are here, and there is no network in this test: run go mod download")
	}
}

// Licences are told apart by their texts.
func TestLicencesByText(t *testing.T) {
	const bsd = "Redistribution and use in source and\nbinary forms, with or without modification"
	const mit = "Permission is hereby granted, free of charge, to any person\n obtaining a copy of this software and so on. THE SOFTWARE IS PROVIDED \"AS IS\""
	for _, test := range []struct{ text, want string }{
		{bsd, "[BSD-2-Clause]"},
		{bsd + "\nNeither the name of Example", "[BSD-3-Clause]"},
		{mit, "[MIT]"},
		{mit + "\n   Licensed under the Apache License, Version 2.0", "[Apache-2.0 MIT]"},
		{"GNU GENERAL PUBLIC LICENSE\nVersion 3", "[GPL]"},
		{"GNU AFFERO GENERAL PUBLIC LICENSE", "[AGPL-3.0]"},
		{"Mozilla Public License Version 2.0", "[MPL-2.0]"},
		{"You may use this on Tuesdays.", "[]"},
		{"", "[]"},
	} {
		if got := fmt.Sprint(licences(test.text)); got != test.want {
			t.Errorf("%q is %s, want %s", test.text, got, test.want)
		}
	}
}
