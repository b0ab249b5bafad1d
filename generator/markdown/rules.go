package markdown

import (
	"slices"
	"strings"

	"sotto/generator/diag"
)

// Rules documents the findings of this room, sorted by code. A hook of [Env]
// may raise others.
func Rules() []diag.Rule {
	rules := slices.Concat(markdownRules, linkRules, directiveRules)
	slices.SortFunc(rules, func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) })
	return rules
}

var markdownRules = []diag.Rule{
	{Code: "markdown/alert", Severity: diag.Error, Summary: "a box is written the way GitHub writes it", Explain: `GitHub shows a quotation that starts with [!NOTE] as a box. Here it would be a quotation with odd brackets in it. Boxes are directives.

	> [!WARNING]
	> Do not do this alone.

becomes

	:::warning
	Do not do this alone.
	:::`},
	{Code: "markdown/anchor", Severity: diag.Error, Summary: "the anchor of a heading cannot be used", Explain: `A heading may end with an anchor of its own, so that links to it keep working when its words change:

	## Limits of confidentiality {#limits}

An anchor is made of lower case letters, digits and single hyphens. Some anchors belong to the frame that every page has, such as its main part and its menu, and cannot be used again. Nothing else may stand between the braces: classes and other attributes are the style sheet's business.`},
	{Code: "markdown/duplicate-anchor", Severity: diag.Error, Summary: "two headings have the same anchor", Explain: `A link to an anchor leads to the first heading that has it; the second could never be reached. Rename one of them, and the links that lead to it.

Anchors that are made from the words of a heading never clash: the second "Call us" becomes #call-us-2.`},
	{Code: "markdown/empty-heading", Severity: diag.Error, Summary: "a heading holds no words", Explain: `People who listen to a page move from heading to heading. An empty one tells them nothing. Write its words after the number signs, or delete the line.`},
	{Code: "markdown/footnote", Severity: diag.Error, Summary: "a footnote and its marks do not fit together", Explain: `A footnote is a mark in the text and a line of its own with the same name:

	The figure rose by a third.[^1]

	[^1]: Helpline figures, 2018.

Each mark needs a footnote, each footnote a mark, and no two footnotes may have one name. A mark may stand anywhere in text but not inside a link, because it is a link itself.`},
	{Code: "markdown/heading-level", Severity: diag.Error, Summary: "a heading has the wrong level", Explain: `The title in the front matter is the only heading of the first level. Headings in the text start with ##, and go down one level at a time, because people who listen to a page use them as its table of contents.

	# The law            wrong: the title is that already
	## The law           right
	#### What is illegal wrong: below ## comes ###
	### What is illegal  right`},
	{Code: "markdown/invisible", Severity: diag.Error, Summary: "a character reference writes a character that nobody can see", Explain: `References such as &#8203; or &#x202E; put characters into the page that leave no trace, or that turn the direction of text around. They hide words from the checks of this program, and from readers. Delete the reference. A space that does not break is &nbsp;, and is fine.`},
	{Code: "markdown/raw-html", Severity: diag.Error, Summary: "a page holds raw HTML", Explain: `Raw HTML could fetch things from elsewhere, run code, or break the page for people who do not see it; so there is none, comments included. Nearly everything has words in Markdown, and the rest is a directive. The finding says what to write instead.

	<b>now</b>     becomes     **now**
	<br>           becomes     a backslash at the end of the line

To show a less-than sign, write \<.`},
	{Code: "markdown/shortcode", Severity: diag.Error, Summary: "a page holds a shortcode or template code of another generator", Explain: `{{< note >}}, {{% ref %}}, {{ .Title }} and {% include %} belong to Hugo and to Jekyll. Here they would be shown as they are typed. Directives stand in their place; the finding says which.

	{{< youtube abc >}}              becomes     [what the film shows](https://…)
	{{< ref "law.md" >}}             becomes     law.md
	{{< notice >}} … {{< /notice >}} becomes     :::note … :::`},
	{Code: "markdown/table", Severity: diag.Error, Summary: "a table has the wrong shape", Explain: `A table is a row of heads, a line of dashes with as many cells, and rows with no more cells than that. If the line of dashes does not fit, there is no table at all; if a row has too many cells, the last ones are lost.

	| Year | Calls |
	| ---- | ----: |
	| 2018 | 7,002 |

A colon at the right end of the dashes sets a column of numbers to the right. For a bar within a cell, write \|.`},
	{Code: "markdown/too-deep", Severity: diag.Error, Summary: "blocks stand too deep inside each other", Explain: `Lists, quotations and directives may stand inside each other, but not more than about 16 lists deep. Nobody writes that by intention; and nobody can follow more than three levels on a phone.`},
	{Code: "markdown/too-long", Severity: diag.Error, Summary: "a page or a paragraph is longer than can be handled", Explain: `A page's Markdown may have 256 KiB, a paragraph or table 2,000 lines, and a paragraph 400 brackets, stars and underscores. Beyond that a page could take minutes to build. The finished page has a much smaller budget.`},
	{Code: "markdown/too-many", Severity: diag.Error, Summary: "a page has more problems than are shown", Explain: `After 100 findings in one page the rest is left out, because they often have one cause. Mend the ones that are shown and look again.`},
	{Code: "markdown/unclosed-code", Severity: diag.Error, Summary: "a code block is never closed", Explain: "A code block that starts with ``` ends at a line with the same marks. Without that line, all that follows on the page is shown as code."},
}

