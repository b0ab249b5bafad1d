// Package locale writes in the languages of the site: the interface's words
// and their plural forms, dates, times of day, numbers, the order of the
// alphabet, and how a heading becomes an anchor.
//
// Everything here depends on its arguments only, never on the locale of the
// machine. Plural rules are CLDR's, through go-i18n; the alphabet is CLDR's,
// through x/text, and knows that Welsh ch, dd, ff, ng, ll, ph, rh and th are
// letters of their own. How dates, times and numbers are written comes with
// the language, from its messages file.
package locale

import (
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Words are the interface's words in every language of the site. It is safe
// for concurrent use.
type Words struct {
	langs map[site.Lang]*dictionary
}

type dictionary struct {
	language  *site.Language
	localizer *i18n.Localizer
	// plain holds the messages that have neither slots nor plural forms,
	// which is most of them: go-i18n is asked only for the rest.
	plain map[string]string
	has   map[string]bool
}

// New builds the words. A message whose slots cannot be read is a finding.
func New(languages []*site.Language) (*Words, []diag.Finding) {
	w := &Words{langs: map[site.Lang]*dictionary{}}
	var findings []diag.Finding
	bundle := i18n.NewBundle(language.Und)
	for _, l := range languages {
		d := &dictionary{language: l, plain: map[string]string{}, has: map[string]bool{}}
		for _, m := range l.Messages {
			d.has[m.Key] = true
			if m.Zero+m.One+m.Two+m.Few+m.Many == "" && !strings.Contains(m.Other, "{{") {
				d.plain[m.Key] = m.Other
				continue
			}
			err := bundle.AddMessages(language.Make(string(l.Code)), &i18n.Message{
				ID: m.Key, Zero: m.Zero, One: m.One, Two: m.Two, Few: m.Few, Many: m.Many, Other: m.Other,
			})
			if err != nil {
				findings = append(findings, badMessage(m, err))
			}
		}
		d.localizer = i18n.NewLocalizer(bundle, string(l.Code))
		w.langs[l.Code] = d
		for _, m := range l.Messages {
			if _, ok := d.plain[m.Key]; ok {
				continue
			}
			if err := d.probe(m); err != nil {
				findings = append(findings, badMessage(m, err))
			}
		}
	}
	return w, findings
}

func badMessage(m site.Message, err error) diag.Finding {
	return diag.Finding{
		Code: "message/slot", Severity: diag.Error, Pos: m.Pos,
		Message: fmt.Sprintf("the slots of message %q cannot be read: %v", m.Key, err),
		Help:    "a slot is two braces, a full stop and a name: {{.Name}}, or {{.Count}} for the number",
	}
}

// probe tries each form of a message once: go-i18n reads slots only on use.
func (d *dictionary) probe(m site.Message) error {
	if m.Zero+m.One+m.Two+m.Few+m.Many == "" {
		_, err := d.localize(m.Key, nil, nil)
		return err
	}
	for _, p := range d.language.Plurals {
		if _, err := d.localize(m.Key, nil, p.Example); err != nil {
			return err
		}
	}
	return nil
}

// localize never panics on a missing key: it reports it.
func (d *dictionary) localize(key string, args map[string]any, count any) (string, error) {
	return d.localizer.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: args, PluralCount: count})
}

// Has reports whether a language has a message.
func (w *Words) Has(l site.Lang, key string) bool {
	d := w.langs[l]
	return d != nil && d.has[key]
}

// Text returns a message that has no slots, or the key in double angle
// brackets when there is no such message: the audit refuses those.
func (w *Words) Text(l site.Lang, key string) string { return w.Fill(l, key, nil) }

// Fill returns a message with its slots filled.
func (w *Words) Fill(l site.Lang, key string, args map[string]any) string {
	if d := w.langs[l]; d != nil && d.has[key] {
		if s, ok := d.plain[key]; ok {
			return s
		}
		if s, err := d.localize(key, args, nil); err == nil {
			return s
		}
	}
	return missing(key)
}

// Count returns the form of a message that goes with a number, which its slot
// {{.Count}} shows.
func (w *Words) Count(l site.Lang, key string, n int) string {
	if d := w.langs[l]; d != nil && d.has[key] {
		if s, err := d.localize(key, map[string]any{"Count": Number(d.language, n)}, n); err == nil {
			return s
		}
	}
	return missing(key)
}

func missing(key string) string { return "«" + key + "»" }
