#!/bin/sh
# Builds the synthetic site with Sotto and with Hugo in turn and compares what
# it costs. See doc.go in this folder for what is compared and why it is fair.
#
#   generator/bench/run.sh [-padded] [-rounds N] [PAGES]
#
# HUGO names the Hugo to use, else the one in PATH, else v0.165.0 is installed
# into a temporary folder. TMPDIR is where everything is written.
# Exits with 1 when a limit is exceeded, and with 2 when something else fails.
set -eu

want=v0.165.0
size=off
limits=wall=0.6,cpu=0.6,memory=0.25
rounds=5
pages=10000
while [ $# -gt 0 ]; do
	case $1 in
	-padded)
		size=uniform
		limits=wall=1.2
		;;
	-rounds)
		rounds=${2:?-rounds needs a number}
		shift
		;;
	-* | *[!0-9]*)
		echo "usage: $0 [-padded] [-rounds N] [PAGES]" >&2
		exit 2
		;;
	*) pages=$1 ;;
	esac
	shift
done

cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

go build -o "$work/sotto" ./generator || exit 2
go build -o "$work/synth" ./generator/bench/synth || exit 2
go build -o "$work/measure" ./generator/bench/measure || exit 2
hugo=${HUGO:-$(command -v hugo || true)}
if [ -z "$hugo" ]; then
	GOBIN=$work/bin go install "github.com/gohugoio/hugo@$want" || exit 2
	hugo=$work/bin/hugo
fi
"$hugo" version || exit 2
case $("$hugo" version) in
"hugo $want"*) ;;
*) echo "note: the limits were set against Hugo $want" ;;
esac
"$work/synth" -pages "$pages" -size "$size" -out "$work/site" || exit 2
echo "$pages pages, size mode $size, $(getconf _NPROCESSORS_ONLN) cores"

# Both build as at one instant, into a new empty folder, with no cache.
clock=2026-11-21T12:00:00Z
"$work/measure" -tmp "$work" -rounds "$rounds" -limit "$limits" -clean "$work/site/sotto/.cache" -- \
	sotto "$work/sotto" build --clock $clock --source "$work/site/sotto" --destination {dest} -- \
	hugo "$hugo" build --clock $clock --source "$work/site/hugo" --destination {dest} --quiet --ignoreCache --cacheDir {cache}
