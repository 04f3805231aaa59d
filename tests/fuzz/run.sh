#!/bin/sh
# Builds one fuzz target and runs it: tests/fuzz/run.sh text|table|workbook|xls|ods|project|figure|document|image [libFuzzer's options]
# Its corpus is kept in build/fuzz/corpus/NAME, seeded from what the repository holds; what it finds is left in build/fuzz/found.
set -eu
cd "$(dirname "$0")/../.."

name=${1:?which: text, table, workbook, xls, ods, project, figure, document or image}
shift
corpus=build/fuzz/corpus/$name
mkdir -p "$corpus" build/fuzz/found

# A file for each argument.
seed_files() {
  n=0
  for file in "$@"; do
    n=$((n + 1))
    cp "$file" "$corpus/seed-$n"
  done
}

# A file for each line of the input.
seed_lines() {
  n=0
  while IFS= read -r line; do
    n=$((n + 1))
    printf '%s' "$line" >"$corpus/seed-$n"
  done
}

case $name in
text) seed_lines <tests/fuzz/text.seeds ;;
table) seed_files content/*/tables/*.csv tests/projects/*/tables/*.csv ;;
workbook) PYTHONDONTWRITEBYTECODE=1 python3 tests/fuzz/workbook_seeds.py "$corpus" ;;
xls | ods) PYTHONDONTWRITEBYTECODE=1 python3 tests/fuzz/office_seeds.py "$name" "$corpus" ;;
image) python3 tests/fuzz/image_seeds.py "$corpus" ;;
project) seed_files content/*/gongkai.yaml templates/*/template.yaml templates/styles/*.yaml tests/template/small/template.yaml ;;
figure) seed_lines <tests/fuzz/figure.seeds ;;
document) seed_files content/*/sections/*.md ;;
*) echo "there is no target $name" >&2 && exit 2 ;;
esac

# libFuzzer reads dictionaries in ASCII only.
python3 -c 'import sys
for line in open(sys.argv[1], encoding="utf-8"):
    print("".join(c if c < "\x80" else "".join("\\x%02x" % b for b in c.encode()) for c in line), end="")' \
  "tests/fuzz/$name.dict" >"build/fuzz/$name.dict"

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target "fuzz_$name"
exec "build/fuzz/tests/fuzz/fuzz_$name" -dict="build/fuzz/$name.dict" -artifact_prefix=build/fuzz/found/ -timeout=10 "$@" "$corpus"
