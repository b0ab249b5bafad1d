package main

import (
	"fmt"
	"strings"
)

// body collects one page's Markdown for both generators at once. They differ
// only where a link names a folder's own page and where a directive stands.
type body struct {
	page        *page
	rand        *source
	sotto, hugo strings.Builder
}

// text writes what is the same for both.
func (b *body) text(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	b.sotto.WriteString(s)
	b.hugo.WriteString(s)
}

// each writes the two spellings of one thing.
func (b *body) each(sotto, hugo string) {
	b.sotto.WriteString(sotto)
	b.hugo.WriteString(hugo)
}

// link writes a link to another page's source file, as both generators
// resolve it: relative to this file.
func (b *body) link(words string, to *page, anchor string) {
	if anchor != "" {
		anchor = "#" + anchor
	}
	b.each(
		fmt.Sprintf("[%s](%s%s)", words, relative(b.page.sotto, to.sotto), anchor),
		fmt.Sprintf("[%s](%s%s)", words, relative(b.page.hugo, to.hugo), anchor),
	)
}

// sentence draws one that says no opening hours ("at the weekend … from two or
// three"), which are typed nowhere but in the services' file.
func (b *body) sentence() string {
	for {
		if s := b.drawn(); !strings.HasPrefix(s, "At the weekend") || !strings.Contains(s, "from two or three") {
			return s
		}
	}
}

func (b *body) drawn() string {
	r := b.rand
	switch r.below(6) {
	case 0:
		return r.of(short)
	case 1:
		return fmt.Sprintf("%s, it helps to %s %s %s.", r.of(when), r.of(do), r.of(what), r.of(how))
	case 2:
		return fmt.Sprintf("You might *%s* %s, or %s %s.", r.of(do), r.of(what), r.of(do), r.of(what))
	case 3:
		return fmt.Sprintf("It isn't easy to %s %s %s.", r.of(do), r.of(what), r.of(how))
	}
	return fmt.Sprintf("%s, %s %s %s %s %s.", r.of(when), r.of(who), r.of(can), r.of(do), r.of(what), r.of(how))
}

func (b *body) sentences(n int) {
	for i := range n {
		if i > 0 {
			b.text(" ")
		}
		b.text("%s", b.sentence())
	}
}

// paragraph writes n sentences.
func (b *body) paragraph(n int) {
	b.sentences(n)
	b.text("\n\n")
}

func (b *body) list(n int) {
	for _, w := range b.rand.some(n, bold) {
		b.text("- **%s.** %s\n", w, b.sentence())
	}
	b.text("\n")
}

func (b *body) steps(n int) {
	for i := range n {
		b.text("%d. %s\n", i+1, b.sentence())
	}
	b.text("\n")
}

func (b *body) table(rows int) {
	r := b.rand
	c := columns[r.below(len(columns))]
	b.text("| %s | %s | %s |\n|---|---|---|\n", c[0], c[1], c[2])
	first := r.some(rows, when)
	for i := range rows {
		b.text("| %s | %s | %s %s |\n", first[i], r.of(what), r.of(do), r.of(what))
	}
	b.text("\n")
}

// chapter writes about 5 KB: four headings, paragraphs, a list, steps, a
// table, an exercise, a reflection and nine links inside the site.
func (b *body) chapter(s *plan) {
	r, p := b.rand, b.page
	b.paragraph(3)
	b.sentences(2)
	b.text(" You can read ")
	near := p.near(r)
	b.link(near.title, near, "")
	b.text(" before or after this. ")
	b.paragraph(1)

	b.text("## %s\n\n", p.headings[0])
	b.paragraph(4)
	b.list(4)
	b.text("If this is new, go back to ")
	b.link("the start of this guide", p.parent, "")
	b.text(", or on to ")
	far := s.other(r)
	b.link(far.title, far, "")
	b.text(".\n\n")

	b.text("## %s\n\n", p.headings[1])
	b.paragraph(4)
	b.text("The table puts it side by side.\n\n")
	b.table(6)
	b.text("More about the last line stands in ")
	near = p.near(r)
	b.link(strings.ToLower(near.headings[1]), near, slug(near.headings[1]))
	b.text(". ")
	b.paragraph(2)

	b.text("### %s\n\n", p.headings[2])
	b.paragraph(3)
	b.steps(4)

	name := r.of(exerciseName)
	minutes := 5 * (1 + r.below(4))
	b.each(
		fmt.Sprintf(":::exercise[%s]{minutes=%d}\n", name, minutes),
		fmt.Sprintf("{{< exercise name=%q minutes=%d >}}\n", name, minutes),
	)
	b.paragraph(2)
	b.steps(4)
	b.each(":::\n\n", "{{< /exercise >}}\n\n")

	b.text("## %s\n\n", p.headings[3])
	b.paragraph(4)
	b.text("- ")
	b.link("what stays private", s.limits, "limits")
	b.text(" when you call\n- ")
	b.link("ways to talk now", s.help, "")
	b.text("\n- ")
	far = s.other(r)
	b.link(strings.ToLower(far.headings[0]), far, slug(far.headings[0]))
	b.text(", from another guide\n- ")
	b.text("[%s](#%s), above\n\n", strings.ToLower(p.headings[0]), slug(p.headings[0]))
	b.paragraph(3)

	b.each(":::reflection\n", "{{< reflection >}}\n")
	for range 3 {
		b.text("- What would change if %s could %s %s?\n", r.of(who), r.of(do), r.of(what))
	}
	b.each(":::\n", "{{< /reflection >}}\n")
}

// module writes the short introduction of a module.
func (b *body) module(s *plan) {
	b.paragraph(5)
	b.text("Begin with ")
	b.link(b.page.children[0].title, b.page.children[0], "")
	b.text(", or read ")
	b.link("how to read in private", s.private, "")
	b.text(" first.\n\n")
	b.paragraph(5)
}

// plain writes a page of another kind.
func (b *body) plain(s *plan) {
	if b.page.lang == "cy" {
		b.text("%s\n\n", strings.Join(b.rand.some(6, welsh), " "))
		b.text("## Mwy o help\n\n%s Gweler hefyd ", strings.Join(b.rand.some(8, welsh), " "))
		b.link("beth sy'n aros yn breifat", s.limits, "limits")
		b.text(" a ")
		b.link("ffyrdd o siarad nawr", s.help, "")
		b.text(".\n\n## Beth sy'n dod nesaf\n\n%s\n\n", strings.Join(b.rand.some(6, welsh), " "))
		return
	}
	b.paragraph(4)
	if b.page == s.limits {
		b.text("## The limits {#limits}\n\n")
	} else {
		b.text("## %s\n\n", b.page.headings[0])
	}
	b.paragraph(5)
	b.list(3)
	b.text("See also ")
	b.link("what stays private", s.limits, "limits")
	b.text(" and ")
	b.link("ways to talk now", s.help, "")
	b.text(".\n\n## %s\n\n", b.page.headings[1])
	b.paragraph(5)
}

// slug is the anchor both generators give a heading of the table above:
// ASCII letters, spaces and hyphens only.
func slug(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "-") }

// relative is how a file at from writes a link to a file at to.
func relative(from, to string) string {
	up := strings.Split(from, "/")
	down := strings.Split(to, "/")
	up = up[:len(up)-1]
	for len(up) > 0 && len(down) > 1 && up[0] == down[0] {
		up, down = up[1:], down[1:]
	}
	return strings.Repeat("../", len(up)) + strings.Join(down, "/")
}
