#!/bin/sh
# Builds the synthetic site with Sotto and with Hugo in turn and compares what
# it costs: at 84, 1,000 and 10,000 pages, plain and padded; and what the site
# that ships with Sotto costs. See doc.go in this folder for what is compared,
# why it is fair, and what the limits mean.
#
#   generator/bench/run.sh [-rounds N] [-disk] [PAGES...]
#   generator/bench/run.sh -live [-rounds N] [-disk] [PAGES...]
#
# With -live it compares instead what it takes from saving a file to seeing it,
# with sotto serve and with hugo server, N times of each (20).
#
# Everything is written to a memory file system where there is one; -disk takes
# the folder of TMPDIR. HUGO names the Hugo to use, else the one in PATH, else
# v0.165.0 is installed into a temporary folder. Exits with 1 when a limit is
# exceeded, and with 2 when something else fails.
set -eu

want=v0.165.0
rounds=
live=
place=/dev/shm
sizes=
while [ $# -gt 0 ]; do
	case $1 in
	-disk) place= ;;
	-live) live=1 ;;
	-rounds)
		rounds=${2:?-rounds needs a number}
		shift
		;;
	-* | *[!0-9]*)
		echo "usage: $0 [-live] [-rounds N] [-disk] [PAGES...]" >&2
		exit 2
		;;
	*) sizes="$sizes $1" ;;
	esac
	shift
done

cd "$(dirname "$0")/../.."
[ -w "${place:-.}" ] || place=
work=$(mktemp -d ${place:+-p "$place"})
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

go build -o "$work/sotto" ./generator || exit 2
go build -o "$work/synth" ./generator/bench/synth || exit 2
go build -o "$work/compare" ./generator/bench/compare || exit 2
go build -o "$work/live" ./generator/bench/live || exit 2
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
echo "$(getconf _NPROCESSORS_ONLN) cores, in $work"

# limits SIZE PAGES: ratios Sotto/Hugo. Other numbers of pages have none.
limits() {
	case $1/$2 in
	off/84 | off/1000) echo cpu=0.6 ;;
	off/10000) echo cpu=0.45,memory=0.15 ;;
	uniform/84) echo cpu=1.0 ;;
	uniform/1000) echo cpu=0.9 ;;
	uniform/10000) echo cpu=0.8,memory=0.15 ;;
	esac
}

over=0
# compare runs measure, and remembers that a limit was exceeded.
compare() {
	"$work/compare" -tmp "$work" -rounds "${rounds:-3}" "$@" && return
	[ $? -eq 1 ] || exit 2
	over=1
}

# A save must be seen sooner than with Hugo and for less of the processor, and on
# a quiet machine within so many milliseconds.
soon() {
	case $1 in
	84) echo time=1,cpu=1,milliseconds=100 ;;
	10000) echo time=1,cpu=1,milliseconds=300 ;;
	*) echo time=1,cpu=1 ;;
	esac
}

if [ -n "$live" ]; then
	for pages in ${sizes:-84 1000 10000}; do
		printf '\n%s pages, from save to seen\n' "$pages"
		rm -rf "$work/site"
		"$work/synth" -pages "$pages" -size off -out "$work/site" || exit 2
		status=0
		"$work/live" -site "$work/site" -sotto "$work/sotto" -hugo "$hugo" -edits "${rounds:-20}" -limit "$(soon "$pages")" || status=$?
		case $status in
		0) ;;
		1) over=1 ;;
		*) exit 2 ;;
		esac
	done
	exit $over
fi

# Both build as at one instant, into a new empty folder, with no cache. Hugo
# collects its garbage four times as seldom as it does by itself, which makes
# it a fifth faster.
clock=2026-11-28T12:00:00Z
for pages in ${sizes:-84 1000 10000}; do
	for size in off uniform; do
		printf '\n%s pages, size mode %s\n' "$pages" "$size"
		rm -rf "$work/site"
		"$work/synth" -pages "$pages" -size "$size" -out "$work/site" || exit 2
		compare -limit "$(limits "$size" "$pages")" -- \
			sotto "$work/sotto" build --no-cache --clock $clock --source "$work/site/sotto" --destination {dest} -- \
			hugo env GOGC=400 "$hugo" build --clock $clock --source "$work/site/hugo" --destination {dest} --quiet --ignoreCache --cacheDir {cache}
	done
done

printf '\nthe site that ships with Sotto\n'
compare -limit seconds=0.4 -- sotto "$work/sotto" build --no-cache --clock $clock --destination {dest}
exit $over
