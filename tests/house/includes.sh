#!/bin/sh
# Fails when a folder of compiler/ includes from a folder after it in the order of compiler/ORDER, or from one beside it (on the same line).
# Folders see each other through their public headers only: FOLDER/FOLDER.h (base: any).
set -eu
cd "${1:-$(dirname "$0")/../..}"

order=$(cat compiler/ORDER)

find compiler -name '*.[ch]' | sort | xargs grep -Hn '^#include "' | awk -v order="$order" '
  BEGIN {
    ranks = split(order, lines, "\n")
    for (i = 1; i <= ranks; i++) {
      n = split(lines[i], names, " ")
      for (j = 1; j <= n; j++) rank[names[j]] = i
    }
  }
  {
    split($0, parts, ":")
    file = parts[1]; line = parts[2]
    split(file, path, "/")
    from = path[2]
    match($0, /"[^"]*"/)
    header = substr($0, RSTART + 1, RLENGTH - 2)
    split(header, target, "/")
    to = target[1]
    if (!(from in rank)) { printf "%s: the folder %s is not in the order\n", file, from; bad = 1; next }
    if (to == from) next
    if (!(to in rank)) { printf "%s:%s: “%s” is in no known folder\n", file, line, header; bad = 1; next }
    if (rank[to] >= rank[from]) { printf "%s:%s: %s may not include %s\n", file, line, from, header; bad = 1 }
    else if (to != "base" && header != to "/" to ".h") { printf "%s:%s: %s is private to %s\n", file, line, header, to; bad = 1 }
  }
  END { exit bad }
'
