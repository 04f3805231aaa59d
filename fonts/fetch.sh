#!/bin/sh
# Fetches FandolFang, the 仿宋 that the default style falls back to, into fonts/fetched/. Debian has it only inside
# texlive-lang-chinese, which would bring TeX with it, so the font and its licence are taken out of the package
# without installing it. Does nothing where they are already there. Needs apt, dpkg-deb, tar and gzip; not root.
set -eu

package=texlive-lang-chinese
files='FandolFang-Regular.otf COPYING README'
here=$(cd "$(dirname "$0")" && pwd)
fetched=$here/fetched

is_complete() {
    for file in $files; do
        [ -s "$fetched/$file" ] || return 1
    done
}

if is_complete; then
    echo "fonts/fetched: complete"
    exit 0
fi

temp=$(mktemp -d "${TMPDIR:-/tmp}/gongkai-fonts.XXXXXX")
trap 'rm -rf "$temp"' EXIT
trap 'exit 1' HUP INT TERM

# apt's own cache may have the package already.
deb=$(find /var/cache/apt/archives -maxdepth 1 -name "${package}_*.deb" -readable 2>/dev/null | sort | tail -n 1)
if [ -z "$deb" ]; then
    # apt downloads as the user _apt when root runs it, who must be able to write here.
    chmod 755 "$temp"
    if [ "$(id -u)" = 0 ] && id _apt >/dev/null 2>&1; then
        chown _apt "$temp"
    fi
    (cd "$temp" && apt-get -q download "$package")
    deb=$(find "$temp" -name "${package}_*.deb")
fi

# Debian keeps the licence compressed, beside the font's own notes.
mkdir "$temp/tree"
dpkg-deb --fsys-tarfile "$deb" | tar -x -f - -C "$temp/tree" --no-same-owner \
    ./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf \
    ./usr/share/doc/texlive-doc/fonts/fandol
find "$temp/tree" -name '*.gz' -exec gzip -d {} +

mkdir -p "$fetched"
for file in $files; do
    found=$(find "$temp/tree" -type f -name "$file" | head -n 1)
    if [ -z "$found" ]; then
        echo "fonts/fetch.sh: $package has no $file" >&2
        exit 1
    fi
    # Renamed into place, so that a fetch that is cut short leaves no half a font.
    cp "$found" "$fetched/.$file.new"
    chmod 644 "$fetched/.$file.new"
    mv "$fetched/.$file.new" "$fetched/$file"
done
echo "fonts/fetched: $files"
