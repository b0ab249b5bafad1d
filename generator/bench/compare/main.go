// Compare runs two programs in turn and compares what they cost.
//
//	compare [flags] -- NAME COMMAND... [-- NAME COMMAND...]
//
// In each argument, {dest} stands for a new empty folder and {cache} for the
// name of a folder that does not exist; both are gone after the run. The
// programs run A B A B…; after -warmup pairs that do not count, -rounds pairs
// do. The cost of a run is what the operating system says of the finished
// process and its children: elapsed time, user and system time, and the
// largest resident set. Machines are seldom quiet, so the ratios A/B are
// taken pair by pair, and the median pair counts.
//
// With -limit cpu=0.6,memory=0.15,seconds=0.4 it exits with 1 when a median
// ratio is over its limit, or the first program's own seconds of CPU time are,
// and with 2 when a program fails.
//
// The program stays small on purpose: on Linux a process that has just been
// started inherits the largest resident set of the one that started it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "measure: %v\n", err)
		if errors.Is(err, errOver) {
			os.Exit(1)
		}
		os.Exit(2)
	}
}

// errOver means that a ratio is over its limit.
var errOver = errors.New("over the limit")

func run(args []string) error {
	flags := flag.NewFlagSet("measure", flag.ContinueOnError)
	rounds := flags.Int("rounds", 5, "how many pairs count")
	warmup := flags.Int("warmup", 1, "how many pairs run before them")
	tmp := flags.String("tmp", "", "folder for destinations and caches; the system's own when empty")
	limit := flags.String("limit", "", "the most allowed, such as cpu=0.6,memory=0.15,seconds=0.4")
	if err := flags.Parse(args); err != nil {
		return err
	}
	limits, err := parseLimits(*limit)
	if err != nil {
		return err
	}
	a, b, err := programs(flags.Args())
	if err != nil {
		return err
	}
	if *rounds < 1 {
		return errors.New("-rounds must be at least 1")
	}
	var pairs []pair
	for i := range *warmup + *rounds {
		var p pair
		for j, prog := range []program{a, b} {
			if prog.command == nil {
				continue
			}
			if p[j], err = prog.run(*tmp); err != nil {
				return err
			}
		}
		label := fmt.Sprintf("round %d", i-*warmup+1)
		if i < *warmup {
			label = "warm-up"
		} else {
			pairs = append(pairs, p)
		}
		fmt.Printf("%-8s %-7s %s\n", label, a.name, p[0])
		if b.command != nil {
			fmt.Printf("%-8s %-7s %s\n", "", b.name, p[1])
		}
	}
	return report(os.Stdout, a.name, b.name, pairs, limits)
}

// program is one side of the comparison.
type program struct {
	name    string
	command []string
}

// programs splits "NAME COMMAND... -- NAME COMMAND...". The second may be left
// out.
func programs(args []string) (a, b program, err error) {
	at := slices.Index(args, "--")
	if at < 0 && len(args) >= 2 {
		return program{args[0], args[1:]}, b, nil
	}
	if at < 2 || len(args)-at < 3 {
		return a, b, errors.New("name one program or two: measure -- NAME COMMAND... -- NAME COMMAND")
	}
	return program{args[0], args[1:at]}, program{args[at+1], args[at+2:]}, nil
}
