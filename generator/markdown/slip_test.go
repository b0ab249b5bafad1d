package markdown_test

import (
	"fmt"
	"strings"
	"testing"

	. "sotto/generator/markdown"
)

// TestSlips looks for what pasted text becomes: each line is Markdown, and
// behind the arrow the slips in it, by kind and by the bytes that they stand
// at; none for text that looks alike.
func TestSlips(t *testing.T) {
	names := map[SlipKind]string{CodeByIndent: "code", TabbedRow: "tabs", TypedBullet: "bullet", HashesNoHeading: "hashes", MarksShown: "marks",
		ShortRow: "short", GluedRow: "glued", LooseEntry: "loose", BoldParagraph: "bold", UnderlinedText: "underlined"}
	c := New()
	for _, test := range []string{
		// Bullets, letters and numbers.
		`• One\n• Two → bullet "•"`, `One:\n• Two → bullet "•"`, `· One → bullet "·"`, `o One\no Two → bullet "o"`, `o	One → bullet "o"`, `Things:\no one\no two → bullet "o"`,
		`- o ddydd Llun → `, `Mae hyn yn wir am bobl\no Gymru. → `, `Mae rhai\no Gaerdydd a rhai\no Fangor → bullet "o"`, `– One → bullet "–"`, `> — a caller → `, `One – two\n– three – four. → `,
		`☐ Call → bullet "☐"`, `- [ ] Call → bullet "[ ]"`, "-\u00A0One → bullet \"-\"", `-One\n-Two → bullet "-"`, `-5 degrees → `, `a) one\nb) two → bullet "a)"`, `(i) one\n(ii) two → bullet "(i)"`,
		`A. Smith said so. → `, `1.Go → bullet "1."`, `1 . Go → bullet "1 ."`, `1.5 million → `, `1) Go\n2) Stay → `, `One·two and 5·4 → `, `✓ done → bullet "✓"`, `• One\n\n• Two\n\nx\n\n• Three → bullet "•", bullet "•"`,
		// Tables.
		`One	two\nthree	four → tabs "One	two"`, `One	two\n\nthree	four → tabs "One	two"`, `	1	2 → tabs "1	2"`, `1.	One → `,
		`|a|b|\n|-|-|\n|c| → short "|c|"`, `|a|b|\n|-|-|\n|c|d|\nText. → glued "Text."`, `|a|b|\n|-|-|\n|c|d| → `, `|a|\n|-|\nb → `, `a|b\n-|-\nc|\nd|e → short "c|"`,
		// Headings.
		`##Heading → hashes "##"`, `###Heading### → hashes "###"`, "##\u00A0Heading → hashes \"##\"", `＃＃ Heading → hashes "＃＃"`, `####### Seven → hashes "#######"`, `\## Heading → hashes "\##"`, `#A heading → hashes "#"`,
		`#hashtag → `, `#5 is the best. → `, `Text\n##Heading → hashes "##"`, `## Heading → `, `The #1 → `,
		`Text that ends.\n--- → underlined "Text that ends."`, `Heading\n--- → `, `Two\nlines\n--- → underlined "lines"`, `**Bold heading** → bold "**Bold heading**"`, `**Bold** and not → `, `- **Bold** → bold "**Bold**"`,
		// Marks.
		`A **bold word → marks "**"`, `A bold** word → marks "**"`, `A ** bold ** word → marks "**"`, `An *odd word → marks "*"`, `rounded* → marks "*"`, `Grade A* or 5 * 3 → `, `s**t → `, `an _odd word → marks "_"`, `snake_case and ____ → `,
		`~~gone~~ → marks "~~"`, `about ~50 → `, "don`t → marks \"`\"", `==look== → marks "=="`, `a = b == c → `, `\*plain\* → `, "`a*` → ", `*fine* **fine** → `, `*a\n\n*b → marks "*", marks "*"`, `*a and *b → marks "*"`,
		// Lists that stand beside each other.
		`1. One\n  - sub\n2. Two → loose "- sub"`, `1. One\n   - sub\n2. Two → `, `- One\n - sub → loose "- sub"`, `- One\n  - sub → `, `- One\n 1. sub → loose "1. sub"`, `1. One\n\n  Text. → loose "Text."`, `1. One\n\nText. → `, ` 9. One\n10. Two → `,
		`    code → code "code"`, `- One\n\n      code → code "code"`, "```\ncode\n``` → ",
	} {
		text, want, _ := strings.Cut(test, " → ")
		text = strings.ReplaceAll(text, `\n`, "\n")
		doc, _ := convert(t, c, text, testEnv("en"))
		var got []string
		for _, s := range doc.Slips {
			got = append(got, fmt.Sprintf("%s \"%s\"", names[s.Kind], text[s.Start:s.End]))
		}
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if doc, _ := convert(t, c, strings.Repeat("•\n\nx\n\n", 1000), testEnv("en")); len(doc.Slips) != maxFindings {
		t.Errorf("%d slips on one page", len(doc.Slips))
	}
}
