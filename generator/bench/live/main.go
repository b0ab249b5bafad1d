// Live measures what it takes from saving a file to seeing it, with sotto serve
// and with hugo server.
//
//	live -site DIR -sotto PROGRAM [-hugo PROGRAM] [-edits 20] [-limit time=1,cpu=1]
//
// DIR is what package synth writes: one site for both. Both servers run at once,
// each with its default of showing what was looked at first, Hugo with its files
// in memory as Sotto has them; and for each a Chromium looks at the same page, a
// chapter in the middle of the site. Then the page's source is saved again and
// again, now Sotto's and now Hugo's, each time with one more word, and once more
// with another title.
//
// Time is from the moment before the first byte is written to the moment when
// the page tells that the word stands in its document: a script that Chromium
// puts into every document looks at each change of it. CPU time is that of the
// server's process, from then until it rests. Machines are seldom quiet, so the
// ratios are taken pair by pair, and the median pair counts.
//
// With -limit it exits with 1 when a median ratio of the change of a word is over
// its limit, or Sotto's own time in milliseconds is ("milliseconds=100"); with 2
// when anything fails. Of titles only the figures are told. Without -hugo it
// measures Sotto alone.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "live: %v\n", err)
		if errors.Is(err, errOver) {
			os.Exit(1)
		}
		os.Exit(2)
	}
}

// errOver means that something is over its limit.
var errOver = errors.New("over the limit")

func run(args []string) error {
	flags := flag.NewFlagSet("live", flag.ContinueOnError)
	site := flags.String("site", "", "folder that synth has written")
	sotto := flags.String("sotto", "", "the sotto to measure")
	hugo := flags.String("hugo", "", "the hugo to compare it with; none when empty")
	chromium := flags.String("chromium", cmp.Or(os.Getenv("CHROMIUM"), "chromium"), "the browser")
	edits := flags.Int("edits", 20, "how many changes of a word count")
	titles := flags.Int("titles", 5, "how many changes of a title are shown")
	limit := flags.String("limit", "", "the most allowed, such as time=1,cpu=1,milliseconds=100")
	if err := flags.Parse(args); err != nil {
		return err
	}
	limits, err := parseLimits(*limit)
	if err != nil {
		return err
	}
	if *site == "" || *sotto == "" || *edits < 1 {
		return errors.New("name -site and -sotto, and at least one edit")
	}
	file, address, err := middle(*sotto, filepath.Join(*site, "sotto"))
	if err != nil {
		return err
	}
	ways := []way{{"sotto", "sotto/content/" + file, address, func(port string) []string {
		return []string{*sotto, "serve", "-s", filepath.Join(*site, "sotto"), "-p", port}
	}}}
	if *hugo != "" {
		ways = append(ways, way{"hugo", "hugo/content/" + file, hugoAddress(file), func(port string) []string {
			return []string{*hugo, "server", "--source", filepath.Join(*site, "hugo"), "--port", port, "--bind", "127.0.0.1",
				"--renderToMemory", "--disableFastRender=false"}
		}})
	}
	var all []*looking
	defer func() {
		for _, l := range all {
			l.close()
		}
	}()
	for _, w := range ways {
		l, err := look(w, *site, *chromium)
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		all = append(all, l)
	}
	words, err := series(all, *edits, appended)
	if err != nil {
		return err
	}
	more, err := series(all, *titles, titled)
	if err != nil {
		return err
	}
	for _, l := range all {
		fmt.Printf("%s has taken %.0f MB at most\n", l.name, l.server.memory())
	}
	err = report(os.Stdout, "a word", ways, words, limits)
	return errors.Join(err, report(os.Stdout, "a title", ways, more, nil))
}

// warmup is how many changes come before those that count.
const warmup = 2

// series makes changes one after the other, of each side in turn.
func series(all []*looking, n int, change func(text string, words []string) string) (rounds []round, err error) {
	for _, l := range all {
		l.words = nil
	}
	for i := range warmup + n {
		var r round
		for j, l := range all {
			if r[j], err = l.save(change); err != nil {
				return nil, fmt.Errorf("%s: %w", l.name, err)
			}
		}
		if i >= warmup {
			rounds = append(rounds, r)
		}
	}
	for _, l := range all { // for who comes next
		if err := os.WriteFile(l.file, l.text, 0o644); err != nil {
			return nil, err
		}
		time.Sleep(time.Second)
		l.server.rest()
	}
	return rounds, nil
}
