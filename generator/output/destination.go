package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
)

// Refused says that a destination holds what Sotto did not write. Nothing was
// changed in it.
type Refused struct {
	// Findings name the files, sorted; their help says what to do.
	Findings []diag.Finding
}

// Error tells all of it, in the words of the findings.
func (r *Refused) Error() string {
	var b strings.Builder
	for i, f := range r.Findings {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: error[%s]: %s", f.Pos.File, f.Code, f.Message)
		if i == len(r.Findings)-1 || r.Findings[i+1].Help != f.Help {
			fmt.Fprintf(&b, "\nhelp: %s", f.Help)
		}
	}
	return b.String()
}

// maxRefused is how many files a refusal names.
const maxRefused = 10

// inspect reports whether a destination exists. The error is a *Refused when
// it is not wholly ours: an empty folder, or one in which every file is as its
// manifest says. A file of the right size and time is taken for unchanged; one
// of another time is read and compared, because copying a site changes times.
func inspect(parent *os.Root, base string) (exists bool, err error) {
	info, err := parent.Lstat(base)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !info.IsDir() {
		return true, refuse(base, "output/not-folder", base+" is not a folder",
			"move it away, or choose another folder with --destination")
	}
	root, err := parent.OpenRoot(base)
	if err != nil {
		return true, err
	}
	defer root.Close()
	text, err := root.ReadFile(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return true, mustBeEmpty(root, base)
	}
	if err != nil {
		return true, err
	}
	m, err := parseManifest(text)
	if err != nil {
		return true, refuse(base+"/"+ManifestName, "output/not-ours", "this is not a manifest that Sotto wrote: "+err.Error(), notOursHelp)
	}
	c := &checker{base: base, root: root, manifest: m, folders: map[string]bool{".": true}}
	for _, f := range m.files {
		for d := path.Dir(f.Path); !c.folders[d]; d = path.Dir(d) {
			c.folders[d] = true
		}
	}
	if err := fs.WalkDir(root.FS(), ".", c.visit); err != nil {
		return true, err
	}
	if len(c.findings) > 0 {
		return true, &Refused{capped(c.findings, base)}
	}
	return true, nil
}

const notOursHelp = "look at what is in the folder; empty it if nothing is worth keeping, or choose another with --destination"

func refuse(name, code, message, help string) error {
	return &Refused{[]diag.Finding{pathFinding(code, name, message, help)}}
}

// mustBeEmpty refuses a folder without a manifest that holds anything.
func mustBeEmpty(root *os.Root, base string) error {
	list, err := fs.ReadDir(root.FS(), ".")
	if err != nil || len(list) == 0 {
		return err
	}
	return refuse(base+"/"+list[0].Name(), "output/not-ours",
		fmt.Sprintf("%s holds files, and no %s says that Sotto wrote them", base, ManifestName), notOursHelp)
}

// capped keeps a refusal readable.
func capped(list []diag.Finding, base string) []diag.Finding {
	slices.SortFunc(list, func(a, b diag.Finding) int { return strings.Compare(a.Pos.File, b.Pos.File) })
	if n := len(list) - maxRefused; n > 0 {
		list = append(list[:maxRefused:maxRefused], pathFinding(list[maxRefused].Code, base,
			fmt.Sprintf("and %s more files that Sotto did not write, or not like this", diag.Number(n)), list[maxRefused].Help))
	}
	return list
}

// checker compares a folder with its manifest.
type checker struct {
	base     string
	root     *os.Root
	manifest *manifest
	folders  map[string]bool // that hold listed files
	findings []diag.Finding
}

func (c *checker) visit(name string, e fs.DirEntry, err error) error {
	if err != nil || name == ManifestName || e.IsDir() && c.folders[name] {
		return err
	}
	if e.IsDir() {
		c.foreign(name, "folder")
		return fs.SkipDir
	}
	want, listed := c.manifest.find(name)
	if !listed {
		c.foreign(name, "file")
		return nil
	}
	info, err := e.Info()
	if err != nil {
		return err
	}
	same := info.Mode().IsRegular() && info.Size() == want.Size
	if same && !info.ModTime().Truncate(time.Second).Equal(c.manifest.modTime) {
		data, err := c.root.ReadFile(name)
		if err != nil {
			return err
		}
		same = hash(data) == want.SHA256
	}
	if !same {
		c.add("output/edited", name, "this file was changed after Sotto wrote it, and publishing would undo that",
			"make the change in content/, templates/ or static/, then delete this file and build again")
	}
	return nil
}

func (c *checker) foreign(name, what string) {
	c.add("output/foreign", name, "Sotto did not write this "+what+", and publishing would delete it",
		"move it to static/ and list it in content/site.yaml (files) to publish it with the site, or move it out of the folder")
}

func (c *checker) add(code, name, message, help string) {
	c.findings = append(c.findings, pathFinding(code, c.base+"/"+name, message, help))
}
