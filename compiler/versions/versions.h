// versions: two versions of a document, and where they differ: sentences, words, figures, cells, what moved.
//
// In: a project's document, or what intake read of a file. Out: each as a Version, a list of what it says
// with places, whichever it was made of; and the Differences of two. Blanks are never a difference, nor are
// numbers of lists and of notes, splits of paragraphs and merged cells: a content system loses them. Of a
// caption (cover, heads of parts, labels, units and notes of tables) only what is missing is told, and of a
// cover nothing. What stands on cells that the file does not show for certain is no difference: those are
// counted. Memory: the arena given; it points into what it was made of. Errors: none.
#ifndef GONGKAI_VERSIONS_VERSIONS_H
#define GONGKAI_VERSIONS_VERSIONS_H

#include "compare/compare.h"
#include "document/document.h"
#include "intake/intake.h"

typedef struct VersionText {
    Str text;
    Str bare;             // without blanks
    Place place;          // of its begin
    size_t offset;        // in `source`
    const Source *source; // NULL: its places are all `place`
    size_t piece;         // of a version in pieces: which, from 1
    bool heading;
    bool caption; // stands with a table or on the cover
    bool wanted;  // of a caption: that it is missing is told
    bool note;    // of a footnote: it stands wherever its page ends
} VersionText;

typedef struct VersionRow {
    const Str *cells;   // those that are not blank and not covered
    const bool *unsure; // of each, whether the file shows it for certain; NULL: all are certain
    size_t n;
    Place place;
} VersionRow;

typedef struct VersionTable {
    Str name;         // empty: it says none
    const Str *above; // of one without a name: what stands over it
    size_t above_count;
    VersionRow *rows;
    size_t row_count, head_rows; // head_rows: 0 where they are not known
} VersionTable;

typedef struct Version {
    Str name; // of the file or folder
    VEC(VersionText) texts;
    VEC(VersionTable) tables;
    const Str *drawn; // bare: what charts and a site's first page show, which may stand there or not
    size_t drawn_count;
    bool pieces; // pages that hang by themselves: a table of one may stand in another too
} Version;

const Version *version_of_document(Arena *arena, const Document *document, Str name);
const Version *version_of_intake(Arena *arena, const Intake *intake);
// The first version has its amounts as they print; those of `tables` are its workbooks', read by the
// project's set: their cells are printed so too.
const Version *version_of_tables(Arena *arena, const Table *const *tables, size_t n, Str name);

typedef enum DifferenceKind {
    DIFFERENCE_CHANGED, // a stretch of text
    DIFFERENCE_MISSING, // is not in b
    DIFFERENCE_ADDED,   // is not in a
    DIFFERENCE_MOVED,
    DIFFERENCE_CELL,
    DIFFERENCE_ROW_MISSING,
    DIFFERENCE_ROW_ADDED,
    DIFFERENCE_TABLE_MISSING,
    DIFFERENCE_TABLE_ADDED,
} DifferenceKind;

typedef struct Difference {
    DifferenceKind kind;
    Str before, after;      // the words, the cell, the row; one may be empty
    Str around;             // CHANGED: the sentence of b (of a where b has none) around it
    Place a, b;             // either may be without a file
    Str table, row, column; // of cells; names, as far as they are known
    Str change, rate;       // of two amounts: 1.2, -3.50%; empty: they are no amounts
} Difference;

typedef struct Differences {
    VEC(Difference) at;
    size_t sentences, same_sentences; // of a
    size_t cells, same_cells;
    size_t
        unsure_cells; // that b does not show for certain, with those of rows beside them that are not found
    size_t tables;
    size_t again; // texts of b that stand on further pages of it too
} Differences;

// partial: b is a part (a workbook, a fragment), and what it has not is no difference.
const Differences *versions_compare(Arena *arena, const Version *a, const Version *b, bool partial);

#endif
