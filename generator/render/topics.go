package render

import (
	"slices"
	"strings"

	"sotto/generator/locale"
	"sotto/generator/site"
)

// Topics is the view of the component a-to-z.
type Topics struct{ Letters []TopicLetter }

// TopicLetter is what begins with one letter of the language.
type TopicLetter struct {
	Letter, Anchor string // "Ch", "letter-ch"
	Topics         []Topic
}

// Topic is one entry of the list.
type Topic struct {
	Link Link
	// In is the name of the page's language, when it is not the list's.
	In string
	// Words are others for the same, with commas; "" for none.
	Words string
	// Keys are the words of Link and Words as somebody may type them: in small
	// letters without accents, and as the language changes their beginnings.
	Keys string
}

// topics makes the list from A to Z. What leads to a page that is not there to
// be read is left out.
func (e *edition) topics() (v Topics) {
	var list []Topic
	for _, t := range e.site.Topics {
		file, anchor, anchored := strings.Cut(t.Page, "#")
		p := e.site.Page(file, e.lang)
		if p == nil {
			continue
		}
		item := Topic{Link: e.link(p), Words: strings.Join(t.Words[e.lang], ", ")}
		item.Link.Text = e.said(t.Title)
		if anchored {
			item.Link.Href += "#" + anchor
		}
		if p.Lang != e.lang {
			item.In = e.text(wordsLanguage + capital(string(p.Lang)))
		}
		item.Keys = keys(e.language(), item.Link.Text, item.Words)
		list = append(list, item)
	}
	compare := locale.Compare(e.lang)
	slices.SortStableFunc(list, func(a, b Topic) int { return compare(a.Link.Text, b.Link.Text) })
	for _, item := range list {
		letter := capital(locale.Letter(e.lang, item.Link.Text))
		if n := len(v.Letters); n == 0 || v.Letters[n-1].Letter != letter {
			v.Letters = append(v.Letters, TopicLetter{Letter: letter, Anchor: "letter-" + locale.Slug(letter)})
		}
		last := &v.Letters[len(v.Letters)-1]
		last.Topics = append(last.Topics, item)
	}
	return v
}

// keys are the words of a title, and of others for it, as somebody may type them,
// but for those that stand there so already.
func keys(l *site.Language, title, others string) string {
	seen := map[string]bool{}
	for _, word := range strings.Fields(title + " " + others) {
		seen[strings.TrimRight(word, ",:")] = true
	}
	all := append(locale.Keys(l, title, true), locale.Keys(l, others, false)...)
	var list []string
	for _, key := range all {
		if !seen[key] {
			list, seen[key] = append(list, key), true
		}
	}
	return strings.Join(list, " ")
}
