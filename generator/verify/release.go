package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Release is a statement with what was signed of it.
type Release struct {
	*Statement
	// Note is the signed note, Seals the SSH signatures by the names of signers, and Log
	// the log with the release's own line.
	Note  []byte
	Seals map[string][]byte
	Log   *Log
}

// Files are the release's files by their paths below the site's root.
func (r *Release) Published() map[string][]byte {
	out := map[string][]byte{StatementName: r.Text(), NoteName: r.Note, LogName: r.Log.Text()}
	for name, seal := range r.Seals {
		out[SealName(name)] = seal
	}
	return out
}

// Next is the release of a statement that says what a folder holds, after the releases
// of an earlier one, which may be nil. The number and the log are put into it; when the
// earlier one is of the same folder, it is that one, to be signed by one more.
func Next(s *Statement, earlier *Release) (*Release, error) {
	if earlier != nil && earlier.Tree == s.Tree && earlier.Site == s.Site && slices.Equal(earlier.Headers, s.Headers) && slices.Equal(earlier.Gone, s.Gone) {
		return earlier, nil
	}
	log := &Log{}
	if earlier != nil {
		log = earlier.Log
	}
	next := *s
	next.Log, next.Release = log.Head(), log.Last()+1
	copied := &Log{text: slices.Clone(log.text)}
	if err := copied.Add(&next); err != nil {
		return nil, err
	}
	return &Release{Statement: &next, Seals: map[string][]byte{}, Log: copied}, nil
}

// SignBy adds somebody's signatures.
func (r *Release) SignBy(k *Key) error {
	signed, seal, err := k.Sign(r.Text(), r.Note)
	if err != nil {
		return err
	}
	r.Note = signed
	r.Seals[seal.Name] = seal.SSH
	return nil
}

// ReadRelease reads the files of a release from a folder with the names of
// [Release.Published]; nil when there is none.
func ReadRelease(folder fs.FS) (*Release, error) {
	text, err := fs.ReadFile(folder, StatementName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the release that was signed: %w", err)
	}
	seals := map[string][]byte{}
	names, err := fs.Glob(folder, SealName("*"))
	if err != nil {
		return nil, fmt.Errorf("looking for signatures: %w", err)
	}
	for _, name := range names {
		seal, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("reading a signature: %w", err)
		}
		signer := strings.TrimSuffix(strings.TrimPrefix(name, StatementName+"."), ".sig")
		seals[signer] = seal
	}
	note, err := fs.ReadFile(folder, NoteName)
	if err != nil {
		return nil, fmt.Errorf("reading the signed note: %w", err)
	}
	log, err := fs.ReadFile(folder, LogName)
	if err != nil {
		return nil, fmt.Errorf("reading the log of releases: %w", err)
	}
	return releaseOf(text, note, log, seals)
}

// releaseOf puts a release together, whose parts have to be of each other.
func releaseOf(text, note, log []byte, seals map[string][]byte) (*Release, error) {
	s, err := Parse(text)
	if err != nil {
		return nil, err
	}
	inside, err := Inside(note)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(inside, text) {
		return nil, errors.New("the signed note and the statement are of two releases")
	}
	l, err := ReadLog(log)
	if err != nil {
		return nil, err
	}
	if l.Last() != s.Release || l.Statement(s.Release) != s.Hash() {
		return nil, errors.New("the log of releases does not end with this release")
	}
	return &Release{Statement: s, Note: note, Seals: seals, Log: l}, nil
}

// ErrNoRelease says that a site shows none.
var ErrNoRelease = errors.New("the site was published without a signature")

// Fetch asks a site for its release, with the SSH signatures of the signers.
func Fetch(ctx context.Context, at string, signers []Signer, opt Options) (*Release, error) {
	base, err := url.Parse(at)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" || !strings.HasSuffix(base.Path, "/") {
		return nil, fmt.Errorf("%q is no address of a site's root: write it like https://www.example.org/", at)
	}
	a := newAsker(base, opt)
	defer a.client.CloseIdleConnections()
	get := func(name string) ([]byte, error) {
		got, err := a.ask(ctx, http.MethodGet, base.Path+name, plain, nil, mostStatement)
		switch {
		case err != nil:
			return nil, fmt.Errorf("asking for the release: %w", err)
		case got.err != nil:
			return nil, fmt.Errorf("reading %s: %w", name, got.err)
		case got.status == http.StatusNotFound:
			return nil, fs.ErrNotExist
		case got.status != http.StatusOK:
			return nil, fmt.Errorf("asking for %s: status %d", name, got.status)
		}
		return got.body, nil
	}
	parts := map[string][]byte{StatementName: nil, NoteName: nil, LogName: nil}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if parts[name], err = get(name); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no %s: %w", name, ErrNoRelease)
		} else if err != nil {
			return nil, err
		}
	}
	seals := map[string][]byte{}
	for _, s := range signers {
		seal, err := get(SealName(s.Name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		seals[s.Name] = seal
	}
	return releaseOf(parts[StatementName], parts[NoteName], parts[LogName], seals)
}

// By are the names of those who are believed and have signed, at an instant.
func (r *Release) By(signers []Signer, at time.Time) []string {
	return Believed(signers, at, r.Text(), r.Note, slices.Collect(maps.Values(r.Seals)))
}
