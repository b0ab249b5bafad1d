package markdown_test

import (
	"strings"
	"testing"

	. "sotto/generator/markdown"
	"sotto/generator/site"
)

func TestTypography(t *testing.T) {
	tests := []struct{ lang, in, want string }{
		// Double quotes.
		{"en", `"Go"`, `“Go”`},
		{"en", `She said "go now" twice.`, `She said “go now” twice.`},
		{"en", `("Go")`, `(“Go”)`},
		{"en", `"Go," she said, "now."`, `“Go,” she said, “now.”`},
		{"en", `He said: "...and then?"`, `He said: “…and then?”`},
		{"en", `well-"known" and/"or"`, `well-“known” and/“or”`},
		{"en", `he said—"go"`, `he said—“go”`},
		{"en", `"Wait—" she said`, `“Wait—” she said`},
		{"en", `"£5" or "50%"`, `“£5” or “50%”`},
		{"en", "\"One\ntwo\"", "“One\ntwo”"},
		{"en", "one\n\"two\"", "one\n“two”"},
		{"en", `a 5" screen`, `a 5” screen`},
		{"en", `" alone`, `” alone`},
		// Single quotes and apostrophes.
		{"en", `don't, it's, the child's, children's`, `don’t, it’s, the child’s, children’s`},
		{"en", `'single' quotes`, `‘single’ quotes`},
		{"en", `the dogs' dinner`, `the dogs’ dinner`},
		{"en", `"He said 'go' to me"`, `“He said ‘go’ to me”`},
		{"en", `"'Go,' he said"`, `“‘Go,’ he said”`},
		{"en", `'"Go," he said'`, `‘“Go,” he said’`},
		{"en", `say 'no'.`, `say ‘no’.`},
		{"en", `'tis the season`, `’tis the season`},
		{"en", `'Twas ever so`, `’Twas ever so`},
		{"en", `give 'em time`, `give ’em time`},
		{"en", `rock 'n' roll`, `rock ’n’ roll`},
		{"en", `the '90s and the 1980s'`, `the ’90s and the 1980s’`},
		{"en", `in '98 and the '18 campaign`, `in ’98 and the ’18 campaign`},
		{"en", `the age is '18' now`, `the age is ‘18’ now`},
		{"en", `'2018 was hard'`, `‘2018 was hard’`},
		{"en", `'Cause and effect'`, `‘Cause and effect’`},
		{"en", `'cause I want to`, `’cause I want to`},
		{"en", `goin' home`, `goin’ home`},
		{"en", `O'Neill and D'Arcy`, `O’Neill and D’Arcy`},
		{"en", `'É' and 'ŵ'`, `‘É’ and ‘ŵ’`},
		// Dashes.
		{"en", `one - two`, `one – two`},
		{"en", `one -- two`, `one – two`},
		{"en", `one--two`, `one–two`},
		{"en", `one---two`, `one—two`},
		{"en", `one --- two`, `one — two`},
		{"en", "one -\ntwo", "one –\ntwo"},
		{"en", `well-known, self-help`, `well-known, self-help`},
		{"en", `2016-18`, `2016–18`},
		{"en", `2016-2018`, `2016–2018`},
		{"en", `ages 9-11, 16-17-year-olds`, `ages 9–11, 16–17-year-olds`},
		{"en", `£5-£10, 10-15%, 9:00-17:00, 9am-5pm`, `£5–£10, 10–15%, 9:00–17:00, 9am–5pm`},
		{"en", `1,200-1,500 and 1.5-2.5`, `1,200–1,500 and 1.5–2.5`},
		{"en", `0808-100-0900, 0808-1000, 2026-11-21, 2018-11`, `0808-100-0900, 0808-1000, 2026-11-21, 2018-11`},
		{"en", `COVID-19, 24-hour, PHQ-9, A4-A5, 1-a, 12/3-4, -5`, `COVID-19, 24-hour, PHQ-9, A4-A5, 1-a, 12/3-4, -5`},
		{"en", `--strict, ----, a -b`, `--strict, ----, a -b`},
		// Dots.
		{"en", `and so on...`, `and so on…`},
		{"en", `wait.... no . . . e.g. i.e.`, `wait…. no . . . e.g. i.e.`},
		{"en", `"...or not"`, `“…or not”`},
		// Escapes and references stay as they are.
		{"en", `\"as typed\" \'x\' \-- \... a \- b`, `&quot;as typed&quot; 'x' -- ... a - b`},
		{"en", `&quot;x&quot; and &#39;x&#39;`, `&quot;x&quot; and 'x'`},
		{"en", `"&amp;" "&nbsp;x" &ldquo;'x'`, `“&amp;” ”` + "\u00a0" + `x” “‘x’`},
		// Never in code, addresses, attributes.
		{"en", "`don't \"x\" 1-2 ...`", "<code>don't &quot;x&quot; 1-2 ...</code>"},
		{"en", `[it's](a'b.md "it's 1-2")`, `<a href="a'b.md" title="it's 1-2">it’s</a>`},
		{"en", `![it's "x" 1-2](/a.png)`, `<img src="/a.png" alt="it's &quot;x&quot; 1-2">`},
		// Across marks.
		{"en", `"*quoted*"`, `“<em>quoted</em>”`},
		{"en", `*"quoted"*`, `<em>“quoted”</em>`},
		{"en", `**"A** b" and "**A** b"`, `<strong>“A</strong> b” and “<strong>A</strong> b”`},
		{"en", `"[the law](a.md)" and [the law](a.md)'s`, `“<a href="a.md">the law</a>” and <a href="a.md">the law</a>’s`},
		{"en", `'*em*' and *em*'s`, `‘<em>em</em>’ and <em>em</em>’s`},
		{"en", "\"`code`\" and '`code`'s", "“<code>code</code>” and ‘<code>code</code>’s"},
		{"en", `"***both***"`, `“<em><strong>both</strong></em>”`},
		{"en", `*a* - *b*`, `<em>a</em> – <em>b</em>`},
		{"en", `(*"a"*)`, `(<em>“a”</em>)`},
		{"en", `"![x](/a.png)"`, `“<img src="/a.png" alt="x">”`},
		// Welsh.
		{"cy", `"Ewch"`, `“Ewch”`},
		{"cy", `a'r, i'r, o'r, mae'n, sy'n, i'w, a'i, o'u, fi'm, a'th, a'ch`, `a’r, i’r, o’r, mae’n, sy’n, i’w, a’i, o’u, fi’m, a’th, a’ch`},
		{"cy", `'Dw i'n mynd`, `’Dw i’n mynd`},
		{"cy", `"'Dw i'n iawn," meddai`, `“’Dw i’n iawn,” meddai`},
		{"cy", `mae 'na lawer, a 'ma fo, 'na ti`, `mae ’na lawer, a ’ma fo, ’na ti`},
		{"cy", `'sdim ots, 'smo fi, 'sneb yma`, `’sdim ots, ’smo fi, ’sneb yma`},
		{"cy", `yn 'nôl, mynd 'nôl, 'NÔL`, `yn ’nôl, mynd ’nôl, ’NÔL`},
		{"cy", `'run fath, ti 'di mynd, 'dyn ni, 'dan ni, 'dy'n ni`, `’run fath, ti ’di mynd, ’dyn ni, ’dan ni, ’dy’n ni`},
		{"cy", `efo fo 'ta hi, 'te, 'fo`, `efo fo ’ta hi, ’te, ’fo`},
		{"cy", `a 'r tŷ, i 'w, o 'n, da 'th, eich 'ch, ni 'm, fo 'i, nhw 'u`, `a ’r tŷ, i ’w, o ’n, da ’th, eich ’ch, ni ’m, fo ’i, nhw ’u`},
		{"cy", `'mlaen, 'chydig, 'leni, 'rioed, 'falle, 'drycha`, `’mlaen, ’chydig, ’leni, ’rioed, ’falle, ’drycha`},
		{"cy", `dweud 'na' wrtho`, `dweud ‘na’ wrtho`},
		{"cy", `'Na fo,' meddai`, `‘Na fo,’ meddai`},
		{"cy", `'I fyny' a 'Ti a fi'`, `‘I fyny’ a ‘Ti a fi’`},
		{"cy", `'Helo' a 'hwyl fawr'`, `‘Helo’ a ‘hwyl fawr’`},
		{"cy", `y '90au a'r '80au`, `y ’90au a’r ’80au`},
		{"cy", `*Tŷ*'r plentyn, [y tŷ](a.md)'n lân`, `<em>Tŷ</em>’r plentyn, <a href="a.md">y tŷ</a>’n lân`},
		{"cy", `'ŵyl' a 'ôl'`, `‘ŵyl’ a ‘ôl’`},
		{"cy", `2016-18 - a mwy...`, `2016–18 – a mwy…`},
		{"cy", `'tis Saesneg'`, `‘tis Saesneg’`},
		{"en", `'na fo'`, `‘na fo’`},
		// No language, no typography.
		{"", `"x" 'y' 1-2 a - b ...`, `&quot;x&quot; 'y' 1-2 a - b ...`},
		{"fr", `"x" - 'y'`, `&quot;x&quot; - 'y'`},
	}
	c := New()
	for _, test := range tests {
		doc, _ := convert(t, c, test.in+"\n", inLanguage(test.lang))
		got := strings.TrimSuffix(strings.TrimPrefix(doc.HTML, "<p>"), "</p>\n")
		if got != test.want {
			t.Errorf("%s: %s\n got %s\nwant %s", test.lang, test.in, got, test.want)
		}
	}
}

