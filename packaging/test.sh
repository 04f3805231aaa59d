#!/bin/sh
# shellcheck disable=SC2016,SC2086 # hooks are expanded in the root; lists of packages are words
# test.sh FOLDER VERSION: what of the packages is in FOLDER, installed in a root of each system that has nothing of it, used
# there without root, and taken away: nothing may be left. Fails at the first thing that is wrong.
set -eu
cd "$(dirname "$0")/.."
work=$PWD/build/package
# shellcheck source=packaging/roots.sh
. packaging/roots.sh
mkdir -p "$work"
rm -f "$work"/try-*.log
tried=0

# Inside the root, as a user: the example of the README, and one of its own. gongkai is in PATH.
cat >"$work/use.sh" <<'USE'
set -eu
cd "$HOME"
gongkai --version
gongkai new example --example
gongkai check example
gongkai build example -o out
gongkai build seed -o seed-out
for made in out/*.pdf out/index.html seed-out/*.pdf seed-out/index.html; do [ -s "$made" ]; done
unset LANGUAGE
LC_ALL=zh_CN.UTF-8 gongkai check nowhere 2>said || true
grep -q 没有 said || { cat said; exit 1; }
sha256sum seed-out/*.pdf | cut -d' ' -f1
USE

# try_deb SUITE FROM PACKAGE. The system speaks Chinese, as a clerk's does: from glibc 2.38 (Ubuntu 24.04) on, gettext translates
# only where the locale is there.
try_deb() {
  name=$(basename "$3")
  echo "trying $name in $1"
  cp "$3" "$work/gongkai.deb"
  fresh_root "$1" "$2" apt passwd,locales \
    --customize-hook='chroot "$1" localedef -i zh_CN -f UTF-8 zh_CN.UTF-8' \
    --customize-hook='copy-in '"$work/use.sh $work/gongkai.deb"' /' \
    --customize-hook='copy-in content/shifeng-cac-2023 /' \
    --customize-hook='chroot "$1" sh -c "useradd -m clerk; find / -xdev -path /proc -prune -o -path /var/lib/apt -prune -o -path /var/cache -prune -o -print | sort >/before"' \
    --customize-hook='chroot "$1" sh -c "apt-get -q -y install --no-install-recommends /gongkai.deb"' \
    --customize-hook='chroot "$1" sh -c "cp -r /shifeng-cac-2023 /home/clerk/seed && chown -R clerk /home/clerk && su clerk -c \"sh -x /use.sh\""' \
    --customize-hook='chroot "$1" sh -c "rm -rf /home/clerk/* /home/clerk/.cache; apt-get -q -y purge --autoremove gongkai"' \
    --customize-hook='chroot "$1" sh -c "find / -xdev -path /proc -prune -o -path /var/lib/apt -prune -o -path /var/cache -prune -o -print | sort >/after; comm -13 /before /after | grep -i gongkai && exit 1; true"' \
    >"$work/try-$1.log" 2>&1 || {
    tail -n 40 "$work/try-$1.log" >&2
    exit 1
  }
  tried=$((tried + 1))
}

# A root that has a shell and coreutils in one file, and nothing else: no library, no font, no locale.
try_tar() {
  echo "trying $(basename "$1") where there is no library"
  root=$work/bare
  rm -rf "$root" && mkdir -p "$root/bin" "$root/home/clerk" "$root/tmp" "$root/proc" "$root/dev"
  cp "$(command -v busybox)" "$root/bin/busybox"
  "$root/bin/busybox" --list | grep -vx busybox | while read -r applet; do ln -s busybox "$root/bin/$applet"; done
  tar -xJf "$1" -C "$root/home/clerk"
  mv "$root"/home/clerk/gongkai-* "$root/home/clerk/gongkai"
  cp -r content/shifeng-cac-2023 "$root/home/clerk/seed"
  cp "$work/use.sh" "$root/use.sh"
  chmod 1777 "$root/tmp" && chown -R 1000:1000 "$root/home/clerk"
  mount --bind /proc "$root/proc"
  trap 'umount "$root/proc"' EXIT
  chroot --userspec=1000:1000 "$root" /bin/env -i HOME=/home/clerk PATH=/bin:/home/clerk/gongkai/bin sh -x /use.sh >"$work/try-tar.log" 2>&1 || {
    tail -n 40 "$work/try-tar.log" >&2
    exit 1
  }
  umount "$root/proc"
  trap - EXIT
  rm -rf "$root"
  tried=$((tried + 1))
}

for package in "$1"/gongkai_"$2"+deb12_*.deb; do
  [ ! -f "$package" ] || try_deb bookworm "" "$package"
done
for package in "$1"/gongkai_"$2"+ubuntu24.04_*.deb; do
  [ ! -f "$package" ] || try_deb noble "$UBUNTU" "$package"
done
for archive in "$1"/gongkai-"$2"-linux-*.tar.xz; do
  [ ! -f "$archive" ] || try_tar "$archive"
done
# The archive has Debian's own libraries: the same bytes.
if [ -f "$work/try-bookworm.log" ] && [ -f "$work/try-tar.log" ]; then
  [ "$(grep -hE '^[0-9a-f]{64}$' "$work/try-bookworm.log" "$work/try-tar.log" | sort -u | wc -l)" -eq 1 ] || {
    echo "the seed's PDF is another in the archive than in Debian's package" >&2
    exit 1
  }
fi
[ "$tried" -gt 0 ] || {
  echo "no package of version $2 in $1" >&2
  exit 1
}
echo "$tried packages tried: each installed, used without root, taken away"
