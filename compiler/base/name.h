// Names as authors type them: folded for comparison, and the nearest known name for a hint.
#ifndef GONGKAI_BASE_NAME_H
#define GONGKAI_BASE_NAME_H

#include "base/str.h"

// Folds width (Ａ１（） to A1()), quotation marks (“”「」『』"' to one), dashes (—–－― to -), brackets
// (〔［[【 to [), case of ASCII, and drops every blank. Two names are the same where their folds are equal.
// No character becomes longer, and each source character gives at most one folded character. :： ,， ;； fold
// to ASCII.
Str name_fold(Arena *arena, Str name);
// The same and, for each byte of the fold and its end, the byte offset in `name` it came from (n + 1 of
// them). The end's is name.n, so that offsets[i] to offsets[j] is the source of the fold's bytes i to j and
// what blanks follow.
Str name_fold_map(Arena *arena, Str name, size_t **offsets);
bool name_equal(Str a, Str b);
ptrdiff_t name_find(const Str *names, size_t n, Str name); // the first that is equal, or -1

// The known name nearest to `name` by edit distance over folds (within a third of its characters, at least
// 1), or an empty Str. The first of equals.
Str name_nearest(Str name, const Str *known, size_t n);

#endif
