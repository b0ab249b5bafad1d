package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/verify"
)

// signedFolder is where a signed release stands until it is published.
const signedFolder = ".signed"

func signCommand() *cobra.Command {
	var in inputFlags
	var key, name, out, at, after string
	var public, bundles bool
	c := &cobra.Command{
		Use:   "sign [DIR]",
		Short: "say what a finished folder is, and sign it",
		Long: `Sign reads a finished folder (usually public/), holds every file against its manifest,
and writes a statement of the release: its number, its tree, the headers of every
answer, and each file with its length and SHA-256. It is signed as a C2SP signed note
and as an SSH signature, and has a line in the log of releases. All of it goes to
.signed/, from where it is published with the site; sotto verify and ssh-keygen read it
there.

A key is one of Ed25519, as ssh-keygen makes it. Whoever signs next runs the same
command on the same folder with their own key: the statement is only signed once it says
what they have built themselves. A passphrase is read from SOTTO_PASSPHRASE.

  ssh-keygen -t ed25519 -f editor
  sotto sign --as editor@example.org --key editor --public >> allowed_signers
  sotto sign --as editor@example.org --key editor
  sotto sign --as officer@example.org --key officer`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if key == "" || name == "" {
				return usage("sign needs a key and the name that it stands for: sotto sign --as editor@example.org --key editor")
			}
			k, err := readKey(name, key)
			if err != nil {
				return err
			}
			if public {
				line, err := k.Public()
				if err != nil {
					return exit{exitIO, err}
				}
				fmt.Fprint(c.OutOrStdout(), line)
				return nil
			}
			folder := append(args, in.path("public"))[0]
			s, err := in.statement(folder, at)
			if err != nil {
				return err
			}
			out := in.path(out)
			if err := os.MkdirAll(out, 0o755); err != nil {
				return exit{exitIO, err}
			}
			root, err := os.OpenRoot(out)
			if err != nil {
				return exit{exitIO, err}
			}
			defer root.Close()
			earlier, err := verify.ReadRelease(root.FS())
			if err != nil {
				return exit{exitIO, fmt.Errorf("%s: %w", out, err)}
			}
			if earlier == nil && after != "" {
				if earlier, err = verify.Fetch(c.Context(), after, nil, verify.Options{PerSecond: 10, Timeout: 30 * time.Second}); errors.Is(err, verify.ErrNoRelease) {
					fmt.Fprintf(c.ErrOrStderr(), "sotto: %s shows no release: this is the first, and the log begins with it\n", diag.Visible(after))
				} else if err != nil {
					return exit{exitIO, err}
				}
			}
			next, err := verify.Next(s, earlier)
			if err != nil {
				return exit{exitIO, err}
			}
			if err := next.SignBy(k); err != nil {
				return exit{exitIO, err}
			}
			if err := keepRelease(root, next); err != nil {
				return exit{exitIO, err}
			}
			if bundles {
				if err := keepBundles(root, next); err != nil {
					return exit{exitIO, err}
				}
			}
			fmt.Fprintf(c.OutOrStdout(), "release %d, tree %s\nsigned by %s, in %s\n", next.Release, next.Tree, name, filepath.Join(out, verify.Folder))
			return nil
		},
	}
	in.register(c)
	c.Flags().StringVar(&key, "key", "", "file of the private key, as ssh-keygen -t ed25519 writes it")
	c.Flags().StringVar(&name, "as", "", "whose key it is: the name in the file of allowed signers")
	c.Flags().StringVar(&out, "out", signedFolder, "where to write what is signed, and where the log of releases is")
	c.Flags().StringVar(&after, "after", "", "address of the published site, to go on from the log of releases there when --out holds none")
	c.Flags().StringVar(&at, "time", "", "the instant of the content, instead of that since which the site is as it is")
	c.Flags().BoolVar(&bundles, "bundles", false, "experimental: write the lists of WEBCAT and WAICT, two drafts, beside the statement")
	c.Flags().BoolVar(&public, "public", false, "print the key's line for the file of allowed signers, and sign nothing")
	return c
}

func readKey(name, file string) (*verify.Key, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, exit{exitIO, fmt.Errorf("reading the key: %w", err)}
	}
	var passphrase []byte
	if p, ok := os.LookupEnv("SOTTO_PASSPHRASE"); ok {
		passphrase = []byte(p)
	}
	k, err := verify.ReadKey(name, text, passphrase)
	if err != nil {
		return nil, usage("%v", err)
	}
	return k, nil
}

