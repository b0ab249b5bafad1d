package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// way is one of the two ways to look at the site.
type way struct {
	name    string
	file    string // that is saved, below the folder that synth has written
	address string // of its page
	command func(port string) []string
}

// looking is a server, a browser that looks at a page of it, and the page's file.
type looking struct {
	way
	server  *server
	browser *browser
	file    string
	text    []byte   // as it was
	words   []string // that it has now
	next    int
}

// middle is the file of a chapter in the middle of the site, below content/, and
// the path of its address.
func middle(sotto, site string) (file, address string, err error) {
	out, err := exec.Command(sotto, "list", "-s", site).Output()
	if err != nil {
		return "", "", fmt.Errorf("listing the pages: %w", err)
	}
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		return "", "", fmt.Errorf("listing the pages: %w", err)
	}
	var chapters [][]string
	for _, row := range rows {
		if strings.Contains(row[0], "/step-") {
			chapters = append(chapters, row)
		}
	}
	if len(chapters) == 0 {
		return "", "", fmt.Errorf("%s has no chapters: write it with synth", site)
	}
	row := chapters[len(chapters)/2]
	u, err := url.Parse(row[7])
	if err != nil {
		return "", "", err
	}
	return strings.TrimPrefix(row[0], "content/"), u.Path, nil
}

func hugoAddress(file string) string { return "/" + strings.TrimSuffix(file, ".md") + "/" }

// look starts a server and a browser, and opens the page.
func look(w way, site, chromium string) (*looking, error) {
	l := &looking{way: w, file: filepath.Join(site, w.file)}
	var err error
	if l.text, err = os.ReadFile(l.file); err != nil {
		return nil, err
	}
	if l.server, err = start(w.command, w.address); err != nil {
		return nil, err
	}
	if l.browser, err = openBrowser(chromium); err != nil {
		l.close()
		return nil, err
	}
	if err := l.browser.open("http://127.0.0.1:" + l.server.port + w.address); err != nil {
		l.close()
		return nil, err
	}
	time.Sleep(time.Second) // until it listens for news
	l.server.rest()
	return l, nil
}

func (l *looking) close() {
	if l.browser != nil {
		l.browser.close()
	}
	l.server.stop()
	_ = os.WriteFile(l.file, l.text, 0o644)
}

// taken is what one change took.
type taken struct{ time, cpu time.Duration }

// round is one change of each way.
type round [2]taken

// patience is how long a word may take to be seen.
const patience = 2 * time.Minute

// save changes the page and waits until the change is seen.
func (l *looking) save(change func(text string, words []string) string) (taken, error) {
	l.next++
	word := mark(l.next)
	l.words = append(l.words, word)
	text := change(string(l.text), l.words)
	cpu := l.server.cpu()
	begin := time.Now()
	if err := os.WriteFile(l.file, []byte(text), 0o644); err != nil {
		return taken{}, err
	}
	for {
		select {
		case s, ok := <-l.browser.seen:
			if !ok {
				return taken{}, errors.New("the browser has ended")
			}
			if s.word != word {
				continue
			}
			return taken{s.at.Sub(begin), l.server.rest() - cpu}, nil
		case <-time.After(patience):
			return taken{}, fmt.Errorf("%s is never seen at %s; the server says:\n%s", word, l.address, l.server.said())
		}
	}
}

// mark is a word that no page has, in letters: numbers are claims.
func mark(n int) string { return "Seen" + string(rune('a'+n/26%26)) + string(rune('a'+n%26)) + "here" }

// appended puts words at the end of a page.
func appended(text string, words []string) string {
	return text + "\n" + strings.Join(words, " ") + ".\n"
}

// titled puts the last word behind the title, which synth writes before the
// linkTitle, both quoted.
func titled(text string, words []string) string {
	return strings.Replace(text, "\"\nlinkTitle:", " "+words[len(words)-1]+"\"\nlinkTitle:", 1)
}
