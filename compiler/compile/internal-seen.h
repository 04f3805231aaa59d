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
// What it was made with and from, as the note's text; at == NULL where nothing is noted, or what was seen can
// never be known again.
Str seen_inputs(Arena *arena, const Compilation *made, const OutputSpec *spec, const SeenNote *note);
// The note of it and of the files that were written, into the output's folder, once it is in its place. Where
// that fails there is no note, and the document is built again.
void seen_write(int folder, Str inputs, const RecordFile *files, size_t n);

#endif
