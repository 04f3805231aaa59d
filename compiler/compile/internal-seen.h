// What an output was made from, noted beside it (.gongkai-seen), for a later run to know whether it would be
// made the same.
#ifndef GONGKAI_COMPILE_INTERNAL_SEEN_H
#define GONGKAI_COMPILE_INTERNAL_SEEN_H

#include "base/seen.h"
#include "compile/internal-record.h"

typedef struct SeenNote {
    Seen *seen;    // NULL: nothing is noted
    int64_t began; // nanoseconds since 1970
} SeenNote;

// Returns what seen_end takes.
Seen *seen_note_begin(SeenNote *note, Arena *arena, const OutputSpec *spec);
// Into the output's folder, once it is in its place. Where that fails there is no note, and the document is
// built again.
void seen_write(int folder, const Compilation *made, const OutputSpec *spec, const Record *record,
                const SeenNote *note);

#endif
