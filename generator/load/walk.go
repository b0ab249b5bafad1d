package load

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// file is one Markdown file as its path tells it.
type file struct {
	path string // below content/
	// dir and base are the folder and the name without language and ending,
	// as they will stand in the address: where a name breaks the rules, they
	// are what it should have been.
	dir, base string
	lang      site.Lang
	looks     Stat // what the file system says of it; zero when nobody asks
}

// key is the path without language and ending; a folder's page has the
// folder's.
func (f file) key() string {
	if f.base == "index" {
		return f.dir
	}
	// Most paths begin with it, and it then needs no memory of its own.
	if dir, name := path.Split(f.path); strings.TrimSuffix(dir, "/") == f.dir && strings.HasPrefix(name, f.base) {
		return f.path[:len(dir)+len(f.base)]
	}
	return path.Join(f.dir, f.base)
}

// files is what a walk found.
type files struct {
	pages    []file // sorted by path
	findings []diag.Finding
}

func (w *files) add(source, code, message, help string) {
	w.findings = append(w.findings, diag.Finding{
		Code: code, Severity: diag.Error, Pos: diag.Pos{File: shown(source)}, Message: visible(message), Help: visible(help),
	})
}

// walk lists content/ in order and says what does not belong there. With looks,
// it also notes what the file system says of each page's file.
func walk(fsys fs.FS, c *config, looks bool) (*files, error) {
	w := &files{}
	folders := map[string]string{".": ""} // path -> path as it should be
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("reading %s: %w", shown(p), err)
		}
		switch {
		case p == ".":
		case p == ArchetypesFolder && d.IsDir():
			if err := w.archetypes(fsys, c); err != nil {
				return err
			}
			return fs.SkipDir
		case LeftBehind(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !utf8.ValidString(d.Name()): // io/fs opens no file of such a name
			w.add(p, "file/name", "the name is not UTF-8, the way in which names are written everywhere today",
				"rename it with lower case letters, digits and hyphens")
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
			return w.folder(p, c, folders)
		case !d.Type().IsRegular():
			w.add(p, "file/special", specialName(d.Type()), "put the file itself here: what a link leads to can change unseen, or lie outside the site")
		case path.Ext(p) == ".md":
			before := len(w.pages)
			w.page(p, c, folders[path.Dir(p)])
			if looks && len(w.pages) > before {
				w.pages[before].looks = StatOf(d.Info())
			}
		default:
			w.other(p, c)
		}
		return nil
	})
	slices.SortFunc(w.pages, func(a, b file) int { return strings.Compare(a.path, b.path) })
	return w, err
}

func specialName(m fs.FileMode) string {
	switch {
	case m&fs.ModeSymlink != 0:
		return "this is a symbolic link"
	case m&fs.ModeNamedPipe != 0:
		return "this is a named pipe"
	case m&fs.ModeSocket != 0:
		return "this is a socket"
	case m&fs.ModeDevice != 0:
		return "this is a device"
	}
	return "this is not a plain file"
}

// LeftBehind reports whether systems and editors leave files of this name
// without asking. They are never published, so a build need not stop for them.
func LeftBehind(name string) bool { return leftovers.MatchString(name) }

var leftovers = regexp.MustCompile(`^(\.DS_Store|Thumbs\.db|desktop\.ini|\.gitkeep|\.directory|\.obsidian|4913|` +
	`(?s:.*~|\._.*|\.#.*|#(.*#)?|\.(.*\.)?sw[px]))$`)

// folder checks a folder's name and learns what it should have been.
func (w *files) folder(p string, c *config, folders map[string]string) error {
	name, top := path.Base(p), !strings.Contains(p, "/")
	if hugo, ok := schema.HugoFolders[name]; ok && top && hugo.Inside != "" {
		w.add(p, "file/hugo", fmt.Sprintf("Hugo's folder %s has no place in content/", name), hugo.Inside)
		return fs.SkipDir
	}
	if top && slices.Contains(c.Languages, site.Lang(name)) {
		w.add(p, "file/language", "languages have no folders", languageHelp(c, site.Lang(name)))
		return fs.SkipDir
	}
	folders[p] = path.Join(folders[path.Dir(p)], w.name(p, name, ""))
	return nil
}

func languageHelp(c *config, l site.Lang) string {
	if l == c.Languages[0] {
		return "move its files up into content/"
	}
	return fmt.Sprintf("put each page beside its twin: content/law.%s.md beside content/law.md", l)
}

