package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/derived"
	"sotto/generator/outlet"
	"sotto/generator/site"
	"sotto/generator/verify"
)

func publishCommand() *cobra.Command {
	var in inputFlags
	var from, signed string
	var how outletFlags
	var front string
	var keep int
	var keepFor time.Duration
	var quiet bool
	c := &cobra.Command{
		Use:   "publish DEST",
		Short: "carry a finished folder to where it is served, in one step",
		Long: `Publish carries the finished folder to a destination, sends what differs by digest, and
swaps a pointer once all of it is there. Who reads meanwhile sees the old release or the
new one. The server's root is the folder current at the destination.

DEST is one of
  a folder of this machine, or mounted on it;
  sftp://user@host:port/folder, a server with OpenSSH. The SSH key is one of an agent or
    ~/.ssh/id_ed25519, and the server's has to stand in ~/.ssh/known_hosts;
  s3://bucket/prefix, an object store that keeps conditions. The keys are those of
    AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or of ~/.aws/credentials, the region is
    AWS_REGION's. A bucket sends no policy and does not choose between compressed copies:
    --server says what stands before it, and its configuration is written to --front.

A publish that is stopped leaves the old release; the next one goes on where it stopped.
While another one is under way, it exits with 3. A release that was signed (.signed/)
is published with its signatures.

  sotto publish /srv/www/example
  sotto publish --keep 3 --keep-for 168h /srv/www/example
  sotto publish sftp://publisher@www.example.org/srv/www/example
  sotto publish --server nginx --endpoint https://store.example.org s3://site/www`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if keep < 1 || keepFor <= 0 {
				return usage("--keep %d --keep-for %s would retain nothing: write --keep 1 to keep the new release alone", keep, keepFor)
			}
			folder := in.path(from)
			if err := in.apart(args[0], folder); err != nil {
				return err
			}
			root, err := openFolder(folder, ": sotto build makes it; --from names another one")
			if err != nil {
				return err
			}
			defer root.Close()
			opt := outlet.Options{Keep: keep, KeepFor: keepFor, Workers: 8, Now: time.Now()}
			model, err := in.load()
			if err != nil {
				return err
			}
			opt.Gone = goneIn(model)
			how.Type = func(name string) string { return derived.Types().Of(name).ContentType() }
			if how.Server != "" && !slices.Contains(outlet.Servers, how.Server) {
				return usage("--server %q does not exist: write %s", how.Server, strings.Join(outlet.Servers, " or "))
			}
			tree, err := outlet.Tree(root.FS())
			if err != nil {
				return exit{exitIO, fmt.Errorf("%s: %w", folder, err)}
			}
			if opt.Extra, err = in.signedOf(c, tree, signed); err != nil {
				return err
			}
			ctx, release := untilSignal(c.Context())
			defer release()
			how.Make = true
			dest, err := how.open(ctx, args[0])
			if err != nil {
				return err
			}
			defer dest.Close()
			show := &sending{to: c.ErrOrStderr()}
			if !quiet {
				opt.Progress = show.tell
			}
			done, err := dest.Publish(ctx, root.FS(), opt)
			if err != nil {
				return failure(err)
			}
			text, err := dest.Front(how.Server, root.FS(), hostOf(model), basePath(model), derived.Ended(model))
			if err != nil {
				return failure(err)
			}
			if text != nil {
				if err := os.WriteFile(in.path(front), text, 0o644); err != nil {
					return exit{exitIO, fmt.Errorf("the release is published; writing what stands before it: %w", err)}
				}
			}
			return tellPublished(c.OutOrStdout(), dest, done, quiet)
		},
	}
	in.register(c)
	how.register(c)
	c.Flags().StringVar(&from, "from", "public", "the finished folder")
	c.Flags().StringVar(&signed, "signed", signedFolder, "where sotto sign has put a signed release")
	c.Flags().StringVar(&how.Server, "server", "", "what stands before a bucket: "+strings.Join(outlet.Servers, " or "))
	c.Flags().StringVar(&front, "front", "front.conf", "where to write the configuration of what stands before a bucket")
	c.Flags().IntVar(&keep, "keep", 5, "how many releases are retained, the new one among them")
	c.Flags().DurationVar(&keepFor, "keep-for", 720*time.Hour, "how long old releases are retained")
	c.Flags().BoolVar(&quiet, "quiet", false, "print nothing unless something is wrong")
	return c
}