// A quote at the start of a block knows nothing of the block before.
func TestTypographyStartsAnew(t *testing.T) {
	doc, _ := convert(t, New(), "a\n\n\"b\"\n\n- \"c\"\n- 'd'\n\n| \"e\" |\n|---|\n| 'f' |\n\n## \"g\"\n\nt[^1]\n\n[^1]: \"h\"\n", inLanguage("en"))
	for _, want := range []string{"“b”", "“c”", "‘d’", "“e”", "‘f’", "“g”", "“h”"} {
		if !strings.Contains(doc.HTML, want) {
			t.Errorf("no %s in\n%s", want, doc.HTML)
		}
	}
}

// A short text gets what running text gets, and no Markdown is read in it.
func TestTypeset(t *testing.T) {
	for _, test := range []struct{ lang, in, want string }{
		{"en", `'Right now' steps`, `‘Right now’ steps`},
		{"en", `Numbers "double" in 2016-18 - and don't stop...`, `Numbers “double” in 2016–18 – and don’t stop…`},
		{"en", `someone else's`, `someone else’s`},
		{"en", `"Nearly 600 a month"`, `“Nearly 600 a month”`},
		{"en", `say "no" ("never")`, `say “no” (“never”)`},
		{"en", `already ’ and “so” – fine`, `already ’ and “so” – fine`},
		{"cy", `Nid yw'r dudalen yma'n barod`, `Nid yw’r dudalen yma’n barod`},
		{"cy", `o'r 'steddfod i'r Môr`, `o’r ’steddfod i’r Môr`},
		{"cy", `'Nawr' a 'nôl`, `‘Nawr’ a ’nôl`},
		// Not Markdown.
		{"en", `R&D *all* [x](y) &amp; \"z\" \ <b>`, `R&D *all* [x](y) &amp; \”z\” \ <b>`},
		{"en", "", ""},
		{"", `'as' "typed" - ...`, `'as' "typed" - ...`},
	} {
		if got := Typeset(inLanguage(test.lang).Language, test.in); got != test.want {
			t.Errorf("%s: %s\n got %s\nwant %s", test.lang, test.in, got, test.want)
		}
	}
}

// What the site that ships with the generator does not have: quotes of other
// forms, of which the inner ones are no apostrophes, and words that stay on
// one line with the next.
func TestTypesetInPolish(t *testing.T) {
	l := &site.Language{Code: "pl", Quotes: [4]rune{'„', '”', '«', '»'}, Together: map[string]bool{"ul.": true, "w": true, "dr": true}}
	for in, want := range map[string]string{
		`Mówi "tak"`:                    `Mówi „tak”`,
		`"Mówi 'tak' i 'nie'" nam`:      `„Mówi «tak» i «nie»” nam`,
		`McDonald's i 'U2'`:             `McDonald’s i «U2»`,
		`Ul. Długa, w domu (w "Dr No")`: "Ul.\u00A0Długa, w\u00A0domu (w\u00A0„Dr\u00A0No”)",
		`nów to nie w  ten`:             "nów to nie w\u00A0 ten",
	} {
		if got := Typeset(l, in); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
		doc, _ := convert(t, New(), in+"\n", Env{Language: l})
		if got := strings.TrimSpace(doc.Text); got != want {
			t.Errorf("in Markdown: %s\n got %s\nwant %s", in, got, want)
		}
	}
}
