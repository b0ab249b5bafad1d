package render

import (
	"html/template"
	"strings"
	"testing"
)

// carriedBy makes a page of a body, with three parts of a style, and returns which
// of them are left, those that the policy names, and the page.
func carriedBy(t *testing.T, body string) (parts, named string, page string) {
	t.Helper()
	styles := []Style{
		{Text: "a{}", Source: "'sha256-a+/='"},
		{Text: "b{}", Source: "'sha256-b+/='", Needs: [][]string{{"table"}, {".note", "p"}}},
		{Text: "c{}", Source: "'sha256-c+/='", Needs: [][]string{{".wide"}}},
	}
	code := ""
	for _, s := range styles {
		code += "<style>" + s.Text + "</style>"
	}
	code += "<script>0</script>"
	c := newCarrier(styles, template.HTML(code))
	whole := `<!doctype html><html><head><meta content="style-src &#39;sha256-a+/=&#39; &#39;sha256-b+/=&#39; &#39;sha256-c+/=&#39;; x"><title>T</title>` + code + "</head><body>" + body + "</body></html>"
	left, cuts := c.carry([]byte(whole))
	page = string(left)
	for i := range page { // the way back
		if at := before(cuts, i); whole[at] != page[i] {
			t.Fatalf("byte %d of what is left is said to be byte %d of the whole", i, at)
		}
	}
	for _, p := range []string{"a", "b", "c"} {
		if strings.Contains(page, "<style>"+p+"{}</style>") {
			parts += p
		}
		if strings.Contains(page, "sha256-"+p) {
			named += p
		}
	}
	if want := body + "</body></html>"; !strings.HasSuffix(page, "<script>0</script></head><body>"+want) || !strings.Contains(page, "; x\"><title>T</title><style>a{}") {
		t.Errorf("more than a part is gone: %s", page)
	}
	return parts, named, page
}

func TestCarry(t *testing.T) {
	for _, tt := range []struct{ body, want string }{
		{"<p>table .note wide</p>", "a"},
		{"<table><tr><td>1</td></tr></table>", "ab"},
		{"<TABLE></TABLE>", "ab"},
		{"<br/><table/>", "ab"},
		{`<div class="note"></div>`, "a"},
		{`<div class="note"><p></p></div>`, "ab"},
		{`<p id="1" class="a note"></p>`, "ab"},
		{`<p CLASS='note' hidden></p>`, "ab"},
		{"<p title='<table class=\"wide\">'>&lt;table></p>", "a"},
		{`<svg viewBox="0 0 1 1"><path class="x wide  y" d="M0 0"/></svg>`, "ac"},
		{"<p\nclass=\"\twide\n\">", "ac"},
		{`<p class="notes Wide"></p>`, "a"},
		{`<p data-class="wide"></p>`, "a"},
		{`<p class></p>`, "a"},
		// What is written otherwise is not read at all.
		{"<p class=wide>", "abc"},
		{"<p class = \"wide\">", "abc"},
		{"<p class=\"&#119;ide\">", "abc"},
		{"<!-- <p> -->", "abc"},
		{"<textarea><p title='</textarea>", "abc"},
		{"<script>1<2</script>", "abc"},
		{"a < b", "abc"},
		{"<p title=\"", "abc"},
		{"<p", "abc"},
		{"<p =\"\">", "abc"},
	} {
		parts, named, page := carriedBy(t, tt.body)
		if parts != tt.want || named != tt.want {
			t.Errorf("%s: the page has %s and names %s, want %s\n%s", tt.body, parts, named, tt.want, page)
		}
	}
}

// FuzzCarry: whatever is in the body of a page, nothing but parts is taken out of it,
// and the policy names what is left.
func FuzzCarry(f *testing.F) {
	f.Add(`<table class="note"><p class='wide'>`)
	f.Add("<p title='<table>' / class=\"wide\"")
	f.Fuzz(func(t *testing.T, body string) {
		parts, named, _ := carriedBy(t, body)
		if named != parts && !strings.Contains(body, "sha256-") && !strings.Contains(body, "{}") {
			t.Errorf("the page has %s and names %s", parts, named)
		}
	})
}

// TestNothingToTakeOut: a page that is not laid out as expected keeps everything.
func TestNothingToTakeOut(t *testing.T) {
	styles := []Style{{Text: "a{}", Source: "'x'"}, {Text: "b{}", Source: "'y'", Needs: [][]string{{"b"}}}}
	c := newCarrier(styles, "<style>a{}</style><style>b{}</style>")
	for _, page := range []string{
		"",
		"<head></head><body></body>",
		"<style>b{}</style><style>a{}</style>",
		"<style>a{}</style><style>b{}</style>", // the policy is missing
		"<style>a{}</style><style>b{}</style> &#39;y&#39; stands here too late", // and here
	} {
		if got, cuts := c.carry([]byte(page)); string(got) != page || cuts != nil {
			t.Errorf("%q becomes %q", page, got)
		}
	}
	if got, _ := newCarrier(nil, "").carry([]byte("<p>")); string(got) != "<p>" {
		t.Errorf("without a style: %q", got)
	}
}
