package verify

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
	"golang.org/x/mod/sumdb/note"
)

// Namespace is what an SSH signature of a release is for, so that one for something
// else is none for it.
const Namespace = "sotto-release"

// Key is somebody's private key.
type Key struct {
	// Name is by whom a signature is: the principal in the file of allowed signers.
	Name string
	key  ed25519.PrivateKey
}

// ErrPassphrase says that a key is locked.
var ErrPassphrase = errors.New("the key has a passphrase: give it in SOTTO_PASSPHRASE")

// ReadKey reads a private key of Ed25519 as ssh-keygen -t ed25519 writes it. The
// passphrase is nil for a key without one; where one is needed, it is [ErrPassphrase].
func ReadKey(name string, text, passphrase []byte) (*Key, error) {
	if !isName(name) {
		return nil, fmt.Errorf("%q is no name of a signer: write it like editor@example.org", name)
	}
	var raw any
	var err error
	if passphrase != nil {
		raw, err = ssh.ParseRawPrivateKeyWithPassphrase(text, passphrase)
	} else {
		raw, err = ssh.ParseRawPrivateKey(text)
	}
	var missing *ssh.PassphraseMissingError
	switch {
	case errors.As(err, &missing):
		return nil, ErrPassphrase
	case err != nil:
		return nil, fmt.Errorf("reading the key: %w", err) // which says nothing of its bytes
	}
	key, ok := raw.(*ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("the key is not one of Ed25519: make one with ssh-keygen -t ed25519")
	}
	return &Key{Name: name, key: *key}, nil
}

// isName says whether a name can stand in a signed note, in a file of signers and in a
// file's name.
func isName(s string) bool {
	return s != "" && len(s) <= 64 && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("@.-_", r))
	}) && s[0] != '.' && s[0] != '-'
}

