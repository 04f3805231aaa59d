#!/bin/sh
# Runs the program of this folder with this folder's libraries, wherever the folder lies and whatever the system has.
self=$0
while [ -h "$self" ]; do # as a link in a folder of PATH
  link=$(readlink "$self")
  case $link in
  /*) self=$link ;;
  *) self=$(dirname "$self")/$link ;;
  esac
done
home=$(cd "$(dirname "$self")/.." && pwd) || exit 3
export GONGKAI_PROGRAM="$home/bin/gongkai" # what the menu starts: /proc/self/exe is the loader
export GCONV_PATH="$home/lib/gconv" LOCPATH="$home/lib/locale"
[ -r /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$home/lib/fonts.conf"
exec "$home/lib/loader" --argv0 gongkai --library-path "$home/lib" "$home/lib/gongkai" "$@"
