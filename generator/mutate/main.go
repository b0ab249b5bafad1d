// Mutate breaks the program on purpose, in one place at a time, and expects
// its tests to notice.
//
//	go run ./generator/mutate              the wiring: what is run on every change
//	go run ./generator/mutate -all         every mutant of the list
//	go run ./generator/mutate -only TEXT   those whose name holds TEXT
//
// A test that passes while what it tests is unplugged is worse than none. The
// list (list.go) holds what nobody may unplug unseen: what the audit is told
// of a site, what a discreet page keeps to itself, and every limit that a
// manual promises. A mutant is a short text of one source file, what to write
// instead, and the tests that must fail then. The compiler is shown the
// changed file by an overlay; nothing in the source folders is written. Most
// mutants are switched on and off in one program (schemata.go).
//
// It fails when a mutant survives. It also fails when the text of a mutant no
// longer stands exactly once in its file, so that the list cannot rot: find
// where the line went and change the entry, or delete the entry when what it
// guarded is gone. Choose texts that are short and say what they are about.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mutant is one way to break the program.
type mutant struct {
	name     string // what is unplugged
	file     string // below generator/
	old, new string // old stands exactly once in file
	room     string // whose tests must fail
	run      string // which of them, as for go test -run
	when     when
}

// when says when a mutant is run.
type when int

const (
	soak     when = iota // with -all
	always               // on every change
	together             // on every change, in one program with all others that say so
)

func main() {
	all := flag.Bool("all", false, "run every mutant, not only those that are run on every change")
	only := flag.String("only", "", "run the mutants whose name holds this text")
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*all, *only); err != nil {
		fmt.Fprintf(os.Stderr, "mutate: %v\n", err)
		os.Exit(1)
	}
}

func run(all bool, only string) error {
	r := runner{root: "generator", number: map[mutant]int{}, programs: map[string]string{}, whole: map[string]error{}}
	if _, err := os.Stat(r.root); err != nil {
		return fmt.Errorf("run this in the folder that holds generator/: %w", err)
	}
	var err error
	if r.temp, err = os.MkdirTemp("", "mutate-"); err != nil {
		return err
	}
	defer os.RemoveAll(r.temp)

	// An entry that has lost its place is found whether it is run or not.
	var wrong []error
	for _, m := range mutants {
		if _, err := r.mutate(m); err != nil {
			wrong = append(wrong, err)
		}
	}
	if len(wrong) > 0 {
		return errors.Join(wrong...)
	}
	var list []mutant
	for _, m := range mutants {
		if !all && only == "" && m.when == soak || m.when == together && only == "" || !strings.Contains(m.name, only) {
			continue
		}
		list = append(list, m)
	}
	if err := r.switches(list); err != nil {
		return err
	}
	for _, m := range list {
		before := r.cpu
		if err := r.try(m); err != nil {
			wrong = append(wrong, err)
			fmt.Printf("WRONG   %s\n", m.name)
			continue
		}
		fmt.Printf("killed  %s (%.1f s)\n", m.name, (r.cpu - before).Seconds())
	}
	count := len(list)
	if only == "" {
		n, err := r.tryTogether()
		count += n
		wrong = append(wrong, err...)
	}
	if count == 0 {
		return fmt.Errorf("no mutant is named %q", only)
	}
	fmt.Printf("%d mutants, %d killed, %.0f s of CPU time\n", count, count-len(wrong), r.cpu.Seconds())
	return errors.Join(wrong...)
}

// runner runs mutants and remembers what they cost.
type runner struct {
	root, temp string
	switched   string            // the overlay of the mutants that can be switched
	number     map[mutant]int    // of such a mutant
	programs   map[string]string // of a room with an overlay
	whole      map[string]error  // how tests end when nothing is broken
	cpu        time.Duration
}

// mutate returns a mutant's file with the change made.
func (r *runner) mutate(m mutant) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(r.root, m.file))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.name, err)
	}
	if n := bytes.Count(text, []byte(m.old)); n != 1 {
		return nil, fmt.Errorf("%s: generator/%s has this %d times, and must have it once: %s", m.name, m.file, n, m.old)
	}
	return bytes.Replace(text, []byte(m.old), []byte(m.new), 1), nil
}

// switches puts into one overlay all mutants of the list that can be switched.
func (r *runner) switches(list []mutant) error {
	files := map[string][]numbered{}
	for i, m := range list {
		files[m.file] = append(files[m.file], numbered{m, i + 1})
	}
	changed := map[string][]byte{}
	for file, list := range files {
		path := filepath.Join(r.root, file)
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text, in, err := schemata(path, text, list)
		if err != nil {
			return err
		}
		if len(in) == 0 {
			continue
		}
		name, err := packageOf(path, text)
		if err != nil {
			return err
		}
		changed[path], changed[beside(path)] = text, asks(name, r.on())
		for _, m := range list {
			if slices.Contains(in, m.number) {
				r.number[m.mutant] = m.number
			}
		}
	}
	var err error
	r.switched, err = r.overlay(changed)
	return err
}

// on is the file in which a program reads which mutant is on.
func (r *runner) on() string { return filepath.Join(r.temp, "on") }

