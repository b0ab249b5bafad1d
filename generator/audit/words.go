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
	table := map[string]saying{}
	for line := range strings.Lines(wordsText) {
		part := strings.Split(strings.TrimSpace(line), " | ")
		if len(part) != 4 {
			continue
		}
		s := saying{message: part[2], help: part[3], wholeFile: strings.HasSuffix(part[1], "f")}
		s.severity = severities[part[1][0]]
		switch flag := part[1][1]; {
		case !general || flag == '=':
		case flag == '-':
			continue
		default:
			s.severity = severities[flag]
		}
		table[part[0]] = s
	}
	return table
}
