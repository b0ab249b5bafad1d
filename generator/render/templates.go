package render

import (
	"errors"
	"html/template"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// folder is where the templates are, as findings name it.
const folder = site.TemplatesFolder

// views says which templates there are and what each is given, but for those
// of kinds that only have fields; see allViews. The keys are paths below
// templates/, without ".html"; "base" holds the parts that the others share.
var views = map[string]any{
	"home":    HomeView{},
	"page":    PageView{},
	"module":  ModuleView{},
	"chapter": ChapterView{},

	"essentials": EssentialsView{},

	"404":      NotFoundView{},
	"redirect": RedirectView{},
	"booklet":  BookletView{},

	"components/allow":          Words{},
	"components/note":           Box{},
	"components/warning":        Box{},
	"components/exercise":       Box{},
	"components/worked-example": Box{},
	"components/reflection":     Box{},
	"components/details":        Box{},
	"components/steps":          Box{},
	"components/choices":        Box{},
	"components/wave":           Box{},
	"components/loop":           Box{},
	"components/triangle":       Box{},
	"components/wheel":          Box{},
	"components/rings":          Box{},
	"components/lights":         Box{},
	"components/road":           Box{},
	"components/stairs":         Box{},
	"components/day":            Box{},
	"components/sides":          Box{},
	"components/nations":        Box{},
	"components/regions":        Box{},
	"components/way":            Box{},
	"components/breath":         Box{},
	"components/pause":          Box{},
	"components/picture":        Picture{},
	"components/screen":         Box{},
	"components/cut":            Box{},
	"components/write":          Lines{},
	"components/ten":            Box{},
	"components/grid":           Box{},
	"components/room":           Box{},
	"components/speaker":        Speaker{},
	"components/reading":        Box{},
	"components/ends":           Ends{},
	"components/boilerplate":    Boilerplate{},
	"components/contents":       Contents{},
	"components/doors":          Box{},
	"components/week":           Week{},
	"components/next":           Next{},
	"components/service":        Service{},
	"components/source":         Source{},
	"components/crisis":         Crisis{},
	"components/directory":      Directory{},
	"components/a-to-z":         Topics{},
	"components/phrases":        Phrases{},
	"components/languages":      FurtherLanguages{},
	"components/start":          Start{},
	"components/proof":          ProofView{},
	"components/limits":         Limits{},
	"components/limits-line":    LimitsLine{},
	"components/phone":          Phone{},
	"components/hours":          Opening{},
	"components/text":           TextNumber{},
	"components/website":        Website{},
	"components/lang":           Words{},
	"components/law":            Law{},
	"components/stat":           "",
	"components/claim":          Claim{},
	"components/table":          Table{},
	"components/chart":          Chart{},
}

// names lists the templates that must exist, sorted.
func names(views map[string]any) []string {
	list := slices.AppendSeq([]string{"base"}, maps.Keys(views))
	slices.Sort(list)
	return list
}

func viewName(view any) string {
	if view == nil {
		return "Frame"
	}
	return reflect.TypeOf(view).Name()
}

func isEscape(err error) bool {
	var e *template.Error
	return errors.As(err, &e)
}

// fill sets every field of a view to something.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Interface: // the fields of a kind, which the view says the type of
		full := reflect.New(v.Elem().Type()).Elem()
		fill(full)
		v.Set(full)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}

// failure is the text of an error of html/template, in its parts: where it is,
// by name, line and column, and what is wrong there. Most builds have none, and
// are spared the expression.
var failure = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:template: |html/template: ?)?((?:` + folder + `([^:]*)\.html:(\d+):(?:(\d+):)?)? *(?:executing ".*?" at )?((?s:.*)))$`)
})

// templateFinding makes a finding of an error of html/template.
func templateFinding(err error, code string, src sources) diag.Finding {
	if e := (*tooFar)(nil); errors.As(err, &e) {
		return e.finding()
	}
	help := "the fields that a template is given are documented in generator/render/view.go and boxes.go"
	if code == "template/syntax" {
		help = "look for a missing {{end}}, brace or quote; {{word \"key\"}} is the only function besides html/template's own"
	}
	m := failure().FindStringSubmatch(err.Error())
	if file := src.files[m[2]]; file != nil {
		line, _ := strconv.Atoi(m[3])
		col, err := strconv.Atoi(m[4])
		if err == nil {
			col++ // html/template counts columns from 0
		}
		return file.AtLine(line, col, 0, code, diag.Error, strings.TrimSpace(m[5]), help)
	}
	return diag.Finding{
		Code: code, Severity: diag.Error, Pos: diag.Pos{File: folder + "base.html"},
		Message: strings.TrimSpace(m[1]), Help: help,
	}
}
