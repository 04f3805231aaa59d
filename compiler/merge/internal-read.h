// What the files that read a copy share: what is open of it.
#ifndef GONGKAI_MERGE_INTERNAL_READ_H
#define GONGKAI_MERGE_INTERNAL_READ_H

#include "merge/internal-merge.h"

#define MOST_LINES 200000

typedef struct OpenLine {
    CopyLine line;
    StrBuf text;
    VEC(CopyLook) looks;
    VEC(Str) bookmarks;
    Str style;
    int outline;    // -1: not said
    bool mark_gone; // the paragraph's end is not there: the next goes on
    bool in_table;
} OpenLine;

typedef struct OpenTable {
    VEC(Str) cells;
    StrBuf cell;
    bool covered;
} OpenTable;

typedef struct Comment {
    Str id, author;
    StrBuf text;
} Comment;

typedef struct CopyNote {
    Str id;
    size_t from, n; // lines of Reading.note_lines
} CopyNote;

typedef struct Reading {
    Arena *arena;
    const MergeOptions *options;
    const WordList *style_names;
    CopyStyles styles;
    VEC(Comment) comments;
    Copy *copy;
    VEC(CopyNote) notes;
    VEC(CopyLine) note_lines;
    VEC(size_t) called; // notes that the lines that are open call
    bool in_notes;      // their part is read
    bool rule;          // the note is none, but the rule over them
    bool mark_style;    // the run is a note's number
    int noteref;        // depth of fields at which a reference to another mark is open; 0: none
    VEC(OpenLine) lines;
    VEC(OpenTable) tables;
    int skipped;                  // elements that are open in one that is passed over
    int inserted, deleted, boxes; // depths
    int fields, instructions;     // open ones; of them those before their separators
    int contents;                 // depth of fields at which the contents' one is open; 0: none
    bool in_run, in_text, in_properties, in_run_properties, strong, emphasis, code_style, root;
    StrBuf instruction;
    CopyRemark change; // tracked, that is open
    StrBuf changed;
} Reading;

// ---- read-notes.c

OpenLine *line_of(Reading *reading);
void reading_text(Reading *reading, Str text);
bool reading_takes(const Reading *reading); // not of a tracked change that is not to be there

// ---- read-notes.c: footnotes, whose part is read first

void note_begin(Reading *reading, const XmlTag *tag);
void note_end(Reading *reading);
void note_called(Reading *reading, Str id);             // a reference
void noteref_begin(Reading *reading, Str instruction);  // a field that says the number of one called before
void line_keep(Reading *reading, const CopyLine *line); // a paragraph that is whole

#endif