// statement is that of a finished folder of this site.
func (f *inputFlags) statement(folder, at string) (*verify.Statement, error) {
	root, err := openFolder(folder, "")
	if err != nil {
		return nil, err
	}
	defer root.Close()
	s, err := verify.Read(root.FS())
	if err != nil {
		return nil, exit{exitIO, fmt.Errorf("%s: %w", folder, err)}
	}
	inputs, err := f.inputs()
	if err != nil {
		return nil, err
	}
	model, err := f.read(inputs)
	if err != nil {
		return nil, err
	}
	s.Site = model.Config.BaseURL
	for _, p := range model.Pages {
		if p.LastMod.After(s.Time) {
			s.Time = p.LastMod
		}
	}
	// Since when the site is as it is: a build at that instant makes the same tree.
	for now := inputs.Clock; ; {
		inputs.Clock = s.Time
		if model, err = f.read(inputs); err != nil {
			return nil, err
		}
		if model.NextChange.IsZero() || model.NextChange.After(now) {
			break
		}
		s.Time = model.NextChange
	}
	if at != "" {
		if s.Time, err = instant(at, model.Config.TimeZone); err != nil {
			return nil, usage("--time %q is not a time: write it like 2026-12-01T07:00:00Z", at)
		}
	}
	s.Time = s.Time.UTC().Truncate(time.Second)
	for _, g := range model.Config.Gone {
		if !strings.HasSuffix(g.Address, "*") { // a pattern is no address to ask for
			s.Gone = append(s.Gone, strings.TrimSuffix(model.Config.BasePath, "/")+g.Address)
		}
	}
	slices.Sort(s.Gone)
	return s, nil
}

// keepRelease writes the files of a release, each whole or not at all, and takes away
// signatures of an earlier one. The statement is the last: without it the rest is none.
func keepRelease(root *os.Root, r *verify.Release) error {
	if err := root.MkdirAll(strings.TrimSuffix(verify.Folder, "/"), 0o755); err != nil {
		return err
	}
	files := r.Published()
	dir, err := root.Open(strings.TrimSuffix(verify.Folder, "/"))
	if err != nil {
		return err
	}
	defer dir.Close()
	there, err := dir.Readdirnames(-1)
	if err != nil {
		return err
	}
	for _, name := range there {
		if _, stays := files[verify.Folder+name]; !stays && strings.HasSuffix(name, ".sig") {
			if err := root.Remove(verify.Folder + name); err != nil {
				return err
			}
		}
	}
	names := []string{verify.LogName, verify.NoteName}
	for name := range files {
		if !slices.Contains(names, name) && name != verify.StatementName {
			names = append(names, name)
		}
	}
	for _, name := range append(names, verify.StatementName) {
		if err := root.WriteFile(name+".new", files[name], 0o644); err != nil {
			return err
		}
		if err := root.Rename(name+".new", name); err != nil {
			return err
		}
	}
	return nil
}

