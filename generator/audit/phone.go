package audit

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// wellFormedPhone accepts a number as RFC 3966 writes it, in digits alone: an
// international one with a plus, or a short code such as 999. No message, no
// pauses, no extension.
func wellFormedPhone(k addressKind, rest, whole []byte) address {
	digits := bytes.TrimPrefix(rest, []byte("+"))
	if len(bytes.Trim(digits, "0123456789")) > 0 {
		return bad("phone/form#characters", string(whole))
	}
	switch international := len(digits) < len(rest); {
	case international && (len(digits) < 7 || len(digits) > 15 || digits[0] == '0'), // E.164
		!international && (len(digits) < 2 || len(digits) > 6):
		return bad("phone/form#length", string(whole))
	}
	return address{kind: k}
}

// dials reports whether a link to the number dialled (digits, with a plus or
// not) may show the text. What counts as a telephone number in the text is a
// run of digits with spaces, dots, dashes and brackets between them; runs of
// fewer than three digits are no number ("24/7", "9am"), nor, beside a longer
// one, are those of fewer than six. shown is the run that differs.
func dials(dialled, text string) (shown string, ok bool) {
	runs := digitRuns(text)
	longest := 0
	for _, r := range runs {
		longest = max(longest, len(r))
	}
	least := 3
	if longest >= 6 {
		least = 6
	}
	may := spellings(dialled)
	for _, r := range runs {
		if len(r) >= least && !slices.Contains(may, r) {
			return r, false
		}
	}
	return "", true
}

// digitRuns returns the numbers in a text, digits only.
func digitRuns(text string) []string {
	const between = " \u00A0\u202F-\u2011–.()\n"
	other := func(r rune) bool { return (r < '0' || r > '9') && !strings.ContainsRune(between, r) }
	var runs []string
	for run := range strings.FieldsFuncSeq(text, other) {
		if digits := digitsOf(run); digits != "" {
			runs = append(runs, digits)
		}
	}
	return runs
}

// digitsOf is a text without all that is no digit.
func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// spellings are the ways to show a dialled number: as it is, with the prefix
// for calls abroad, and as it is dialled at home, with or without the zero
// that many countries put in front there.
func spellings(dialled string) []string {
	digits, international := strings.CutPrefix(dialled, "+")
	if !international {
		return []string{digits}
	}
	code := digits[:countryCode(digits)]
	home := digits[len(code):]
	switch code {
	case "1": // no zero there
		return []string{digits, "00" + digits, "011" + digits, home}
	case "7":
		return []string{digits, "00" + digits, home, "8" + home}
	}
	return []string{digits, "00" + digits, "011" + digits, home, "0" + home, code + "0" + home, "00" + code + "0" + home}
}

// countryCode returns the length of the country code that a number starts
// with (ITU-T E.164 list of assigned codes): one digit in North America and
// Russia, two where the list says so, else three.
func countryCode(digits string) int {
	if digits == "" || digits[0] == '1' || digits[0] == '7' {
		return min(1, len(digits))
	}
	const two = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"
	if len(digits) >= 2 && strings.Contains(two, digits[:2]) {
		return 2
	}
	return min(3, len(digits))
}

// foreignDigit returns a digit that is not 0 to 9, which no telephone dials.
func foreignDigit(text string) (rune, bool) {
	for _, r := range text {
		if r > 0x7F && (unicode.IsDigit(r) || unicode.Is(unicode.No, r) && r >= 0x2460) {
			return r, true
		}
	}
	return 0, false
}
