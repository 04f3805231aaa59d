#!/bin/sh
# shellcheck disable=SC2016,SC2086 # hooks are expanded in the root; lists of packages are words
# cross.sh arm64|s390x [ctest's options …]: the program and its tests built here for another processor and run by qemu: tests
# of units and of golden pages, then the seed, whose files must have the digests that this machine's program gives them.
# s390x is the other way round in memory: what reads or writes bytes is held by it.
# The root's packages are unpacked, not installed: nothing in it has to run. Needs mmdebstrap, qemu-user-static and the compiler.
set -eu
cd "$(dirname "$0")/.."
debian=$1
shift
case $debian in
arm64) processor=aarch64 ;;
s390x) processor=s390x ;;
*)
  echo "usage: ./dev cross arm64|s390x [ctest's options …]" >&2
  exit 2
  ;;
esac
root=$PWD/build/root-$debian
made=$PWD/build/$debian
if [ ! -f "$root/complete" ]; then
  packages=$(printf '%s\n' $BUILD_PACKAGES libcmocka-dev | grep -v -e '^build-essential$' -e '^cmake$' -e '^ninja-build$' -e '^gettext$' -e '^pkg-config$' | paste -sd,)
  rm -rf "$root"
  mmdebstrap --quiet --variant=extract --arch="$debian" --include="libc6-dev,$packages" bookworm "$root"
  touch "$root/complete"
fi
cmake -G Ninja -B "$made" -DCMAKE_TOOLCHAIN_FILE="$PWD/packaging/cross.cmake" -DGONGKAI_ARCH=$processor "-DGONGKAI_ROOT=$root" \
  -DCMAKE_BUILD_TYPE=Debug -DBUILD_TESTING=ON >/dev/null
cmake --build "$made"
# Tests of whole programs are Python's, which starts them without qemu; browsers and validators read what is the same here;
# limits of memory and programs that are started are qemu's own there.
ctest --test-dir "$made" -j "$(nproc)" --output-on-failure \
  -E '^(browser|verapdf|house|end-to-end|linear|faults|mutation|paragraph/torture|merge|ofd|docx|many|office|html/commonmark|base/test_memory|helper/test_helper|intake/test_(documents|published|pdf)|spreadsheet/test_(formats|habits))/?' "$@"

cmake --build --preset release --target gongkai >/dev/null
rm -rf "$made/seed" "$made/seed-here"
qemu-$processor-static -L "$root" "$made/gongkai" build content/shifeng-cac-2023 -o "$made/seed" >/dev/null
build/release/gongkai build content/shifeng-cac-2023 -o "$made/seed-here" >/dev/null
(cd "$made/seed" && find . -type f | sort | xargs -d '\n' sha256sum) >"$made/seed.sums"
(cd "$made/seed-here" && find . -type f | sort | xargs -d '\n' sha256sum) >"$made/here.sums"
cmp "$made/seed.sums" "$made/here.sums"
echo "$debian: $(wc -l <"$made/seed.sums") files of the seed, each with this machine's digest"
