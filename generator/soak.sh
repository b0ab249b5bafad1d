#!/usr/bin/env bash
# Runs for about an hour what generator/test.sh runs for a minute:
#
#   generator/soak.sh            every fuzz target for 60 s each, every case of the
#                                long tests (1,000 killed builds, 100 races, power
#                                cuts: 200 on a real disk when run as root), every
#                                page in each browser test, and every mutant
#   generator/soak.sh 10s        every fuzz target for 10 s
#
# Run it before a release, and after changes to what reads outside bytes or
# writes the site. It stops at the first failure. What fuzzing finds is kept by
# go test in testdata/fuzz of the room: add it to the repository with the mend.
set -Eeuo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/local/go/bin"
each=${1:-60s}
trap 'printf "\nFAILED\n" >&2' ERR

printf '\n== getting versitygw, an object store to publish to: it takes some minutes to compile\n'
gateway="$(go env GOCACHE)/../sotto-tools/versitygw@v1.8.0"
[ -x "$gateway/versitygw" ] || CGO_ENABLED=0 GOBIN="$gateway" go install github.com/versity/versitygw/cmd/versitygw@v1.8.0
export SOTTO_VERSITYGW="$gateway/versitygw"

printf '\n== every case of every Go test\n'
SOTTO_SOAK=1 go test -count=1 -timeout 60m ./...

printf '\n== every page in every test of the browsers, which generator/test.sh has installed\n'
(cd generator/e2e && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && SOTTO_SOAK=1 npm test --silent)

printf '\n== every mutant\n'
go run ./generator/mutate -all

for room in $(go list ./generator/...); do
  for target in $(go test -list '^Fuzz' "$room" | grep '^Fuzz' || true); do
    printf '\n== %s in %s, for %s\n' "$target" "$room" "$each"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$each" -fuzzminimizetime 100x "$room"
  done
done
printf '\nNothing was found.\n'
