package measure

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Page is a page that the site has.
type Page struct {
	// Address is the path of its URL: "/cy/help/".
	Address string
	// Group is the index of what it is counted under.
	Group int
}

// Counter adds up what logs say. Use [New].
type Counter struct {
	zone   *time.Location
	pages  map[string]int32 // by address, in each form in which it may be asked for
	groups []int32          // of each page
	width  int              // how many groups there are
	files  map[string]bool  // what else the site publishes
	clock  clock
	weeks  map[int64]*tally // by the instant at which one begins
	now    *tally           // that of the last line
	walks  walks

	// Requests are all that could be read, Robots those among them that only robots
	// make, and Bad the lines that could not be read.
	Requests, Robots, Bad int64
	// FirstBad is where the first of those is.
	FirstBad string
}

// tally is one week.
type tally struct {
	from, to int64 // seconds
	monday   time.Time
	loads    []int64 // of each group
}

// New counts page loads under so many groups. The other files that the site publishes
// are paths below the root, such as "/help/feed.xml".
func New(pages []Page, groups int, files []string, zone *time.Location) *Counter {
	c := &Counter{
		zone: zone, pages: make(map[string]int32, 3*len(pages)), files: make(map[string]bool, len(files)),
		weeks: map[int64]*tally{}, now: &tally{}, width: groups,
	}
	// Robots that follow the sitemap go in the order of addresses.
	pages = slices.SortedFunc(slices.Values(pages), func(a, b Page) int { return strings.Compare(a.Address, b.Address) })
	for i, p := range pages {
		c.groups = append(c.groups, int32(p.Group))
		c.pages[p.Address] = int32(i)
		// Servers answer with the same page.
		if rest, ok := strings.CutSuffix(p.Address, "/"); ok {
			c.pages[p.Address+"index.html"] = int32(i)
			if rest != "" {
				c.pages[rest] = int32(i)
			}
		}
	}
	for _, f := range files {
		c.files[f] = true
	}
	c.walks = make(walks, len(pages)+1)
	return c
}

// longest is how long a line may be, in bytes. Servers take requests of 8 to 32 KiB.
const longest = 256 << 10

// Read counts the lines of a log, which may be gzipped; name is for messages. It
// holds one line at a time. What it could not read as a line is counted in Bad; an
// error is one of reading.
func (c *Counter) Read(name string, log io.Reader) error {
	in := bufio.NewReaderSize(log, longest)
	if head, _ := in.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(in)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		in = bufio.NewReaderSize(z, longest)
	}
	for n := int64(1); ; n++ {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			c.bad(name, n)
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = in.ReadSlice('\n')
			}
		} else if line = bytes.TrimRight(line, "\r\n"); len(line) > 0 {
			c.line(name, n, line)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading %s after line %d: %w", name, n, err)
		}
	}
}

func (c *Counter) bad(name string, n int64) {
	if c.Bad++; c.FirstBad == "" {
		c.FirstBad = fmt.Sprintf("%s:%d", name, n)
	}
}

func (c *Counter) line(name string, n int64, line []byte) {
	var r request
	if !c.clock.read(line, &r) {
		c.bad(name, n)
		return
	}
	c.Requests++
	w := c.at(r.unix)
	path := r.path
	if r.escaped {
		path = unescaped(path)
	}
	path = local(path)
	page, here := c.pages[string(path)]
	if !here && bytes.IndexByte(path, '%') >= 0 {
		if plain, err := url.PathUnescape(string(path)); err == nil {
			path = []byte(plain)
			page, here = c.pages[plain]
		}
	}
	switch {
	case robotic(r.method, path, here || c.files[string(path)]):
		c.Robots++
	case here && string(r.method) == "GET" && (r.status == 200 || r.status == 304):
		group := c.groups[page]
		w.loads[group]++
		c.walks.step(page, r.unix, &w.loads[group], &c.Robots)
	}
}

// at is the week of an instant.
func (c *Counter) at(unix int64) *tally {
	if c.now.from <= unix && unix < c.now.to {
		return c.now
	}
	from, to := week(unix, c.zone)
	w := c.weeks[from.Unix()]
	if w == nil {
		w = &tally{from: from.Unix(), to: to.Unix(), monday: from, loads: make([]int64, c.width)}
		c.weeks[w.from] = w
	}
	c.now = w
	return w
}

// local is the path of what was asked for, without host, query and fragment.
func local(asked []byte) []byte {
	if len(asked) > 0 && asked[0] != '/' {
		if i := bytes.Index(asked, []byte("://")); i >= 0 {
			asked = asked[i+3:]
			asked = asked[max(0, bytes.IndexByte(asked, '/')):]
		}
	}
	if i := bytes.IndexAny(asked, "?#"); i >= 0 {
		return asked[:i]
	}
	return asked
}

// unescaped undoes the backslashes that servers and JSON write: \x22, \u0026, \". A
// path that has others is no page's.
func unescaped(s []byte) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			out = append(out, s[i])
			continue
		}
		i++
		switch digits := map[byte]int{'x': 2, 'u': 4}[s[i]]; {
		case digits > 0 && i+digits < len(s):
			var r rune
			for _, d := range s[i+1 : i+1+digits] {
				v := bytes.IndexByte([]byte("0123456789abcdef"), d|0x20)
				if v < 0 {
					return s
				}
				r = r<<4 | rune(v)
			}
			if digits == 2 {
				out = append(out, byte(r))
			} else {
				out = append(out, string(r)...)
			}
			i += digits
		default:
			out = append(out, s[i])
		}
	}
	return out
}
