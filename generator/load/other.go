package load

import (
	"path"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// dataFiles are the files at the top of content/ that every site may have,
// beside its pages and messages.
var dataFiles = []string{"site.yaml", "services.yaml", limitsFile, topicsFile, phrasesFile, startFile, "law.yaml", "sources.yaml", "rules.yaml", "boilerplates.yaml"}

// other answers for a file that is not a page.
func (w *files) other(p string, c *config) {
	name, top := path.Base(p), !strings.Contains(p, "/")
	lower := strings.ToLower(name)
	if top && slices.Contains(dataFiles, name) {
		return // read elsewhere
	}
	if isData(p) {
		if why := nameProblem(stem(name)); why != "" {
			w.add(p, "file/name", why, "rename it with lower case letters, digits and hyphens: "+shown(DataFolder+"/my-table"+path.Ext(name)))
		}
		return
	}
	if answer, ok := schema.HugoFiles[lower]; ok && top {
		w.add(p, "file/hugo", "Hugo's "+name+" has no place here", answer)
		return
	}
	if code, ok := messagesLang(name); ok && top {
		if !slices.Contains(c.Languages, code) {
			w.foreign(p, code, c)
		}
		return
	}
	w.add(p, "file/unknown", "there is no place for this file in content/", whereItBelongs(lower, top, c))
}

// messagesLang reads the language out of "messages.cy.yaml".
func messagesLang(name string) (site.Lang, bool) {
	code, ok := strings.CutPrefix(name, "messages.")
	if !ok {
		return "", false
	}
	code, ok = strings.CutSuffix(code, ".yaml")
	return site.Lang(code), ok && code != ""
}

// whereItBelongs says what to do with a file of this name, in lower case.
func whereItBelongs(name string, top bool, c *config) string {
	known := slices.Clone(dataFiles)
	for _, l := range c.Languages {
		known = append(known, messagesFile(l))
	}
	switch ext := path.Ext(name); ext {
	case ".yaml", ".yml":
		near := diag.Nearest(strings.TrimSuffix(name, ext)+".yaml", known)
		switch {
		case near != "" && near == name && !top:
			return "move it to content/" + near
		case near != "":
			return "rename it to content/" + near
		}
		return "the only YAML files are " + list(known, "and") + ", all at the top of content/, and those of tables in content/data/"
	case ".markdown", ".mdown", ".mkd", ".mdx", ".md":
		return "rename it: a page ends in .md, in lower case"
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".ico", ".heic":
		return "images stand beside content/, in static/"
	case ".css", ".js", ".woff", ".woff2", ".ttf":
		return "style and script stand beside content/, in static/"
	case ".html", ".htm", ".xhtml":
		return "write the page in Markdown, in a file that ends in .md"
	case ".docx", ".doc", ".odt", ".rtf", ".pdf", ".txt", ".pages":
		return "write its text as Markdown, in a file that ends in .md"
	case ".mp3", ".mp4", ".mov", ".webm", ".wav", ".m4a":
		return "write what is said in it as a page: films and sound are not published, they leave traces and betray by their size what was watched"
	case ".csv":
		return "tables of statistics lie in content/data/, NAME.csv beside NAME.yaml"
	case ".xlsx", ".ods", ".json", ".toml":
		return "write the figures as a table: content/data/NAME.csv, with what they are in NAME.yaml beside it"
	case ".tmpl", ".gohtml":
		return "templates stand beside content/, in templates/"
	}
	return "pages end in .md; everything that is no text goes to static/, beside content/"
}
