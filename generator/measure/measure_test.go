package measure

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sotto/generator/figures"
)

// shop has a home page, three pages of help and twenty campaigns.
func shop() ([]Page, int) {
	pages := []Page{{"/", 0}, {"/help/", 1}, {"/help/first-call/", 1}, {"/cy/help/", 1}}
	for i := range 20 {
		pages = append(pages, Page{fmt.Sprintf("/campaigns/area-%02d/", i), 2})
	}
	return pages, 3
}

func count(t *testing.T, logs ...string) (*Counter, Report) {
	t.Helper()
	pages, groups := shop()
	c := New(pages, groups, []string{"/help/feed.xml"}, time.UTC)
	for i, log := range logs {
		if err := c.Read(fmt.Sprintf("log%d", i+1), strings.NewReader(log)); err != nil {
			t.Fatal(err)
		}
	}
	return c, c.Report()
}

// loads are those of the groups over all weeks.
func loads(r Report) []int {
	var sum []int
	for _, w := range r.Weeks {
		for i, n := range w.Loads {
			if i == len(sum) {
				sum = append(sum, 0)
			}
			sum[i] += n
		}
	}
	return sum
}

const (
	common = `203.0.113.7 - SENTINEL-USER [%s] "%s %s HTTP/2.0" %d 10240`
	caddy  = `{"level":"info","ts":%s,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"203.0.113.7","client_ip":"203.0.113.7","proto":"HTTP/2.0","method":"%s","host":"www.example.org","uri":"%s","headers":{"User-Agent":["SENTINEL-AGENT \"{[}\""]},"tls":{"version":772}},"bytes_read":0,"user_id":"","duration":0.000123,"size":10240,"status":%d,"resp_headers":{}}`
)

