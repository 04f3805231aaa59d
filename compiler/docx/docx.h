// docx: a Document as a Word file, as an office makes one: the copy that goes round for approval.
//
// In: a Document, and from layout where things stand on its pages. Out: the bytes of a .docx (ECMA-376,
// transitional), in the arena given, read back: styles, Word's own numbering, contents, tables, pictures;
// each figure of the text in a content control that says what it is, each paragraph under a bookmark, and a
// part of its own (`CopyMap`) that says what was printed from where. Memory: the arena's. Errors: the failure
// `data-write`; the warning `docx-chart` (charts are left out). The same document gives the same bytes.
//
// The part is read by docx_map_read: of a copy that came back, or of an earlier one.
#ifndef GONGKAI_DOCX_DOCX_H
#define GONGKAI_DOCX_DOCX_H

#include "document/document.h"
#include "package/package.h"

// Where a heading, a run-in heading or a table stands, as layout has it.
typedef struct DocxPlace {
    Str id;
    Str label; // the page's printed number
    size_t page;
    bool turned; // a page on its side
} DocxPlace;

// A line of the table of figures before the text; of one that cannot be said, empty.
typedef struct DocxKeyFigure {
    Str item, last, now, change, rate;
    Str reason; // empty: it is still to be written
} DocxKeyFigure;

typedef struct DocxOptions {
    const DocxPlace *places; // sorted by id
    size_t place_count;
    int round;                   // from 1; 0: final, without what stands over the pages of a copy
    bool numbered;               // paragraphs have numbers in the margin
    bool charts;                 // are drawn, as Word's own; else their titles stand in their places
    const struct CopyMap *since; // what changed since then stands as tracked changes; NULL: nothing does
    const DocxKeyFigure *keys;
    size_t key_count;
} DocxOptions;

// An empty Str after reporting.
Str docx_write(Arena *arena, Diag *diag, const Document *document, DocxOptions options);

// A letter: a title and paragraphs, without anything else. An empty Str after reporting.
Str docx_letter(Arena *arena, Diag *diag, Str name, Str title, const Str *paragraphs, size_t n);

// ---- the map

#define DOCX_NOTE_BOOKMARK "_GkNote" // and a footnote's order: around its first mark
#define DOCX_MAP_NAMESPACE "urn:gongkai:copy"
#define DOCX_DIGEST 64 // hexadecimal digits of a SHA-256

typedef struct MapFigure {
    size_t at, length; // in its paragraph's text
    Str expression;
} MapFigure;

typedef struct MapBlock {
    Str bookmark; // gk12
    Str section;  // sections/3-收支概况.md; empty: of the template
    size_t level; // of a heading; 0: none
    Str text;     // as Printed has it
    const MapFigure *figures;
    size_t figure_count;
} MapBlock;

typedef struct MapFile {
    Str name, digest;
} MapFile;

typedef struct CopyMap {
    Str department, title, kind; // kind: the template's name
    int year, round;
    Str input; // the digest of all that it was made from
    Str code;  // the check code that is printed over its pages
    bool numbered;
    const MapFile *files;
    size_t file_count;
    const MapBlock *blocks;
    size_t block_count;
} CopyMap;

// What a copy of the document would say of itself. printed: document_printed_marked's.
CopyMap docx_map(Arena *arena, const Document *document, const PrintedList *printed, DocxOptions options);
// Of a package; NULL where it has none, or one that cannot be read (which is no error: it is lost on the
// way).
const CopyMap *docx_map_read(Arena *arena, Package *package);

#endif
