#!/bin/sh
# Builds one fuzz target and runs it: tests/fuzz/run.sh NAME [libFuzzer's options]; without a name it lists them.
# Its corpus is kept in build/fuzz/corpus/NAME, seeded from what the repository holds; what it finds is left in
# build/fuzz/found/NAME. With FUZZ_BUILT in the environment it is not built: whoever runs several at once does that.
set -eu
cd "$(dirname "$0")/../.."

names="source text package table workbook strings xls ods docx odt html txt trace style template manifest page figure document image font convert merge build request plan seen"
if [ $# -eq 0 ]; then
  echo "$names"
  exit 0
fi
name=$1
shift
corpus=build/fuzz/corpus/$name
mkdir -p "$corpus" "build/fuzz/found/$name"

# A file for each argument.
seed_files() {
  n=0
  for file in "$@"; do
    n=$((n + 1))
    cp "$file" "$corpus/seed-$n"
  done
}

# A file for each line of the input, in which \n ends a line.
seed_lines() {
  n=0
  while IFS= read -r line; do
    n=$((n + 1))
    printf '%b' "$line" >"$corpus/seed-$n"
  done
}

# A project as one text: a line `=== NAME` begins each file.
seed_projects() {
  n=0
  for folder in "$@"; do
    n=$((n + 1))
    (cd "$folder" && find . -name out -prune -o -type f \( -name '*.md' -o -name '*.csv' -o -name '*.yaml' \) -print | sort |
      while IFS= read -r file; do
        printf '=== %s\n' "${file#./}"
        cat "$file"
        printf '\n'
      done) >"$corpus/seed-$n"
  done
}

# Past these lengths an input is slower and no different.
case $name in
xls | ods | font) length=65536 ;;
package | build | style | template | docx | odt | html | txt | trace) length=16384 ;;
merge) length=65536 ;;
*) length=4096 ;;
esac

export PYTHONDONTWRITEBYTECODE=1
make_seeds() {
  case $name in
  text | figure | request) seed_lines <"tests/fuzz/$name.seeds" ;;
  source) seed_files content/*/sections/*.md content/*/tables/*.csv ;;
  table) seed_files content/*/tables/*.csv tests/projects/*/tables/*.csv ;;
  workbook) python3 tests/fuzz/workbook_seeds.py "$corpus" ;;
  xls | ods) python3 tests/fuzz/office_seeds.py "$name" "$corpus" ;;
  docx | odt | html | txt | trace) python3 tests/fuzz/intake_seeds.py "$name" "$corpus" ;;
  strings) printf '<si><t>\347\224\262</t></si><si><r><t>1.5</t></r></si>\000<numFmts count="1"><numFmt numFmtId="170" formatCode="0.00%%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>' >"$corpus/seed-1" ;;
  package | convert)
    python3 tests/fuzz/docx_seeds.py "$corpus"
    if [ "$name" = convert ]; then seed_files content/*/sections/*.md; fi
    ;;
  plan | seen) sh tests/fuzz/many_seeds.sh "$name" build/fuzz/gongkai "$corpus" ;;
  merge) python3 tests/fuzz/merge_seeds.py build/fuzz/gongkai "$corpus" ;;
  image) python3 tests/fuzz/image_seeds.py "$corpus" ;;
  style) seed_files templates/styles/*.yaml ;;
  template) python3 tests/fuzz/template_seeds.py "$corpus" ;;
  manifest) seed_files content/*/gongkai.yaml templates/*/starter/gongkai.yaml tests/projects/*/gongkai.yaml ;;
  page) seed_files templates/*/page.html ;;
  document) seed_files content/*/sections/*.md ;;
  font) python3 tests/fuzz/font_seeds.py "$corpus" ;;
  build) seed_projects tests/golden/lists tests/golden/widows content/shifeng-cac-2023 ;;
  *) echo "there is no target $name: $names" >&2 && return 2 ;;
  esac
}
if [ -z "${FUZZ_BUILT:-}" ]; then
  cmake --preset fuzz -DBUILD_TESTING=ON >/dev/null
  cmake --build --preset fuzz --target gongkai "fuzz_$name"
fi
# Anew only where this file or what is kept is: a corpus that has grown is worth more.
if [ ! "$corpus.seeded" -nt tests/fuzz/run.sh ] || [ "tests/fuzz/corpus/$name.tar.xz" -nt "$corpus.seeded" ]; then
  make_seeds
  python3 tests/fuzz/kept.py take "$name" "$corpus"
  touch "$corpus.seeded"
fi

# libFuzzer reads dictionaries in ASCII only.
dictionary=""
words=$name
case $name in style | template | manifest) words=yaml ;; esac
if [ -f "tests/fuzz/$words.dict" ]; then
  dictionary=-dict=build/fuzz/$name.dict
  python3 -c 'import sys
for line in open(sys.argv[1], encoding="utf-8"):
    print("".join(c if c < "\x80" else "".join("\\x%02x" % b for b in c.encode()) for c in line), end="")' \
    "tests/fuzz/$words.dict" >"build/fuzz/$name.dict"
fi

# shellcheck disable=SC2086
exec "build/fuzz/tests/fuzz/fuzz_$name" $dictionary "-artifact_prefix=build/fuzz/found/$name/" -timeout=10 "-max_len=$length" "$@" "$corpus"
