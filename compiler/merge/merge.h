// merge: a copy that went round for approval, back into the sections that it was made from.
//
// In: a .docx that people edited, whatever saved it, and the project's folder. Out: the sections' texts with
// what was changed, figures still bound and Markdown kept, and findings of all that was not taken. The text
// is the main road: paragraphs are found again by what they say; bookmarks help where they are left. Nothing
// is written and nothing printed here. Memory: all in the arena given.
//
// What is taken was tried: the sections as they would be are built, and print what the copy says; what would
// not is left out and said. Where the sections changed since the copy went out, both sides' changes are kept;
// where they meet, the sections stay as they are.
//
// Errors: those of package.h and compile.h; merge-kind (no document of Word's), merge-other (another
// project's copy), merge-part (too much of the text is missing); merge-conflict (a figure, its unit, or what
// both sides changed). Warnings: merge-figure-words (words of a figure), merge-each (a passage of `each`),
// merge-table, merge-frame (what is none of the sections': a title, a note), merge-kept (what cannot be
// taken), merge-tracked (tracked changes were found), merge-bookmarks. Notes: merge-comment, merge-base,
// merge-figure-gone.
#ifndef GONGKAI_MERGE_MERGE_H
#define GONGKAI_MERGE_MERGE_H

#include "compare/compare.h"
#include "compile/compile.h"

// What is made of tracked changes that nobody accepted yet.
typedef enum Tracked {
    TRACKED_ACCEPT,
    TRACKED_REJECT,
    TRACKED_LIST, // as rejected, and each is said
} Tracked;

typedef struct MergeOptions {
    Str name, bytes; // the copy
    Tracked tracked;
    const Str *sent; // bytes of copies as they went out, for a copy that no longer says what it was
    size_t sent_count;
} MergeOptions;

typedef struct Merged {
    MendedFiles files; // those that change: sections/*.md, tables/说明.csv; `lines` is not filled in
    size_t taken;      // paragraphs whose changes are in them
    size_t conflicts, listed;
} Merged;

// NULL after an error: nothing is to be written. compilation: of the folder as it is, which the result points
// into.
const Merged *merge_copy(Arena *arena, Diag *diag, const Compilation *compilation, MergeOptions options);

#endif
