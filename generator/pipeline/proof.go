package pipeline

import (
	"sotto/generator/audit"
	"sotto/generator/render"
	"sotto/generator/site"
)

// proofOf puts together what the check of all pages has shown.
func (l *line) proofOf() *render.Proof {
	totals := audit.Total(l.facts())
	leak := l.leak()
	proof := &render.Proof{
		Date: l.site.Newest(), Pages: totals.Pages, Requests: leak.Requests,
		Hosts: totals.Outbound, Scripts: totals.Scripts, CSP: l.assets.CSP,
	}
	if size := l.site.Config.Size; size.Mode == site.Uniform {
		proof.Plain, proof.Packed = size.PageBytes, size.TransferBytes
	}
	proof.Discreet, proof.Alike, proof.Bits = leak.Discreet.Of, leak.Discreet.Smallest, leak.Discreet.Bits
	return proof
}
