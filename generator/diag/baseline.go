package diag

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Baseline is a list of findings that are known and are worked off step by
// step. One is known by its code, its file and the text of its line, so that it
// stays the same when lines above it come and go; of several that are alike in
// all three, so many are known as the list says.
//
// The file holds a JSON object a line, sorted, so that a change to it reads well
// in a change to the site:
//
//	{"code":"markdown/raw-html","file":"content/about.md","line":"<b>Us</b>","times":2}
//
// What may be in it at all is not decided here: see pipeline.Known.
type Baseline struct {
	times map[known]int
	// Name is what a finding's file is called in the baseline; nil when it is
	// called there as in findings.
	Name func(file string) string
}

// known is what a finding is known by.
type known struct {
	Code string `json:"code"`
	File string `json:"file"`
	Line string `json:"line"`
}

func (b *Baseline) key(f *Finding) known {
	file := f.Pos.File
	if b.Name != nil {
		file = b.Name(file)
	}
	clean := func(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
	return known{f.Code, clean(file), clean(strings.TrimSpace(f.Source))}
}

func (k known) compare(o known) int {
	return cmp.Or(strings.Compare(k.File, o.File), strings.Compare(k.Code, o.Code), strings.Compare(k.Line, o.Line))
}

// entry is a line of the file.
type entry struct {
	known
	Times int `json:"times"`
}

// ReadBaseline reads the text of a baseline; name is what findings in it call
// the file. A baseline with anything wrong in it holds nothing.
func ReadBaseline(name string, text []byte) (*Baseline, []Finding) {
	b, file := &Baseline{times: map[known]int{}}, NewFile(name, text)
	var wrong []Finding
	at := 0
	for line := range bytes.Lines(text) {
		start, plain := at, bytes.TrimSpace(line)
		at += len(line)
		if len(plain) == 0 {
			continue
		}
		var e entry
		dec := json.NewDecoder(bytes.NewReader(plain))
		dec.DisallowUnknownFields()
		err := dec.Decode(&e)
		if err == nil && dec.More() {
			err = errors.New("something stands behind the object")
		}
		message := ""
		switch {
		case err != nil:
			message = "this line of the baseline cannot be read: " + err.Error()
		case e.Code == "" || e.File == "" || e.Times < 1:
			message = "a line of the baseline names a code, a file, and how many times"
		case b.times[e.known] > 0:
			message = "this finding stands in the baseline already"
		}
		if message != "" {
			wrong = append(wrong, file.At(start, start+len(bytes.TrimRight(line, "\r\n")), "baseline/form", Error, message,
				"delete the line, or take the file from before it was edited; sotto check --baseline FILE --update-baseline --accept writes one anew"))
			continue
		}
		b.times[e.known] = e.Times
	}
	if len(wrong) > 0 {
		b.times = map[known]int{}
	}
	return b, wrong
}

// Bytes is the baseline as a file.
func (b *Baseline) Bytes() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(VisibleJSON(&out))
	enc.SetEscapeHTML(false)
	for _, k := range slices.SortedFunc(maps.Keys(b.times), known.compare) {
		if err := enc.Encode(entry{k, b.times[k]}); err != nil {
			panic(err) // texts and a number
		}
	}
	return out.Bytes()
}

// Len is how many findings it holds.
func (b *Baseline) Len() int {
	n := 0
	for _, times := range b.times {
		n += times
	}
	return n
}

// Has reports whether a finding is known. How many are alike is asked by Split,
// once there are all of them.
func (b *Baseline) Has(f *Finding) bool { return b.times[b.key(f)] > 0 }

// Split parts the findings of a build, in their order, by [Finding.Known]. Of
// those that are alike, only so many are held as the baseline says; the others
// are fresh, and known no more.
func (b *Baseline) Split(list []Finding) (fresh, held []Finding) {
	left := maps.Clone(b.times)
	for _, f := range list {
		if k := b.key(&f); f.Known && left[k] > 0 {
			left[k]--
			held = append(held, f)
			continue
		}
		f.Known = false
		fresh = append(fresh, f)
	}
	return fresh, held
}

// Mended says what the baseline holds and these findings do not.
func (b *Baseline) Mended(held []Finding) []string {
	now := b.count(held)
	var out []string
	for _, k := range slices.SortedFunc(maps.Keys(b.times), known.compare) {
		if n := b.times[k] - now[k]; n > 0 {
			text := k.File + ": " + k.Code
			if n > 1 {
				text += ", " + Number(n) + " times"
			}
			if k.Line != "" {
				line, _ := around(k.Line, 1)
				text += ": " + line
			}
			out = append(out, text)
		}
	}
	return out
}

// Shrink keeps of the baseline what is still found. It never adds.
func (b *Baseline) Shrink(held []Finding) {
	now := b.count(held)
	for k, n := range b.times {
		if b.times[k] = min(n, now[k]); b.times[k] == 0 {
			delete(b.times, k)
		}
	}
}

// Accept adds findings.
func (b *Baseline) Accept(list []Finding) {
	for k, n := range b.count(list) {
		b.times[k] += n
	}
}

func (b *Baseline) count(list []Finding) map[known]int {
	out := map[known]int{}
	for i := range list {
		out[b.key(&list[i])]++
	}
	return out
}

// Held tells people how many findings are not told, and which are mended.
func Held(w io.Writer, held int, mended []string) error {
	var b strings.Builder
	if held > 0 {
		verb := "stand"
		if held == 1 {
			verb = "stands"
		}
		fmt.Fprintf(&b, "sotto: %s %s in the baseline and can wait\n", several(held, "finding"), verb)
	}
	for i, m := range mended {
		if i == Usual {
			fmt.Fprintf(&b, "sotto: mended: %s more\n", Number(len(mended)-i))
			break
		}
		fmt.Fprintf(&b, "sotto: mended: %s\n", Visible(m))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
