package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

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

// found is what is in a destination's place.
type found struct {
	exists bool
	folder fs.FileInfo // of the destination, when it exists
	damage []diag.Finding

	// When there is a site in it:
	tree   string      // its tree hash
	marker fs.FileInfo // of its manifest
	survey *survey
}

// overtook reports that what is there now was not there before, so that
// another build must have published it. The manifest is compared as a file too:
// every publication writes one anew, while a site that was published, replaced
// and published again has its old hash, and, with a spare, its old folder. A
// destination that has vanished was overtaken by nobody.
func (f *found) overtook(before *found) bool {
	return f.tree != "" && (f.tree != before.tree || !os.SameFile(f.marker, before.marker))
}

// inspectAgain looks at a destination a second time, to see what somebody put
// into it since. A site that is as it was is known without reading a name.
func inspectAgain(parent *disk, base string, before *found) (*found, error) {
	if before.survey == nil || len(before.damage) > 0 {
		return inspect(parent, base, nil)
	}
	folder, err1 := parent.Lstat(base)
	marker, err2 := parent.Lstat(path.Join(base, ManifestName))
	same := err1 == nil && err2 == nil && os.SameFile(folder, before.folder) && os.SameFile(marker, before.marker) &&
		marker.Size() == before.marker.Size() && marker.ModTime().Equal(before.marker.ModTime())
	if same && looksLike(parent.Root, base, before.survey.still) {
		return before, nil
	}
	return inspect(parent, base, nil)
}

// inspect looks at a destination. The error is a *Refused when it is not wholly
// ours: an empty folder, or one in which every file is as its manifest says. A
// file of the right size and time is taken for unchanged, because the time is
// made from the bytes; one of another time is read and compared, because
// copying a site may change times.
//
// What is not as the manifest says and can only be the work of a disk, or of a
// copy that was cut short, is damage and no reason to refuse. See
// [Stage.Damage].
func inspect(parent *disk, base string, before *seen) (*found, error) {
	info, err := parent.Lstat(base)
	if errors.Is(err, fs.ErrNotExist) {
		return &found{}, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, refuse(base, "output/not-folder", base+" is not a folder",
			"move it away, or choose another folder with --destination")
	}
	there := &found{exists: true, folder: info}
	root, err := parent.OpenRoot(base)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	m, tree, err := readManifest(root)
	if errors.Is(err, fs.ErrNotExist) {
		return there, mustBeEmpty(root, base)
	}
	if strange := (*errManifest)(nil); errors.As(err, &strange) {
		return nil, refuse(base+"/"+ManifestName, "output/not-ours", "this is not a manifest that Sotto wrote: "+err.Error(), notOursHelp)
	}
	if err != nil {
		return nil, err
	}
	there.tree = tree
	if there.marker, err = root.Lstat(ManifestName); err != nil {
		return nil, err
	}
	if there.survey, err = surveyOf(root, m, before.of(there.tree)); err != nil {
		return nil, err
	}
	if there.survey.oddFiles == 0 && !there.survey.strange {
		return there, nil
	}
	// Something is not as it should be, and has to be told by its name.
	c := &checker{base: base, root: root, manifest: m, folders: map[string]bool{}, seen: map[string]bool{}}
	for _, dir := range foldersOf(m.files) {
		c.folders[dir] = true
	}
	if err := fs.WalkDir(root.FS(), ".", c.visit); err != nil {
		return nil, err
	}
	if len(c.findings) > 0 {
		return nil, &Refused{capped(c.findings, base, "and %s more files that Sotto did not write, or not like this")}
	}
	c.missing()
	there.damage = capped(c.damage, base, "and %s more files that are not whole")
	return there, nil
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
func capped(list []diag.Finding, base, more string) []diag.Finding {
	slices.SortFunc(list, func(a, b diag.Finding) int { return strings.Compare(a.Pos.File, b.Pos.File) })
	if n := len(list) - maxRefused; n > 0 {
		last := list[maxRefused]
		last.Pos, last.Message = diag.Pos{File: base}, fmt.Sprintf(more, diag.Number(n))
		list = append(list[:maxRefused:maxRefused], last)
	}
	return list
}