// signer is the key as signed notes have it.
func (k *Key) signer() (note.Signer, error) {
	public := k.key.Public().(ed25519.PublicKey)
	id := keyHash(k.Name, public)
	secret := append([]byte{1}, k.key.Seed()...) // 1 is Ed25519
	return note.NewSigner(fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", k.Name, id, base64.StdEncoding.EncodeToString(secret)))
}

// keyHash tells keys of one name apart: see note.NewEd25519VerifierKey.
func keyHash(name string, public ed25519.PublicKey) uint32 {
	h := sha256.New()
	h.Write([]byte(name + "\n"))
	h.Write(append([]byte{1}, public...))
	return binary.BigEndian.Uint32(h.Sum(nil))
}

// Seal is what one signer adds to a statement.
type Seal struct {
	Name string
	// SSH is the signature that ssh-keygen -Y verify checks.
	SSH []byte
}

// Sign signs a statement: the signed note, with the signatures of an earlier one by
// others, and the SSH signature.
func (k *Key) Sign(text, earlier []byte) (signed []byte, seal Seal, err error) {
	signer, err := k.signer()
	if err != nil {
		return nil, Seal{}, fmt.Errorf("making a signer: %w", err)
	}
	n := &note.Note{Text: string(text)}
	if earlier != nil {
		if _, err := note.Open(earlier, note.VerifierList()); err != nil {
			var unverified *note.UnverifiedNoteError
			if !errors.As(err, &unverified) {
				return nil, Seal{}, fmt.Errorf("reading the signatures that are there: %w", err)
			}
			if unverified.Note.Text != n.Text {
				return nil, Seal{}, errors.New("the signatures that are there are of another release: delete that folder and sign anew")
			}
			n.UnverifiedSigs = slices.DeleteFunc(unverified.Note.UnverifiedSigs, func(s note.Signature) bool {
				return s.Name == signer.Name() && s.Hash == signer.KeyHash()
			})
		}
	}
	if signed, err = note.Sign(n, signer); err != nil {
		return nil, Seal{}, fmt.Errorf("signing: %w", err)
	}
	private, err := ssh.NewSignerFromKey(k.key)
	if err != nil {
		return nil, Seal{}, fmt.Errorf("making a signer: %w", err)
	}
	sig, err := sshsig.Sign(bytes.NewReader(text), private, sshsig.HashSHA512, Namespace)
	if err != nil {
		return nil, Seal{}, fmt.Errorf("signing: %w", err)
	}
	return signed, Seal{Name: k.Name, SSH: sshsig.Armor(sig)}, nil
}

// Public is the key's line in a file of allowed signers.
func (k *Key) Public() (string, error) {
	public, err := ssh.NewPublicKey(k.key.Public())
	if err != nil {
		return "", fmt.Errorf("making the public key: %w", err)
	}
	return fmt.Sprintf("%s namespaces=%q %s", k.Name, Namespace, ssh.MarshalAuthorizedKey(public)), nil
}

// Signer is somebody whose signatures are believed.
type Signer struct {
	Name string
	// From and Until are the first and the last instant; zero is always.
	From, Until time.Time
	key         ssh.PublicKey
	public      ed25519.PublicKey
}

// Signers reads a file of allowed signers, as ssh-keygen(1) describes it under ALLOWED
// SIGNERS: a principal, options, a key. Lines for other namespaces and keys that are
// not of Ed25519 are passed over. Patterns among the principals are refused: who signs
// has one name.
func Signers(text []byte) ([]Signer, error) {
	var out []Signer
	n := 0
	for line := range bytes.Lines(text) {
		n++
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		s, ok, err := signerOf(line)
		if err != nil {
			return nil, fmt.Errorf("line %d of the signers: %w", n, err)
		}
		if ok {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, errors.New("nobody is allowed to sign: write a line like: editor@example.org namespaces=\"" + Namespace + "\" ssh-ed25519 AAAA…")
	}
	return out, nil
}

func signerOf(line []byte) (s Signer, ok bool, err error) {
	name, rest, _ := strings.Cut(string(line), " ")
	if !isName(name) {
		return s, false, fmt.Errorf("%q is not one signer's name", name)
	}
	key, _, options, _, err := ssh.ParseAuthorizedKey([]byte(rest))
	if err != nil {
		return s, false, fmt.Errorf("it holds no public key: %w", err)
	}
	s = Signer{Name: name, key: key}
	if public, is := key.(ssh.CryptoPublicKey); is {
		s.public, ok = public.CryptoPublicKey().(ed25519.PublicKey)
	}
	for _, o := range options {
		option, value, _ := strings.Cut(o, "=")
		value = strings.Trim(value, `"`)
		switch strings.ToLower(option) {
		case "namespaces":
			ok = ok && slices.Contains(strings.Split(value, ","), Namespace)
		case "valid-after":
			s.From, err = day(value)
		case "valid-before":
			s.Until, err = day(value)
		default:
			return s, false, fmt.Errorf("the option %q is not understood", option)
		}
		if err != nil {
			return s, false, err
		}
	}
	return s, ok, nil
}

// day reads an instant as OpenSSH writes one: YYYYMMDD or YYYYMMDDHHMM[SS], with or
// without Z. Without Z it is read as UTC here, since whoever verifies may be anywhere.
func day(s string) (time.Time, error) {
	for _, form := range []string{"20060102", "200601021504", "20060102150405"} {
		if t, err := time.Parse(form, strings.TrimSuffix(s, "Z")); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no day: write 20271231", s)
}

// Believed are the names of the signers whose signatures of a text are good at an
// instant: those in the note, and those by SSH. Each counts once.
func Believed(signers []Signer, at time.Time, text, signed []byte, seals [][]byte) []string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, s := range signers {
		if at.Before(s.From) || !s.Until.IsZero() && !at.Before(s.Until) {
			continue
		}
		if vkey, err := note.NewEd25519VerifierKey(s.Name, s.public); err == nil {
			if v, err := note.NewVerifier(vkey); err == nil {
				if n, err := note.Open(signed, note.VerifierList(v)); err == nil && n.Text == string(text) {
					add(s.Name)
				}
			}
		}
		for _, seal := range seals {
			sig, err := sshsig.Unarmor(seal)
			if err == nil && sshsig.Verify(bytes.NewReader(text), sig, s.key, sig.HashAlgorithm, Namespace) == nil {
				add(s.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// Inside is the text of a signed note, whoever signed it.
func Inside(signed []byte) ([]byte, error) {
	n, err := note.Open(signed, note.VerifierList())
	var unverified *note.UnverifiedNoteError
	if errors.As(err, &unverified) {
		return []byte(unverified.Note.Text), nil
	}
	if err != nil {
		return nil, fmt.Errorf("it is no signed note: %w", err)
	}
	return []byte(n.Text), nil
}