func TestLines(t *testing.T) {
	for _, test := range []struct {
		name, line string
		bad        bool
		robot      bool
		want       []int // loads of home, help, campaigns
	}{
		{name: "common", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/help/", 200), want: []int{0, 1, 0}},
		{name: "combined", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/cy/help/", 200) + ` "https://ref.example/" "SENTINEL-AGENT [x] \"y\""`, want: []int{0, 1, 0}},
		{name: "with a host before it", line: "www.example.org:443 " + fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/", 200), want: []int{1, 0, 0}},
		{name: "of our own format", line: `- - - [23/Nov/2026:10:00:00 +0100] "GET /help/ HTTP/1.1" 200 -`, want: []int{0, 1, 0}},
		{name: "a user with a bracket", line: `h - a[b]c [23/Nov/2026:10:00:00 +0000] "GET /help/ HTTP/1.1" 200 1`, want: []int{0, 1, 0}},
		{name: "without the last slash, with a query, with the file", line: strings.Join([]string{
			fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/help", 200),
			fmt.Sprintf(common, "23/Nov/2026:10:00:01 +0000", "GET", "/help/?a=b", 200),
			fmt.Sprintf(common, "23/Nov/2026:10:00:02 +0000", "GET", "/help/index.html", 200)}, "\n"), want: []int{0, 3, 0}},
		{name: "a whole address", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "https://www.example.org/help/", 200), want: []int{0, 1, 0}},
		{name: "escaped in per cent", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/h%65lp/", 200), want: []int{0, 1, 0}},
		{name: "not modified", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/help/", 304), want: []int{0, 1, 0}},
		{name: "caddy", line: fmt.Sprintf(caddy, "1795514400.25", "GET", "/help/", 200), want: []int{0, 1, 0}},
		{name: "caddy, an instant in words", line: fmt.Sprintf(caddy, `"2026-11-23T10:00:00Z"`, "GET", "/help/", 200), want: []int{0, 1, 0}},
		{name: "caddy, an escaped path", line: fmt.Sprintf(caddy, "1795514400", "GET", `/\u0068elp/?a=\u0026`, 200), want: []int{0, 1, 0}},

		{name: "an asset", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/help/feed.xml", 200), want: []int{0, 0, 0}},
		{name: "a page that is not there", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/helpp/", 404), want: []int{0, 0, 0}},
		{name: "a page that the server did not give", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/help/", 500), want: []int{0, 0, 0}},
		{name: "a head", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "HEAD", "/help/", 200), want: []int{0, 0, 0}},

		{name: "robots.txt", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/robots.txt", 200), robot: true},
		{name: "a sitemap", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/sitemap.xml", 200), robot: true},
		{name: "a post", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "POST", "/help/", 405), robot: true},
		{name: "another software", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/blog/wp-login.PHP?x", 404), robot: true},
		{name: "its folder", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/wp-admin/x", 404), robot: true},
		{name: "a secret", line: fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/a/.git/config", 404), robot: true},
		{name: "no request", line: `h - - [23/Nov/2026:10:00:00 +0000] "\x16\x03\x01" 400 150`, robot: true},
		{name: "nothing asked", line: `h - - [23/Nov/2026:10:00:00 +0000] "-" 408 0`, robot: true},

		{name: "words", line: "hello", bad: true},
		{name: "no instant", line: `h - - [-] "GET / HTTP/1.1" 200 1`, bad: true},
		{name: "a month that is none", line: `h - - [23/Foo/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1`, bad: true},
		{name: "a second that is none", line: `h - - [23/Nov/2026:10:00:7x +0000] "GET / HTTP/1.1" 200 1`, bad: true},
		{name: "cut in the request", line: `h - - [23/Nov/2026:10:00:00 +0000] "GET /help`, bad: true},
		{name: "cut before the status", line: `h - - [23/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 2`, bad: true},
		{name: "no status", line: `h - - [23/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" abc 1`, bad: true},
		{name: "no JSON", line: `{"ts":1795514400,"request":{"method":"GET"`, bad: true},
		{name: "JSON of something else", line: `{"level":"info","ts":1795514400,"msg":"serving initial configuration"}`, bad: true},
		{name: "two in one line", line: `{"ts":1,"request":{"uri":"/","method":"GET"},"status":200} {}`, bad: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, r := count(t, test.line+"\n")
			if (c.Bad > 0) != test.bad || (c.Robots > 0) != test.robot {
				t.Fatalf("bad %d, robots %d", c.Bad, c.Robots)
			}
			if test.want != nil {
				if got := loads(r); !slices.Equal(got[:3], test.want) || got[3] != test.want[0]+test.want[1]+test.want[2] {
					t.Errorf("loads %v, want %v and their sum", got, test.want)
				}
			}
		})
	}
}

func TestBadLinesAreCounted(t *testing.T) {
	good := fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/help/", 200) + "\n"
	long := "203.0.113.7 " + strings.Repeat("x", 2*longest) + "\n"
	c, r := count(t, good+"\n"+good, good+"SENTINEL 203.0.113.7\n"+good+long+good+"no end")
	if c.Requests != 5 || c.Bad != 3 || c.FirstBad != "log2:2" || loads(r)[1] != 5 {
		t.Errorf("%d requests, %d bad, the first at %s, loads %v", c.Requests, c.Bad, c.FirstBad, loads(r))
	}
}

func TestGzip(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	for range 100 {
		fmt.Fprintf(w, common+"\n", "23/Nov/2026:10:00:00 +0000", "GET", "/help/", 200)
	}
	w.Close()
	// Rotated logs are often put behind each other.
	_, r := count(t, z.String()+z.String())
	if loads(r)[1] != 200 {
		t.Errorf("loads %v", loads(r))
	}
	pages, groups := shop()
	if err := New(pages, groups, nil, time.UTC).Read("log", bytes.NewReader(z.Bytes()[:z.Len()-9])); err == nil || !strings.Contains(err.Error(), "log") {
		t.Errorf("a log that was cut: %v", err)
	}
}

func TestWeeks(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Skip(err)
	}
	pages, groups := shop()
	c := New(pages, groups, nil, zone)
	for _, at := range []string{
		"25/Oct/2026:23:59:59 +0000", // Sunday, the day on which clocks go back
		"26/Oct/2026:00:00:00 +0000", // Monday
		"29/Mar/2026:23:00:00 +0000", // in London it is Monday
		"09/Nov/2026:12:00:00 +0000",
		"26/Oct/2026:05:00:00 +0900", // Sunday in London
	} {
		if err := c.Read("log", strings.NewReader(fmt.Sprintf(common, at, "GET", "/help/", 200))); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]int{}
	for _, w := range c.Report().Weeks {
		if w.Loads[1] > 0 || w.Monday.Month() >= time.October {
			got[w.id()] = w.Loads[1]
		}
	}
	want := map[string]int{"w2026-03-30": 1, "w2026-10-05": 0, "w2026-10-12": 0, "w2026-10-19": 2, "w2026-10-26": 1, "w2026-11-02": 0, "w2026-11-09": 1}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// day writes the log of a day in which readers and robots come at once, in the form
// of a server, and tells how many requests were made by robots and how many loads by
// readers.
func day(form string) (log string, requests, robots, readers int) {
	rng := rand.New(rand.NewPCG(1, 2))
	pages, _ := shop()
	type ask struct {
		at     float64
		method string
		path   string
		status int
	}
	var asked []ask
	at := float64(time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC).Unix())
	for len(asked) < 4000 {
		at += rng.ExpFloat64() * 9
		switch n := rng.IntN(100); {
		case n < 2: // goes through the site by its sitemap
			asked = append(asked, ask{at, "GET", "/sitemap.xml", 200})
			walk := at
			sorted := slices.SortedFunc(slices.Values(pages), func(a, b Page) int { return strings.Compare(a.Address, b.Address) })
			for _, p := range sorted {
				walk += rng.Float64() * 5
				asked = append(asked, ask{walk, "GET", p.Address, 200})
			}
			robots += 1 + len(pages)
		case n < 12:
			asked = append(asked, ask{at, "GET", []string{"/wp-login.php", "/.env", "/robots.txt", "/cgi-bin/x"}[rng.IntN(4)], 404})
			robots++
		case n < 15:
			asked = append(asked, ask{at, "GET", "/old-page/", 404})
		default:
			asked = append(asked, ask{at, "GET", pages[rng.IntN(len(pages))].Address, 200})
			readers++
		}
	}
	slices.SortStableFunc(asked, func(a, b ask) int { return int((a.at - b.at) * 1e6) })
	var b strings.Builder
	for _, a := range asked {
		if form == "caddy" {
			fmt.Fprintf(&b, caddy+"\n", fmt.Sprintf("%.3f", a.at), a.method, a.path, a.status)
			continue
		}
		fmt.Fprintf(&b, common+"\n", time.Unix(int64(a.at), 0).UTC().Format(commonTime), a.method, a.path, a.status)
	}
	return b.String(), len(asked), robots, readers
}

func TestRobotsAreToldWithinATenth(t *testing.T) {
	var before []int
	for _, form := range []string{"common", "caddy"} {
		log, requests, robots, readers := day(form)
		c, r := count(t, log)
		if int(c.Requests) != requests {
			t.Fatalf("%s: %d requests, not %d", form, c.Requests, requests)
		}
		if got := int(c.Robots); got*10 < robots*9 || got*10 > robots*11 {
			t.Errorf("%s: %d robots told, %d were there", form, got, robots)
		}
		got := loads(r)
		if n := got[3]; n*10 < readers*9 || n*10 > readers*11 {
			t.Errorf("%s: %d loads, readers made %d", form, n, readers)
		}
		if before != nil && !slices.Equal(before, got) {
			t.Errorf("the forms give %v and %v", before, got)
		}
		before = got
	}
}

// Readers who go on from one chapter to the next are no robots.
func TestReadersAreNoRobots(t *testing.T) {
	var b strings.Builder
	for i := range 20 {
		at := time.Date(2026, 11, 23, 10, 0, 30*i, 0, time.UTC)
		fmt.Fprintf(&b, common+"\n", at.Format(commonTime), "GET", fmt.Sprintf("/campaigns/area-%02d/", i), 200)
	}
	if c, r := count(t, b.String()); c.Robots != 0 || loads(r)[2] != 20 {
		t.Errorf("%d robots, loads %v", c.Robots, loads(r))
	}
}

// Whatever a line says of somebody is in nothing that comes out.
func TestNobodyComesOut(t *testing.T) {
	log, _, _, _ := day("caddy")
	combined, _, _, _ := day("common")
	c, r := count(t, log+"SENTINEL 203.0.113.7 is no line\n"+combined)
	if err := r.Hide(figures.Policy{Threshold: 10, Secondary: true}); err != nil {
		t.Fatal(err)
	}
	yaml, ok := r.Rows([]byte("rows:\n"), []string{"en"}, func(_ string, at time.Time) string { return at.String() })
	if !ok {
		t.Fatal("no rows")
	}
	out := fmt.Sprintf("%+v %+v %s %s %s", c, r, r.CSV("week", []string{"home", "help", "campaigns", "total"}), yaml, c.FirstBad)
	for _, sentinel := range []string{"SENTINEL", "203.0.113"} {
		if strings.Contains(out, sentinel) {
			t.Errorf("%s came out", sentinel)
		}
	}
}

func TestSmallNumbersAreHidden(t *testing.T) {
	r := Report{Weeks: []Week{{Loads: []int{3, 50, 20, 73}}, {Loads: []int{0, 50, 20, 70}}, {Loads: []int{4, 5, 6, 15}}}}
	if err := r.Hide(figures.Policy{Threshold: 10, Secondary: true}); err != nil {
		t.Fatal(err)
	}
	if first := r.Weeks[0].Loads; first[0] != -1 || first[1] >= 0 && first[2] >= 0 && first[3] >= 0 {
		t.Errorf("3 comes back out of %v", first)
	}
	if second := r.Weeks[1].Loads; !slices.Equal(second, []int{0, 50, 20, 70}) {
		t.Errorf("nothing is small in %v", second)
	}
	if third := r.Weeks[2].Loads; third[0] >= 0 || third[1] >= 0 || third[2] >= 0 {
		t.Errorf("small numbers are shown: %v", third)
	}
	if csv := string(r.CSV("week", []string{"home", "help", "other", "total"})); !strings.Contains(csv, ",..,") {
		t.Errorf("no mark of what is hidden:\n%s", csv)
	}
}

func TestGroupOf(t *testing.T) {
	names := []string{"home", "campaigns", "campaigns-north-west", "other", "self-help"}
	for key, want := range map[string]int{"": 0, "campaigns": 1, "campaigns/south": 1, "campaigns/north-west": 2, "campaigns/north-west/posters": 2, "help": 3, "self-help/urges/now": 4, "campaignsx": 3} {
		if got := GroupOf(key, names); got != want {
			t.Errorf("%q is under %d, not %d", key, got, want)
		}
	}
	if got := GroupOf("help", names[:3]); got != -1 {
		t.Errorf("without other: %d", got)
	}
}

func TestRows(t *testing.T) {
	r := Report{Weeks: []Week{{Monday: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Loads: []int{1, 1}}}}
	label := func(l string, at time.Time) string { return l + " " + at.Format("2 January") }
	got, ok := r.Rows([]byte("title: {en: a}\nrows:\n  w1: {label: {en: old}}\n"), []string{"en", "cy"}, label)
	want := "title: {en: a}\nrows: # written by sotto measure\n  w2026-11-23: {label: {en: \"en 23 November\", cy: \"cy 23 November\"}}\n"
	if !ok || string(got) != want {
		t.Errorf("%v\n%s", ok, got)
	}
	for _, bad := range []string{"title: {en: a}\n", "rows:\n  a: {}\nsource: {en: b}\n"} {
		if _, ok := r.Rows([]byte(bad), nil, label); ok {
			t.Errorf("rows were put into %q", bad)
		}
	}
}

// A line is read where it stands: nothing of it is copied.
func TestALineIsNotCopied(t *testing.T) {
	pages, groups := shop()
	c := New(pages, groups, nil, time.UTC)
	lines := [][]byte{[]byte(fmt.Sprintf(common, "23/Nov/2026:10:00:00 +0000", "GET", "/help/?secret", 200)), []byte(fmt.Sprintf(caddy, "1795514400.5", "GET", "/help/", 200))}
	for _, line := range lines {
		c.line("log", 1, line)
		if n := testing.AllocsPerRun(100, func() { c.line("log", 1, line) }); n > 0 {
			t.Errorf("%.0f allocations for %.40s", n, line)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, form := range []string{"common", "caddy"} {
		log, _, _, _ := day(form)
		f.Add([]byte(log[:2000]))
	}
	f.Add([]byte(`{"ts":"2026","request":{"uri":"\u00"},"status":2}`))
	f.Add([]byte(`- - - [23/Nov/2026:10:00:00 +0000] "GET \x2fhelp\x2f H" 200`))
	pages, groups := shop()
	f.Fuzz(func(t *testing.T, log []byte) {
		c := New(pages, groups, nil, time.UTC)
		if err := c.Read("log", bytes.NewReader(log)); err != nil && !bytes.HasPrefix(log, []byte{0x1f, 0x8b}) {
			t.Fatal(err)
		}
		r := c.Report()
		if sum := loads(r); len(sum) > 0 && sum[0]+sum[1]+sum[2] != sum[3] {
			t.Fatalf("loads %v do not add up", sum)
		}
		if c.Robots > c.Requests || c.Robots < 0 || slices.ContainsFunc(r.Weeks, func(w Week) bool { return slices.Min(w.Loads) < 0 }) {
			t.Fatalf("%d robots of %d requests, %v", c.Robots, c.Requests, r.Weeks)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for _, form := range []string{"common", "caddy"} {
		log, _, _, _ := day(form)
		b.Run(form, func(b *testing.B) {
			pages, groups := shop()
			c := New(pages, groups, nil, time.UTC)
			b.SetBytes(int64(len(log)))
			for b.Loop() {
				if err := c.Read("log", strings.NewReader(log)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