// try answers with nil when the tests notice the mutant.
func (r *runner) try(m mutant) error {
	tests := m.room + " " + m.run
	if _, tried := r.whole[tests]; !tried {
		out, failed, err := r.test(m, r.switched, 0)
		if failed {
			err = errors.New("they fail")
		}
		r.whole[tests] = nil
		if err != nil {
			r.whole[tests] = fmt.Errorf("the tests that should fail when this is broken do not pass while it is whole: %w\n%s", err, tail(out))
		}
	}
	if err := r.whole[tests]; err != nil {
		return fmt.Errorf("%s: %w", m.name, err)
	}
	if n := r.number[m]; n > 0 {
		return r.killed(m, r.switched, n)
	}
	overlay, err := r.broken(m)
	if err != nil {
		return err
	}
	defer r.forget(m.room, overlay)
	return r.killed(m, overlay, 0)
}

// tryTogether breaks everything that can be broken at once, and answers with
// how many mutants there were and what is wrong.
func (r *runner) tryTogether() (count int, wrong []error) {
	var list []mutant
	for _, m := range mutants {
		if m.when == together {
			list = append(list, m)
		}
	}
	overlay, err := r.broken(list...)
	if err != nil {
		return len(list), []error{err}
	}
	for _, m := range list {
		if err := r.killed(m, overlay, 0); err != nil {
			wrong = append(wrong, err)
		} else {
			fmt.Printf("killed  %s\n", m.name)
		}
	}
	return len(list), wrong
}

// broken returns the overlay with which all of these are broken.
func (r *runner) broken(list ...mutant) (string, error) {
	changed := map[string][]byte{}
	for _, m := range list {
		text, err := r.mutate(m)
		if err != nil {
			return "", err
		}
		path := filepath.Join(r.root, m.file)
		if before := changed[path]; before != nil { // by another mutant
			text = bytes.Replace(before, []byte(m.old), []byte(m.new), 1)
		}
		changed[path] = text
	}
	return r.overlay(changed)
}

// overlay writes files, and the list that shows them to the compiler in the
// place of those of the source folders.
func (r *runner) overlay(files map[string][]byte) (string, error) {
	folder, err := os.MkdirTemp(r.temp, "overlay-")
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	for file, text := range files {
		original, err := filepath.Abs(file)
		if err != nil {
			return "", err
		}
		changed := filepath.Join(folder, fmt.Sprintf("changed%d.go", len(replace)))
		if err := os.WriteFile(changed, text, 0o644); err != nil {
			return "", err
		}
		replace[original] = changed
	}
	data, err := json.Marshal(map[string]map[string]string{"Replace": replace})
	if err != nil {
		return "", err
	}
	name := filepath.Join(folder, "overlay.json")
	return name, os.WriteFile(name, data, 0o644)
}

// killed answers with nil when the tests fail.
func (r *runner) killed(m mutant, overlay string, on int) error {
	out, failed, err := r.test(m, overlay, on)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w\n%s", m.name, err, tail(out))
	case !failed:
		return fmt.Errorf("%s: it SURVIVED: generator/%s says %q instead of %q, and -run %q in generator/%s passes", m.name, m.file, m.new, m.old, m.run, m.room)
	}
	return nil
}

// test runs the tests of the mutant's room, compiled with the overlay, with one
// of the mutants that can be switched on (0 for none), and reports whether they
// fail. What does not compile is an error: no test has noticed anything then.
func (r *runner) test(m mutant, overlay string, on int) (out []byte, failed bool, err error) {
	program, out, err := r.compile(m.room, overlay)
	if err != nil {
		return out, false, err
	}
	if err := os.WriteFile(r.on(), []byte(strconv.Itoa(on)), 0o644); err != nil {
		return nil, false, err
	}
	c := exec.Command(program, "-test.run", m.run, "-test.failfast", "-test.timeout", "60s", "-test.v")
	c.Dir = filepath.Join(r.root, m.room)
	out, err = r.command(c)
	var exit *exec.ExitError
	switch {
	case err == nil && !bytes.Contains(out, []byte("=== RUN")):
		return out, false, fmt.Errorf("-run %q chooses no test", m.run)
	case errors.As(err, &exit):
		return out, true, nil
	}
	return out, false, err
}

// compile returns the program of a room's tests with an overlay.
func (r *runner) compile(room, overlay string) (program string, out []byte, err error) {
	key := room + " " + overlay
	if program := r.programs[key]; program != "" {
		return program, nil, nil
	}
	folder, err := os.MkdirTemp(r.temp, "program-")
	if err != nil {
		return "", nil, err
	}
	program = filepath.Join(folder, "tests")
	// No symbols: half the time to link.
	if out, err := r.command(exec.Command("go", "test", "-c", "-ldflags=-s", "-overlay", overlay, "-o", program, "./"+filepath.Join(r.root, room))); err != nil {
		return "", out, fmt.Errorf("go test -c: %w", err)
	}
	r.programs[key] = program
	return program, nil, nil
}

// forget removes a program that will not be asked for again.
func (r *runner) forget(room, overlay string) {
	key := room + " " + overlay
	if program := r.programs[key]; program != "" {
		os.RemoveAll(filepath.Dir(program))
		delete(r.programs, key)
	}
}

// command runs a command to its end and adds up what it has cost.
func (r *runner) command(c *exec.Cmd) ([]byte, error) {
	out, err := c.CombinedOutput()
	if c.ProcessState != nil {
		r.cpu += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	return out, err
}

// tail returns the last lines of what a command said.
func tail(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return strings.Join(lines[max(0, len(lines)-20):], "\n")
}
