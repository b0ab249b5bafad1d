#!/bin/sh
# One publishing: waits for an embargo that lifts soon, builds, signs, publishes and
# verifies. A pipeline, a timer or cron starts it; every step that fails ends it, and what
# was published before stays. Needs GNU date.
#
#   SOTTO          the program (usually ./sotto)
#   SOTTO_DEST     where to publish: a folder, sftp://… or s3://…
#   SOTTO_FLAGS    more flags of sotto publish, such as --server nginx
#   SOTTO_KEY, SOTTO_AS, SOTTO_PASSPHRASE   sign with this key, as this signer
#   SOTTO_URL      verify this site afterwards
#   SOTTO_SIGNERS  by whom it has to be signed (usually allowed_signers)
#   SOTTO_FORMAT   how findings are told: text, github, json, sarif
#   SOTTO_WAIT     for how many seconds an embargo is waited for (usually 900)
#   SOTTO_ALARM    a command for when something went wrong
set -eu
sotto=${SOTTO-./sotto}
: "${SOTTO_DEST:?says where to publish}"

finish() {
  status=$?
  [ "$status" = 0 ] || [ -z "${SOTTO_ALARM-}" ] || sh -c "$SOTTO_ALARM" || true
  exit "$status"
}
trap finish EXIT

# The instant at which the site next changes by date, where one is known.
at=$("$sotto" status next --format json | sed -n 's/.*"at": "\([^"]*\)".*/\1/p')
if [ -n "$at" ]; then
  left=$(($(date -u -d "$at" +%s) - $(date -u +%s)))
  if [ "$left" -gt 0 ] && [ "$left" -le "${SOTTO_WAIT-900}" ]; then
    echo "waiting for $at"
    sleep "$((left + 1))"
  fi
fi

"$sotto" build --no-cache --quiet --format "${SOTTO_FORMAT-text}"
if [ -n "${SOTTO_KEY-}" ]; then
  "$sotto" sign --as "${SOTTO_AS:?says whose key it is}" --key "$SOTTO_KEY" ${SOTTO_URL:+--after "$SOTTO_URL"}
fi
# shellcheck disable=SC2086 # a list of flags
"$sotto" publish ${SOTTO_FLAGS-} "$SOTTO_DEST"
if [ -n "${SOTTO_URL-}" ]; then
  "$sotto" verify --signers "${SOTTO_SIGNERS-allowed_signers}" --format "${SOTTO_FORMAT-text}" "$SOTTO_URL"
fi
