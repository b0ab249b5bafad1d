#!/usr/bin/env bash
# Runs every test of Sotto and of the site:
#
#   generator/test.sh          everything: Go, the site, and real browsers on
#                              real web servers
#   generator/test.sh --fast   the Go part only, without the race detector
#
# generator/soak.sh runs for an hour what is run here for a minute.
#
# What is missing of Debian's packages is installed when run as root, and named
# otherwise; nothing that can be had is skipped. No service is started, and
# nothing is written outside a temporary folder but generator/e2e/node_modules
# and the caches of go and npm, where tools made by go install are kept too. It stops at the first failure and says where.
set -Eeuo pipefail
cd "$(dirname "$0")/.."

fast=
case "${1-}" in
  '') ;;
  --fast) fast=1 ;;
  *) echo "usage: generator/test.sh [--fast]" >&2; exit 2 ;;
esac

temp=$(mktemp -d)
policy=
step='getting ready'
finish() {
  status=$?
  rm -rf "$temp"
  [ -z "$policy" ] || rm -f "$policy"
  if [ "$status" -ne 0 ]; then
    printf '\nFAILED while %s\n' "$step" >&2
  fi
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

# doing WORDS says what comes next.
doing() {
  step=$1
  printf '\n== %s (after %d s)\n' "$step" "$SECONDS"
}

# fail WORDS ends the run.
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# cpu sets $cpu to the seconds of CPU time that all commands have taken so far.
cpu() {
  LC_ALL=C times >"$temp/times"
  cpu=$(awk 'NR == 2 { gsub(/[ms]/, " "); print int($1 * 60 + $2 + $3 * 60 + $4) }' "$temp/times")
}

# --- What is needed -----------------------------------------------------------

# Words of the list that follows: how to see that it is there, and the package.
missing() {
  [ -z "$fast" ] || return 0
  command -v gcc >/dev/null || echo gcc libc6-dev # for go test -race
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  command -v openssl >/dev/null || echo openssl
  command -v rsync >/dev/null || echo rsync
  command -v curl >/dev/null || echo curl
  command -v ssh-keygen >/dev/null || echo openssh-client
  command -v chromium >/dev/null || echo chromium
  [ -n "$(fc-list 2>/dev/null)" ] || echo fonts-dejavu-core fontconfig
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || echo nginx
  ls /usr/share/nginx/modules-available/*brotli-static* >/dev/null 2>&1 || echo libnginx-mod-http-brotli-static
  command -v caddy >/dev/null || echo caddy
  [ -x /usr/sbin/sshd ] || echo openssh-server
  command -v strace >/dev/null || echo strace
  command -v nvim >/dev/null || echo neovim
  command -v pdftotext >/dev/null || echo poppler-utils
  command -v apache2 >/dev/null || [ -x /usr/sbin/apache2 ] || echo apache2
  command -v java >/dev/null || echo default-jre-headless # for the W3C's checkers of HTML and of EPUBs
}

install() {
  # A package of a server starts it, unless this says that it may not.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >"$temp/apt.log" 2>&1 ||
    { tail -n 20 "$temp/apt.log" >&2; return 1; }
  # In case another policy let it.
  for package in "$@"; do
    case "$package" in
      nginx | caddy | apache2) ! command -v systemctl >/dev/null || systemctl stop "$package" 2>/dev/null || true ;;
    esac
  done
}

doing 'looking for what is needed'
export PATH="$PATH:/usr/local/go/bin:/usr/sbin"
export GOFLAGS="${GOFLAGS-} -buildvcs=false" # whoever owns the folder
export CGO_ENABLED=0                             # as the program is built for release
command -v go >/dev/null || fail 'Go is missing: install it first'
packages=$(missing | tr '\n' ' ')
firefox=
[ -n "$fast" ] || command -v firefox-esr >/dev/null || firefox=firefox-esr
if [ -n "$packages" ] && { [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; }; then
  fail "these Debian packages are missing: $packages
install them (apt-get install $packages), or run this as root"
fi
if [ -n "$packages$firefox" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing: $packages$firefox"
  apt-get update -q >"$temp/apt.log" 2>&1 || { tail -n 20 "$temp/apt.log" >&2; fail 'apt-get update does not work'; }
  # shellcheck disable=SC2086 # a list of words
  [ -z "$packages" ] || install $packages
  # Debian has no Firefox for some machines; Chromium's tests stand alone.
  [ -z "$firefox" ] || install "$firefox" || echo 'Firefox cannot be had here: its part of the wire test is left out'
fi
go version
strace -o /dev/null true 2>/dev/null || echo 'strace is not here or may not watch: what a build opens is left out'
if [ -z "$fast" ]; then
  node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' || fail "Node.js is too old: 20 or later is needed, this is $(node --version)"
  echo "node $(node --version), npm $(npm --version)"
  chromium --version 2>/dev/null
  firefox-esr --version 2>/dev/null || true
  nginx -v 2>&1
  echo "caddy $(caddy version)"
  apache2 -v | head -n 1
  java -version 2>&1 | head -n 1
fi

# --- Go -----------------------------------------------------------------------

doing 'checking the format of the Go files'
unformatted=$(gofmt -l generator)
[ -z "$unformatted" ] || fail "these files want gofmt -w:
$unformatted"

doing 'checking that go.mod and go.sum name what is needed and nothing else'
go mod tidy -diff || fail 'run go mod tidy'

doing 'running go vet'
go vet ./...

# tool NAME MODULE VERSION installs a program once, beside Go's own cache, and
# prints where it is.
tool() {
  local folder
  folder="$(go env GOCACHE)/../sotto-tools/$1@$3"
  [ -x "$folder/$1" ] || GOBIN="$folder" go install "$2@$3" >&2 || return 1
  echo "$folder/$1"
}

doing 'running staticcheck'
staticcheck=$(tool staticcheck honnef.co/go/tools/cmd/staticcheck v0.8.2) || fail 'staticcheck cannot be had'
"$staticcheck" -checks all,-ST1003,-ST1016,-ST1020,-ST1021,-ST1022 ./...

doing 'checking the recipes for pipelines'
actionlint=$(tool actionlint github.com/rhysd/actionlint/cmd/actionlint v1.7.12) || fail 'actionlint cannot be had'
"$actionlint" .github/workflows/*.yml
for script in .github/recipes/publish.sh generator/verify/verify.sh; do sh -n "$script"; done

doing 'getting Hugo, whose output the audit is tried on'
SOTTO_HUGO=$(tool hugo github.com/gohugoio/hugo v0.165.0) || fail 'Hugo cannot be had: one test of the audit needs it'
export SOTTO_HUGO

# Compiling is not counted below: what it costs depends on what Go remembers.
# So the tests are programs first, which are run after that. The race detector
# makes everything ten times as slow: it looks at the tests in which goroutines
# meet, and those have such names.
doing 'building the program, and compiling the Go tests'
at_once='AtOnce|Concurrent|SameBytes|SameTwice'
meeting='audit load markdown output pipeline serve'
mkdir "$temp/tests" "$temp/race"
go build -trimpath -o "$temp/sotto" ./generator
export SOTTO_PROGRAM="$temp/sotto" # which some tests of package main look at
go test -c -o "$temp/tests/" ./...
# shellcheck disable=SC2086 # a list of words
[ -n "$fast" ] || (cd generator && CGO_ENABLED=1 go test -race -c -o "$temp/race/" $(printf './%s ' $meeting))

# run FOLDER PROGRAM [ARG...] runs the tests of one package.
run() {
  local folder=$1 start=$SECONDS
  shift
  (cd "$folder" && "$@" -test.timeout 10m) >"$temp/log" 2>&1 </dev/null || { cat "$temp/log" >&2; fail "FAIL $folder"; }
  printf 'ok  \t%s\t%d s\n' "${folder#"$PWD/"}" "$((SECONDS - start))"
}

# Hundreds of small sites are built in one process: collecting their garbage as
# seldom as a build does saves a fifth of the time, and more seldom costs as much.
# Each room has one processor: with two, the one that has nothing to do collects
# garbage again and again, another fifth. What happens at once is for the race
# detector's programs, which have all of them.
export GOGC=200
doing 'running the Go tests'
cpu
before=$cpu
go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}' ./... | grep . >"$temp/folders"
while read -r folder; do
  GOMAXPROCS=1 run "$folder" "$temp/tests/$(basename "$folder").test"
done <"$temp/folders"
if [ -z "$fast" ]; then
  for room in $meeting; do
    run "$PWD/generator/$room" "$temp/race/$room.test" -test.run "$at_once"
  done
fi
cpu
spent=$((cpu - before))
unset GOGC
echo "the Go tests took $spent s of CPU time"
[ "$spent" -le 100 ] || fail 'that is more than 100 s: let long tests take a few of their cases, and all of them in a soak (package sitetest)'

if [ -z "$fast" ]; then
  doing 'publishing to a folder, over SSH and to a store, with real servers before them; cutting the power of a real disk'
  run "$PWD/generator" "$temp/tests/generator.test" -test.run '^(TestFarDestinations|TestPowerCutOnDisk)$'
fi

doing 'breaking the program on purpose, to see the tests notice'
go run ./generator/mutate

# --- The site -----------------------------------------------------------------

doing 'building the site, with no finding of any kind'
go run ./generator build --strict -d "$temp/site"

doing 'building it again elsewhere: another folder, time zone, locale, umask and number of cores'
now=$(date +%s)
elsewhere="$temp/somewhere else/dŵr"
mkdir -p "$elsewhere"
cp -r content templates static "$elsewhere/"
(
  umask 022
  TZ=UTC LC_ALL=C GOMAXPROCS=1 "$temp/sotto" build --quiet -d "$temp/one" \
    --clock "$(date -u -d "@$now" +%Y-%m-%dT%H:%M:%SZ)"
)
(
  umask 077
  cd /
  TZ=Pacific/Auckland LC_ALL=cy_GB.UTF-8 GOMAXPROCS=7 "$temp/sotto" build --quiet -s "$elsewhere" -d "$temp/two" \
    --clock "$(TZ=Pacific/Auckland date -d "@$now" +%Y-%m-%dT%H:%M:%S%:z)"
)
diff -r "$temp/one" "$temp/two" || fail 'the two builds differ'
listing() { (cd "$1" && find . -mindepth 1 \( -type f -printf '%P %m %T@\n' -o -printf '%P %y %m\n' \) | LC_ALL=C sort); }
diff <(listing "$temp/one") <(listing "$temp/two") || fail 'the two builds differ in the kinds, modes or times of files'

if [ -n "$fast" ]; then
  printf '\nThe Go part passed, in %d s.\n' "$SECONDS"
  exit 0
fi

# --- Browsers and servers -----------------------------------------------------

doing 'installing the packages of generator/e2e'
! grep -n '"resolved"' generator/e2e/package-lock.json ||
  fail 'generator/e2e/package-lock.json names places to fetch from: run npm install in generator/e2e, where .npmrc forbids it'
(cd generator/e2e && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)

doing 'checking that the audit knows every element and attribute there is'
node generator/e2e/bcd.mjs --check

doing 'watching the site in browsers, on nginx, Caddy and Apache'
(cd generator/e2e && npm test --silent)

printf '\nEverything passed, in %d s.\n' "$SECONDS"
