package pipeline

import (
	"bytes"

	"sotto/generator/audit"
	"sotto/generator/markdown"
	"sotto/generator/render"
	"sotto/generator/site"
)

// proves reports whether a page holds the directive ::proof, which tells what
// the check of all finished pages has shown. Such pages go down the line last.
func proves(p *site.Page) bool { return bytes.Contains(p.Body(), []byte("\n::proof")) }

// prove finishes the pages that hold a proof. A proof speaks of them too, so
// each is first made and checked without it, for its facts alone: what is then
// put in holds no link and no script, and cannot make them untrue.
func (l *line) prove() error {
	var pages []*site.Page
	facts := append([]audit.Facts(nil), l.facts...)
	for _, p := range l.site.Pages {
		if !proves(p) {
			continue
		}
		pages = append(pages, p)
		if l.publish {
			doc, _ := l.markdown(p)
			html, _ := l.renderer.Page(p, doc)
			f, _ := l.auditor.File(p.Output, html)
			facts = append(facts, f)
		}
	}
	if l.publish && len(pages) > 0 {
		l.proof = l.proofOf(facts)
	}
	for _, p := range pages {
		if err := l.page(p); err != nil {
			return err
		}
	}
	return nil
}

// proofOf puts together what is known of all pages.
func (l *line) proofOf(facts []audit.Facts) *render.Proof {
	totals := audit.Total(facts)
	leak := measure(l.site, facts, l.stage.Sizes())
	proof := &render.Proof{
		Date: newest(l.site), Pages: totals.Pages, Requests: leak.Requests,
		Hosts: totals.Outbound, Scripts: totals.Scripts, CSP: l.assets.CSP,
	}
	if size := l.site.Config.Size; size.Mode == site.Uniform {
		proof.Plain, proof.Packed = size.PageBytes, size.TransferBytes
	}
	proof.Discreet, proof.Alike, proof.Bits = leak.Discreet.Of, leak.Discreet.Smallest, leak.Discreet.Bits
	return proof
}

// component is the renderer's, with the proof in its place.
func (l *line) component(p *site.Page) func(markdown.Directive) (string, *markdown.Problem) {
	component := l.renderer.Component(p)
	return func(d markdown.Directive) (string, *markdown.Problem) {
		if d.Name == "proof" && l.proof != nil {
			return l.renderer.Proof(p.Lang, l.proof), nil
		}
		return component(d)
	}
}