// page takes the name of a Markdown file apart.
func (w *files) page(p string, c *config, dir string) {
	f := file{path: p, dir: dir, lang: c.Languages[0]}
	stem := strings.TrimSuffix(path.Base(p), ".md")
	base, code, coded := strings.Cut(stem, ".")
	if coded {
		code = strings.ToLower(code)
		good := path.Join(path.Dir(p), locale.Slug(base))
		switch l := site.Lang(code); {
		case l == c.Languages[0]:
			w.add(p, "file/language", fmt.Sprintf("the site's first language has no code in file names: %s", l), "rename it to "+shown(good)+".md")
		case slices.Contains(c.Languages, l):
			f.lang = l
		case len(code) == 2 && languageCode.MatchString(code):
			w.foreign(p, l, c)
			return
		default:
			f.base = locale.Slug(stem)
			w.add(p, "file/name", "a page's name has no full stop but before its language and its ending",
				"rename it to "+shown(path.Join(path.Dir(p), f.base))+".md")
			w.pages = append(w.pages, f)
			return
		}
	}
	if base == "_index" {
		ending := strings.TrimPrefix(path.Base(p), "_")
		w.add(p, "file/hugo", "Hugo's _index.md has no place here: a folder's own page is index.md",
			"rename it to "+shown(path.Join(path.Dir(p), ending)))
		f.base = "index"
	} else {
		suffix := ".md"
		if coded {
			suffix = "." + code + ".md"
		}
		f.base = w.name(p, base, suffix)
	}
	w.pages = append(w.pages, f)
}

// foreign reports a file in a language that the site does not have.
func (w *files) foreign(p string, l site.Lang, c *config) {
	help := "put " + string(l) + " into languages in content/site.yaml and write content/" + messagesFile(l) + ", or delete it"
	if len(locale.Plurals(l)) == 0 {
		help = "delete it, or write the code of a language in its name (ISO 639)"
	}
	w.add(p, "file/language", fmt.Sprintf("%q is not one of the site's languages (%s)", l, joinLangs(c.Languages)), help)
}

func joinLangs(langs []site.Lang) string {
	words := make([]string, len(langs))
	for i, l := range langs {
		words[i] = string(l)
	}
	return strings.Join(words, ", ")
}

// name checks one part of a path, and returns it as it should be.
func (w *files) name(p, name, suffix string) string {
	dir := path.Dir(p)
	if why := nameProblem(name); why != "" {
		good := locale.Slug(name)
		if nameProblem(good) != "" {
			w.add(p, "file/name", why, "rename it with lower case letters, digits and hyphens: "+shown(path.Join(dir, "my-page"+suffix)))
			return strings.ToLower(name)
		}
		w.add(p, "file/name", why, "rename it to "+shown(path.Join(dir, good+suffix)))
		return good
	}
	if dir == "." && name == discreetRoot {
		w.add(p, "file/name", "the address /"+discreetRoot+"/ is kept for discreet pages", "rename it")
	}
	return name
}

// NameProblem says why a name cannot be a part of an address, or "", and which one
// like it can.
func NameProblem(name string) (why, good string) {
	if why = nameProblem(name); why == "" {
		return "", name
	}
	if good = locale.Slug(name); nameProblem(good) != "" {
		good = "my-page"
	}
	return why, good
}

// nameProblem says why a name cannot be a part of an address, or "".
func nameProblem(name string) string {
	switch {
	case name == "":
		return "the name is empty"
	case len(name) > 100:
		return "the name is longer than 100 letters"
	case reserved(name):
		return fmt.Sprintf("%q is a name that Windows keeps for itself", name)
	case strings.HasPrefix(name, "-") || strings.HasSuffix(name, "-") || strings.Contains(name, "--"):
		return "hyphens stand one at a time, between letters or digits"
	}
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
		case r == ' ':
			return "names hold no spaces"
		case r == '_':
			return "names hold hyphens, not underscores"
		case r >= 'A' && r <= 'Z':
			return "names are in lower case"
		default:
			return fmt.Sprintf("names hold only a to z, 0 to 9 and hyphens, not %q", r)
		}
	}
	return ""
}

// reserved reports whether Windows refuses files of this name, so that the
// site could not be checked out or served there.
func reserved(name string) bool {
	name = strings.ToLower(name)
	device := strings.TrimRight(name, "0123456789")
	switch len(name) - len(device) {
	case 0:
		return device == "con" || device == "prn" || device == "aux" || device == "nul"
	case 1:
		return device == "com" || device == "lpt"
	}
	return false
}

// pathProblem says why a path cannot be one of an address, or "".
func pathProblem(path string) string {
	for part := range strings.SplitSeq(path, "/") {
		if why := nameProblem(part); why != "" {
			return why
		}
	}
	return ""
}

// slugPath makes a good path out of a bad one, or "" when it cannot.
func slugPath(path string) string {
	parts := strings.Split(path, "/")
	for i := range parts {
		parts[i] = locale.Slug(parts[i])
	}
	if good := strings.Join(parts, "/"); pathProblem(good) == "" {
		return good
	}
	return ""
}