var linkRules = []diag.Rule{
	{Code: "markdown/bare-url", Severity: diag.Error, Summary: "an address stands in the text", Explain: `An address is hard to read, harder to hear, and says nothing about the place. Write words that name it, and make them the link:

	https://www.example.org/help            wrong
	<https://www.example.org/help>          wrong
	[Help from Example](https://www.example.org/help)

Links to services are best written :website[id], because then they are right everywhere when they change.`},
	{Code: "markdown/broken-link", Severity: diag.Error, Summary: "text looks like a link but is none", Explain: `A link is words in square brackets and an address in round ones, with nothing between:

	[the law] (law.md)        wrong: a space
	(the law)[law.md]         wrong: the other way round
	[the law](the law.md)     wrong: a space in the address
	[the law](law.md)         right

To write square brackets that are no link, put a backslash before them.`},
	{Code: "markdown/dangerous-link", Severity: diag.Error, Summary: "a link would run or show something of its own", Explain: `Addresses that start with javascript:, data:, file: and the like make the browser run or show what is written in them. They are never published, however they are written. Link to a source file, or to an https address.`},
	{Code: "markdown/insecure-link", Severity: diag.Error, Summary: "a link leads neither to a page of the site nor to an https address", Explain: `Links may lead to source files of this site, to headings, and to addresses that start with https://. Everything else either tells the network what is read (http:, and addresses that start with two slashes), or opens a program on the reader's device (mail, telephone; these come from the list of services).`},
	{Code: "markdown/link-character", Severity: diag.Error, Summary: "the address of a link holds a character that does not belong there", Explain: `Browsers read a backslash as a slash, and leave out characters that nobody can see; so an address with one leads somewhere else than it says. Type the address again.`},
	{Code: "markdown/link-text", Severity: diag.Error, Summary: "the words of a link do not say where it leads", Explain: `People who cannot see a page listen to its links one after another, without the sentences around them. "Here", "click here" and "read more" ("yma", "cliciwch yma", "darllen mwy") tell them nothing, and neither does an address. Name the place:

	To learn about the law, click [here](law.md).     wrong
	Read [what the law says](law.md).                 right`},
	{Code: "markdown/undefined-reference", Severity: diag.Error, Summary: "a link refers to a place that is not given", Explain: `[words][name] takes its address from a line of the same page:

	[name]: ../law/index.md

Without that line the brackets would be shown as they are typed. Write the address into the link instead: [words](../law/index.md). For plain brackets, put a backslash before them.`},
}

var directiveRules = []diag.Rule{
	{Code: "directive/attribute", Severity: diag.Error, Summary: "a directive's attributes are not the ones it takes", Explain: `Each directive has its own attributes, written key=value between braces. One that it does not know, one that is written twice, or one that is missing stops the build, because a slip of the keyboard would else be lost without a word.

	::service{ib=helpline}     wrong
	::service{id=helpline}     right`},
	{Code: "directive/content", Severity: diag.Error, Summary: "a directive holds something other than what it is for", Explain: `Some directives give their content a special form, and so hold one thing only: steps holds one numbered list, choices one list of links in which each entry starts with a link.

	:::choices
	- [I am worried about myself](self-help/index.md): where to start
	- [I am worried about someone else](someone-else.md)
	:::`},
	{Code: "directive/form", Severity: diag.Error, Summary: "a directive is written in the form of another kind", Explain: `There are three kinds. What holds text stands between two lines with three colons or more; what stands alone on a line has two; what stands in a sentence has one.

	:::note
	Text.
	:::

	::service{id=helpline}

	Call :phone[helpline].`},
	{Code: "directive/in-link", Severity: diag.Error, Summary: "a link stands inside another link", Explain: `A link cannot hold another one: browsers would take it apart. Some directives make a link of their label, and others are links themselves, such as phone and website. Put them beside each other.`},
	{Code: "directive/label", Severity: diag.Error, Summary: "a directive's label is missing or does not belong", Explain: `The label is what stands in square brackets after the name. Some directives need it, for some it is a choice, and some have none.

	:::exercise[Name of the exercise]{minutes=10}`},
	{Code: "directive/nesting", Severity: diag.Error, Summary: "a directive stands inside another one that has no more colons", Explain: `A line of colons closes the directive with as many colons. So that it is plain which one that is, an outer directive has more colons than those inside it:

	::::exercise[Name]
	Text.

	:::note
	Text.
	:::

	::::

If the two were meant to follow each other, the first one is not closed.`},
	{Code: "directive/stray", Severity: diag.Error, Summary: "a line of colons closes nothing", Explain: `A line of colons closes the directive that was opened with as many. If there is none, the line is left over, or the directive's own line was lost, or the number of colons differs. In a list or a quotation, the closing line must be as far in as the opening one.`},
	{Code: "directive/syntax", Severity: diag.Error, Summary: "a directive is not written as directives are", Explain: `The parts of a directive follow each other without spaces: colons, name, label, attributes.

	:::exercise[Name of it]{minutes=10 id=chain}

Values that hold a space stand between straight double quotes. Nothing else may stand on the line of a directive that holds text or stands alone. To write a colon that starts no directive, put a backslash before it.`},
	{Code: "directive/unclosed", Severity: diag.Error, Summary: "a directive is never closed", Explain: `A directive that holds text ends at a line with as many colons as it started with. Without that line it would take in the rest of the page. The finding stands at the line where it was opened.`},
	{Code: "directive/unknown", Severity: diag.Error, Summary: "there is no such directive", Explain: `The directives that exist are those that have a template in templates/components/. The finding names the nearest one.

To write a colon and a bracket that are no directive, put a backslash before the colon.`},
	{Code: "directive/value", Severity: diag.Error, Summary: "the value of an attribute is not of its kind", Explain: `An attribute holds a name (lower case letters, digits, hyphens), a whole number, a language code such as cy, a link, or text. A link is written as in Markdown: the path of a source file.

	:::exercise[Name]{minutes=ten}     wrong
	:::exercise[Name]{minutes=10}      right`},
}
