package audit

import (
	_ "embed"
	"strings"

	"sotto/generator/diag"
)

//go:embed words.txt
var wordsText string

// readWords reads the words of every check, in words.txt, one a line:
//
//	rule#what  flags  message  help
//
// The first flag is the severity: e error, w warning, i info. The second says
// what becomes of it in the General profile: = the same, w warning, i info,
// - off. An f after them means that the finding is about the whole file. {0},
// {1}… stand for what the check has to tell.
func readWords(general bool) map[string]saying {
	severities := map[byte]diag.Severity{'e': diag.Error, 'w': diag.Warning, 'i': diag.Info}
	table := make(map[string]saying, strings.Count(wordsText, "\n"))
	for line := range strings.Lines(wordsText) {
		check, rest, _ := strings.Cut(strings.TrimSpace(line), " | ")
		flags, rest, _ := strings.Cut(rest, " | ")
		message, help, ok := strings.Cut(rest, " | ")
		if !ok {
			continue
		}
		s := saying{message: message, help: help, wholeFile: strings.HasSuffix(flags, "f"), severity: severities[flags[0]]}
		switch flag := flags[1]; {
		case !general || flag == '=':
		case flag == '-':
			continue
		default:
			s.severity = severities[flag]
		}
		table[check] = s
	}
	return table
}