// outletFlags say how a destination is reached.
type outletFlags struct{ outlet.How }

func (f *outletFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.Endpoint, "endpoint", "", "address of the object store, instead of AWS_ENDPOINT_URL and Amazon's")
	c.Flags().StringVar(&f.Identity, "identity", "", "file of the private SSH key, instead of those of an agent and ~/.ssh/id_ed25519")
}

func (f *outletFlags) open(ctx context.Context, dest string) (*outlet.Destination, error) {
	d, err := outlet.Open(ctx, dest, f.How)
	var no *outlet.Unusable
	if errors.As(err, &no) {
		return nil, usage("%v", err)
	}
	if err != nil {
		return nil, failure(err)
	}
	return d, nil
}

// apart refuses a destination that is what is published, or what it is made of.
func (f *inputFlags) apart(dest, folder string) error {
	name := outlet.Local(dest)
	if name == "" {
		return nil
	}
	to := realPath(name)
	for _, other := range []string{folder, f.path(f.content), f.path(f.templates), f.path(f.static)} {
		if at := realPath(other); within(to, at) || within(at, to) {
			return usage("the destination %s and %s are one, or one in the other: publish to a folder of its own", dest, other)
		}
	}
	return nil
}

// goneIn are the addresses that a site says are gone on purpose.
func goneIn(s *site.Site) []string {
	var out []string
	for _, g := range s.Config.Gone {
		out = append(out, g.Address)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hostOf and basePath are the two parts of a site's address.
func hostOf(s *site.Site) string {
	_, rest, _ := strings.Cut(s.Config.BaseURL, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

func basePath(s *site.Site) string {
	if s.Config.BasePath == "" {
		return "/"
	}
	return s.Config.BasePath
}

// signedOf are the files of a release that was signed, when it is of the folder; the
// statement is the last.
func (f *inputFlags) signedOf(c *cobra.Command, tree, signed string) ([]outlet.Extra, error) {
	root, err := os.OpenRoot(f.path(signed))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, exit{exitIO, fmt.Errorf("opening what was signed: %w", err)}
	}
	defer root.Close()
	r, err := verify.ReadRelease(root.FS())
	if err != nil {
		return nil, exit{exitIO, fmt.Errorf("%s: %w", f.path(signed), err)}
	}
	if r == nil {
		return nil, nil
	}
	if r.Tree != tree {
		fmt.Fprintf(c.ErrOrStderr(), "sotto: what lies in %s is of another build (release %d): this one is published without signatures; sotto sign signs it\n", f.path(signed), r.Release)
		return nil, nil
	}
	files := r.Published()
	var out []outlet.Extra
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != verify.StatementName {
			out = append(out, outlet.Extra{Path: name, Data: files[name]})
		}
	}
	return append(out, outlet.Extra{Path: verify.StatementName, Data: files[verify.StatementName]}), nil
}

// sending tells of files once a second at most.
type sending struct {
	to   io.Writer
	mu   sync.Mutex
	last time.Time
}

func (p *sending) tell(done, files, sent int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.last.IsZero() {
		p.last = now // short ones tell nothing
	}
	if now.Sub(p.last) < time.Second {
		return
	}
	p.last = now
	fmt.Fprintf(p.to, "%s of %s, %s sent\n", several(done, "file"), several(files, "file"), several(sent, "byte"))
}

func tellPublished(w io.Writer, dest *outlet.Destination, done *outlet.Done, quiet bool) error {
	if quiet {
		return nil
	}
	var b strings.Builder
	if done.Nothing {
		fmt.Fprintf(&b, "%s has this release already: nothing was sent\n", dest)
	} else {
		fmt.Fprintf(&b, "%s sent (%s), %s there already\n", several(done.Sent, "file"), several(done.Bytes, "byte"), several(done.Taken+done.Kept, "file"))
		for _, r := range done.Dropped {
			fmt.Fprintf(&b, "release %d is not retained\n", r.Number)
		}
	}
	fmt.Fprintf(&b, "release %d, tree %s\n", done.Record.Number, done.Record.Tree)
	_, err := io.WriteString(w, b.String())
	return err
}

func releasesCommand() *cobra.Command {
	var how outletFlags
	var format string
	c := &cobra.Command{
		Use:   "releases DEST",
		Short: "which releases a destination has, and which one is served",
		Long: `Releases lists what was published at a destination and is retained, the newest first.
A star stands before the release that is served. What holds a page that was withdrawn
since for a reason (gone in content/site.yaml) says so.

  sotto releases /srv/www/example
  sotto releases --format json /srv/www/example`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return usage("--format %q does not exist: write text or json", format)
			}
			ctx, release := untilSignal(c.Context())
			defer release()
			dest, err := how.open(ctx, args[0])
			if err != nil {
				return err
			}
			defer dest.Close()
			list, tree, err := dest.Releases(ctx)
			if err != nil {
				return failure(err)
			}
			type row struct {
				*outlet.Record
				Current   bool     `json:"current"`
				Withdrawn []string `json:"withdrawn"`
			}
			rows := []row{}
			for _, r := range list {
				gone, err := dest.Withdrawn(ctx, list, r)
				if err != nil {
					return failure(err)
				}
				rows = append(rows, row{r, r.Tree == tree, append([]string{}, gone...)})
			}
			if format == "json" {
				enc := json.NewEncoder(c.OutOrStdout())
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				return enc.Encode(rows)
			}
			var b strings.Builder
			for _, r := range rows {
				mark := " "
				if r.Current {
					mark = "*"
				}
				fmt.Fprintf(&b, "%s %3d  %s  %s  %s", mark, r.Number, r.Published.Format("2006-01-02 15:04:05Z"), r.Tree, several(int64(r.Files), "file"))
				if r.Pending && !r.Current {
					b.WriteString("  was never served")
				}
				if len(r.Withdrawn) > 0 {
					fmt.Fprintf(&b, "  holds what was withdrawn: %s", strings.Join(r.Withdrawn, ", "))
				}
				b.WriteByte('\n')
			}
			if len(rows) == 0 {
				b.WriteString("nothing was published here\n")
			}
			_, err = io.WriteString(c.OutOrStdout(), b.String())
			return err
		},
	}
	how.register(c)
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

func rollbackCommand() *cobra.Command {
	var how outletFlags
	var force bool
	c := &cobra.Command{
		Use:   "rollback DEST [TREE]",
		Short: "serve an older release again",
		Long: `Rollback swaps the pointer at a destination back to the release before the current one,
or to the one whose tree begins with TREE. Nothing is sent, and it takes no second.

A release that holds a page which a later one has withdrawn for a reason (gone in
content/site.yaml) is not brought back, and the exit code is 1; --force does it.

  sotto rollback /srv/www/example
  sotto rollback /srv/www/example 3fd1`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			ctx, release := untilSignal(c.Context())
			defer release()
			dest, err := how.open(ctx, args[0])
			if err != nil {
				return err
			}
			defer dest.Close()
			r, err := dest.Rollback(ctx, append(args, "")[1], force)
			var no *outlet.Withdrawn
			switch {
			case errors.As(err, &no):
				return exit{exitFindings, err}
			case errors.Is(err, outlet.ErrNoRelease):
				return usage("%v", err)
			case err != nil:
				return failure(err)
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "release %d, tree %s is served\n", r.Number, r.Tree)
			return err
		},
	}
	how.register(c)
	c.Flags().BoolVar(&force, "force", false, "bring back what was withdrawn, too")
	return c
}
