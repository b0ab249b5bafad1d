// Sotto turns Markdown self-help modules and campaign pages into a static
// website that tells nobody who read it.
//
// This package is the command: verbs, flags, exit codes and wiring, and
// nothing that knows how a page is made. Package build is the place to read
// next: it names every stage in order.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"sotto/generator/desk"
	"sotto/generator/diag"
)

// version is what `sotto version` prints. It changes with the form of the
// output, so that a pipeline can tell why its tree hash changed.
const version = "0.1.0"

// Exit codes. A pipeline may rely on them.
const (
	exitFine     = 0   // published, or nothing to complain about
	exitFindings = 1   // findings of error level (or any, with --strict)
	exitUsage    = 2   // the command line could not be understood
	exitIO       = 3   // something could not be read or written, or another build was quicker
	exitSignal   = 128 // and the number of the signal that stopped a build
)

// exit is an error that carries its exit code. Text may be empty when
// everything has been said already.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

func usage(format string, args ...any) error {
	return exit{exitUsage, fmt.Errorf(format, args...)}
}

func main() {
	collectLate()
	os.Exit(run(os.Args[1:]))
}

// run is the whole program; it returns the exit code.
func run(args []string) int {
	root, out := command(), &teller{to: os.Stdout}
	root.SetArgs(args)
	root.SetOut(out)
	err := root.Execute()
	var e exit
	own := errors.As(err, &e)
	if out.err != nil && e.code != exitIO {
		// What was asked for was not told, whatever else there is to say.
		e = exit{exitIO, fmt.Errorf("writing to standard output: %w", out.err)}
		own, err = true, e
	}
	if err == nil {
		return exitFine
	}
	code, text, help := exitUsage, err.Error(), "sotto --help lists the verbs, sotto VERB --help the flags of one" // what cobra itself finds wrong
	if own {
		code, text = e.code, diag.Visible(text) // which may name files
	}
	var no *desk.Refusal
	if errors.As(err, &no) && no.Help != "" && code == exitUsage {
		text, help = diag.Visible(no.Message), diag.Visible(no.Help)
	}
	if text = diag.VisibleLines(text); text != "" {
		fmt.Fprintf(os.Stderr, "sotto: %s\n", text)
		if code == exitUsage {
			fmt.Fprintln(os.Stderr, "help: "+help)
		}
	}
	return code
}

// teller writes what a verb tells on standard output, and remembers whether it
// could: the disk may be full.
type teller struct {
	to  io.Writer
	err error
}

func (t *teller) Write(p []byte) (int, error) {
	if t.err != nil {
		return 0, t.err
	}
	n, err := t.to.Write(p)
	t.err = err
	return n, err
}

func command() *cobra.Command {
	root := &cobra.Command{
		Use:   "sotto",
		Short: "a static site that tells nobody who read it",
		Long: `Sotto builds the website in this folder from content/, templates/ and static/.

  sotto build      check everything and write public/
  sotto serve      look at the site while you write
  sotto check      check everything and write nothing
  sotto new        make a page, or a module with its chapters
  sotto move       move a page or a folder, and mend what leads to it
  sotto fix        type what the help of findings says to type
  sotto list       list the pages, published or withheld
  sotto diff       what changes between two instants
  sotto status     what somebody has to answer for, by age
  sotto sign       say what a finished folder is, and sign it
  sotto publish    carry a finished folder to where it is served, in one step
  sotto releases   which releases a destination has, and which one is served
  sotto rollback   serve an older release again
  sotto verify     whether a server sends what was published and signed
  sotto measure    page loads by week out of server logs, and nothing of anybody
  sotto explain    what a finding means, or where a page comes from
  sotto audit      check a folder of finished HTML, from any generator
  sotto import     make a first version of a site from another generator's
  sotto cms        print the configuration of a content management system
  sotto lsp        the same findings in an editor, while you type

Start it with: go run ./generator VERB`,
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(c *cobra.Command, _ []string) error {
			return c.Help()
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return exit{exitUsage, err} })
	root.AddCommand(buildCommand(), serveCommand(), checkCommand(), listCommand(), statusCommand(), newCommand(), moveCommand(), fixCommand(), diffCommand(), signCommand(), publishCommand(), releasesCommand(), rollbackCommand(), verifyCommand(), measureCommand(), explainCommand(), auditCommand(), lspCommand(), importCommand(), cmsCommand(), versionCommand())
	return root
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  cobra.NoArgs,
		Run: func(c *cobra.Command, _ []string) {
			fmt.Fprintf(c.OutOrStdout(), "sotto %s\n", version)
		},
	}
}
