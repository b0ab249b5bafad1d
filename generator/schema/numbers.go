package schema

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed numbers.txt
var numbersText string

// plan is numbers.txt, read once.
var plan = readPlan(numbersText)

// numberPlan says what telephone numbers look like.
type numberPlan struct {
	codes  []string
	blocks map[string][]numberBlock // by calling code
	short  map[string][]string      // by country
}

// numberBlock is the numbers of one country that begin alike.
type numberBlock struct {
	begins  string
	lengths []int // none: not for services
	what    string
}

// readPlan reads numbers.txt, whose form a test knows.
func readPlan(text string) *numberPlan {
	p := &numberPlan{blocks: map[string][]numberBlock{}, short: map[string][]string{}}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
		case f[0] == "codes":
			p.codes = append(p.codes, f[1:]...)
		case f[0] == "short":
			for country := range strings.SplitSeq(f[1], ",") {
				p.short[country] = f[2:]
			}
		case f[0][0] == '+':
			b := numberBlock{begins: f[1], what: strings.Join(f[3:], " ")}
			for part := range strings.SplitSeq(f[2], ",") {
				first, last, span := strings.Cut(part, "-")
				if !span {
					last = first
				}
				from, _ := strconv.Atoi(first)
				to, _ := strconv.Atoi(last)
				for n := from; n > 0 && n <= to; n++ {
					b.lengths = append(b.lengths, n)
				}
			}
			p.blocks[f[0][1:]] = append(p.blocks[f[0][1:]], b)
		}
	}
	return p
}

// IsShort reports whether digits are one of the well known numbers that are
// dialled as they are: 999.
func IsShort(digits string) bool {
	for _, list := range plan.short {
		if slices.Contains(list, digits) {
			return true
		}
	}
	return false
}

// CallingCode is the calling code of a number such as "+448081000900"; "" for
// one that is dialled as it is.
func CallingCode(dial string) string {
	digits, long := strings.CutPrefix(dial, "+")
	if i := slices.IndexFunc(plan.codes, func(c string) bool { return strings.HasPrefix(digits, c) }); long && i >= 0 {
		return plan.codes[i]
	}
	return ""
}

// NumberProblem says why a number cannot be right, by the numbering plan of its
// country: "+448081000900", or "999" in one of the countries. "" when it can.
func NumberProblem(dial string, countries []string) string {
	digits, long := strings.CutPrefix(dial, "+")
	if !long {
		return plan.shortProblem(digits, countries)
	}
	code := CallingCode(dial)
	if code == "" {
		return fmt.Sprintf("no country has the calling code that %s begins with", dial)
	}
	behind := digits[len(code):]
	var block *numberBlock
	for i := range plan.blocks[code] {
		if b := &plan.blocks[code][i]; begins(behind, b.begins) && (block == nil || len(b.begins) > len(block.begins)) {
			block = b
		}
	}
	switch {
	case plan.blocks[code] == nil:
		if len(digits) < 7 || len(digits) > 15 {
			return fmt.Sprintf("a number has 7 to 15 digits with its country's code, and this one has %d", len(digits))
		}
	case block == nil:
		return fmt.Sprintf("no number with the calling code %s begins with %.3s", code, behind)
	case block.lengths == nil:
		return "callers pay a premium for numbers such as this"
	case !slices.Contains(block.lengths, len(behind)):
		return fmt.Sprintf("a number that begins with +%s %s has %s digits behind +%s, and this one has %d",
			code, behind[:min(len(behind), max(2, literal(block.begins)))], either(block.lengths), code, len(behind))
	}
	return ""
}

func (p *numberPlan) shortProblem(digits string, countries []string) string {
	for _, c := range countries {
		if p.short[c] == nil {
			return ""
		}
		for _, s := range p.short[c] {
			if len(s) == len(digits) && begins(digits, s) {
				return ""
			}
		}
	}
	if len(countries) == 0 {
		return ""
	}
	return fmt.Sprintf("no short number in %s is like %s", strings.Join(countries, ", "), digits)
}

// begins says whether digits begin as a pattern says.
func begins(digits, pattern string) bool {
	if len(digits) < len(pattern) {
		return false
	}
	for i := range len(pattern) {
		switch c := pattern[i]; {
		case c == 'X', c == 'N' && digits[i] >= '2', c == digits[i]:
		default:
			return false
		}
	}
	return true
}

// literal is how many digits of a pattern stand for themselves.
func literal(pattern string) int {
	if i := strings.IndexAny(pattern, "NX"); i >= 0 {
		return i
	}
	return len(pattern)
}

// either writes lengths: "9 or 10".
func either(list []int) string {
	var b strings.Builder
	for i, n := range list {
		switch {
		case i > 0 && i == len(list)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}
