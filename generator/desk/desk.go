// Package desk changes the sources of a site on an editor's behalf: it makes a
// page ([New]), moves one and mends what leads to it ([Move]), and types what the
// help of findings says to type ([Fix]). It also tells what two instants of one
// site differ in ([Diff]).
//
// Whatever changes sources goes the same way:
//
//  1. A [Plan] is made: for each file what it was and what it will be. Nothing is
//     written.
//  2. The site is built in memory as it would be then, over an overlay of the
//     folder, and compared with what it was. A plan that would bring an error
//     which was not there is refused.
//  3. The editor is shown the lines that change, and asked. That is for the
//     caller.
//  4. [Plan.Write] writes all of it or nothing. A file that has changed since the
//     plan was made stops it.
//
// Files are changed by the smallest edit, at byte positions: what is not meant
// stays as it was typed, its line ends, its quotes and its spaces.
//
// The room looks at no clock: the instant is that of the inputs.
package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// Refusal says why something is not done, and what to type instead.
type Refusal struct {
	Message, Help string
	// Findings are what would be wrong; often none.
	Findings []diag.Finding
}

func (r *Refusal) Error() string {
	if r.Help == "" {
		return r.Message
	}
	return r.Message + ": " + r.Help
}

// refuse makes a refusal.
func refuse(help, format string, args ...any) error {
	return &Refusal{Message: fmt.Sprintf(format, args...), Help: help}
}

// Change is what becomes of one file. Paths are below content/.
type Change struct {
	// File is where it stands afterwards, From where it stands now: "" for a new
	// file, and File itself for one that stays.
	File, From string
	Old, New   []byte
}

// Plan is what is to be changed, and what else there is to say of it.
type Plan struct {
	Changes []Change
	// Notes are for the editor to read before they agree.
	Notes []string
	// After are the findings of the site as it would be.
	After []diag.Finding
}

// builder makes a site in memory again and again, and throws it away. What has not
// changed since the last time is taken over.
type builder struct{ kept *cache.Cache }

// build makes it once. Its findings name files as the reader of a message would
// open them.
func (b *builder) build(ctx context.Context, in pipeline.Inputs) (*pipeline.Result, error) {
	return b.on(ctx, in, output.NewDiscard())
}

// on is build on a stage.
func (b *builder) on(ctx context.Context, in pipeline.Inputs, stage *output.Stage) (*pipeline.Result, error) {
	switch {
	case b.kept == nil && in.Cache != nil: // what its caller has made already
		b.kept = in.Cache.Next()
	case b.kept == nil:
		b.kept = cache.New()
	default:
		b.kept = b.kept.Next()
	}
	in.Cache = b.kept
	return pipeline.Build(ctx, in, stage)
}

// changed are the inputs as they would be after the plan.
func (p *Plan) changed(in pipeline.Inputs) pipeline.Inputs {
	in.Content = p.over(in.Content)
	return in
}

// source is the path below content/ of a name that an editor has typed, or that a
// finding has: content/law.md, ./content/law.md, law.md. The folder may be called
// otherwise on the command line.
func source(in pipeline.Inputs, typed string) (string, error) {
	name := path.Clean(strings.ReplaceAll(typed, `\`, "/"))
	for _, folder := range []string{in.Names.Content, strings.TrimSuffix(site.ContentFolder, "/")} {
		if folder == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(name, path.Clean(folder)+"/"); ok {
			name = rest
			break
		}
	}
	if !fs.ValidPath(name) || name == "." {
		help := "write the path of a page's file in content/, such as content/law/index.md"
		if inside := strings.Trim(name, "/"); inside != name && fs.ValidPath(inside) {
			help = "without the slash at its beginning it is " + site.Shown(inside)
		}
		return "", refuse(help, "%s is no path in content/", typed)
	}
	return name, nil
}

// read reads a file; nil when there is none.
func read(fsys fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", site.Shown(name), err)
	}
	return data, nil
}

// exists says whether something of this name is there.
func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// known says what a finding is, wherever it stands now: lines move with edits, and
// files with a move.
type known struct{ file, code, message string }

// fresh are the findings of a list that another does not have as often, by what
// they say; old names are brought to new ones first. Those of finished pages count
// by their code, since their addresses may be others now.
func fresh(before, after []diag.Finding, renamed func(string) string) (out []diag.Finding) {
	count := map[known]int{}
	key := func(f diag.Finding, file string) known {
		if strings.HasPrefix(file, site.OutputFolder) {
			return known{code: f.Code}
		}
		return known{file, f.Code, f.Message}
	}
	for _, f := range before {
		count[key(f, renamed(f.Pos.File))]++
	}
	for _, f := range after {
		if k := key(f, f.Pos.File); count[k] > 0 {
			count[k]--
		} else {
			out = append(out, f)
		}
	}
	return out
}

// sorted orders the changes by file, and leaves out those that change nothing.
func (p *Plan) sorted() {
	p.Changes = slices.DeleteFunc(p.Changes, func(c Change) bool { return c.File == c.From && bytes.Equal(c.Old, c.New) })
	slices.SortFunc(p.Changes, func(a, b Change) int { return strings.Compare(a.File, b.File) })
}
