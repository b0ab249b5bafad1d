package markdown_test

import (
	"strings"
	"testing"

	. "sotto/generator/markdown"
)

// benchPage is about 5 KB of Markdown as chapters have it: headings, lists,
// links, a table, directives.
func benchPage() []byte {
	const para = `When you feel an urge, it can seem as if it will never end. It *will* end. Most urges rise, stay high for a while, and then fall, whether or not you act on them. You can learn to **wait it out**, and [each time you do](../urges/riding-it-out.md) it gets a little easier. If you're worried, [talk to someone](../../help/index.md#talk) who has heard it before.

`
	const list = `- Put the device in another room - not just in a drawer.
- Go outside, even for five minutes, and walk.
- Ring a friend, or [the helpline](../../help/first-call.md), and say "I need to talk".
- Write down what you felt, and what happened before.

`
	const table = `| Year | Calls | Visits to site | Change |
|---|---:|---:|---:|
| 2016 | 4,120 | 31,200 | |
| 2017 | 5,311 | 44,890 | 29% |
| 2018 | 7,002 | 61,412 | 32% |
| 2019 | 8,950 | 70,018 | 28% |

`
	const exercise = `:::exercise[Your own list]{minutes=10}
Write down three things that have helped before. Keep the list where you will see it.
:::

Call :phone[helpline] if you would rather talk.

`
	var b strings.Builder
	for i, title := range []string{"What an urge is", "Why waiting works", "What helps", "The numbers", "After the urge", "What next"} {
		b.WriteString("## " + title + "\n\n" + para)
		switch i {
		case 0, 2, 4:
			b.WriteString(list)
		case 3:
			b.WriteString(table)
		case 5:
			b.WriteString(exercise)
		}
		b.WriteString(para)
	}
	return []byte(b.String())
}

func BenchmarkConvert(b *testing.B) {
	src := benchPage()
	c := New()
	env := testEnv("en")
	env.Slug = func(s string) string { return s } // the hooks' own time is not ours
	env.Component = func(d Directive) (string, *Problem) { return d.Content, nil }
	if _, findings := c.Convert(Source{Name: "page.md", Text: src}, env); len(findings) > 0 {
		b.Fatal(findings)
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		c.Convert(Source{Name: "page.md", Text: src}, env)
	}
}
