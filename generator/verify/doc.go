// Package verify says what was published, signs it, and finds out whether a server
// sends it.
//
// # What was published
//
// A [Statement] is one text: the site's address, the number of the release, the hash
// of its tree, the instant of its content, the headers that every answer carries, the
// addresses that are gone, and each file with its length and SHA-256, the compressed
// copies among them. It is made of the finished folder alone ([Read]): of the manifest,
// which the build wrote and every file is held against, and of _headers. Two makers of
// one folder make the same text.
//
// # Who says so
//
// Signers have Ed25519 keys as ssh-keygen makes them, with or without a passphrase put
// in by an agent or not at all: see [ReadKey]. Each signature is written twice from one
// key: into a C2SP signed note, which programs of the transparency world read, and as an
// SSH signature, which ssh-keygen -Y verify checks without anything of ours. Whom to
// believe stands in a file of allowed signers as OpenSSH has it; [Signers] reads what
// it says of namespaces and of days from and until. A threshold says how many of them
// have to agree: an editor and an officer, so that neither can publish alone.
//
// Keys are replaced by a new line in that file, and an old one is given a last day
// (valid-before) or taken out. Nothing else has to be made anew: the next release is
// signed with the new key.
//
// A [Log] has one line for each release, and each line a hash of all before it; a
// statement holds the hash up to it. Whoever has an older copy sees whether a line was
// changed or taken away.
//
// # What a server really sends
//
// [Check] asks for every address in every encoding, as different browsers do, a second
// time with conditions, and for some that must not be there. It holds each answer
// against the statement: status, bytes, length, headers that are missing or more,
// cookies, redirects, another release. It believes nothing of what made the bytes, and
// shares no code with it. It is slow on purpose: one connection, and no more requests a
// second than it is told.
package verify
