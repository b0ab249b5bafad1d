package asset

import (
	_ "embed"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// colour is red, green, blue and how much of it there is, each from 0 to 1.
type colour [4]float64

//go:embed colours.txt
var coloursText string

// namedColour finds a colour by its name.
func namedColour(name string) (colour, bool) {
	_, rest, ok := strings.Cut("\n"+strings.ReplaceAll(coloursText, " ", "\n"), "\n"+name+"=")
	if !ok {
		return colour{}, false
	}
	hex, _, _ := strings.Cut(rest, "\n")
	return hexColour(hex)
}

func hexColour(hex string) (colour, bool) {
	if len(hex) == 3 || len(hex) == 4 {
		var long strings.Builder
		for _, c := range hex {
			long.WriteString(string(c) + string(c))
		}
		hex = long.String()
	}
	if len(hex) != 6 && len(hex) != 8 {
		return colour{}, false
	}
	c := colour{3: 1}
	for i := range len(hex) / 2 {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			return colour{}, false
		}
		c[i] = float64(n) / 255
	}
	return c, true
}

// function is rgb(…) or hsl(…), with commas or without.
var function = regexp.MustCompile(`^(rgb|hsl)a?\(([^()]*)\)$`)

// readColour reads a colour that is written out. What depends on the reader's
// system or on something else on the page is none.
func readColour(text string) (colour, bool) {
	text = strings.ToLower(text)
	if hex, ok := strings.CutPrefix(text, "#"); ok {
		return hexColour(hex)
	}
	m := function.FindStringSubmatch(text)
	if m == nil {
		return namedColour(text)
	}
	parts := strings.FieldsFunc(m[2], func(r rune) bool { return r == ',' || r == '/' || r == ' ' || r == '\t' || r == '\n' })
	if len(parts) != 3 && len(parts) != 4 {
		return colour{}, false
	}
	c := colour{3: 1}
	for i, p := range parts {
		digits, percent := strings.CutSuffix(p, "%")
		n, err := strconv.ParseFloat(strings.TrimSuffix(digits, "deg"), 64)
		switch {
		case err != nil:
			return colour{}, false
		case percent:
			n /= 100
		case m[1] == "rgb" && i < 3:
			n /= 255
		case m[1] == "hsl" && i == 0:
			n = math.Mod(math.Mod(n, 360)+360, 360) / 360
		}
		c[i] = min(max(n, 0), 1)
	}
	if m[1] == "hsl" {
		c[0], c[1], c[2] = fromHSL(c[0], c[1], c[2])
	}
	return c, true
}

func fromHSL(h, s, l float64) (r, g, b float64) {
	part := func(n float64) float64 { // CSS Color Module Level 4, section 7.1
		k := math.Mod(n+h*12, 12)
		return l - s*min(l, 1-l)*max(-1, min(k-3, min(9-k, 1)))
	}
	return part(0), part(8), part(4)
}

// over is a colour as it looks on another one that lets nothing through.
func (c colour) over(ground colour) colour {
	for i := range 3 {
		c[i] = c[i]*c[3] + ground[i]*(1-c[3])
	}
	c[3] = 1
	return c
}

// contrast is that of WCAG 2.2, from 1 to 21.
func contrast(a, b colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func (c colour) luminance() float64 {
	part := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c[0]) + 0.7152*part(c[1]) + 0.0722*part(c[2])
}
