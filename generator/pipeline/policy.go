package pipeline

import (
	"sotto/generator/asset"
	"sotto/generator/audit"
	"sotto/generator/output"
	"sotto/generator/site"
)

// policy is what the audit may be told: nothing about how pages are made,
// only what the site has promised.
func policy(s *site.Site, a *asset.Assets) audit.Policy {
	discreet, noExit := map[string]bool{}, map[string]bool{}
	for _, p := range s.Pages {
		if p.Section.Discreet {
			discreet[p.Output] = true
		}
		if p.Section.NoExit {
			noExit[p.Output] = true
		}
	}
	sensitive := map[string][]string{}
	var languages []string
	for _, l := range s.Config.Languages {
		sensitive[string(l)] = s.Config.Sensitive[l]
		languages = append(languages, string(l))
	}
	return audit.Policy{
		BaseURL:   s.Config.BaseURL,
		Outbound:  s.Config.Outbound,
		Exit:      s.Config.Exit.URL,
		NoExit:    func(path string) bool { return noExit[path] },
		Languages: languages,
		CSP:       a.CSP,
		Discreet:  func(path string) bool { return discreet[path] },
		Sensitive: sensitive,
		Decode:    map[string]func([]byte) ([]byte, error){".br": decodeBrotli},
		// The menu's own opener, on screens where the menu is always open.
		MayHide: []string{"fold"},
		OnePass: len(s.Pages) > secondOpinions,
	}
}

// maxDecoded is more than any file of a site may hold.
const maxDecoded = 64 << 20

// secondOpinions is up to how many pages every page is also read by a whole
// HTML parser, with scripts on and off, and written and read again. It costs
// about twenty times the first reading, so that very large sites rely on the
// argument in audit's package comment, which the audit's tests hold to the
// parser; `sotto audit` on the finished folder always asks both.
const secondOpinions = 1000

func decodeBrotli(data []byte) ([]byte, error) { return output.DecodeBrotli(data, maxDecoded) }
