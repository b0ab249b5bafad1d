package output

import (
	"io/fs"
	"os"
	"strings"
	"time"

	"sotto/generator/diag"
)

// Damage are findings, of level info, on files of the destination that are not
// whole or not there, as a power cut or a copy that was cut short leaves them.
// They keep no site from being published, not even with --strict, because
// publishing is what mends them.
func (s *Stage) Damage() []diag.Finding {
	if s.dir == nil {
		return nil
	}
	return s.dir.began.damage
}

// checker compares a folder with its manifest.
type checker struct {
	base     string
	root     *os.Root
	manifest *manifest
	folders  map[string]bool // that hold listed files
	seen     map[string]bool // files
	findings []diag.Finding
	damage   []diag.Finding
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
	c.seen[name] = true
	info, err := e.Info()
	if err != nil {
		return err
	}
	written := info.ModTime().Truncate(time.Second).Equal(fileTime(want.sum))
	switch {
	case !info.Mode().IsRegular() || info.Size() > want.size:
		c.edited(name)
	case written && info.Size() == want.size:
		return nil
	case written || info.Size() == 0 && want.size > 0:
		c.damaged(name, "this file is shorter than Sotto wrote it")
	default:
		data, err := c.root.ReadFile(name)
		switch {
		case err != nil:
			return err
		case info.Size() == want.size && hash(data) == want.sum:
		case strings.Trim(string(data), "\x00") == "":
			c.damaged(name, "this file is nothing but NUL bytes")
		default:
			c.edited(name)
		}
	}
	return nil
}

// missing notes the files that are listed and not there.
func (c *checker) missing() {
	for name := range namesOf(c.manifest.files) {
		if !c.seen[name] {
			c.damaged(name, "this file is gone")
		}
	}
}

// damaged notes a file that nobody edited: what people write has its own time,
// and holds something.
func (c *checker) damaged(name, message string) {
	f := pathFinding("output/damaged", c.base+"/"+name, message, "look at the disk if no power cut and no copying explains this; publishing writes all files anew")
	f.Severity = diag.Info
	c.damage = append(c.damage, f)
}

func (c *checker) edited(name string) {
	c.add("output/edited", name, "this file was changed after Sotto wrote it, and publishing would undo that",
		"make the change in content/, templates/ or static/, then delete this file and build again")
}

func (c *checker) foreign(name, what string) {
	c.add("output/foreign", name, "Sotto did not write this "+what+", and publishing would delete it",
		"move it to static/ and list it in content/site.yaml (files) to publish it with the site, or move it out of the folder")
}

func (c *checker) add(code, name, message, help string) {
	c.findings = append(c.findings, pathFinding(code, c.base+"/"+name, message, help))
}
