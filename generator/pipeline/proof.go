package pipeline

import (
	"sotto/generator/render"
	"sotto/generator/site"
)

// proofOf puts together what the check of all pages has shown.
func (l *line) proofOf() *render.Proof {
	facts := l.facts()
	totals := l.auditor.Totals(facts)
	leak := measure(l.site, l.auditor, facts, l.stage.Sizes())
	proof := &render.Proof{
		Date: l.site.Newest(), Pages: totals.Pages, Requests: leak.Requests,
		Hosts: totals.Outbound, Scripts: totals.Scripts, CSP: l.assets.CSP,
	}
	if size := l.site.Config.Size; size.Mode == site.Uniform {
		proof.Plain, proof.Packed = size.PageBytes, size.TransferBytes
	}
	if d := leak.Discreet; d != nil {
		proof.Discreet, proof.Alike = int(d.Pages.Of), int(d.Pages.Smallest)
		proof.Bits, _ = d.Bits()
	}
	return proof
}
