package render

import (
	"strings"
	"time"

	"sotto/generator/locale"
	"sotto/generator/markdown"
)

// Proof is what the check of a whole finished site has shown. The directive
// ::proof tells it to readers.
type Proof struct {
	// Date is that of the newest text: the content dates a proof, not the
	// clock.
	Date time.Time
	// Pages is how many pages were checked.
	Pages int
	// Requests is the most that a browser asks this site for to show a page.
	Requests int
	// Hosts are the other websites that links lead to, sorted.
	Hosts []string
	// Scripts are the CSP hashes of the inline scripts, and CSP the policy.
	Scripts []string
	CSP     string
	// Plain and Packed are the lengths in bytes of every page as sent, as it
	// is and compressed; 0 when pages differ in length.
	Plain, Packed int
	// Discreet is how many pages are in discreet sections, Alike the size of
	// the smallest set of them that look the same on the network, and Bits how
	// much their lengths and addresses tell about which one is read.
	Discreet, Alike int
	Bits            float64
}

// ProofView is what templates/components/proof.html is given.
type ProofView struct {
	Facts []ProofFact
}

// ProofFact is one line of a proof: what was looked at, and what it came to.
type ProofFact struct {
	What, Result string
	// Items are the results when there are several; Codes says that they are
	// for machines.
	Items []string
	Codes bool
}

// proofWords are the words of a proof: each "What" key has its result's key.
var proofWords = []string{
	"proofDate", "proofPages", "proofRequests", "proofRequestsResult", "proofRequestsMany", "proofOthers", "proofNone", "proofStored",
	"proofScripts", "proofPolicy", "proofHosts", "proofLength", "proofLengthResult", "proofLengthDiffers",
	"proofDiscreet", "proofDiscreetNothing", "proofDiscreetSome",
}

// proof renders a proof, or nothing when there is none yet.
func (e *edition) proof(p *Proof) (string, *markdown.Problem) {
	if p == nil {
		return "", nil
	}
	n := func(i int) string { return locale.Number(e.language(), i) }
	requests := e.text("proofRequestsResult")
	if p.Requests > 1 {
		requests = e.fill("proofRequestsMany", "Requests", n(p.Requests))
	}
	length := e.text("proofLengthDiffers")
	if p.Plain > 0 {
		length = e.fill("proofLengthResult", "Plain", n(p.Plain), "Packed", n(p.Packed))
	}
	v := ProofView{Facts: []ProofFact{
		{What: e.text("proofDate"), Result: locale.Date(e.language(), p.Date)},
		{What: e.text("proofPages"), Result: n(p.Pages)},
		{What: e.text("proofRequests"), Result: requests},
		{What: e.text("proofOthers"), Result: e.text("proofNone")},
		{What: e.text("proofStored"), Result: e.text("proofNone")},
		{What: e.text("proofLength"), Result: length},
	}}
	if p.Discreet > 0 {
		result := e.fill("proofDiscreetNothing", "Pages", n(p.Discreet))
		if p.Bits >= 0.005 {
			result = e.fill("proofDiscreetSome", "Pages", n(p.Discreet), "Bits", locale.Decimal(e.language(), p.Bits, 2), "Alike", n(p.Alike))
		}
		v.Facts = append(v.Facts, ProofFact{What: e.text("proofDiscreet"), Result: result})
	}
	if len(p.Hosts) > 0 {
		v.Facts = append(v.Facts, ProofFact{What: e.text("proofHosts"), Items: p.Hosts})
	}
	if len(p.Scripts) > 0 {
		v.Facts = append(v.Facts, ProofFact{What: e.text("proofScripts"), Items: p.Scripts, Codes: true})
	}
	v.Facts = append(v.Facts, ProofFact{What: e.text("proofPolicy"), Items: splitPolicy(p.CSP), Codes: true})
	return e.component("proof", v)
}

// splitPolicy makes one item of each directive, so that the policy can be
// read on a phone.
func splitPolicy(csp string) []string {
	var items []string
	for _, d := range strings.Split(csp, ";") {
		if d = strings.TrimSpace(d); d != "" {
			items = append(items, d)
		}
	}
	return items
}
