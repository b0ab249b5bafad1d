package load

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// callingCodes are the international calling codes (ITU-T E.164) of the
// countries that services are in; for others any code is taken.
var callingCodes = map[string]string{
	"AT": "43", "AU": "61", "BE": "32", "CA": "1", "CH": "41", "CZ": "420", "DE": "49", "DK": "45",
	"ES": "34", "FI": "358", "FR": "33", "GB": "44", "GG": "44", "IE": "353", "IM": "44", "IT": "39",
	"JE": "44", "LU": "352", "NL": "31", "NO": "47", "NZ": "64", "PL": "48", "PT": "351", "SE": "46", "US": "1",
}

var (
	longDial  = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	shortDial = regexp.MustCompile(`^[0-9]{3,6}$`)
	asShown   = regexp.MustCompile(`^\+?[0-9A-Z()][0-9A-Z() .-]*$`)
)

// dialProblem says why a number as shown and a number as dialled are not the
// same. A frightened reader who taps the one must reach the other.
func dialProblem(number, dial string, countries []string) (message, help string) {
	digits, codes := keypad(number), codesOf(countries)
	abroad := func(code string) string { return "+" + code + national(digits, code) }
	write := func(right string) string { return "write dial: " + quote(right) }
	help = "compare them digit by digit, and with the source"
	switch {
	case !asShown.MatchString(number):
		return "the number holds other signs than digits, spaces, hyphens and brackets", "write it as it is printed: 0800 123 456"
	case shortDial.MatchString(dial):
		if digits == dial {
			return "", ""
		}
		help = write(digits)
	case !longDial.MatchString(dial):
		help = `write + with the country's code and the number without its first 0, in quotes: dial: "+44800123456"`
		if shortDial.MatchString(digits) {
			help = write(digits)
		} else if len(codes) == 1 {
			help = write(abroad(codes[0]))
		}
		return "this cannot be dialled from everywhere", help
	case shortDial.MatchString(digits):
		return "a short number has no country's code", write(digits)
	case strings.HasPrefix(number, "+"):
		if digits == dial[1:] {
			return "", ""
		}
		help = write("+" + digits)
	case len(codes) == 0: // no country, or one that is not in the table
		if rest, ok := strings.CutSuffix(dial, strings.TrimPrefix(digits, "0")); ok && len(rest) <= 4 {
			return "", ""
		}
	default:
		for _, code := range codes {
			// Italy keeps its 0; everywhere else it is dropped.
			if dial == abroad(code) || dial == "+"+code+digits {
				return "", ""
			}
			if len(codes) == 1 || strings.HasPrefix(dial, "+"+code) {
				help = write(abroad(code))
			}
		}
	}
	return fmt.Sprintf("dial is another number than %s", number), help
}

// national is a number as it follows the country's code: without the 0 that
// only callers inside the country dial, and in North America without the 1.
func national(digits, code string) string {
	if code == "1" {
		return strings.TrimPrefix(digits, "1")
	}
	return strings.TrimPrefix(digits, "0")
}

func codesOf(countries []string) []string {
	var out []string
	for _, c := range countries {
		if code := callingCodes[c]; code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// keypad returns the digits of a number; letters are the keys they stand on.
func keypad(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return rune("22233344455566677778889999"[r-'A'])
		}
		return -1
	}, s)
}
