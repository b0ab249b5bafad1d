package markdown

import "strings"

// InsteadOfShortcode says what to write instead of a shortcode of Hugo or of its
// themes; "" of one that is nobody's.
func InsteadOfShortcode(name string) string { return insteadOfShortcode[strings.ToLower(name)] }
