#!/bin/sh
# Holds a site against its signed release, with nothing of Sotto's:
#
#   verify.sh https://www.example.org/ allowed_signers editor@example.org [officer@example.org ...]
#
# Every signer who is named must have signed. Needs curl, sha256sum and ssh-keygen.
# CURL holds further options for curl, such as --cacert FILE. Exit 0: every address
# sends what was signed; 1: something differs; 2: it could not be asked.
set -eu
[ $# -ge 3 ] || { sed -n '4p' "$0" >&2; exit 2; }
site=$1 signers=$2
shift 2
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
wrong=0
differs() { echo "$1"; wrong=1; }
get() { # ADDRESS FILE [OPTION...]: the body, with the answer's headers beside it
  at=$1 to=$2
  shift 2
  # shellcheck disable=SC2086 # CURL is a list
  curl -sS --max-time 60 ${CURL-} -D "$to.head" -o "$to" "$@" "$at"
}

get "${site}.well-known/sotto/release.txt" "$temp/release" -f || exit 2
for who; do
  get "${site}.well-known/sotto/release.txt.$who.sig" "$temp/sig" -f || exit 2
  ssh-keygen -Y verify -f "$signers" -I "$who" -n sotto-release -s "$temp/sig" <"$temp/release" >/dev/null 2>&1 ||
    differs "release.txt: $who has not signed it"
done

cr=$(printf '\r')
sed -n 's/^header //p' "$temp/release" >"$temp/promised"
{ cut -d: -f1 "$temp/promised" && printf '%s\n' date content-type content-length content-encoding vary server connection keep-alive; } |
  tr 'A-Z' 'a-z' >"$temp/allowed"
sed '1,/^files$/d' "$temp/release" >"$temp/files"
cut -c67- "$temp/files" | sed 's/^[0-9]*  //' >"$temp/names"

# check ENCODING HASH ADDRESS: an answer's bytes and headers.
check() {
  [ "$(sha256sum <"$temp/body" | cut -c1-64)" = "$2" ] || differs "$3: other bytes (${1:-as it is})"
  tr -d "$cr" <"$temp/body.head" | sed '1d; /^$/d' >"$temp/head"
  told=$(sed -n 's/^[Cc]ontent-[Ee]ncoding: //p' "$temp/head")
  [ "$told" = "$1" ] || differs "$3: sent as ${told:-it is}, asked for ${1:-as it is}"
  # In whatever letters a server writes the names.
  missing=$(grep -vixFf "$temp/head" "$temp/promised" || true)
  [ -z "$missing" ] || differs "$3: not sent: $missing"
  cut -d: -f1 "$temp/head" | tr 'A-Z' 'a-z' | sort >"$temp/sent"
  more=$(uniq -d "$temp/sent"; grep -vxFf "$temp/allowed" "$temp/sent" || true)
  [ -z "$more" ] || differs "$3: sent twice, or not promised: $more"
}

while read -r sum _ name; do
  case $name in .well-known/*) ;; .* | */.* | _headers | _redirects) continue ;; esac
  base=${name%.br} encoding=br
  [ "$base" != "$name" ] || { base=${name%.gz} encoding=gzip; }
  if [ "$base" = "$name" ] || ! grep -qxF -- "$base" "$temp/names"; then base=$name encoding=''; fi
  address=$base
  case $base in index.html | */index.html) address=${base%index.html} ;; esac
  get "$site$address" "$temp/body" -H "Accept-Encoding: $encoding" || { differs "/$address: no answer"; continue; }
  status=$(sed -n '1s/^[^ ]* \([0-9]*\).*/\1/p' "$temp/body.head")
  case $base in 404.html | */404.html) want=404 ;; *) want=200 ;; esac
  [ "$status" = "$want" ] || { differs "/$address: status $status, not $want"; continue; }
  check "$encoding" "$sum" "/$address"
done <"$temp/files"
[ "$wrong" = 0 ] && echo 'every address sends what was signed'
exit "$wrong"
