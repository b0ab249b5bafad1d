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
	"slices"
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
	language *site.Language
	plurals  *plurals
	messages map[string]*message
	// localizer is asked for the messages that are more than words and slots;
	// nil when there is none.
	localizer *i18n.Localizer
}

// message is one message, in the order of PluralForms.
type message struct {
	forms [6]form
	// plain says that it has neither slots nor plural forms, asked that go-i18n
	// is asked for it.
	plain, asked bool
}

// other is the form of messages without a number.
const other = 5

// form is a text in pieces: words and the name of a slot in turn, words at the
// end. It is nil where a message has none.
type form []string

// New builds the words. A message whose slots cannot be read is a finding.
func New(languages []*site.Language) (*Words, []diag.Finding) {
	w := &Words{langs: map[site.Lang]*dictionary{}}
	var findings []diag.Finding
	var bundle *i18n.Bundle
	for _, l := range languages {
		d := &dictionary{language: l, plurals: pluralsFor(l.Code), messages: make(map[string]*message, len(l.Messages))}
		w.langs[l.Code] = d
		for _, m := range l.Messages {
			read := readMessage(l, m)
			if d.messages[m.Key] = read; !read.asked {
				continue
			}
			if bundle == nil {
				bundle = i18n.NewBundle(language.Und)
			}
			err := bundle.AddMessages(language.Make(string(l.Code)), &i18n.Message{
				ID: m.Key, Zero: m.Zero, One: m.One, Two: m.Two, Few: m.Few, Many: m.Many, Other: m.Other,
			})
			if err != nil {
				findings = append(findings, badMessage(m, err))
			}
		}
	}
	if bundle == nil {
		return w, findings
	}
	for _, l := range languages {
		d := w.langs[l.Code]
		d.localizer = i18n.NewLocalizer(bundle, string(l.Code))
		for _, m := range l.Messages {
			if !d.messages[m.Key].asked {
				continue
			}
			if err := d.probe(m); err != nil {
				findings = append(findings, badMessage(m, err))
			}
		}
	}
	return w, findings
}

// readMessage takes a message apart. Those that have all of their language's
// forms, with no more in them than words and slots, are put together here, which
// takes a tenth of the time; with the rest go-i18n is trusted.
func readMessage(l *site.Language, m site.Message) *message {
	read := &message{}
	counted := m.Zero+m.One+m.Two+m.Few+m.Many != ""
	for i, text := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		if text == "" && (counted || i != other) {
			continue
		}
		var ok bool
		read.forms[i], ok = readForm(text)
		read.asked = read.asked || !ok
	}
	if read.plain = !counted && len(read.forms[other]) == 1; read.plain {
		return read
	}
	if counted {
		for _, p := range l.Plurals {
			read.asked = read.asked || read.forms[slices.Index(pluralForms, p.Form)] == nil
		}
	}
	read.asked = read.asked || len(l.Plurals) == 0
	return read
}

// readForm takes a text apart. ok is false when there is more in it than words
// and slots.
func readForm(text string) (pieces form, ok bool) {
	for {
		words, rest, more := strings.Cut(text, "{{")
		if pieces = append(pieces, words); !more {
			return pieces, true
		}
		inside, after, closed := strings.Cut(rest, "}}")
		name, dot := strings.CutPrefix(strings.Trim(inside, " \t\r\n"), ".")
		if !closed || !dot || !plainName(name) {
			return nil, false
		}
		pieces, text = append(pieces, name), after
	}
}

// plainName reports whether a name is a letter, and letters and digits behind it.
func plainName(name string) bool {
	for i, c := range []byte(name) {
		if letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'; !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
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
func (w *Words) Has(l site.Lang, key string) bool { return w.message(l, key) != nil }

func (w *Words) message(l site.Lang, key string) *message {
	if d := w.langs[l]; d != nil {
		return d.messages[key]
	}
	return nil
}

// Text returns a message that has no slots, or the key in double angle
// brackets when there is no such message: the audit refuses those.
func (w *Words) Text(l site.Lang, key string) string { return w.Fill(l, key) }

// Fill returns a message with its slots filled; pairs are their names and values
// in turn.
func (w *Words) Fill(l site.Lang, key string, pairs ...string) string {
	m := w.message(l, key)
	if m == nil {
		return missing(key)
	}
	return w.langs[l].fill(key, m, other, nil, pairs)
}

// Count returns the form of a message that goes with a number, which its slot
// {{.Count}} shows.
func (w *Words) Count(l site.Lang, key string, n int) string {
	m := w.message(l, key)
	if m == nil || m.plain {
		return missing(key)
	}
	d, form := w.langs[l], other
	if !m.asked {
		form = d.plurals.of(n)
	}
	return d.fill(key, m, form, n, []string{"Count", Number(d.language, n)})
}

// fill fills a form of a message, which is the one that goes with count, when
// that is not nil.
func (d *dictionary) fill(key string, m *message, i int, count any, pairs []string) string {
	if m.asked {
		args := make(map[string]any, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			args[pairs[i]] = pairs[i+1]
		}
		if s, err := d.localize(key, args, count); err == nil {
			return s
		}
		return missing(key)
	}
	switch pieces := m.forms[i]; len(pieces) {
	case 0:
		return missing(key)
	case 1:
		return pieces[0]
	default:
		var b strings.Builder
		for i, piece := range pieces {
			if i%2 == 1 {
				piece = valueOf(piece, pairs)
			}
			b.WriteString(piece)
		}
		return b.String()
	}
}

// valueOf is the value of a slot, or what go-i18n says where there is none.
func valueOf(slot string, pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == slot {
			return pairs[i+1]
		}
	}
	return "<no value>"
}

func missing(key string) string { return "«" + key + "»" }
