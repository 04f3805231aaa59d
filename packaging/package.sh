#!/bin/sh
# shellcheck disable=SC2016,SC2086 # hooks are expanded in the root; lists of packages are words
# Packages in build/packages/: each is built in a root of its own that mmdebstrap makes and throws away, so that nothing of this
# machine gets into it.
#   deb     for Debian 12
#   ubuntu  for Ubuntu 24.04
#   tar     an archive that runs from its folder, with its libraries, the loader and fonts (needs deb)
#   image   the files for a container: the Containerfile beside the package (needs deb)
#   test    each of them that is there, installed in a fresh root, used there without root, taken away again
# Without a word: all of them. Needs mmdebstrap and lintian; root, or user namespaces.
set -eu
cd "$(dirname "$0")/.."
here=$PWD
out=$here/build/packages
work=$here/build/package
# shellcheck source=packaging/roots.sh
. packaging/roots.sh

version=$(sed -n 's/^project(gongkai VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
made_on=$(sed -n 's/^set(GONGKAI_DATE \([0-9-]*\)).*/\1/p' CMakeLists.txt)
newest=$(sed -n 's/^## \([0-9.]*\) (.*/\1/p' CHANGELOG.md | head -n 1)
day=$(sed -n 's/^## [0-9.]* (\(.*\))/\1/p' CHANGELOG.md | head -n 1)

# What is packaged is what is committed; a change that is not is told.
source_tree() {
  [ "$version $made_on" = "$newest $day" ] || {
    echo "CMakeLists.txt says version $version of $made_on, CHANGELOG.md $newest of $day" >&2
    exit 1
  }
  [ -z "$(git status --porcelain)" ] || echo "package: changes that are not committed are not packaged" >&2
  rm -rf "$work/source" && mkdir -p "$work/source/gongkai" "$out"
  git archive HEAD | tar -x -C "$work/source/gongkai"
  mkdir -p "$work/source/gongkai/fonts"
  cp -a fonts/fetched "$work/source/gongkai/fonts/"
  cp -a packaging/debian "$work/source/gongkai/"
  (
    cd "$work/source/gongkai/debian"
    depends=$(printf '%s\n' $BUILD_PACKAGES | grep -v -e '^build-essential$' -e '^fonts-' | paste -sd, | sed 's/,/, /g')
    sed "s/@BUILD_DEPENDS@/$depends/" control.in >control
    rm control.in
  )
}

# In Debian's form, dated by CHANGELOG.md. $1: the suite; $2: what the version ends with.
changelog() {
  echo "gongkai ($version+$2) $1; urgency=medium"
  echo
  echo "  * See CHANGELOG.md."
  echo
  echo " -- The Gongkai authors <gongkai@localhost.localdomain>  $(LC_ALL=C date -u -d "$day" '+%a, %d %b %Y 00:00:00 +0000')"
}

# A package for one system. $1: the suite; $2: what the version ends with; $3: where the suite comes from, empty for Debian's own.
build_deb() {
  source_tree
  changelog "$1" "$2" >"$work/source/gongkai/debian/changelog"
  depends=$(sed -n 's/^Build-Depends: //p' "$work/source/gongkai/debian/control" | sed 's/ ([^)]*)//g; s/, /,/g; s/debhelper-compat/debhelper/')
  rm -f "$out"/gongkai_*"+$2"_*
  fresh_root "$1" "$3" buildd "$depends" \
    --customize-hook="copy-in $work/source/gongkai /" \
    --customize-hook='chroot "$1" sh -c "cd /gongkai && dpkg-buildpackage -b -us -uc"' \
    --customize-hook='mkdir -p "$1/made" && cp "$1"/*.deb "$1/made"' \
    --customize-hook="sync-out /made $out" >"$work/$1.log" 2>&1 || {
    tail -n 40 "$work/$1.log" >&2
    exit 1
  }
  for made in "$out"/gongkai_*"+$2"_*.deb; do
    lintian --fail-on error --tag-display-limit 0 --profile debian "$made"
    echo "made: ${made#"$here/"}"
  done
}

# $1: the suite that the system is of
built_deb() {
  set -- "$out"/gongkai_*"+$1"_*.deb
  [ -f "$1" ] || {
    echo "package: no package of $version is there; make it first" >&2
    exit 1
  }
  echo "$1"
}

# The program, all libraries that it needs, the loader and the character sets of the same system, fonts: nothing of the
# system that it is unpacked on is needed but the kernel (glibc's own: 3.2 and newer).
build_tar() {
  deb=$(built_deb deb12)
  name=gongkai-$version-linux-$(dpkg --print-architecture)
  rm -rf "${work:?}/$name" && mkdir -p "$work/$name"
  cp packaging/bundle.sh packaging/launch.sh "$deb" "$work/"
  fresh_root bookworm "" apt fonts-noto-cjk,fonts-lxgw-wenkai,locales \
    --customize-hook="copy-in $work/bundle.sh $work/launch.sh $deb /" \
    --customize-hook='chroot "$1" sh /bundle.sh' \
    --customize-hook="sync-out /bundle $work/$name" >"$work/tar.log" 2>&1 || {
    tail -n 40 "$work/tar.log" >&2
    exit 1
  }
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$day 00:00:00Z" -C "$work" -c "$name" | xz -T0 -6 >"$out/$name.tar.xz"
  echo "made: build/packages/$name.tar.xz"
}

build_image() {
  deb=$(built_deb deb12)
  rm -rf "$out/image" && mkdir -p "$out/image"
  cp packaging/Containerfile "$out/image/"
  cp "$deb" "$out/image/gongkai.deb"
  echo "made: build/packages/image/ (podman build build/packages/image)"
}

mkdir -p "$work" "$out"
[ $# -gt 0 ] || set -- deb ubuntu tar image test
for wanted in "$@"; do
  case $wanted in
  deb) build_deb bookworm deb12 "" ;;
  ubuntu) build_deb noble ubuntu24.04 "$UBUNTU" ;;
  tar) build_tar ;;
  image) build_image ;;
  test) packaging/test.sh "$out" "$version" ;;
  *)
    echo "usage: ./dev package [deb] [ubuntu] [tar] [image] [test]" >&2
    exit 2
    ;;
  esac
done
