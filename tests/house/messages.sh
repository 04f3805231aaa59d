#!/bin/sh
# Fails, listing them, when a message of the sources has no translation in a catalogue of po/, or a catalogue holds one that
# no source has any more, or a translation whose format does not fit; or when a message or hint begins with a capital letter,
# for they print as one sentence, message; hint. How to mend it: po/README.md. Needs gettext alone.
set -eu
cd "${1:-$(dirname "$0")/../..}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

find compiler -name '*.[ch]' | LC_ALL=C sort >"$work/files"
xgettext --from-code=UTF-8 --no-location -k_ -kN_ -kdngettext:2,3 --files-from="$work/files" -o "$work/messages.pot"

# The messages of a catalogue, without its header, one a line.
messages() {
  msgattrib --no-wrap "$@" | awk '
    function text() { match($0, /".*"/); return substr($0, RSTART + 1, RLENGTH - 2) }
    { sub(/^#~ /, "") }
    /^msgid / { message = text(); within = 1; next }
    /^msgid_plural / { within = 0 }
    /^msgstr/ { if (message != "") print "  " message; message = ""; within = 0 }
    within && /^"/ { message = message text() }
  '
}

# complain WHAT MESSAGES: does so where there are any.
complain() {
  [ -n "$2" ] || return 0
  printf '%s: %s\n%s\n' "$catalogue" "$1" "$2"
  bad=1
}

bad=0

# Pages of HTML have titles, help and manual pages sentences; Gongkai is a name.
grep -v -e '/tell/report\.c$' -e '/usage/help\.c$' -e '/usage/manual\.c$' -e '/commands/doctor\.c$' -e '/preview/state\.c$' "$work/files" >"$work/printed"
xgettext --from-code=UTF-8 --no-location --no-wrap -k -k_ -kdngettext:2,3 --files-from="$work/printed" -o "$work/printed.pot"
capitals=$(grep -E '^msgid "[A-Z][a-z]' "$work/printed.pot" | grep -v '^msgid "Gongkai' || true)
if [ -n "$capitals" ]; then
  printf 'messages and hints begin with a small letter:\n%s\n' "$capitals"
  bad=1
fi

for catalogue in po/*.po; do
  msgmerge --quiet --no-fuzzy-matching --no-location -o "$work/merged.po" "$catalogue" "$work/messages.pot"
  complain "not translated" "$(messages --untranslated "$work/merged.po")"
  complain "to be looked at (fuzzy)" "$(messages --only-fuzzy --no-obsolete "$work/merged.po")"
  complain "in no source any more" "$(messages --only-obsolete "$work/merged.po")"
  msgfmt --check -o /dev/null "$work/merged.po" || bad=1
done
exit $bad
