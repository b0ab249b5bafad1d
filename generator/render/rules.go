package render

import "sotto/generator/diag"

// Rules documents the findings of this room, sorted by code.
func Rules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "message/missing", Severity: diag.Error,
			Summary: "a word of the interface is missing in one language",
			Explain: `A template, or a page's frame, uses a word that content/messages.en.yaml or
content/messages.cy.yaml does not have. Pages in that language would have a
gap, so nothing is published.

Add the key to the file that the message names:

    backToTop: "Back to top"

or, for a word that goes with a number, one form for each plural category of
the language:

    parts: {one: "{{.Count}} part", other: "{{.Count}} parts"}

A country, language or channel that is new in content/services.yaml needs its
name in both files too: countryAU, languageFr, channelChat.`,
		},
		{
			Code: "service/lacks", Severity: diag.Error,
			Summary: "a directive asks for something that a service does not have",
			Explain: `:phone[id], :hours[id] and :website[id] show a fact from
content/services.yaml. The service named has no telephone number, no known
opening hours, or no website.

If the fact is known, add it there, with its source and date. If it is not,
take the directive out: a page never guesses at a number or a time.`,
		},
		{
			Code: "service/unknown", Severity: diag.Error,
			Summary: "there is no service with this id",
			Explain: `A directive such as ::service{id=helpline} or :phone[helpline] names a
service by its id in content/services.yaml, and there is none with this one.
Correct the id, or add the service to the registry first.`,
		},
		{
			Code: "template/execute", Severity: diag.Error,
			Summary: "a template asks for something that its view does not have",
			Explain: `A template can use the fields of the one view that it is given, and nothing
else. The views are in generator/render/view.go, and those of the components
in generator/render/boxes.go; each field says what it holds.

    {{.Frame.Titel}}   ->   {{.Frame.Title}}

Every template is tried with a full view and an empty one before any page is
made, so the mistake is reported once and not for each page.`,
		},
		{
			Code: "template/missing", Severity: diag.Error,
			Summary: "a template is missing",
			Explain: `Every kind of page and every component has one file below templates/. Put the
file back under the name in the message, or take it from the repository's
history.`,
		},
		{
			Code: "template/syntax", Severity: diag.Error,
			Summary: "a template cannot be read",
			Explain: `The templates are Go's html/template. Usual mistakes: an {{if}}, {{with}} or
{{range}} without its {{end}}; a brace too few; a quote left open in an
attribute; an action in a place where it cannot be escaped safely.

{{word "key"}} is the only function besides the built-in ones.`,
		},
		{
			Code: "template/unused", Severity: diag.Error,
			Summary: "a file in templates/ is used by nothing",
			Explain: `Only the files that a kind of page or a component needs may be in templates/.
A file with another name is most often a misspelt one, and its changes would
silently never be seen. Rename or delete it.`,
		},
	}
}
