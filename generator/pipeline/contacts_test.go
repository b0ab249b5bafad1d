package pipeline

import (
	"os"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// A contact that was typed by hand is found wherever readers may see it, and
// each finding stands at its place, with help that works there.
func TestContactsWherever(t *testing.T) {
	words, err := os.ReadFile("../../content/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rules := write(t, small(t), "content/rules.yaml", string(words))
	for _, test := range []struct{ file, old, new, want, help string }{
		{"templates/base.html", `{{word "quiet"}}`, `{{word "quiet"}} 0808 1000 900`, "contacts/number", "a template has"},
		{"templates/base.html", `{{word "quiet"}}`, `{{word "quiet"}} <i title="999"></i>`, "", ""},
		{"templates/base.html", `{{word "quiet"}}`, `{{word "quiet"}} Quiet`, "template/words", `{{word "key"}}`},
		{"content/site.yaml", "{en: Leave this site,", "{en: Or ring 0808 1000 901,", "contacts/number", "a page writes :phone[helpline]"},
		{"content/services.yaml", "{en: Talk to a person.,", "{en: We are open Monday to Friday.,", "contacts/hours", "a page writes :hours[helpline]"},
		{"content/services.yaml", "cy: Siaradwch â pherson.", "cy: Ffoniwch 999 nawr.", "contacts/number", ":phone[emergency]"},
		{"content/messages.en.yaml", `talk: "Talk to someone"`, `talk: "Write to help@stopitnow.org.uk"`, "contacts/email", "add the service"},
		{"content/messages.cy.yaml", `talk: "Siaradwch â rhywun"`, `talk: "Ar agor 24 awr y dydd"`, "contacts/hours", ":hours[helpline]"},
		{"content/news/launch.md", "points: [It begins.]", "points: [It begins., Call 0808 1000 900 now.]", "contacts/number", "in the front matter"},
		{"content/news/launch.md", "points: [It begins.]", "points: [It begins in 2018 on a Monday.]", "", ""},
		{"content/campaigns/coast.md", "text: more contacts", "text: more calls to stopitnow.org.uk", "contacts/web", ":website[helpline]"},
		{"content/help/index.md", "description: How to talk to somebody, with the number and the hours.", "description: Call us 9am to 5pm, on the helpline.", "contacts/hours", "in the front matter"},
		{"content/help/index.md", "Call :phone[helpline].", `They had :allow[0808 1000 901]{rule=contacts/number why="an old leaflet" until=2027-06-01}.`, "exempt/used", ""},
	} {
		res, _ := mustBuild(t, edit(t, rules, test.file, test.old, test.new))
		told := slices.DeleteFunc(res.Findings, func(f diag.Finding) bool { // what other rules say of the small site
			family, _, _ := strings.Cut(f.Code, "/")
			return family != "contacts" && family != "template" && family != "exempt"
		})
		if test.want == "" && len(told) > 0 || test.want != "" && (len(told) != 1 || told[0].Code != test.want || told[0].Pos.File != test.file || !strings.Contains(told[0].Help, test.help)) {
			t.Errorf("%s: %s: want one %q with help %q, got:\n%s", test.file, test.new, test.want, test.help, sitetest.Text(told))
		}
	}
}
