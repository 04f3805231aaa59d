#!/bin/sh
# Seeds of plans and of notes of what outputs were made from: many_seeds.sh plan|seen GONGKAI CORPUS
set -eu
gongkai=$2
corpus=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r content/shifeng-cac-2023 "$work/a"
cp -r content/yunxi-education-2024 "$work/b"
if [ "$1" = plan ]; then
  "$gongkai" plan "$work/a" "$work/b" --shards 3 -o "$work/out" --plan "$corpus/seed-1" >/dev/null
  exit 0
fi
"$gongkai" build "$work/a" "$work/b" -o "$work/out" --to data -q
# Without the last line, which the target makes.
sed '$d' "$work/out/a/.gongkai-seen" >"$corpus/seed-1"
printf 'gongkai-seen 1 0 0 0\n' >"$corpus/seed-2"
