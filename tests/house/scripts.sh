#!/bin/sh
# Fails when shellcheck finds fault with a script of the shell; ends with 77 where it is not installed.
set -eu
cd "${1:-$(dirname "$0")/../..}"

command -v shellcheck >/dev/null || exit 77
# -nt is of every shell that Debian has as sh; A && B || C is meant where it stands.
find . -path ./build -prune -o -path ./tests/browser/node_modules -prune -o \( -name '*.sh' -o -path ./dev -o -path ./.ci/run \) -type f -print |
  sort | xargs shellcheck --exclude=SC2015,SC3013