// keepBundles writes what is made of a statement for drafts of others.
func keepBundles(root *os.Root, r *verify.Release) error {
	for name, of := range map[string]func(*verify.Statement) ([]byte, error){verify.WEBCATName: verify.WEBCAT, verify.WAICTName: verify.WAICT} {
		text, err := of(r.Statement)
		if err != nil {
			return err
		}
		if err := root.WriteFile(name, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func verifyCommand() *cobra.Command {
	var report reportFlags
	var signers, resume, authority, connect string
	var others []string
	var threshold int
	var rate float64
	var timeout time.Duration
	c := &cobra.Command{
		Use:   "verify URL",
		Short: "whether a server sends what was published and signed",
		Long: `Verify asks a site for the statement of its release, checks who signed it, and then asks
for every address as a phone does, as an old browser, as Tor Browser and as a program
that knows no encoding, a second time with conditions, and for some that must not be
there. Whatever differs from what was signed is told: bytes, lengths, headers that are
missing or added, cookies, redirects, other releases, files that are in none.

It uses one connection and --rate requests a second. --resume FILE remembers what was
found right, for a run that goes on. Without --signers it cannot know who published, and
says so.

  sotto verify --signers allowed_signers https://www.example.org/
  sotto verify --signers allowed_signers --threshold 2 --format sarif https://www.example.org/`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := report.check(); err != nil {
				return err
			}
			if rate <= 0 || rate > 1000 || timeout <= 0 {
				return usage("--rate and --timeout are more than nothing, and at most 1000 requests a second are made")
			}
			believed, err := signersIn(signers)
			if err != nil {
				return err
			}
			if threshold < 1 || len(believed) > 0 && threshold > len(believed) {
				return usage("--threshold %d: write 1 to %d, the number of allowed signers", threshold, max(1, len(believed)))
			}
			opt := verify.Options{PerSecond: rate, Timeout: timeout, Connect: connect}
			if opt.TLS, err = trusted(authority); err != nil {
				return err
			}
			for _, name := range others {
				text, err := os.ReadFile(name)
				if err != nil {
					return exit{exitIO, fmt.Errorf("reading another release: %w", err)}
				}
				other, err := verify.Parse(text)
				if err != nil {
					return exit{exitIO, fmt.Errorf("%s: %w", name, err)}
				}
				opt.Other = append(opt.Other, other)
			}
			release, err := verify.Fetch(c.Context(), args[0], believed, opt)
			if err != nil {
				return exit{exitFindings, err}
			}
			var findings []diag.Finding
			by := release.By(believed, time.Now())
			switch {
			case len(believed) == 0:
				fmt.Fprintln(c.ErrOrStderr(), "sotto: nobody's signature was checked: --signers names the file of those who are believed")
			case len(by) < threshold:
				findings = append(findings, diag.Finding{Code: "verify/unsigned", Severity: diag.Error, Pos: diag.Pos{File: args[0] + verify.StatementName},
					Message: fmt.Sprintf("%d of the %d signatures that are needed", len(by), threshold), Help: "let those who are allowed sign: sotto sign; or look for who has published"})
			}
			before, err := resumed(resume, release)
			if err != nil {
				return err
			}
			defer before.close()
			opt.Done, opt.OnDone = before.done, before.right
			more, asked, err := verify.Check(c.Context(), args[0], release.Statement, opt)
			if err != nil {
				if errors.Is(err, context.Canceled) {
					return err
				}
				return exit{exitIO, err}
			}
			// A switch in the middle of it makes every address look wrong.
			after, err := verify.Fetch(c.Context(), args[0], nil, opt)
			if err != nil {
				return exit{exitFindings, err}
			}
			if after.Hash() != release.Hash() {
				return exit{exitFindings, fmt.Errorf("release %d was published while release %d was looked at: verify again", after.Release, release.Release)}
			}
			findings = diag.Sort(append(findings, more...))
			if err := report.print(c, findings); err != nil {
				return exit{exitIO, err}
			}
			if report.failed(findings) {
				return exit{exitFindings, fmt.Errorf("%s at %s", tally(findings), args[0])}
			}
			if report.talks() {
				fmt.Fprintf(c.OutOrStdout(), "release %d, tree %s\nsigned by %s\n%s: every address sends what was signed\n",
					release.Release, release.Tree, strings.Join(append(by, "nobody who was checked")[:max(1, len(by))], ", "), several(int64(asked), "request"))
			}
			return nil
		},
	}
	report.register(c)
	c.Flags().StringVar(&signers, "signers", "", "file of allowed signers, as ssh-keygen(1) describes it")
	c.Flags().IntVar(&threshold, "threshold", 1, "how many of the signers have to have signed")
	c.Flags().Float64Var(&rate, "rate", 10, "requests a second")
	c.Flags().DurationVar(&timeout, "timeout", 30*time.Second, "how long an answer may take")
	c.Flags().StringVar(&resume, "resume", "", "file that remembers which addresses were right, for the next run")
	c.Flags().StringVar(&authority, "authority", "", "file with the certificate of an authority to believe besides the system's")
	c.Flags().StringVar(&connect, "connect", "", "ask the machine at HOST:PORT, whatever the site's name stands for: an origin, say")
	c.Flags().StringSliceVar(&others, "other", nil, "statements of other releases (release.txt), to know one when it is sent")
	return c
}

func signersIn(file string) ([]verify.Signer, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, exit{exitIO, fmt.Errorf("reading the signers: %w", err)}
	}
	list, err := verify.Signers(text)
	if err != nil {
		return nil, usage("%s: %v", file, err)
	}
	return list, nil
}

func trusted(file string) (*tls.Config, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, exit{exitIO, fmt.Errorf("reading the authority: %w", err)}
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(text) {
		return nil, usage("%s holds no certificate", file)
	}
	return &tls.Config{RootCAs: pool}, nil
}

// rightOnes remembers which addresses of a release were right.
type rightOnes struct {
	done map[string]bool
	file *os.File
}

// resumed reads what an earlier run of the same release remembers, and goes on in the
// same file; one of another release is begun anew.
func resumed(name string, r *verify.Release) (*rightOnes, error) {
	k := &rightOnes{done: map[string]bool{}}
	if name == "" {
		return k, nil
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, exit{exitIO, fmt.Errorf("opening what an earlier run remembers: %w", err)}
	}
	k.file = file
	in := bufio.NewScanner(file)
	if in.Scan() && in.Text() == r.Hash() {
		for in.Scan() {
			k.done[in.Text()] = true
		}
		return k, nil
	}
	if err := errors.Join(file.Truncate(0), seekStart(file)); err != nil {
		return nil, exit{exitIO, err}
	}
	if _, err := fmt.Fprintln(file, r.Hash()); err != nil {
		return nil, exit{exitIO, err}
	}
	return k, nil
}

func seekStart(f *os.File) error {
	_, err := f.Seek(0, 0)
	return err
}

func (k *rightOnes) right(address string) {
	if k.file != nil {
		fmt.Fprintln(k.file, address) // what is lost is asked for again
	}
}

func (k *rightOnes) close() {
	if k.file != nil {
		k.file.Close()
	}
}
