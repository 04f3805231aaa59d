#!/bin/sh
# Inside a root with /gongkai_*.deb and the fonts: everything that the program needs to run anywhere, into /bundle.
set -eu
apt-get -q -y install --no-install-recommends /gongkai_*.deb
bundle=/bundle
lib=$bundle/lib
mkdir -p $lib $bundle/share

cp -a /usr/share/gongkai $bundle/share/
for catalogue in /usr/share/locale/*/LC_MESSAGES/gongkai.mo; do
  language=$(basename "$(dirname "$(dirname "$catalogue")")")
  mkdir -p "$bundle/share/locale/$language/LC_MESSAGES"
  cp "$catalogue" "$bundle/share/locale/$language/LC_MESSAGES/"
done
for shared in applications icons bash-completion zsh man; do
  for file in $(dpkg -L gongkai | grep "^/usr/share/$shared/"); do
    [ -f "$file" ] || continue
    mkdir -p "$bundle$(dirname "${file#/usr}")"
    cp "$file" "$bundle${file#/usr}"
  done
done

# The loader has the same name for every processor: the launcher says it.
cp /usr/bin/gongkai $lib/gongkai
ldd /usr/bin/gongkai | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p' | while read -r library; do
  cp -L "$library" $lib/
done
loader=$(ldd /usr/bin/gongkai | sed -n 's/^[[:space:]]*\(\/[^ ]*ld-linux[^ ]*\) .*/\1/p')
cp -L "$loader" $lib/loader
# Character sets that files may be in: glibc reads them from here.
gconv=$(dirname "$(find /usr/lib -name GB18030.so | head -n 1)")
mkdir -p $lib/gconv
for set in GB18030 GBK EUC-CN BIG5 BIG5HKSCS UTF-16 UTF-32 UNICODE ISO8859-1 CP1252 libGB libCNS libJIS libKSC; do
  [ ! -f "$gconv/$set.so" ] || cp "$gconv/$set.so" $lib/gconv/
done
grep -E '^(alias|module)' "$gconv/gconv-modules" >$lib/gconv/gconv-modules
[ ! -d "$gconv/gconv-modules.d" ] || cat "$gconv"/gconv-modules.d/*.conf | grep -E '^(alias|module)' >>$lib/gconv/gconv-modules

# Locales of this C library: another's files may not be read by it.
mkdir -p $lib/locale
cp -a /usr/lib/locale/C.utf8 $lib/locale/
localedef --no-archive -i zh_CN -f UTF-8 $lib/locale/zh_CN.utf8
# For a system without fontconfig's own configuration.
cat >$lib/fonts.conf <<'CONF'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
CONF

# Fonts lie where the program looks without asking the system.
for font in /usr/share/fonts/opentype/noto/*CJK-Regular.ttc /usr/share/fonts/opentype/noto/*CJK-Bold.ttc \
  /usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf /usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Bold.ttf; do
  cp "$font" $bundle/share/gongkai/fonts/fetched/
done

mkdir -p $bundle/share/doc
for package in $(dpkg-query -W -f '${Package}\n'); do # what each part may be copied under
  [ ! -f "/usr/share/doc/$package/copyright" ] || cp -L "/usr/share/doc/$package/copyright" "$bundle/share/doc/$package.copyright"
done
mkdir -p $bundle/bin
cp /launch.sh $bundle/bin/gongkai
chmod 755 $bundle/bin/gongkai
