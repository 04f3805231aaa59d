// Footnotes' marks in plain text: each is one character, of those that no text has (U+F0001 …).
#ifndef GONGKAI_BASE_NOTE_MARK_H
#define GONGKAI_BASE_NOTE_MARK_H

#include "base/str.h"

#define NOTE_MARKS 0x1000

uint32_t note_mark(unsigned number);      // from 1, below NOTE_MARKS
unsigned note_mark_number(uint32_t code); // 0: it is none
// A text as people read it: ① for the first note's mark. The same text where it has none.
Str note_marks_shown(Arena *arena, Str text);

#endif
