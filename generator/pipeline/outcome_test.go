package pipeline

import (
	"bytes"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// Wherever Markdown accepts ::proof, the proof is published; where it does not,
// there is a finding or the words stand there as text.
func TestProofWherever(t *testing.T) {
	small := inputs(t, nil)
	for name, body := range map[string]string{
		"first":        "::proof\n",
		"after text":   "Some words.\n\n::proof\n",
		"after spaces": "Some words.\n\n  ::proof\n",
		"in a list":    "- Look:\n\n  ::proof\n",
		"in a quote":   "> ::proof\n",
		"in a box":     ":::note\n::proof\n:::\n",
		"in details":   ":::details[Look]\n::proof\n:::\n",
		"twice":        "::proof\n\n::proof\n",
		"line endings": "Some words.\r\n\r\n::proof\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			res, out := mustBuild(t, with(t, small, "content/t.md", func(string) string {
				return "---\ntitle: T\ndescription: A page for a test of where a proof may stand.\ndate: 2026-11-01\n---\n" + body
			}))
			if diag.Count(res.Findings, diag.Error) > 0 {
				t.Fatal(sitetest.Text(res.Findings))
			}
			got, want := bytes.Count(out["t/index.html"], []byte(`<dl class="proof"><dt>`)), strings.Count(body, "::proof")
			if got != want {
				t.Errorf("%d proofs are published, want %d:\n%s", got, want, bytes.TrimSpace(out["t/index.html"]))
			}
		})
	}
}
